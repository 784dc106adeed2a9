using System.Diagnostics.Metrics;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Metrics;

/// <summary>What is looked at when somebody scrapes: territories, connections, memory.</summary>
public sealed class NodeMetrics : IDisposable
{
    private readonly Meter meter = new("PIMM.Dispatch.Node");

    public NodeMetrics(TerritoryNode node, ScreenFeeds feeds)
    {
        meter.CreateObservableGauge("hub.connections", () => feeds.Count);
        meter.CreateObservableGauge("process.memory", () => Environment.WorkingSet, "By");
        meter.CreateObservableGauge("territory.sequence", () => Each(node, health => health.Head));
        meter.CreateObservableGauge("inbox.length", () => Each(node, health => health.MailboxLength));
        meter.CreateObservableGauge("channels.failing", () => node.All.Select(territory =>
            new Measurement<long>(
                territory.Ledger.Channels.Values.Count(channel => channel.FailingSince is not null),
                Tag(territory.Id.Value))));
        meter.CreateObservableGauge("cases.open", () => node.All.Select(territory => new Measurement<long>(
            territory.Screen.Current.Cases.Values.Count(row => row.State.Unsigned),
            Tag(territory.Id.Value))));
    }

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<long>> Each(
        TerritoryNode node, Func<Cluster.Territories.TerritoryHealth, long> value) =>
        (node.Host?.Health ?? [])
            .Select(health => new Measurement<long>(value(health), Tag(health.Territory.Value)));

    private static KeyValuePair<string, object?> Tag(string territory) => new("territory", territory);
}
