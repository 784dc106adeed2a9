using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A reader of an external provider who may take a case now or later.</summary>
/// <param name="Provider">Its id in the settings.</param>
/// <param name="FreeAt">When it can begin; a lane outside hours or contract is not there at all.</param>
/// <param name="SetUpMinutes">From sending the case to the first look.</param>
/// <param name="SpeedMilli">Reading time against the expected one, in thousandths.</param>
public sealed record ExternalLane(string Provider, DateTimeOffset FreeAt, int SetUpMinutes, int SpeedMilli);

/// <summary>
/// Whether a case goes to an external provider: when reading it here would cost so much more than reading it
/// there. Local first: a lane has to be better by a published margin.
/// </summary>
internal static class Overflow
{
    private const int Milli = 1000;

    /// <summary>The cheapest lane and its cost; null when none is better by the margin.</summary>
    /// <param name="insideMilli">Cost of the case as planned here; null: nobody here may read it.</param>
    public static (ExternalLane Lane, long Milli)? Choose(
        WaitingCase item, long? insideMilli, ImmutableArray<ExternalLane> lanes, int marginMilli,
        CaseCosts costs, DateTimeOffset now)
    {
        (ExternalLane Lane, long Milli)? best = null;
        foreach (var lane in lanes)
        {
            var cost = costs.Waiting(item, FinishIn(item.Case, lane, now));
            if (best is null || cost < best.Value.Milli)
                best = (lane, cost);
        }
        return insideMilli is null || best is null || insideMilli > best.Value.Milli + marginMilli
            ? best
            : null;
    }

    private static TimeSpan FinishIn(CaseState item, ExternalLane lane, DateTimeOffset now)
    {
        var reading = TimeSpan.FromTicks(
            item.Classification!.ExpectedMinutes * TimeSpan.TicksPerMinute / Milli * lane.SpeedMilli);
        var free = lane.FreeAt > now ? lane.FreeAt - now : TimeSpan.Zero;
        return free + TimeSpan.FromMinutes(lane.SetUpMinutes) + reading;
    }
}
