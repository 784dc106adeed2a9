using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads <c>lines</c>: who is wanted when, for which establishments and specialties.</summary>
internal static class LineSettingsReader
{
    private const int LineCountMax = 100;
    private const int HoursCountMax = 50;
    private const int SiteCountMax = 200;
    private const int DayMinutes = 24 * 60;

    private static readonly (string Word, DutyDays Days)[] s_days =
    [
        .. SettingWords<DutyDays>.All.Where(day => day.Value != DutyDays.None),
        ("weekdays", DutyDays.Monday | DutyDays.Tuesday | DutyDays.Wednesday | DutyDays.Thursday
            | DutyDays.Friday),
        ("weekend", DutyDays.Saturday | DutyDays.Sunday),
    ];

    public static Dated<ImmutableArray<LineOfDuty>> Read(
        Setting list, TerritoryZone zone,
        ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> sites,
        ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> providers) =>
        DatedSetting.Read(list, zone, value => Lines(value, sites, providers));

    private static ImmutableArray<LineOfDuty> Lines(
        Setting list, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> sites,
        ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> providers)
    {
        var lines = ImmutableArray.CreateBuilder<LineOfDuty>();
        foreach (var item in list.Items(0, LineCountMax))
        {
            var line = One(item, sites, providers);
            if (line.Id.Value.Length > 0 && lines.Any(other => other.Id == line.Id))
                item["id"].Problem($"The line “{line.Id}” is written twice.");
            lines.Add(line);
        }
        return lines.ToImmutable();
    }

    private static LineOfDuty One(
        Setting item, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> sites,
        ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> providers)
    {
        item = item.Keys(
            "id", "name", "reason", "kind", "hours", "establishments", "specialties", "readers", "standIn",
            "equipment");
        item["reason"].Text(1, DatedSetting.ReasonLengthMax);
        var before = item.ProblemCount;
        var line = new LineOfDuty(
            new LineId(TerritoryFileReader.Id(item["id"])),
            TerritoryFileReader.Name(item["name"]),
            item["kind"].Choice<DutyLine>(),
            Hours(item["hours"]),
            Sites(item["establishments"], sites),
            Specialties(item["specialties"]),
            item["readers"].Whole(0, 50),
            StandIn(item["standIn"], providers),
            item["equipment"].IsNull ? null : TerritoryFileReader.Name(item["equipment"]));
        if (before == item.ProblemCount && line is { Readers: 0, StandIn: null })
            item["readers"].Problem("Nobody is wanted and nobody stands in: remove the line.");
        return line;
    }

    private static ImmutableArray<DutyHours> Hours(Setting list)
    {
        var all = ImmutableArray.CreateBuilder<DutyHours>();
        foreach (var entry in list.Items(1, HoursCountMax))
        {
            var item = entry.Keys("days", "from", "to");
            var before = item.ProblemCount;
            var hours = new DutyHours(Days(item["days"]), item["from"].TimeOfDay(), item["to"].TimeOfDay());
            if (before == item.ProblemCount && all.Any(other => Overlap(other, hours)))
                item.Problem("These hours overlap others of the same day.");
            all.Add(hours);
        }
        return all.ToImmutable();
    }

    private static DutyDays Days(Setting list)
    {
        var days = DutyDays.None;
        foreach (var item in list.Items(1, s_days.Length))
        {
            var before = item.ProblemCount;
            var word = item.Text(1, 20);
            var found = Array.Find(s_days, day => day.Word == word).Days;
            if (before == item.ProblemCount && found == DutyDays.None)
                item.Problem(
                    $"“{word}” is not one of: {string.Join(", ", s_days.Select(day => day.Word))}.");
            if ((days & found) != DutyDays.None)
                item.Problem($"“{word}” names a day that stands there already.");
            days |= found;
        }
        return days;
    }

    /// <summary>On a day that both name; what passes midnight is looked at on its own day only.</summary>
    private static bool Overlap(DutyHours left, DutyHours right) =>
        (left.Days & right.Days) != DutyDays.None
        && Minutes(left.From) < End(right) && Minutes(right.From) < End(left);

    private static int End(DutyHours hours) => Minutes(hours.To) + (hours.EndsNextDay ? DayMinutes : 0);

    private static int Minutes(TimeOnly time) => time.Hour * 60 + time.Minute;

    private static ImmutableArray<EstablishmentId> Sites(
        Setting list, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        var sites = ImmutableArray.CreateBuilder<EstablishmentId>();
        foreach (var item in list.Items(1, SiteCountMax))
        {
            var id = new EstablishmentId(TerritoryFileReader.Id(item));
            if (id.Value.Length > 0 && !known.ContainsKey(id))
                item.Problem($"“{id}” is not an establishment of this territory.");
            if (sites.Contains(id))
                item.Problem($"“{id}” is written twice.");
            sites.Add(id);
        }
        return sites.ToImmutable();
    }

    private static ImmutableArray<Specialty> Specialties(Setting list)
    {
        var specialties = ImmutableArray.CreateBuilder<Specialty>();
        foreach (var item in list.Items(1, SettingWords<Specialty>.All.Length))
        {
            var before = item.ProblemCount;
            var specialty = item.Choice<Specialty>();
            if (before == item.ProblemCount && specialties.Contains(specialty))
                item.Problem("This specialty is written twice.");
            specialties.Add(specialty);
        }
        return specialties.ToImmutable();
    }

    private static ProviderId? StandIn(
        Setting item, ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> providers)
    {
        if (item.IsNull)
            return null;
        var id = TerritoryFileReader.Id(item);
        if (id.Length > 0 && !providers.ContainsKey(new ProviderId(id)))
            item.Problem($"“{id}” is not an external provider of this territory.");
        return new ProviderId(id);
    }
}
