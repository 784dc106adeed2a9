using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// Reads a list of <c>{ from, reason, value }</c>, where <c>from</c> is a local day of the territory.
/// </summary>
internal static class DatedSetting
{
    private const int StepCountMax = 100;
    internal const int ReasonLengthMax = 400;

    public static Dated<T> Read<T>(Setting list, TerritoryZone zone, Func<Setting, T> value)
    {
        var steps = ImmutableArray.CreateBuilder<(DateTimeOffset From, T Value)>();
        foreach (var item in list.Items(1, StepCountMax))
        {
            var step = item.Keys("from", "reason", "value");
            step["reason"].Text(1, ReasonLengthMax);
            steps.Add((From(step["from"], zone, steps.Count, steps.Count > 0 ? steps[^1].From : null),
                value(step["value"])));
        }
        return new Dated<T>(steps.ToImmutable());
    }

    private static DateTimeOffset From(Setting from, TerritoryZone zone, int index, DateTimeOffset? previous)
    {
        if (index == 0)
        {
            if (!from.IsNull && !from.IsAbsent)
                from.Problem("The first step holds for all time before the second: write null.");
            return DateTimeOffset.MinValue;
        }
        var before = from.ProblemCount;
        if (from.IsNull)
        {
            from.Problem(
                "Only the first step may begin with null; write the local day from which this one holds.");
            return previous!.Value;
        }
        var start = zone.StartOf(from.Day());
        if (before == from.ProblemCount && start <= previous)
            from.Problem("The days must rise from step to step.");
        return start;
    }
}
