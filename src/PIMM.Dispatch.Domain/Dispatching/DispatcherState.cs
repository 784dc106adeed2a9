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

    /// <summary>Cases to read, offered, in hand, or on hold.</summary>
    public ImmutableSortedDictionary<CaseId, CaseState> Cases { get; init; } =
        ImmutableSortedDictionary<CaseId, CaseState>.Empty;

    public ImmutableSortedDictionary<ReaderId, ReaderState> Readers { get; init; } =
        ImmutableSortedDictionary<ReaderId, ReaderState>.Empty;

    public ImmutableSortedDictionary<ProviderId, ProviderState> Providers { get; init; } =
        ImmutableSortedDictionary<ProviderId, ProviderState>.Empty;

    /// <summary>Decided in this turn, and not yet offered by the case itself.</summary>
    public ImmutableSortedDictionary<CaseId, ReaderId> Pending { get; init; } =
        ImmutableSortedDictionary<CaseId, ReaderId>.Empty;

    /// <summary>Who has read which patient in the present duty (same patient, same reader).</summary>
    public ImmutableSortedDictionary<string, ReaderId> PatientReaders { get; init; } =
        ImmutableSortedDictionary.Create<string, ReaderId>(StringComparer.Ordinal);

    /// <summary>For whom a case that is not offered yet was last planned.</summary>
    public ImmutableSortedDictionary<CaseId, ReaderId> Planned { get; init; } =
        ImmutableSortedDictionary<CaseId, ReaderId>.Empty;

    /// <summary>What is remembered of each reader from one duty to the next.</summary>
    public ImmutableSortedDictionary<ReaderId, ReaderStanding> Standings { get; init; } =
        ImmutableSortedDictionary<ReaderId, ReaderStanding>.Empty;

    /// <summary>How long readings take, by kind of exam.</summary>
    public ImmutableSortedDictionary<string, KindPace> Paces { get; init; } =
        ImmutableSortedDictionary.Create<string, KindPace>(StringComparer.Ordinal);

    /// <summary>Cases whose reading was disturbed, so that its length says nothing.</summary>
    public ImmutableSortedSet<CaseId> Disturbed { get; init; } = [];

    /// <summary>Slots of the roster that were given to a provider.</summary>
    public ImmutableSortedDictionary<SlotId, ExternalCover> GivenSlots { get; init; } =
        ImmutableSortedDictionary<SlotId, ExternalCover>.Empty;

    /// <summary>When a case was last sent out because it would have waited too long here.</summary>
    public DateTimeOffset? SentOutAt { get; init; }

    public bool TickSet { get; init; }

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        Domain.Replan or Due { Name: Tick } => Replan(context),
        ReaderLeft m => Withdraw(m.Reader),
        Summon m => Summoning.Answer(this, m, context),
        JustifySending m => Justify(m, context),
        SeekProvider m => Seek(m, context),
        HandOverCasesOf m => new HandoverPlan(this, context).Make(m),
        ReaderBack m => new HandoverPlan(this, context).Resume(m.Reader),
        ReviewHandover m => new HandoverPlan(this, context).Review(m.Handover),
        OfferNotTaken m =>
            Pending.ContainsKey(m.Case) ? Decision.Of(new DispatchVoided(m.Case)) : Decision.Nothing,
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        CaseDispatched e => this with
        {
            Pending = Pending.SetItem(e.Case, e.Reader), Planned = Planned.Remove(e.Case),
        },
        PlanRevised e => this with
        {
            Planned = Planned.SetItems(
                e.Changes.Select(change => KeyValuePair.Create(change.Case, change.Reader))),
        },
        CaseSentOut e => this with
        {
            Cases = Cases.Remove(e.Case), Planned = Planned.Remove(e.Case), SentOutAt = recorded.At,
        },
        DispatchVoided e => this with { Pending = Pending.Remove(e.Case) },
        DeadlineSet => this with { TickSet = true },
        DeadlineReached => this with { TickSet = false },
        _ => this,
    };

    public override ActorState Observe(in Recorded recorded, ActorState after) => after switch
    {
        CaseState now => SeeCase(recorded, now),
        ReaderState now => SeeReader(recorded, now),
        ProviderState now => this with
        {
            Providers = Providers.SetItem(new ProviderId(recorded.Actor.Key), now),
        },
        RosterState now => ReferenceEquals(GivenSlots, now.External) ? this
            : this with { GivenSlots = now.External },
        _ => this,
    };

    private DispatcherState SeeCase(in Recorded recorded, CaseState now)
    {
        var concerns = now.Status is CaseStatus.ToRead or CaseStatus.Offered or CaseStatus.OnHold
            || now.InHand;
        var next = this with
        {
            Cases = concerns ? Cases.SetItem(now.Id, now) : Cases.Remove(now.Id),
            Planned = now.Status == CaseStatus.ToRead ? Planned : Planned.Remove(now.Id),
        };
        return recorded.Event switch
        {
            CaseOffered => next with { Pending = Pending.Remove(now.Id) },
            CaseAccepted e => next.Accepted(e, now),
            CaseInterrupted => next.Interrupted(now, recorded.At),
            CaseHeld => next with { Disturbed = Disturbed.Add(now.Id) },
            ReportSigned or PartSigned => next.Signed(now, recorded.At),
            CaseReleased or CaseCancelled or CaseExternalised =>
                next with { Disturbed = Disturbed.Remove(now.Id) },
            _ => next,
        };
    }

    /// <summary>
    /// A second case in hand disturbs the first; which of two is read when one was helped to is not known.
    /// </summary>
    private DispatcherState Accepted(CaseAccepted accepted, CaseState now)
    {
        var others = Readers.GetValueOrDefault(accepted.Reader)?.InHand.Remove(now.Id);
        var next = this;
        if (others is { IsEmpty: false })
            next = next with
            {
                Disturbed = Disturbed.Union(
                    accepted.How == TakenHow.Claim ? others.Keys.Append(now.Id) : others.Keys),
            };
        return now.Part is null && StrictTraits.KeyOf(now.Establishment, now.Patient!) is { Length: > 0 } key
            ? next with { PatientReaders = PatientReaders.SetItem(key, accepted.Reader) }
            : next;
    }

    private DispatcherState Interrupted(CaseState now, DateTimeOffset at)
    {
        var next = this with { Disturbed = Disturbed.Add(now.Id) };
        if (now.Reader is not { } reader)
            return next;
        var standing = ReaderStanding.Of(Standings, reader, at);
        return next with
        {
            Standings = Standings.SetItem(
                reader, standing with { Interruptions = standing.Interruptions + 1 }),
        };
    }

    /// <summary>Learns how long the reading took, when nothing came between.</summary>
    private DispatcherState Signed(CaseState now, DateTimeOffset at)
    {
        if (Disturbed.Contains(now.Id))
            return this with { Disturbed = Disturbed.Remove(now.Id) };
        if (now is not { Reader: { } reader, AcceptedAt: { } from, Classification: { } classified }
            || !now.Parts.IsEmpty)
            return this;
        var kind = KindPace.KindOf(now);
        var pace = Paces.GetValueOrDefault(kind, KindPace.None);
        return this with
        {
            Paces = Paces.SetItem(kind, pace.With(reader, at - from, classified.ExpectedMinutes)),
        };
    }

    private DispatcherState SeeReader(in Recorded recorded, ReaderState now)
    {
        var id = new ReaderId(recorded.Actor.Key);
        var next = this with { Readers = Readers.SetItem(id, now) };
        return recorded.Event switch
        {
            DutyBegan => next with
            {
                Standings = Standings.SetItem(
                    id, ReaderStanding.Of(Standings, id, recorded.At) with { Interruptions = 0 }),
            },
            DutyEnded => next with { PatientReaders = PatientReaders.RemoveRange(KeysOf(id)) },
            PresenceChanged when !now.IsPresent && !now.InHand.IsEmpty =>
                next with { Disturbed = Disturbed.Union(now.InHand.Keys) },
            LoadPutDown { Read: true } e => next with
            {
                Standings = ReaderStanding.AfterReading(
                    Standings, next.Readers, id, e.Minutes, recorded.At),
            },
            _ => next,
        };
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

    /// <summary>Sends a case out for whoever decided it, with the proof that nobody nearer could.</summary>
    private Decision Justify(JustifySending message, TurnContext context)
    {
        var item = message.Case;
        var state = Providers.GetValueOrDefault(message.Provider) ?? ProviderState.Initial;
        var (slot, _) = state.PlaceFor(
            context.Settings.ExternalProviders[message.Provider], context.Settings.LocalTime(context.At),
            item.Establishment, item.Classification!);
        var proof = new SendingProof(this, context.Settings, context.At)
            .Of(item, slot?.Slot.Use, message.By);
        return Decision.Of().Tell(item.Id, new SendOut(
            message.Provider, message.Reason, proof,
            Firm: message.Accepted || message.By == SendingDecider.Coordinator, message.Accepted));
    }

    private Decision Seek(SeekProvider message, TurnContext context) =>
        ProviderLine.Find(message.Case, Providers, context.Settings, context.At) is { } found
            ? Justify(
                new JustifySending(
                    message.Case, found.Provider, message.Reason, SendingDecider.Dispatcher, Accepted: false),
                context)
            : Decision.Of().Tell(message.Case.Id, new NobodySummoned(message.Step));

    private Decision Replan(TurnContext context)
    {
        var decision = Decision.Of();
        var leaving = ProviderLine.Take(this, context.Settings, context.At);
        foreach (var (id, message) in leaving)
            decision.Tell(id, message);
        var staying = this with { Cases = Cases.RemoveRange(leaving.Select(one => one.Case)) };
        if (DispatchPlan.Make(staying, context.Settings, context.At) is not { } plan)
            return decision;
        foreach (var withdrawn in plan.Withdrawals)
            decision.Tell(withdrawn, new WithdrawOffer(OfferEnd.VitalFirst));
        foreach (var choice in plan.Choices)
            decision
                .And(
                    new CaseDispatched(
                        choice.Case, choice.Reader, choice.Policy, choice.Terms, choice.Others))
                .Tell(choice.Case, new OfferCase(choice.Reader, choice.Interrupts));
        if (!plan.Revisions.IsEmpty)
            decision.And(new PlanRevised(plan.Revisions));
        if (plan.SentOut is { } sent)
            decision.And(sent).Tell(sent.Case, new SendCaseOut(sent.Provider));
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
