using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A case that goes to a reader, with the reasons that are kept.</summary>
internal sealed record DispatchChoice(
    CaseId Case, ReaderId Reader, CaseId? Interrupts, string Policy, ImmutableArray<ScoreTerm> Terms,
    ImmutableArray<NotChosen> Others);

/// <summary>
/// What the dispatcher does now, late-bound: vital cases first, then the rest by the territory's policy (f:
/// matching over a rolling horizon; e: index), then interruptions for emergencies that found nobody free, at
/// last what an external provider would do so much sooner. Only heads are offered. A pure function of the
/// dispatcher's state, the territory's rules and the instant.
/// </summary>
internal sealed class DispatchPlan
{
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
    private readonly Dictionary<EstablishmentId, bool[]> privileged = [];
    private readonly List<WaitingCase> waiting;
    private readonly CaseCosts costs;
    private readonly CaseMatch match;
    private readonly NotChosenReasons reasons;
    private IDispatchScore score;

    private DispatchPlan(
        DispatcherState state, TerritorySettings settings, DateTimeOffset now, List<CaseState> toRead,
        List<CaseState> inSomebodysHands)
    {
        this.state = state;
        this.settings = settings;
        this.now = now;
        weights = settings.Weights.At(now);
        seats = ReaderSeat.AllPresent(state, settings, inSomebodysHands, now);
        costs = new CaseCosts(settings, weights, state, seats, now);
        reasons = new NotChosenReasons(state, settings, seats, now);
        waiting = toRead.ConvertAll(item => new WaitingCase(item, SeatsFor(item)));
        waiting.Sort(WaitingCase.MostPressingFirst);
        match = new CaseMatch(costs, weights, state.Planned);
        score = weights.Policy == DispatchPolicy.F ? match : new CaseIndex(costs);
    }

    public List<DispatchChoice> Choices { get; } = [];

    /// <summary>Offers that a vital case takes the place of.</summary>
    public List<CaseId> Withdrawals { get; } = [];

    public List<(CaseId Case, ImmutableArray<NotChosen> Others)> Unplaced { get; } = [];

    public List<CaseId> PlaceableAgain { get; } = [];

    /// <summary>Cases that wait for another reader than the last plan said.</summary>
    public ImmutableArray<PlannedCase> Revisions { get; private set; } = [];

    /// <summary>The case that an external provider would finish so much sooner; one per plan.</summary>
    public CaseSentOut? SentOut { get; private set; }

    /// <summary>True when a case stays without an offer, so that time alone may change the plan.</summary>
    public bool SomethingWaits => weights.Policy != DispatchPolicy.List && waiting.Count > 0;

    /// <returns>null when no case waits for a reader.</returns>
    public static DispatchPlan? Make(DispatcherState state, TerritorySettings settings, DateTimeOffset now)
    {
        List<CaseState> toRead = [], inSomebodysHands = [];
        foreach (var (id, item) in state.Cases)
        {
            if (item.Reader is not null)
                inSomebodysHands.Add(item);
            else if (item.Status == CaseStatus.ToRead && !state.Pending.ContainsKey(id))
                toRead.Add(item);
        }
        if (toRead.Count == 0)
            return null;
        var plan = new DispatchPlan(state, settings, now, toRead, inSomebodysHands);
        plan.SetAsideUnplaceable();
        if (plan.weights.Policy != DispatchPolicy.List)
            plan.Offer();
        return plan;
    }

    private void Offer()
    {
        var byMatching = score == match;
        var vital = waiting.FindAll(item => item.Urgency == Urgency.Vital);
        if (!byMatching || !TryMatch(vital, freeOnly: true))
            OfferByIndex(vital);
        MakeRoomForVital();
        var free = seats.Exists(seat => seat.IsFree);
        var overflow = new Overflow(state, settings, costs, reasons, now);
        if ((free || overflow.IsOpen) && !(byMatching && TryMatch(Rows(), freeOnly: false)) && free)
            OfferByIndex(LookedAt());
        Interrupt();
        SentOut = overflow.Choose(waiting);
    }

    private EligibleSeats SeatsFor(CaseState item)
    {
        var kind = (item.Establishment, item.Classification!.Specialty);
        if (!eligible.TryGetValue(kind, out var found))
        {
            found = new EligibleSeats(
                kind.Specialty, seats, PrivilegedFor(kind.Establishment), () => reasons.Absent(item));
            eligible.Add(kind, found);
        }
        return found;
    }

    private bool[] PrivilegedFor(EstablishmentId site)
    {
        if (!privileged.TryGetValue(site, out var found))
            privileged.Add(site, found = [.. seats.Select(seat => seat.MayReadFor(site, now))]);
        return found;
    }

    /// <summary>Nobody eligible among those present is an alarm at once, not a queue.</summary>
    private void SetAsideUnplaceable()
    {
        foreach (var item in waiting)
        {
            var placeable = item.Seats.CanPlace(item.Case);
            if (!placeable && !item.Case.NoReader)
                Unplaced.Add((item.Case.Id, reasons.Others(item, chosen: null)));
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
        var placeable = waiting.Where(item => item.Seats.HasFree(item));
        return
        [
            .. placeable.Where(item => item.Urgency != Urgency.Scheduled)
                .Take(Math.Max(EmergenciesMin, 2 * free)),
            .. placeable.Where(item => item.Urgency == Urgency.Scheduled).Take(Math.Max(ScheduledMin, free)),
        ];
    }

    /// <summary>
    /// What is matched: besides those that somebody free may have, the emergencies that only the busy may,
    /// since they come before others there.
    /// </summary>
    private List<WaitingCase> Rows()
    {
        var rows = LookedAt();
        var known = rows.ToHashSet();
        rows.AddRange(waiting
            .Where(item => item.Urgency != Urgency.Scheduled && !known.Contains(item))
            .Take(EmergenciesMin - Math.Min(EmergenciesMin, rows.Count)));
        rows.Sort(WaitingCase.MostPressingFirst);
        return rows;
    }

    /// <summary>Policy f: plans for everybody, and offers the heads of the free.</summary>
    private bool TryMatch(List<WaitingCase> rows, bool freeOnly)
    {
        if (!Matching.TryPlan(rows, seats, costs, match, WaitsFor, freeOnly))
        {
            // Too large: the index decides, and says so.
            score = new CaseIndex(costs);
            return false;
        }
        score = match;
        if (!freeOnly)
        {
            EndHolds();
            Revise();
        }
        var heads = seats.FindAll(seat => seat.IsFree && seat.Planned.Count > 0);
        foreach (var seat in heads)
            seat.Head = seat.Planned[0];
        foreach (var seat in heads)
        {
            seat.Planned.RemoveAt(0);
            Choose(seat.Head!, seat, interrupts: null);
        }
        return true;
    }

    /// <summary>
    /// No case waits longer than allowed for somebody busy while an eligible reader has nothing, or nothing
    /// but a scheduled case, to do.
    /// </summary>
    private void EndHolds()
    {
        var open = seats.FindAll(seat => seat.IsFree
            && (seat.Planned.Count == 0 || seat.Planned[0].Urgency == Urgency.Scheduled));
        foreach (var item in waiting)
        {
            if (open.Count == 0)
                return;
            if (item.WaitedAt(now) < weights.ExpertWait || IsHead(item))
                continue;
            var seat = open
                .Where(seat => Obstacles.Between(item, seat) is null
                    && (seat.Planned.Count == 0 || item.Urgency != Urgency.Scheduled))
                .MinBy(seat => match.Cost(item, seat, seat.FreeIn));
            if (seat is null)
                continue;
            item.HeldFor = seats.Find(busy => busy.Planned.Remove(item));
            seat.Planned.Insert(0, item);
            open.Remove(seat);
        }
    }

    private bool IsHead(WaitingCase item) =>
        seats.Exists(seat => seat.IsFree && seat.Planned.Count > 0 && seat.Planned[0] == item);

    /// <summary>Notes what is planned for another reader than before, beyond what is offered now.</summary>
    private void Revise()
    {
        var revisions = ImmutableArray.CreateBuilder<PlannedCase>();
        foreach (var seat in seats)
        {
            foreach (var item in seat.Planned.Skip(seat.IsFree ? 1 : 0))
            {
                if (!state.Planned.TryGetValue(item.Case.Id, out var before) || before != seat.Id)
                    revisions.Add(new PlannedCase(item.Case.Id, seat.Id));
            }
        }
        Revisions = revisions.ToImmutable();
    }

    /// <summary>
    /// Policy e: offers, pair by pair, what gains most, until no free reader or no case is left.
    /// </summary>
    private void OfferByIndex(List<WaitingCase> candidates)
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
        if (WaitsFor(item) is { } known)
            return known.IsFree ? (known, score.Score(item, known)) : (null, 0);
        ReaderSeat? best = null;
        var bestMilli = long.MinValue;
        for (var skill = ReaderSeat.SkillLevels; skill >= 1; skill--)
        {
            if (item.Seats.LeastLoaded(item, skill) is not { } seat)
                continue;
            var milli = score.Score(item, seat);
            if (milli > bestMilli || (milli == bestMilli && seat.Id.CompareTo(best!.Id) < 0))
                (best, bestMilli) = (seat, milli);
        }
        return (best, bestMilli);
    }

    /// <summary>
    /// The reader who has read this patient in the present duty, when free or when the case may wait: a vital
    /// one waits for nobody, another one a few minutes at most. A part is wanted elsewhere than the whole.
    /// </summary>
    private ReaderSeat? WaitsFor(WaitingCase item)
    {
        if (state.PatientReaders.IsEmpty || item.Case.Part is not null
            || StrictTraits.KeyOf(item.Case.Establishment, item.Case.Patient!) is not { Length: > 0 } key
            || !state.PatientReaders.TryGetValue(key, out var reader)
            || seats.Find(seat => seat.Id == reader) is not { } known
            || Obstacles.Between(item, known) is not null)
            return null;
        var mayWait = item.Urgency != Urgency.Vital && item.WaitedAt(now) < weights.ExpertWait;
        return known.IsFree || mayWait ? known : null;
    }

    /// <summary>
    /// A vital case without a free reader takes the place of an offer that nobody has accepted yet.
    /// </summary>
    private void MakeRoomForVital()
    {
        foreach (var vital in waiting.FindAll(item => item.Urgency == Urgency.Vital))
        {
            var seat = vital.Seats.All
                .Where(s => s.Offered is { } offer && offer.Classification!.Urgency != Urgency.Vital
                    && Obstacles.Between(vital, s) is null)
                .MaxBy(s => score.Score(vital, s));
            if (seat is null)
                continue;
            var given = seat.Offered!;
            Withdrawals.Add(given.Id);
            seat.Offered = null;
            Choose(vital, seat, given.OfferInterrupts);
        }
    }

    /// <summary>
    /// An emergency that found nobody free may have a less urgent reading laid aside for it, by whom that
    /// costs least: who was interrupted before in this duty is spared.
    /// </summary>
    private void Interrupt()
    {
        var interruption = new Interruption(seats, costs, weights.InterruptionsMax, now);
        foreach (var emergency in waiting.FindAll(item => item.Urgency <= Urgency.Urgent))
        {
            if (interruption.Nowhere)
                return;
            var known = WaitsFor(emergency);
            if (known is null && emergency.Seats.HasFree(emergency))
                continue;
            var seat = interruption.AllowedFor(emergency)
                .Where(s => known is null || s == known)
                .MaxBy(s => score.Score(emergency, s) - weights.InterruptionMilli * s.Interruptions);
            if (seat is not null)
                Choose(emergency, seat, seat.Reading!.Id);
        }
    }

    private void Choose(WaitingCase item, ReaderSeat seat, CaseId? interrupts)
    {
        var terms = score.Terms(item, seat);
        if (interrupts is not null)
            terms = terms.Add(
                new ScoreTerm("interruption", -weights.InterruptionMilli * seat.Interruptions));
        Choices.Add(new DispatchChoice(
            item.Case.Id, seat.Id, interrupts, score.Policy, terms, reasons.Others(item, seat)));
        seat.Promised = true;
        seat.Note(item.Case);
        seat.FreeIn = CaseCosts.Start + costs.ReadingTime(item.Case, seat)
            + (interrupts is null ? TimeSpan.Zero : CaseCosts.ComingBack + seat.FreeIn);
        waiting.Remove(item);
    }
}
