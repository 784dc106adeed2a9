using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The dispatcher of a territory: the cases that somebody has to read or is reading, the readers, and who has
/// seen which patient. It decides anew at every event; what is not offered can still move.
/// </summary>
public sealed record DispatcherState : ActorState
{
    /// <summary>What changes with time alone is looked at again after this long.</summary>
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(60);

    private const string Tick = "tick";

    public static readonly DispatcherState Initial = new();

    /// <summary>Cases to read, offered, or in hand.</summary>
    public ImmutableSortedDictionary<CaseId, CaseState> Cases { get; init; } =
        ImmutableSortedDictionary<CaseId, CaseState>.Empty;

    public ImmutableSortedDictionary<ReaderId, ReaderState> Readers { get; init; } =
        ImmutableSortedDictionary<ReaderId, ReaderState>.Empty;

    /// <summary>Decided in this turn, and not yet offered by the case itself.</summary>
    public ImmutableSortedDictionary<CaseId, ReaderId> Pending { get; init; } =
        ImmutableSortedDictionary<CaseId, ReaderId>.Empty;

    /// <summary>Who has read which patient in the present duty (same patient, same reader).</summary>
    public ImmutableSortedDictionary<string, ReaderId> PatientReaders { get; init; } =
        ImmutableSortedDictionary.Create<string, ReaderId>(StringComparer.Ordinal);

    public bool TickSet { get; init; }

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        Domain.Replan or Due { Name: Tick } => Replan(context),
        ReaderLeft m => Withdraw(m.Reader),
        Summon m => Summoning.Answer(this, m, context),
        OfferNotTaken m =>
            Pending.ContainsKey(m.Case) ? Decision.Of(new DispatchVoided(m.Case)) : Decision.Nothing,
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        CaseDispatched e => this with { Pending = Pending.SetItem(e.Case, e.Reader) },
        DispatchVoided e => this with { Pending = Pending.Remove(e.Case) },
        DeadlineSet => this with { TickSet = true },
        DeadlineReached => this with { TickSet = false },
        _ => this,
    };

    public override ActorState Observe(in Recorded recorded, ActorState after) => after switch
    {
        CaseState now => SeeCase(recorded.Event, now),
        ReaderState now => SeeReader(recorded, now),
        _ => this,
    };

    private DispatcherState SeeCase(DomainEvent fact, CaseState now)
    {
        var concerns = now.Status is CaseStatus.ToRead or CaseStatus.Offered || now.InHand;
        var next = this with { Cases = concerns ? Cases.SetItem(now.Id, now) : Cases.Remove(now.Id) };
        if (fact is CaseOffered)
            next = next with { Pending = Pending.Remove(now.Id) };
        if (fact is CaseAccepted accepted
            && StrictTraits.KeyOf(now.Establishment, now.Patient!) is { Length: > 0 } key)
            next = next with { PatientReaders = PatientReaders.SetItem(key, accepted.Reader) };
        return next;
    }

    private DispatcherState SeeReader(in Recorded recorded, ReaderState now)
    {
        var id = new ReaderId(recorded.Actor.Key);
        var next = this with { Readers = Readers.SetItem(id, now) };
        return recorded.Event is DutyEnded
            ? next with { PatientReaders = PatientReaders.RemoveRange(KeysOf(id)) }
            : next;
    }

    private IEnumerable<string> KeysOf(ReaderId reader) =>
        PatientReaders.Where(p => p.Value == reader).Select(p => p.Key);

    /// <summary>
    /// An offer to somebody who has left helps nobody. One that the coordinator makes to somebody who is not
    /// here stands until it expires: the coordinator has called.
    /// </summary>
    private Decision Withdraw(ReaderId left)
    {
        var decision = Decision.Of();
        foreach (var (id, item) in Cases)
        {
            if (item.Status == CaseStatus.Offered && item.Reader == left)
                decision.Tell(id, new WithdrawOffer(OfferEnd.ReaderLeft));
        }
        return decision.Tell(ActorId.Dispatcher, Domain.Replan.Now);
    }

    private Decision Replan(TurnContext context)
    {
        if (DispatchPlan.Make(this, context.Settings, context.At) is not { } plan)
            return Decision.Nothing;
        var decision = Decision.Of();
        foreach (var withdrawn in plan.Withdrawals)
            decision.Tell(withdrawn, new WithdrawOffer(OfferEnd.VitalFirst));
        foreach (var choice in plan.Choices)
            decision
                .And(
                    new CaseDispatched(
                        choice.Case, choice.Reader, choice.Policy, choice.Terms, choice.Others))
                .Tell(choice.Case, new OfferCase(choice.Reader, choice.Interrupts));
        foreach (var (unplaced, others) in plan.Unplaced)
            decision.And(new CaseUnplaced(unplaced, others)).Tell(unplaced, new ReportNoReader(Found: false));
        foreach (var placeable in plan.PlaceableAgain)
            decision.Tell(placeable, new ReportNoReader(Found: true));
        if (plan.Withdrawals.Count > 0)
            decision.Tell(ActorId.Dispatcher, Domain.Replan.Now);
        if (plan.SomethingWaits && !TickSet)
            decision.And(new DeadlineSet(Tick, context.At + TickEvery));
        return decision;
    }
}
