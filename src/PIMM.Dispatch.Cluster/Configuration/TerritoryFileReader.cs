using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads one territory's file. What it returns may be used only when it noted no problem.</summary>
internal static partial class TerritoryFileReader
{
    /// <summary>Fixed by docs/operating/settings.md: deeper input is an attack or a mistake.</summary>
    private const int JsonDepthMax = 32;

    private static readonly JsonDocumentOptions s_strict = new()
    {
        MaxDepth = JsonDepthMax,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <param name="file">The file's name, which must be the territory's id with <c>.json</c>.</param>
    public static TerritorySettings? Read(string file, ReadOnlyMemory<byte> json, ProblemList problems)
    {
        if (Unreadable(json) is { } why)
        {
            problems.Add(file, "$", why);
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(WithoutByteOrderMark(json), s_strict);
            return Territory(new Setting(document.RootElement, file, "$", problems), file);
        }
        catch (JsonException broken)
        {
            problems.Add(file, broken.Path ?? "$", $"This is not correct JSON. {broken.Message}");
            return null;
        }
    }

    internal static string Id(Setting item) => item.Text(1, 40, IdForm(),
        "Small letters without accents and digits are expected, in groups joined by hyphens.");

    internal static string Name(Setting item)
    {
        var name = item.Text(1, 80);
        if (name.Any(char.IsControl) || (name.Length > 0 && string.IsNullOrWhiteSpace(name)))
            item.Problem("A name needs letters, and no control character.");
        return name;
    }

    private static TerritorySettings Territory(Setting root, string file)
    {
        root = root.Keys(
            "$schema", "id", "name", "reason", "zone", "establishments", "readers", "externalProviders",
            "urgencies", "escalation", "alerts", "clock", "workingHours", "quietPeriod", "silenceMax",
            "studyMemory", "handoverWithin", "wallboardQueueTarget",
            "weights", "sharedReadings", "examRules", "holidays", "safetyRest", "lines");
        root["$schema"].Text(1, 200);
        root["reason"].Text(1, DatedSetting.ReasonLengthMax);
        var id = Id(root["id"]);
        if (id.Length > 0 && file != id + ".json")
            root["id"].Problem($"The file is called {file}, so the id “{id}” is wrong, or the name is.");
        var zone = Zone(root["zone"]);
        var establishments = EstablishmentSettingsReader.Read(root["establishments"], zone);
        var readers = ReaderSettingsReader.Readers(root["readers"], zone, establishments);
        var providers = ProviderSettingsReader.Read(
            root["externalProviders"], readers, establishments);
        var settings = new TerritorySettings
        {
            Id = new TerritoryId(id),
            Name = Name(root["name"]),
            Zone = root["zone"].Text(1, 64),
            LocalTime = zone.LocalTime,
            InstantOf = zone.InstantOf,
            Holidays = root["holidays"].Choice<HolidayCalendar>(),
            SafetyRest = root["safetyRest"].Duration(TimeSpan.Zero, TimeSpan.FromDays(2)),
            Lines = LineSettingsReader.Read(root["lines"], zone, establishments, providers),
            Establishments = establishments,
            Readers = readers,
            ExternalProviders = providers,
            Urgencies = DatedSetting.Read(root["urgencies"], zone, RuleSettingsReader.Urgencies),
            Escalation = DatedSetting.Read(root["escalation"], zone, EscalationSettingsReader.Policies),
            Alerts = DatedSetting.Read(root["alerts"], zone, AlertSettingsReader.Ladder),
            Clock = DatedSetting.Read(root["clock"], zone, value => value.Choice<ClockStart>()),
            WorkingHours = RuleSettingsReader.WorkingHours(root["workingHours"]),
            ExamRules = RuleSettingsReader.ExamRules(root["examRules"]),
            SharedReadings = SharedReadingReader.All(root["sharedReadings"]),
            Weights = DatedSetting.Read(root["weights"], zone, RuleSettingsReader.Weights),
            QuietPeriod = root["quietPeriod"].Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            SilenceMax = root["silenceMax"].Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            StudyMemory = root["studyMemory"].Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(366)),
            HandoverWithin = root["handoverWithin"].Duration(
                TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
            WallboardQueueTarget = root["wallboardQueueTarget"].Whole(1, 1000),
        };
        CheckWhole(root, settings);
        return settings;
    }

    /// <summary>
    /// What only the whole territory shows: nobody reads a specialty, or for an establishment.
    /// </summary>
    private static void CheckWhole(Setting root, TerritorySettings settings)
    {
        if (!root["silenceMax"].IsAbsent && settings.SilenceMax < settings.QuietPeriod)
            root["silenceMax"].Problem("It is shorter than the quiet period.");
        if (!root["externalProviders"].IsAbsent)
            EscalationSettingsReader.CheckProviders(root["escalation"], settings);
        if (settings.Readers.Count == 0)
            return;
        foreach (var (word, specialty) in SettingWords<Specialty>.All)
        {
            if (settings.Readers.Values.All(reader => reader.SkillIn(specialty) == 0))
                root["readers"]
                    .Problem($"Nobody reads “{word}”: such a case could never be given to anyone.");
        }
        foreach (var site in settings.Establishments.Keys.Where(site => site.Value.Length > 0))
        {
            if (!settings.Readers.Values.Any(reader => reader.Sites.ContainsKey(site)))
                root["readers"].Problem($"Nobody holds a privilege for “{site}”.");
        }
    }

    private static TerritoryZone Zone(Setting item)
    {
        var name = item.Text(1, 64);
        if (TerritoryZone.Find(name) is { } zone)
            return zone;
        if (name.Length > 0)
            item.Problem(
                $"“{name}” is not a time zone that the bundled database knows, such as Europe/Paris.");
        return TerritoryZone.Find("Etc/UTC")!;
    }

    /// <summary>The parser takes these for correct and fails later, where a text is read.</summary>
    private static string? Unreadable(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
            return "The file is not UTF-8. Save it as UTF-8, otherwise accents are lost.";
        return SurrogateEscape().IsMatch(Encoding.UTF8.GetString(json.Span))
            ? "Write characters as themselves, not as halves of an escape (\\uD800 to \\uDFFF)."
            : null;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    [GeneratedRegex(@"\\u[dD][89a-fA-F]")]
    private static partial Regex SurrogateEscape();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex IdForm();
}
