namespace PIMM.Dispatch.Domain;

/// <summary>
/// When a reading may be laid aside: a scheduled one for an emergency; an urgent one that keeps its own
/// slack, for a vital case that would otherwise miss its target. No case is laid aside more often than the
/// territory allows.
/// </summary>
internal sealed class Interruption
{
    /// <summary>A reading that ends this soon is not worth interrupting, in minutes.</summary>
    private const double NearlyDone = 3;

    /// <summary>What coming back to a reading costs, in minutes.</summary>
    private const double ComingBack = 2;

    private readonly DateTimeOffset now;
    private readonly List<ReaderSeat> interruptible;

    public Interruption(List<ReaderSeat> seats, DispatchWeights weights, DateTimeOffset now)
    {
        this.now = now;
        interruptible = seats.FindAll(seat =>
            seat is { Promised: false, Offered: null, InHand: 1, Reading: { } reading }
            && reading.Classification!.Urgency != Urgency.Vital
            && reading.Interruptions < weights.InterruptionsMax
            && RemainingMinutes(reading, seat, now) >= NearlyDone);
    }

    /// <summary>No reading could be laid aside for anything.</summary>
    public bool Nowhere => interruptible.Count == 0;

    /// <summary>
    /// The readers who may lay their reading aside for this emergency, in the order of their ids.
    /// </summary>
    public List<ReaderSeat> AllowedFor(WaitingCase emergency)
    {
        bool? wouldMiss = null;
        return interruptible.FindAll(seat =>
        {
            if (seat.Promised || CaseIndex.Obstacle(emergency.Case, seat) is not null)
                return false;
            if (seat.Reading!.Classification!.Urgency == Urgency.Scheduled)
                return true;
            return emergency.Urgency == Urgency.Vital
                && KeepsSlack(emergency.Case, seat)
                && (wouldMiss ??= WouldMiss(emergency));
        });
    }

    /// <summary>
    /// Expected minutes to the end of a reading; one that takes longer than expected still takes some.
    /// </summary>
    private static double RemainingMinutes(CaseState reading, ReaderSeat seat, DateTimeOffset now)
    {
        var expected = CaseIndex.ReadingMinutes(reading, seat);
        var elapsed = (now - reading.AcceptedAt!.Value).TotalMinutes;
        return Math.Max(expected - elapsed, 0.25 * expected * Math.Min(1, Math.Max(0.3, elapsed / expected)));
    }

    private bool KeepsSlack(CaseState emergency, ReaderSeat seat)
    {
        var back = CaseIndex.ReadingMinutes(emergency, seat)
            + ComingBack + RemainingMinutes(seat.Reading!, seat, now);
        return seat.Reading!.Target is { } target && now.AddMinutes(back) <= target.DueAt;
    }

    /// <summary>True when waiting for the first eligible reader to finish would break the target.</summary>
    private bool WouldMiss(WaitingCase emergency)
    {
        var soonest = emergency.Seats.All
            .Where(seat => !seat.Promised && seat.Reading is not null
                && CaseIndex.Obstacle(emergency.Case, seat) is null)
            .Min(seat => RemainingMinutes(seat.Reading!, seat, now)
                + CaseIndex.ReadingMinutes(emergency.Case, seat));
        return emergency.Case.Target is { } target && now.AddMinutes(soonest) > target.DueAt;
    }
}
