namespace PIMM.Dispatch.Domain;

/// <summary>
/// When a reading may be laid aside: a scheduled one for an emergency; an urgent one that keeps its own
/// slack, for a vital case that would otherwise miss its target. No case is laid aside more often than the
/// territory allows.
/// </summary>
internal sealed class Interruption
{
    /// <summary>A reading that ends this soon is not worth interrupting.</summary>
    private static readonly TimeSpan NearlyDone = TimeSpan.FromMinutes(3);

    /// <summary>Readings take longer than expected; a vital target is not staked on the mean.</summary>
    private static readonly TimeSpan Surprise = TimeSpan.FromMinutes(4);

    private readonly CaseCosts costs;
    private readonly DateTimeOffset now;
    private readonly List<ReaderSeat> interruptible;

    public Interruption(List<ReaderSeat> seats, CaseCosts costs, int interruptionsMax, DateTimeOffset now)
    {
        (this.costs, this.now) = (costs, now);
        interruptible = seats.FindAll(seat =>
            seat is { Promised: false, Offered: null, InHand: 1, Reading: { } reading }
            && reading.Classification!.Urgency != Urgency.Vital
            && reading.Interruptions < interruptionsMax
            && costs.Remaining(reading, seat) >= NearlyDone);
    }

    /// <summary>No reading could be laid aside for anything.</summary>
    public bool Nowhere => interruptible.TrueForAll(seat => seat.Promised);

    /// <summary>
    /// The readers who may lay their reading aside for this emergency, in the order of their ids.
    /// </summary>
    public List<ReaderSeat> AllowedFor(WaitingCase emergency)
    {
        bool? wouldMiss = null;
        return interruptible.FindAll(seat =>
        {
            if (seat.Promised || Obstacles.Between(emergency, seat) is not null)
                return false;
            if (seat.Reading!.Classification!.Urgency == Urgency.Scheduled)
                return true;
            return emergency.Urgency == Urgency.Vital
                && KeepsSlack(emergency.Case, seat)
                && (wouldMiss ??= WouldMiss(emergency));
        });
    }

    private bool KeepsSlack(CaseState emergency, ReaderSeat seat)
    {
        var back = costs.ReadingTime(emergency, seat)
            + CaseCosts.ComingBack + costs.Remaining(seat.Reading!, seat);
        return seat.Reading!.Target is { } target && now + back <= target.DueAt;
    }

    /// <summary>Waiting for the first eligible reader to finish could well break the target.</summary>
    private bool WouldMiss(WaitingCase emergency)
    {
        var soonest = emergency.Seats.All
            .Where(seat => !seat.Promised && seat.Reading is not null
                && Obstacles.Between(emergency, seat) is null)
            .Min(seat => costs.Remaining(seat.Reading!, seat) + costs.ReadingTime(emergency.Case, seat));
        return emergency.Case.Target is { } target && now + soonest + Surprise > target.DueAt;
    }
}
