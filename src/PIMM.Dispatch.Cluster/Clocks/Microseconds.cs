namespace PIMM.Dispatch.Cluster.Clocks;

/// <summary>Instants as the journal keeps them: UTC, cut to a microsecond.</summary>
public static class Microseconds
{
    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
