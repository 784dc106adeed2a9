using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The terms of the dispatch policy, the same for policies e and f: waiting, match, load, balance, fatigue,
/// volume. Weighted cost in thousandths, whole numbers; spans of time from now on.
/// </summary>
internal sealed class CaseCosts
{
    /// <summary>From the offer to the first look.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    /// <summary>What coming back to a reading costs.</summary>
    public static readonly TimeSpan ComingBack = TimeSpan.FromMinutes(2);

    /// <summary>A typical reading, of which load is counted in parts.</summary>
    private static readonly TimeSpan Typical = TimeSpan.FromMinutes(14);

    /// <summary>Reading time against the expected one, by skill 1, 2, 3, in thousandths.</summary>
    private static readonly int[] DurationMilli = [1150, 1000, 880];

    private const int ScheduledMismatchMilli = 600;
    private const int LoadUnitMinutes = 30;
    private const int VolumeUnitCases = 10;
    private const int MinutesPerHour = 60;
    private const int Milli = 1000;

    private readonly TerritorySettings settings;
    private readonly DispatchWeights weights;
    private readonly DispatcherState state;
    private readonly DateTimeOffset now;
    private readonly TeamMeans means;

    public CaseCosts(
        TerritorySettings settings, DispatchWeights weights, DispatcherState state, List<ReaderSeat> seats,
        DateTimeOffset now)
    {
        (this.settings, this.weights, this.state, this.now) = (settings, weights, state, now);
        means = TeamMeans.Of(seats);
        foreach (var seat in seats)
        {
            seat.WorkMilli = Load(seat) + Balance(seat) + Fatigue(seat) + Volume(seat);
            seat.FreeIn = FreeIn(seat);
        }
    }

    /// <summary>
    /// Expected reading time of this case by this reader. A case that was classified anew while it was read
    /// may be with somebody who does not know its specialty: that takes at least as long as with the least
    /// skilled.
    /// </summary>
    public TimeSpan ReadingTime(CaseState item, ReaderSeat seat)
    {
        var assumed = DurationMilli[Math.Max(1, seat.SkillIn(item.Classification!.Specialty)) - 1];
        if (PaceOf(item) is not { } pace)
            return Minutes(item, assumed);
        var kind = pace.All.Milliratio(Milli, weights.LearningCases);
        return Minutes(
            item,
            pace.ByReader.GetValueOrDefault(seat.Id, ReadingPace.None)
                .Milliratio(kind * assumed / Milli, weights.LearningCases));
    }

    /// <summary>Expected reading time by somebody of that skill.</summary>
    public TimeSpan ReadingTime(CaseState item, int skill)
    {
        var kind = PaceOf(item)?.All.Milliratio(Milli, weights.LearningCases) ?? Milli;
        return Minutes(item, kind * DurationMilli[skill - 1] / Milli);
    }

    /// <summary>
    /// Expected time to the end of a reading. One that takes longer than expected still takes some, and the
    /// more so the longer it lasts: its reader may be gone.
    /// </summary>
    public TimeSpan Remaining(CaseState reading, ReaderSeat seat)
    {
        var expected = ReadingTime(reading, seat);
        var elapsed = now - reading.AcceptedAt!.Value;
        var least = TimeSpan.FromTicks(Math.Max(expected.Ticks * 3 / 10, elapsed.Ticks) / 4);
        return expected - elapsed > least ? expected - elapsed : least;
    }

    /// <summary>phi: what it costs to finish the case so long from now.</summary>
    public long Waiting(WaitingCase item, TimeSpan finish) => CostOf(item).FinishingIn(finish);

    /// <summary>What policy e gains by reading the case now.</summary>
    public long Gain(WaitingCase item, int skill)
    {
        var reading = ReadingTime(item.Case, skill);
        return CostOf(item).GainOfFinishingIn(Start + reading, reading);
    }

    public long Mismatch(WaitingCase item, ReaderSeat seat) =>
        Mismatch(item, seat.SkillIn(item.Case.Classification!.Specialty));

    public long Mismatch(WaitingCase item, int skill)
    {
        var milli = (long)weights.MismatchMilli[skill - 1];
        return item.Urgency == Urgency.Scheduled ? milli * ScheduledMismatchMilli / Milli : milli;
    }

    /// <summary>Minutes in hand, against the mean of those present.</summary>
    public long Load(ReaderSeat seat) =>
        weights.LoadMilli * ((long)seat.LoadMinutes * Milli - means.LoadMilli) / (LoadUnitMinutes * Milli);

    /// <summary>Minutes read beyond an equal share over four weeks, against the mean.</summary>
    public long Balance(ReaderSeat seat) =>
        weights.LoadMilli * (
            ((long)seat.BalanceMinutes * Milli - means.BalanceMilli) * weights.BalanceMilli / Milli)
        / (LoadUnitMinutes * Milli);

    /// <summary>Time on duty, against the mean.</summary>
    public long Fatigue(ReaderSeat seat) =>
        weights.FatigueMilli * ((long)seat.MinutesOnDuty * Milli - means.OnDutyMilli)
        / (MinutesPerHour * Milli);

    /// <summary>Cases read in this duty, against the mean.</summary>
    public long Volume(ReaderSeat seat) =>
        weights.VolumeMilli * ((long)seat.CasesRead * Milli - means.CasesMilli) / (VolumeUnitCases * Milli);

    /// <summary>A term of the reader's work, in the measure of this case's length.</summary>
    public static long ForLength(long workMilli, TimeSpan reading) =>
        workMilli * reading.Ticks / Typical.Ticks;

    /// <summary>An establishment that has left the territory since is served like any other.</summary>
    public int PriorityMilli(CaseState item) =>
        settings.Establishments.TryGetValue(item.Establishment, out var site) ? site.PriorityMilli : Milli;

    /// <summary>
    /// By how much a flag from outside raises the weight of a case: the strongest counts alone, and only up
    /// to the next class that weighs more, since urgency is what a person has said.
    /// </summary>
    public int FlagMilli(WaitingCase item)
    {
        var own = weights.UrgencyMilli[item.Urgency];
        if (own == 0 || item.Case.StrongestFlag is not { } flag)
            return Milli;
        long limit = flag.WeightMilli;
        foreach (var (urgency, heavier) in weights.UrgencyMilli)
        {
            if (urgency < item.Urgency && heavier > own)
                limit = Math.Min(limit, (long)heavier * Milli / own);
        }
        return (int)limit;
    }

    /// <summary>What multiplies the cost of waiting, to be kept with the decision.</summary>
    public ImmutableArray<ScoreTerm> Factors(WaitingCase item)
    {
        var priority = new ScoreTerm("host-priority", PriorityMilli(item.Case));
        return item.Case.StrongestFlag is { } flag
            ? [priority, new ScoreTerm("flag", FlagMilli(item), new FlagNamed(flag.Source, flag.Code))]
            : [priority];
    }

    private TargetCost CostOf(WaitingCase item) => item.Cost ??= new TargetCost(
        weights.UrgencyMilli[item.Urgency], PriorityMilli(item.Case), FlagMilli(item), item.StartAt,
        item.DueAt, now);

    /// <summary>What was learned of this kind of exam; null when nothing was, or it does not count.</summary>
    private KindPace? PaceOf(CaseState item) =>
        weights.LearningCases > 0 && !state.Paces.IsEmpty
            ? state.Paces.GetValueOrDefault(KindPace.KindOf(item))
            : null;

    private static TimeSpan Minutes(CaseState item, int milli) =>
        TimeSpan.FromTicks(item.ReadingMinutes * TimeSpan.TicksPerMinute / Milli * milli);

    /// <summary>
    /// After the reading on the screen come those laid aside for it, half done, and before all what was
    /// offered.
    /// </summary>
    private TimeSpan FreeIn(ReaderSeat seat)
    {
        var free = TimeSpan.Zero;
        if ((seat.Offered ?? seat.Pending) is { } promised)
            free += Start + ReadingTime(promised, seat);
        if (seat.Reading is not { } reading)
            return free > TimeSpan.Zero ? free : Start;
        free += Remaining(reading, seat);
        if (seat.InHand > 1)
        {
            var aside = Math.Max(0, seat.LoadMinutes - reading.ReadingMinutes);
            free += TimeSpan.FromTicks(TimeSpan.FromMinutes(aside).Ticks / 2) + ComingBack;
        }
        return free;
    }
}

/// <summary>Means over the readers present, in thousandths.</summary>
internal readonly record struct TeamMeans(
    long LoadMilli, long BalanceMilli, long OnDutyMilli, long CasesMilli)
{
    private const int Milli = 1000;

    public static TeamMeans Of(List<ReaderSeat> seats)
    {
        long load = 0, balance = 0, onDuty = 0, cases = 0;
        foreach (var seat in seats)
        {
            load += seat.LoadMinutes;
            balance += seat.BalanceMinutes;
            onDuty += seat.MinutesOnDuty;
            cases += seat.CasesRead;
        }
        var count = Math.Max(1, seats.Count);
        return new TeamMeans(
            load * Milli / count, balance * Milli / count, onDuty * Milli / count, cases * Milli / count);
    }
}
