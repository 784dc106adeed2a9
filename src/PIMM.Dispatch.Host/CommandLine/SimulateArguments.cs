using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>In which form the report of a rehearsal is printed.</summary>
public enum ReportFormat { Table, Json }

/// <summary>The words after <c>simulate</c>, parsed. What was not said is null.</summary>
public sealed record SimulateArguments
{
    public const int EveningsMax = 100_000;
    public const int ReadersMax = 500;
    public const double PerHourMax = 1_000;
    private const int UsualEvenings = 100;
    private const int UsualDraws = 20;

    private int? evenings;
    private AskedInstant? from;
    private AskedInstant? until;

    public string? Scenario { get; private set; }
    public string? Territory { get; private set; }

    /// <summary>A journal, or the data folder that holds it: a night of it is played again.</summary>
    public string? Replay { get; private set; }

    /// <summary>From when and until when that night is; neither or both.</summary>
    public (AskedInstant From, AskedInstant Until)? Span { get; private set; }
    public ImmutableArray<RehearsedPolicy> Policies { get; private set; } = Parse("a,e,f");

    /// <summary>Ids of the territory's own readers.</summary>
    public ImmutableArray<string>? Readers { get; private set; }

    /// <summary>So many fictitious readers instead.</summary>
    public int? ReaderCount { get; private set; }

    /// <summary>A mean over the evening.</summary>
    public double? EmergenciesPerHour { get; private set; }
    public double? ScheduledPerHour { get; private set; }
    public double? Surge { get; private set; }

    /// <summary>Local time at which the last reader leaves without a word.</summary>
    public TimeOnly? LostReaderAt { get; private set; }

    /// <summary>
    /// A promised share below 45 minutes: how many readers it needs is asked, not how policies compare.
    /// </summary>
    public double? Advise { get; private set; }

    /// <summary>Evenings, or draws of a night that is played again.</summary>
    public int Evenings => evenings ?? (Replay is null ? UsualEvenings : UsualDraws);
    public int Seed { get; private set; } = 1;
    public int Cores { get; private set; } = Environment.ProcessorCount;
    public ReportFormat Format { get; private set; }

    /// <summary>Where the page of HTML is written.</summary>
    public string? Page { get; private set; }

    /// <summary>Where table or JSON is written instead of standard output.</summary>
    public string? Out { get; private set; }

    /// <exception cref="FormatException">In French: what is wrong.</exception>
    public static SimulateArguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new SimulateArguments();
        for (var index = 0; index < words.Count; index++)
        {
            var (name, value) = Split(words[index]);
            if (value is null && index + 1 < words.Count
                && !words[index + 1].StartsWith("--", StringComparison.Ordinal))
                value = words[++index];
            arguments.Set(name, value ?? throw new FormatException($"{name} attend une valeur."));
        }
        if (arguments.Scenario is null == arguments.Territory is null)
            throw new FormatException(
                $"Indiquez soit --scenario ({string.Join(", ", Situations.Names)}), soit --territory.");
        if (arguments.Advise is not null)
            arguments.CheckAdvice();
        arguments.CheckReplay();
        return arguments;
    }

    private void CheckReplay()
    {
        if (Replay is null && (from ?? until) is not null)
            throw new FormatException("--from et --until demandent --replay.");
        if (from is null != until is null)
            throw new FormatException("--from et --until vont ensemble.");
        if (from is { } first && until is { } last)
            Span = (first, last);
        if (Replay is null)
            return;
        if (Territory is null)
            throw new FormatException("--replay demande --territory.");
        if (EmergenciesPerHour is not null || ScheduledPerHour is not null || Surge is not null
            || LostReaderAt is not null || Advise is not null)
            throw new FormatException("--replay joue ce qui est venu : sans --load, --scheduled, --surge, "
                + "--lost-reader ni --advise.");
    }

    private void CheckAdvice()
    {
        if (Policies.FirstOrDefault(policy => policy.Dispatch != DispatchPolicy.List) is not { } dispatcher)
            throw new FormatException("--advise demande une politique du répartiteur : e ou f.");
        if (Readers is not null || ReaderCount is not null || LostReaderAt is not null)
            throw new FormatException(
                "--advise cherche lui-même les lecteurs : sans --readers ni --lost-reader.");
        if (Format != ReportFormat.Table || Page is not null)
            throw new FormatException("--advise écrit une table : sans --format json ni --report.");
        Policies = [dispatcher];
    }

    private static (string Name, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--scenario": Scenario = Known(value); break;
            case "--territory": Territory = value; break;
            case "--replay": Replay = value; break;
            case "--from": from = AskedInstant.Parse(name, value); break;
            case "--until": until = AskedInstant.Parse(name, value); break;
            case "--policy": Policies = Parse(value); break;
            case "--readers": SetReaders(value); break;
            case "--load": EmergenciesPerHour = Number(name, value, 0.1, PerHourMax); break;
            case "--scheduled": ScheduledPerHour = Number(name, value, 0, PerHourMax); break;
            case "--surge": Surge = Number(name, value, 1, 10); break;
            case "--lost-reader": LostReaderAt = Time(value); break;
            case "--advise": Advise = Number(name, value, 1, 100); break;
            case "--evenings": evenings = Whole(name, value, 1, EveningsMax); break;
            case "--seed": Seed = Whole(name, value, 0, int.MaxValue - EveningsMax); break;
            case "--cores": Cores = Whole(name, value, 1, Environment.ProcessorCount); break;
            case "--format": Format = FormatOf(value); break;
            case "--report": Page = value; break;
            case "--out": Out = value; break;
            default: throw new FormatException($"{name} n'est pas connu.");
        }
    }

    private static string Known(string name) => Situations.Names.Contains(name)
        ? name
        : throw new FormatException(
            $"Le scénario « {name} » n'existe pas. Connus : {string.Join(", ", Situations.Names)}.");

    private static ImmutableArray<RehearsedPolicy> Parse(string codes)
    {
        var policies = codes.Split(',', StringSplitOptions.TrimEntries).Select(code =>
            RehearsedPolicy.All.FirstOrDefault(policy => policy.Code == code)
            ?? throw new FormatException($"La politique « {code} » n'existe pas. Connues : "
                + string.Join(", ", RehearsedPolicy.All.Select(policy => policy.Code)) + ".")).ToList();
        return policies.Distinct().Count() == policies.Count
            ? [.. policies]
            : throw new FormatException("Une politique est nommée deux fois.");
    }

    private void SetReaders(string value)
    {
        if (value.All(char.IsAsciiDigit))
            ReaderCount = Whole("--readers", value, 1, ReadersMax);
        else
            Readers = [.. value.Split(',', StringSplitOptions.TrimEntries)];
    }

    private static int Whole(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : throw new FormatException($"{name} attend un nombre entier de {min} à {max}, pas « {value} ».");

    /// <summary>A comma is as good as a point.</summary>
    private static double Number(string name, string value, double min, double max) =>
        double.TryParse(value.Replace(',', '.'), NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"{name} attend un nombre de {min} à {max}, pas « {value} »."));

    private static TimeOnly Time(string value) =>
        TimeOnly.TryParseExact(
            value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new FormatException($"--lost-reader attend une heure comme 20:30, pas « {value} ».");

    private static ReportFormat FormatOf(string value) => value switch
    {
        "table" => ReportFormat.Table,
        "json" => ReportFormat.Json,
        _ => throw new FormatException($"--format attend table ou json, pas « {value} »."),
    };
}
