using System.Diagnostics.Metrics;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>What the senders count; names are listed in docs/operating.</summary>
internal static class AlertMetrics
{
    private static readonly Meter Meter = new("PIMM.Dispatch.Alerts");
    private static readonly Counter<long> Tries = Meter.CreateCounter<long>("alerts.tries");

    public static void Tried(TerritoryId territory, AlertChannel channel, TryEnd end) => Tries.Add(
        1, new("territory", territory.Value), new("channel", Words.Of(channel)), new("end", Words.Of(end)));
}
