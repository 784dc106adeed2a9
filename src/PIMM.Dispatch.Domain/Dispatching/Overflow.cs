using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A reader of an external provider who may take a case now or later.</summary>
/// <param name="Provider">Its id in the settings.</param>
/// <param name="FreeAt">When it can begin; a lane outside hours or contract is not there at all.</param>
/// <param name="SetUpMinutes">From sending the case to the first look.</param>
/// <param name="SpeedMilli">Reading time against the expected one, in thousandths.</param>
public sealed record ExternalLane(
    ProviderId Provider, DateTimeOffset FreeAt, int SetUpMinutes, int SpeedMilli);

/// <summary>
/// Whether a case goes to an external provider: when reading it here would cost so much more than reading it
/// there. Local first: a lane has to be better by a published margin.
/// </summary>
internal sealed class Overflow(
    ImmutableArray<ExternalLane> lanes, int marginMilli, CaseCosts costs, NotChosenReasons reasons,
    DateTimeOffset now)
{
    private const int Milli = 1000;

    /// <summary>The first of these emergencies that is better off outside; null when none is.</summary>
    public CaseSentOut? Choose(List<WaitingCase> waiting)
    {
        if (lanes.IsEmpty)
            return null;
        foreach (var item in waiting)
        {
            if (item.Urgency == Urgency.Scheduled)
                continue;
            var outside = lanes
                .Select(lane => (lane.Provider, Milli: costs.Waiting(item, FinishIn(item.Case, lane))))
                .MinBy(one => one.Milli);
            var inside = InsideMilli(item);
            if (inside is null || inside > outside.Milli + marginMilli)
                return new CaseSentOut(
                    item.Case.Id, outside.Provider, Terms(inside, outside.Milli),
                    reasons.Others(item, chosen: null));
        }
        return null;
    }

    private ImmutableArray<ScoreTerm> Terms(long? insideMilli, long outsideMilli)
    {
        var terms = ImmutableArray.Create(
            new ScoreTerm("outside", -outsideMilli), new ScoreTerm("margin", -marginMilli));
        return insideMilli is { } inside ? terms.Insert(0, new ScoreTerm("inside", -inside)) : terms;
    }

    private TimeSpan FinishIn(CaseState item, ExternalLane lane)
    {
        var reading = TimeSpan.FromTicks(
            item.Classification!.ExpectedMinutes * TimeSpan.TicksPerMinute / Milli * lane.SpeedMilli);
        var free = lane.FreeAt > now ? lane.FreeAt - now : TimeSpan.Zero;
        return free + TimeSpan.FromMinutes(lane.SetUpMinutes) + reading;
    }

    /// <summary>
    /// What the case costs as planned here, or behind everybody's plan; null when nobody may read it.
    /// </summary>
    private long? InsideMilli(WaitingCase item)
    {
        long? least = null;
        foreach (var seat in item.Seats.All)
        {
            if (Obstacles.Between(item, seat) is not (null or Obstacles.Cap))
                continue;
            var start = seat.FreeIn;
            foreach (var before in seat.Planned.TakeWhile(before => before != item))
                start += costs.ReadingTime(before.Case, seat);
            var milli = costs.Waiting(item, start + costs.ReadingTime(item.Case, seat));
            if (seat.Planned.Contains(item))
                return milli;
            least = least < milli ? least : milli;
        }
        return least;
    }
}
