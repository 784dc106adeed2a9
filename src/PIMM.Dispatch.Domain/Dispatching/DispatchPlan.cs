using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A case that goes to a reader, with the reasons that are kept.</summary>
internal sealed record DispatchChoice(
    CaseId Case, ReaderId Reader, CaseId? Interrupts, string Policy, ImmutableArray<ScoreTerm> Terms,
    ImmutableArray<NotChosen> Others);

/// <summary>
/// What the dispatcher does now, by policy e (index, late-bound): vital cases first, then repeatedly the pair
/// of case and free reader that gains most; then interruptions for emergencies that found nobody free. Only
/// heads are offered. A pure function of the dispatcher's state, the territory's rules and the instant.
/// </summary>
internal sealed class DispatchPlan
{
    public const string PolicyName = "e";

    /// <summary>
    /// Emergencies looked at, at least; more when more readers are free. Beyond that due dates decide.
    /// </summary>
    private const int EmergenciesMin = 14;
    private const int ScheduledMin = 3;

    private readonly DispatcherState state;
    private readonly TerritorySettings settings;
    private readonly DateTimeOffset now;
    private readonly DispatchWeights weights;
    private readonly List<ReaderSeat> seats;
    private readonly Dictionary<(EstablishmentId, Specialty), EligibleSeats> eligible = [];
    private readonly List<WaitingCase> waiting;
    private readonly CaseIndex index;

    private DispatchPlan(
        DispatcherState state, TerritorySettings settings, DateTimeOffset now, List<CaseState> toRead)
    {
        this.state = state;
        this.settings = settings;
        this.now = now;
        weights = settings.Weights.At(now);
        seats = ReaderSeat.AllPresent(state, settings, now);
        waiting = toRead.ConvertAll(item => new WaitingCase(item, SeatsFor(item)));
        waiting.Sort(WaitingCase.MostPressingFirst);
        index = new CaseIndex(settings, weights, seats, now);
    }

    public List<DispatchChoice> Choices { get; } = [];

    /// <summary>Offers that a vital case takes the place of.</summary>
    public List<CaseId> Withdrawals { get; } = [];

    public List<(CaseId Case, ImmutableArray<NotChosen> Others)> Unplaced { get; } = [];

    public List<CaseId> PlaceableAgain { get; } = [];

    /// <summary>True when a case stays without an offer, so that time alone may change the plan.</summary>
    public bool SomethingWaits => waiting.Count > 0;

    /// <returns>null when no case waits for a reader.</returns>
    public static DispatchPlan? Make(DispatcherState state, TerritorySettings settings, DateTimeOffset now)
    {
        var toRead = new List<CaseState>();
        foreach (var (id, item) in state.Cases)
        {
            if (item.Status == CaseStatus.ToRead && !state.Pending.ContainsKey(id))
                toRead.Add(item);
        }
        if (toRead.Count == 0)
            return null;
        var plan = new DispatchPlan(state, settings, now, toRead);
        plan.SetAsideUnplaceable();
        plan.OfferTo(plan.waiting.FindAll(item => item.Urgency == Urgency.Vital));
        plan.MakeRoomForVital();
        plan.OfferTo(plan.LookedAt());
        plan.Interrupt();
        return plan;
    }

    private EligibleSeats SeatsFor(CaseState item)
    {
        var kind = (item.Establishment, item.Classification!.Specialty);
        if (!eligible.TryGetValue(kind, out var found))
        {
            found = new EligibleSeats(kind.Establishment, kind.Specialty, seats, () => Absent(item));
            eligible.Add(kind, found);
        }
        return found;
    }

    /// <summary>Nobody eligible among those present is an alarm at once, not a queue.</summary>
    private void SetAsideUnplaceable()
    {
        foreach (var item in waiting)
        {
            var placeable = item.Seats.CanPlace(item.Case);
            if (!placeable && !item.Case.NoReader)
                Unplaced.Add((item.Case.Id, WhyNobody(item)));
            else if (placeable && item.Case.NoReader)
                PlaceableAgain.Add(item.Case.Id);
        }
    }

    /// <summary>
    /// The most pressing of the cases that somebody free may have: the rest can't gain by being looked at
    /// now, and those that wait for one kind of reader do not hide those that wait for another.
    /// </summary>
    private List<WaitingCase> LookedAt()
    {
        var free = seats.Count(seat => seat.IsFree);
        if (free == 0)
            return [];
        var placeable = waiting.Where(item => item.Seats.HasFree(item.Case));
        return
        [
            .. placeable.Where(item => item.Urgency != Urgency.Scheduled)
                .Take(Math.Max(EmergenciesMin, 2 * free)),
            .. placeable.Where(item => item.Urgency == Urgency.Scheduled).Take(Math.Max(ScheduledMin, free)),
        ];
    }

    /// <summary>Offers, pair by pair, what gains most, until no free reader or no case is left.</summary>
    private void OfferTo(List<WaitingCase> candidates)
    {
        var best = candidates.ConvertAll(BestFor);
        while (true)
        {
            var chosen = -1;
            for (var i = 0; i < best.Count; i++)
            {
                if (best[i].Seat is { IsFree: false })
                    best[i] = BestFor(candidates[i]);
                if (best[i].Seat is not null && (chosen < 0 || best[i].Milli > best[chosen].Milli))
                    chosen = i;
            }
            if (chosen < 0)
                return;
            Choose(candidates[chosen], best[chosen].Seat!, interrupts: null);
            best.RemoveAt(chosen);
            candidates.RemoveAt(chosen);
        }
    }

    private (ReaderSeat? Seat, long Milli) BestFor(WaitingCase item)
    {
        var known = Known(item);
        if (known is { IsFree: true } && CaseIndex.Obstacle(item.Case, known) is null)
            return (known, index.Score(item, known));
        if (known is not null && MayWaitFor(item, known))
            return (null, 0);
        ReaderSeat? best = null;
        var bestMilli = long.MinValue;
        for (var skill = CaseIndex.SkillLevels; skill >= 1; skill--)
        {
            if (item.Seats.LeastLoaded(item.Case, skill) is not { } seat)
                continue;
            var milli = index.Score(item, seat);
            if (milli > bestMilli || (milli == bestMilli && seat.Id.CompareTo(best!.Id) < 0))
                (best, bestMilli) = (seat, milli);
        }
        return (best, bestMilli);
    }

    /// <summary>The reader who has already read this patient in the present duty, if here.</summary>
    private ReaderSeat? Known(WaitingCase item) =>
        !state.PatientReaders.IsEmpty
        && StrictTraits.KeyOf(item.Case.Establishment, item.Case.Patient!) is { Length: > 0 } key
        && state.PatientReaders.TryGetValue(key, out var reader)
            ? seats.Find(seat => seat.Id == reader)
            : null;

    /// <summary>A vital case waits for nobody; another one a few minutes at most.</summary>
    private bool MayWaitFor(WaitingCase item, ReaderSeat known) =>
        item.Urgency != Urgency.Vital
        && CaseIndex.Obstacle(item.Case, known) is null
        && now - (item.Case.ImagesCompleteAt ?? item.Case.OpenedAt) < weights.ExpertWait;

    /// <summary>
    /// A vital case without a free reader takes the place of an offer that nobody has accepted yet.
    /// </summary>
    private void MakeRoomForVital()
    {
        foreach (var vital in waiting.FindAll(item => item.Urgency == Urgency.Vital))
        {
            var seat = vital.Seats.All
                .Where(s => s.Offered is { } offer && offer.Classification!.Urgency != Urgency.Vital
                    && CaseIndex.Obstacle(vital.Case, s) is null)
                .MaxBy(s => index.Score(vital, s));
            if (seat is null)
                continue;
            var given = seat.Offered!;
            Withdrawals.Add(given.Id);
            seat.Offered = null;
            Choose(vital, seat, given.OfferInterrupts);
        }
    }

    /// <summary>
    /// An emergency that found nobody free may have a less urgent reading laid aside for it.
    /// </summary>
    private void Interrupt()
    {
        var interruption = new Interruption(seats, weights, now);
        if (interruption.Nowhere)
            return;
        foreach (var emergency in waiting.FindAll(item => item.Urgency <= Urgency.Urgent))
        {
            var known = Known(emergency);
            var waitsFor = known is not null && MayWaitFor(emergency, known) ? known : null;
            if (waitsFor is null && emergency.Seats.HasFree(emergency.Case))
                continue;
            var seat = interruption.AllowedFor(emergency)
                .Where(s => waitsFor is null || s == waitsFor)
                .MaxBy(s => index.Score(emergency, s));
            if (seat is not null)
                Choose(emergency, seat, seat.Reading!.Id);
        }
    }

    private void Choose(WaitingCase item, ReaderSeat seat, CaseId? interrupts)
    {
        var others = ImmutableArray.CreateBuilder<NotChosen>(seats.Count + item.Seats.Absent.Length);
        foreach (var other in seats)
        {
            if (other != seat)
                others.Add(other.NotChosenAs(
                    CaseIndex.Obstacle(item.Case, other)
                    ?? (other.IsFree ? Obstacles.Costlier : Obstacles.Busy)));
        }
        others.AddRange(item.Seats.Absent);
        Choices.Add(new DispatchChoice(
            item.Case.Id, seat.Id, interrupts, PolicyName, index.Terms(item, seat), others.ToImmutable()));
        seat.Promised = true;
        waiting.Remove(item);
    }

    private ImmutableArray<NotChosen> WhyNobody(WaitingCase item) =>
        [.. seats.Select(s => s.NotChosenAs(CaseIndex.Obstacle(item.Case, s) ?? Obstacles.Busy)),
            .. item.Seats.Absent];

    /// <summary>Readers who could read such a case and are not here: off duty, or away.</summary>
    private ImmutableArray<NotChosen> Absent(CaseState item)
    {
        var present = seats.Select(seat => seat.Id).ToHashSet();
        return
        [
            .. from reader in settings.Readers.Values
               where !present.Contains(reader.Id)
                   && Eligibility.MayRead(
                       settings, reader.Id, item.Establishment, item.Classification!.Specialty, now)
               select new NotChosen(
                   reader.Id,
                   state.Readers.GetValueOrDefault(reader.Id)?.Duty is null
                   ? Obstacles.OffDuty : Obstacles.Away),
        ];
    }
}
