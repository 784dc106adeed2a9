using System.Collections.Concurrent;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Simulation.Forecasts;

namespace PIMM.Dispatch.Host.Forecasts;

/// <summary>
/// The forecasts of this node's territories, from what was signed and what still waits to be. Made anew every
/// hour, so that those who look in between see the same numbers.
/// </summary>
public sealed class DemandBook(TimeProvider clock)
{
    public static readonly TimeSpan MadeEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TerritoryId, (DateTimeOffset At, DemandForecast Forecast)> made =
        [];

    public DemandForecast Of(ServedTerritory territory)
    {
        var now = clock.GetUtcNow();
        if (made.TryGetValue(territory.Id, out var known) && (now - known.At).Duration() < MadeEvery)
            return known.Forecast;
        var demand = DemandOf(territory).ToList();
        var since = demand.Count == 0 ? now : demand.Min(one => one.At);
        var forecast = DemandForecast.Of(territory.Settings, demand, since, now);
        made[territory.Id] = (now, forecast);
        return forecast;
    }

    private static IEnumerable<PastDemand> DemandOf(ServedTerritory territory)
    {
        var cases = territory.Signed.Current.State;
        foreach (var one in cases.Signed)
            yield return new PastDemand(one.ClockStartedAt, one.Establishment, one.Urgency);
        foreach (var one in cases.Open.Values)
            if (one.Target is { } target)
                yield return new PastDemand(
                    target.ClockStartedAt, one.Establishment, one.Classification.Urgency);
    }
}
