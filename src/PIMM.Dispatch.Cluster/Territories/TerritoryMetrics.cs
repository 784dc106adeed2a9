using System.Diagnostics.Metrics;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>What the runtime counts, by territory; names are listed in docs/operating.</summary>
internal static class TerritoryMetrics
{
    public const string MeterName = "PIMM.Dispatch.Cluster";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> TurnsExecuted = Meter.CreateCounter<long>("turns.executed");
    private static readonly Counter<long> EventsAppended = Meter.CreateCounter<long>("events.appended");
    private static readonly Counter<long> CommandsQuarantined = Meter.CreateCounter<long>(
        "commands.quarantined");
    private static readonly Counter<long> CommitsFailed = Meter.CreateCounter<long>("commits.failed");
    private static readonly Histogram<double> CommitsWaited = Meter.CreateHistogram<double>(
        "commits.waited", "ms");

    public static void Committed(TerritoryId territory, int turns, int events, TimeSpan waited)
    {
        var tag = new KeyValuePair<string, object?>("territory", territory.Value);
        TurnsExecuted.Add(turns, tag);
        EventsAppended.Add(events, tag);
        CommitsWaited.Record(waited.TotalMilliseconds, tag);
    }

    public static void Quarantined(TerritoryId territory) =>
        CommandsQuarantined.Add(1, new KeyValuePair<string, object?>("territory", territory.Value));

    public static void CommitFailed(TerritoryId territory) =>
        CommitsFailed.Add(1, new KeyValuePair<string, object?>("territory", territory.Value));
}
