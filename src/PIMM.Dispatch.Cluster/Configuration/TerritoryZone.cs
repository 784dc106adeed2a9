using NodaTime;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// Local time of a territory, from the time zone database bundled with NodaTime: the same rules on every
/// machine, whatever its operating system believes. Pure.
/// </summary>
public sealed class TerritoryZone
{
    private readonly DateTimeZone _zone;

    private TerritoryZone(DateTimeZone zone) => _zone = zone;

    /// <summary>
    /// Version of the database, for the log: two nodes that differ in it may disagree on a future night.
    /// </summary>
    public static string DatabaseVersion => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>The zone of an IANA name; null when the database doesn't know it.</summary>
    public static TerritoryZone? Find(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone ? new TerritoryZone(zone) : null;

    /// <summary>What the clock on the wall shows at an instant.</summary>
    public DateTime LocalTime(DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(_zone).ToDateTimeUnspecified();

    /// <summary>
    /// The UTC instant at which the clock on the wall shows a time: the first when it comes twice, the jump
    /// when it is skipped.
    /// </summary>
    public DateTimeOffset InstantOf(DateTime local)
    {
        var mapping = _zone.MapLocal(LocalDateTime.FromDateTime(local));
        return (mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant())
            .ToDateTimeOffset();
    }

    /// <summary>
    /// The UTC instant at which a local day begins, also where midnight is skipped or comes twice.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day) =>
        _zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();
}
