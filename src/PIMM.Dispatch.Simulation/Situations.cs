using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation;

/// <summary>
/// The six situations of the dispatch policy, at which figures are compared: two territories of the
/// repository, and a region that exists nowhere.
/// </summary>
public static class Situations
{
    public static readonly ImmutableArray<string> Names =
        ["hainaut-avril", "hainaut-octobre", "centre", "centre-afflux", "centre-absence", "region"];

    private const int RegionSites = 24;

    /// <summary>The territory of the cluster that a situation is made from.</summary>
    public static string TerritoryOf(string name) =>
        name.StartsWith("hainaut", StringComparison.Ordinal) ? "hainaut-cambresis" : "centre-val-de-loire";

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="territory">That of <see cref="TerritoryOf"/>.</param>
    public static RehearsalSetting Of(string name, TerritorySettings territory) => name switch
    {
        "hainaut-avril" => Compared(name, "Hainaut, charge d'avril", territory, 2, 3.0, 2.5),
        "hainaut-octobre" => Compared(name, "Hainaut, charge d'octobre", territory, 2, 5.3, 3),
        "centre" => Centre(name, "Centre, soirée", territory),
        "centre-afflux" => Centre(name, "Centre, afflux doublé pendant 2 h", territory, surge: 2),
        "centre-absence" => Centre(
            name, "Centre, un lecteur perdu à 20 h 30", territory, lostAfter: TimeSpan.FromHours(2)),
        "region" => Compared(name, "Région fictive, 24 hôpitaux", Region(territory), 8, 22, 12),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no situation has this name"),
    };

    /// <summary>
    /// What is compared is what the readers themselves do; a policy that overflows has two readers outside,
    /// eight minutes to set up, and at most ten cases in the evening.
    /// </summary>
    private static RehearsalSetting Compared(
        string name, string title, TerritorySettings territory, int readers, double perHour,
        double scheduledPerHour)
    {
        var alone = territory with { ExternalProviders = territory.ExternalProviders.Clear() };
        var setting = RehearsalSetting.Of(
            name, title, alone.With(readers).WithComparedTargets(), perHour, scheduledPerHour);
        var outside = Outside(territory);
        return setting with { Outside = setting.Outside.Add(outside.Id, outside) };
    }

    private static ExternalProviderSettings Outside(TerritorySettings territory) => new(
        new ProviderId("externe-compare"), "Externe (comparaison)", Lanes: 2, TimeSpan.FromMinutes(8),
        TimeSpan.FromMinutes(10), CentsPerExam: 0,
        [new ProviderSlot(
            [.. Enum.GetValues<DayOfWeek>()], new TimeOnly(12, 0), new TimeOnly(12, 0), SlotUse.Overflow,
            [.. territory.Establishments.Keys], [.. Enum.GetValues<Specialty>()],
            [.. Enum.GetValues<Urgency>()], CasesMax: 10)]);

    private static RehearsalSetting Centre(
        string name, string title, TerritorySettings centre, double surge = 1, TimeSpan? lostAfter = null)
    {
        var usual = Compared(name, title, centre, 4, 9.3, 6);
        return usual with
        {
            Scenario = usual.Scenario with { SurgeFactor = surge, LostReaderAfter = lostAfter },
        };
    }

    private static TerritorySettings Region(TerritorySettings like) => like with
    {
        Id = new TerritoryId("region-fictive"),
        Name = "Région fictive",
        Establishments = Enumerable.Range(1, RegionSites).Select(number => Site(like, number))
            .ToImmutableSortedDictionary(site => site.Id, site => site),
    };

    private static EstablishmentSettings Site(TerritorySettings like, int number)
    {
        var two = number.ToString("00", CultureInfo.InvariantCulture);
        return like.Establishments.Values.First() with
        {
            Id = new EstablishmentId("site-" + two), Name = "Site " + two, Abbreviation = "S" + two,
            AeTitles = [new CallingAe("SITE" + two, null)],
        };
    }
}
