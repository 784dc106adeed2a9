using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Why a reader can't have a case; codes that the screens say in French.</summary>
public static class Obstacles
{
    public const string NoPrivilege = "no-privilege";
    public const string NoSpecialty = "no-specialty";
    public const string Declined = "declined";
    public const string Cap = "cap-reached";
    public const string Busy = "busy";
    public const string Costlier = "costlier";
    public const string OffDuty = "off-duty";
    public const string Away = "away";
}

/// <summary>A case that waits for a reader, while one plan is made.</summary>
internal sealed class WaitingCase(CaseState item, EligibleSeats seats)
{
    public CaseState Case { get; } = item;

    /// <summary>Who may read it.</summary>
    public EligibleSeats Seats { get; } = seats;

    /// <summary>
    /// What it gains by being read now, by skill; computed when first asked for, at most once per plan.
    /// </summary>
    public readonly long?[] GainMilli = new long?[CaseIndex.SkillLevels];

    public Urgency Urgency { get; } = item.Classification!.Urgency;

    public DateTimeOffset DueAt { get; } = item.Target?.DueAt ?? item.OpenedAt;

    /// <summary>Vital cases first, then by due date, then in the order of opening.</summary>
    public static int MostPressingFirst(WaitingCase one, WaitingCase other)
    {
        var (oneVital, otherVital) = (one.Urgency == Urgency.Vital, other.Urgency == Urgency.Vital);
        if (oneVital != otherVital)
            return oneVital ? -1 : 1;
        var byDue = one.DueAt.CompareTo(other.DueAt);
        if (byDue != 0)
            return byDue;
        var byOpening = one.Case.OpenedAt.CompareTo(other.Case.OpenedAt);
        return byOpening != 0 ? byOpening : one.Case.Id.CompareTo(other.Case.Id);
    }
}

/// <summary>
/// The index of policy e: how much is lost, per reading minute, if this reader takes this case one reading
/// later; less what a poorer match and a fuller load cost. Weighted cost in thousandths.
/// </summary>
internal sealed class CaseIndex(
    TerritorySettings settings, DispatchWeights weights, List<ReaderSeat> seats, DateTimeOffset now)
{
    public const int SkillLevels = 3;

    /// <summary>A typical reading: how much later the case would be finished otherwise, in minutes.</summary>
    private const double TypicalMinutes = 13;

    /// <summary>From the offer to the first look, in minutes.</summary>
    private const double StartMinutes = 1;

    /// <summary>Reading time against the expected one, by skill 1, 2, 3, in thousandths.</summary>
    private static readonly int[] DurationMilli = [1150, 1000, 880];

    private const int ScheduledMismatchMilli = 600;
    private const int LoadUnitMinutes = 30;
    private const int Milli = 1000;

    private readonly long meanFairMinutesMilli =
        seats.Count == 0 ? 0 : seats.Sum(s => (long)s.FairMinutes) * Milli / seats.Count;

    /// <summary>
    /// Why the seat can't have the case at all; null when it may. Being busy is no obstacle.
    /// </summary>
    public static string? Obstacle(CaseState item, ReaderSeat seat)
    {
        if (!seat.MayReadFor(item.Establishment))
            return Obstacles.NoPrivilege;
        if (seat.SkillIn(item.Classification!.Specialty) == 0)
            return Obstacles.NoSpecialty;
        if (!item.DeclinedBy.IsEmpty && item.DeclinedBy.Contains(seat.Id))
            return Obstacles.Declined;
        return item.Classification.Urgency != Urgency.Vital && seat.LoadMinutes >= seat.CapMinutes
            ? Obstacles.Cap
            : null;
    }

    /// <summary>
    /// Expected reading minutes of this case by this reader. A case that was classified anew while it was
    /// read may be with somebody who does not know its specialty: that takes at least as long as with the
    /// least skilled.
    /// </summary>
    public static double ReadingMinutes(CaseState item, ReaderSeat seat) =>
        Minutes(item, Math.Max(1, seat.SkillIn(item.Classification!.Specialty)));

    public long Score(WaitingCase item, ReaderSeat seat)
    {
        var skill = seat.SkillIn(item.Case.Classification!.Specialty);
        return Gain(item, skill) - Mismatch(item, skill) - Load(seat);
    }

    public ImmutableArray<ScoreTerm> Terms(WaitingCase item, ReaderSeat seat)
    {
        var skill = seat.SkillIn(item.Case.Classification!.Specialty);
        return
        [
            new ScoreTerm("gain", Gain(item, skill)),
            new ScoreTerm("mismatch", -Mismatch(item, skill)),
            new ScoreTerm("load", -Load(seat)),
            new ScoreTerm("host-priority", PriorityMilli(item.Case)),
        ];
    }

    private static double Minutes(CaseState item, int skill) =>
        item.Classification!.ExpectedMinutes * DurationMilli[skill - 1] / (double)Milli;

    /// <summary>All readers of one skill gain the same.</summary>
    private long Gain(WaitingCase item, int skill) => item.GainMilli[skill - 1] ??= GainAt(item.Case, skill);

    private long GainAt(CaseState item, int skill)
    {
        var start = item.Target?.ClockStartedAt ?? item.OpenedAt;
        var due = item.Target?.DueAt ?? item.OpenedAt;
        var sinceStart = (now - start).TotalMinutes;
        var cost = new TargetCost(
            weights.UrgencyMilli[item.Classification!.Urgency] / (double)Milli, 0, (due - start).TotalMinutes,
            sinceStart);
        var minutes = Minutes(item, skill);
        var finish = sinceStart + StartMinutes + minutes;
        var lost = cost.FinishingAt(finish + TypicalMinutes) - cost.FinishingAt(finish);
        return (long)Math.Round(TypicalMinutes / minutes * lost * PriorityMilli(item));
    }

    /// <summary>An establishment that has left the territory since is served like any other.</summary>
    private int PriorityMilli(CaseState item) =>
        settings.Establishments.TryGetValue(item.Establishment, out var site) ? site.PriorityMilli : Milli;

    private long Mismatch(WaitingCase item, int skill)
    {
        var milli = (long)weights.MismatchMilli[skill - 1];
        return item.Urgency == Urgency.Scheduled ? milli * ScheduledMismatchMilli / Milli : milli;
    }

    private long Load(ReaderSeat seat) =>
        weights.LoadMilli * (
            (long)seat.FairMinutes * Milli - meanFairMinutesMilli) / (LoadUnitMinutes * Milli);
}
