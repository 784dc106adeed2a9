using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>What kind of evening: who is on duty, how much comes.</summary>
/// <param name="Start">UTC; for example 18:30 in the territory.</param>
/// <param name="EmergenciesPerHour">Mean over the evening; the hours have the shape of <see
/// cref="HourShape"/>.</param>
/// <param name="ScheduledPerHour">Scheduled examinations beside them.</param>
/// <param name="SurgeFactor">By how much arrivals grow in the second and third hour.</param>
/// <param name="LostReaderAfter">When one reader, the last of the list, drops out without a word; null:
/// nobody does.</param>
public sealed record EveningScenario(
    string Name, DateTimeOffset Start, TimeSpan Length, double EmergenciesPerHour, double ScheduledPerHour,
    ImmutableArray<ReaderId> Readers, double SurgeFactor = 1, TimeSpan? LostReaderAfter = null)
{
    /// <summary>Arrivals of each hour against the mean.</summary>
    public static readonly ImmutableArray<double> HourShape = [1.05, 1.15, 1.10, 0.95, 0.75];

    /// <summary>Of this evening, hour by hour; after its last hour it begins again.</summary>
    public ImmutableArray<double> Shape { get; init; } = HourShape;

    /// <summary>After the evening the readers finish what has come.</summary>
    public TimeSpan Aftermath { get; init; } = TimeSpan.FromHours(6);

    public DateTimeOffset End => Start + Length;

    public Hazards Hazards { get; init; } = Hazards.Usual;

    /// <summary>Telephone calls that lengthen a reading, per hour of reading.</summary>
    public double CallsPerHour { get; init; } = 4;

    /// <summary>
    /// How many readers, from the first of the list on, are on duty in each hour of the evening; those of the
    /// last hour stay until everything is read. Empty: all readers, all the time.
    /// </summary>
    public ImmutableArray<int> ReadersByHour { get; init; } = [];

    /// <summary>When the reader at this place of the list is on duty.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> DutiesOf(int place)
    {
        var hours = ReadersByHour.IsEmpty ? [int.MaxValue] : ReadersByHour;
        for (var hour = 0; hour < hours.Length; hour++)
        {
            var first = hour;
            while (hour < hours.Length && hours[hour] > place)
                hour++;
            if (hour > first)
                yield return (
                    Start.AddHours(first), hour == hours.Length ? End + Aftermath : Start.AddHours(hour));
        }
    }

    /// <summary>
    /// The evening of the Centre: eleven hospitals, four readers (<see cref="VirtualStaff.With"/>), 9.3
    /// emergencies an hour.
    /// </summary>
    public static EveningScenario Centre(TerritorySettings settings) => Of(settings, "centre", 4, 9.3, 1.5);

    /// <summary>Hainaut, April: two readers, three emergencies an hour.</summary>
    public static EveningScenario HainautApril(TerritorySettings settings) =>
        Of(settings, "hainaut-april", 2, 3.0, 1.0);

    /// <summary>Hainaut, October: two readers, 5.3 emergencies an hour.</summary>
    public static EveningScenario HainautOctober(TerritorySettings settings) =>
        Of(settings, "hainaut-october", 2, 5.3, 1.0);

    /// <summary>
    /// A weekday evening in any territory, with as many of its readers as asked for and as there are.
    /// </summary>
    public static EveningScenario Of(
        TerritorySettings settings, string name, int readers, double perHour, double scheduledPerHour) =>
        new(name, new DateTimeOffset(2026, 1, 14, 17, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(5), perHour,
            scheduledPerHour, [.. settings.Readers.Keys.Take(readers)]);
}
