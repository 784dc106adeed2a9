namespace PIMM.Dispatch.Domain;

/// <summary>
/// From a case to read to the reader who has it: never two, and never none without an alarm.
/// </summary>
internal static class CaseAssignment
{
    /// <summary>The dispatcher offers; whatever happened to the case earlier in the same turn wins.</summary>
    public static Decision Offer(CaseState state, OfferCase message, TurnContext context) =>
        state.Status != CaseStatus.ToRead
            ? Decision.Of().Tell(ActorId.Dispatcher, new OfferNotTaken(state.Id))
            : Decision.Of()
                .And(CaseNotices.Clear(state, NoticeKind.NoReader))
                .And(OfferTo(state, message.Reader, message.Interrupts, context))
                .And(CaseNotices.Raise(state, Assigned(state, message.Reader)));

    public static Decision Accept(CaseState state, AcceptCase message)
    {
        if (state.InHand)
            return state.Reader == message.Reader ? Decision.Nothing : Taken(state);
        if (state.Status != CaseStatus.Offered)
            return Decision.Refuse(state.Unsigned ? Refusals.OfferExpired : Refusals.CaseFinished);
        if (state.Reader != message.Reader)
            return Decision.Refuse(Refusals.NotOfferedToYou, state.Reader!.Value.Value);
        return TakenBy(Decision.Of(), state, message.Reader, TakenHow.Offer);
    }

    /// <summary>
    /// A reader helps itself. Whoever had the offer is told; whoever has the case keeps it.
    /// </summary>
    public static Decision Claim(CaseState state, ClaimCase message, TurnContext context)
    {
        if (state.InHand)
            return state.Reader == message.Reader ? Decision.Nothing : Taken(state);
        if (state.Status is not (CaseStatus.ToRead or CaseStatus.Offered))
            return Decision.Refuse(state.Unsigned ? Refusals.NotInThisState : Refusals.CaseFinished);
        if (!MayRead(state, message.Reader, context))
            return Decision.Refuse(Refusals.ReaderNotEligible);
        if (state.Reader == message.Reader)
            return Accept(state, new AcceptCase(message.Reader));
        var decision = Decision.Of();
        if (state.Status == CaseStatus.Offered)
            decision.And(new OfferEnded(state.Reader!.Value, OfferEnd.Reassigned, null))
                .And(Withdrawn(state));
        return TakenBy(decision, state, message.Reader, TakenHow.Claim);
    }

    public static Decision Decline(CaseState state, DeclineCase message)
    {
        if (state.Status != CaseStatus.Offered || state.Reader != message.Reader)
            return Decision.Refuse(Refusals.NotOfferedToYou);
        return Decision.Of()
            .And(EndOffer(state, OfferEnd.Declined, message.Reason))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>Nobody answered in time: the reader is marked away, and the case is planned again.</summary>
    public static Decision Expire(CaseState state) =>
        state.Status != CaseStatus.Offered
            ? Decision.Nothing
            : Decision.Of()
                .And(EndOffer(state, OfferEnd.Expired, null))
                .Tell(state.Reader!.Value, new MissOffer(state.Id))
                .Tell(ActorId.Dispatcher, Replan.Now);

    /// <summary>The dispatcher takes an offer back and plans on in the same turn.</summary>
    public static Decision Withdraw(CaseState state, WithdrawOffer message) =>
        state.Status != CaseStatus.Offered
            ? Decision.Nothing
            : Decision.Of().And(EndOffer(state, message.Why, null)).And(Withdrawn(state));

    /// <summary>A case that nobody can take is an alarm at once, and until somebody can.</summary>
    public static Decision ReportNoReader(CaseState state, ReportNoReader message)
    {
        if (state.Status != CaseStatus.ToRead || state.NoReader == !message.Found)
            return Decision.Nothing;
        return message.Found
            ? Decision.Of(new ReaderFoundAgain()).And(CaseNotices.Clear(state, NoticeKind.NoReader))
            : Decision.Of(new NoReaderFound())
                .And(
                    CaseNotices.Raise(
                        state, (NoticeKind.NoReader, Audience.Coordinators, state.Target?.DueAt)));
    }

    public static Decision Release(CaseState state, ReleaseCase message, TurnContext context)
    {
        var held = state.Status == CaseStatus.OnHold && state.Reader is not null;
        if (!state.InHand && !held)
            return Decision.Refuse(Refusals.NotInThisState);
        if (message.Reader is { } reader && state.Reader != reader)
            return Decision.Refuse(Refusals.NotYourCase, state.Reader!.Value.Value);
        return Decision.Of(new CaseReleased(state.Reader!.Value, message.Reason))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Hold))
            .And(EscalateAgain(state, context))
            .And(CaseHandover.Clear(state))
            .Tell(state.Reader.Value, new PutDown(state.Id, Read: false))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>
    /// The coordinator's word goes before the dispatcher's, and not before privilege and skill.
    /// </summary>
    public static Decision Reassign(CaseState state, ReassignCase message, TurnContext context)
    {
        if (!context.Settings.Readers.ContainsKey(message.To))
            return Decision.Refuse(Refusals.ReaderUnknown);
        if (!MayRead(state, message.To, context))
            return Decision.Refuse(Refusals.ReaderNotEligible, message.To.Value);
        if (!state.InHand && state.Status is not (CaseStatus.ToRead or CaseStatus.Offered))
            return Decision.Refuse(Refusals.NotInThisState);
        if (state.Reader == message.To)
            return Decision.Nothing;
        var decision = Decision.Of().And(CaseNotices.Clear(state, NoticeKind.NoReader));
        var notices = new List<(NoticeKind, Audience, DateTimeOffset?)>();
        if (state.Status == CaseStatus.Offered)
            decision.And(EndOffer(state, OfferEnd.Reassigned, message.Reason));
        else if (state.InHand)
            decision.And(new CaseReleased(state.Reader!.Value, message.Reason))
                .And(EscalateAgain(state, context))
                .And(CaseHandover.Clear(state))
                .Tell(state.Reader.Value, new PutDown(state.Id, Read: false));
        if (state.Reader is { } former)
            notices.Add((NoticeKind.CaseWithdrawn, Audience.Of(former), null));
        notices.Add(Assigned(state, message.To));
        return decision
            .And(OfferTo(state, message.To, null, context))
            .And(CaseNotices.Raise(state, notices))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision LayAside(CaseState state, LayAside message) =>
        state.InHand && state.Reader == message.Reader
            ? Decision.Of(new CaseInterrupted(message.By))
            : Decision.Nothing;

    /// <summary>The clock of the target goes on: a hold is a promise to come back, with an instant.</summary>
    public static Decision Hold(CaseState state, HoldCase message, TurnContext context)
    {
        if (!state.InHand && state.Status is not (CaseStatus.ToRead or CaseStatus.Offered))
            return Decision.Refuse(Refusals.NotInThisState);
        if (message.Until <= context.At)
            return Decision.Refuse(Refusals.InstantInThePast);
        var decision = Decision.Of().And(CaseNotices.Clear(state, NoticeKind.NoReader));
        if (state.Status == CaseStatus.Offered)
            decision.And(EndOffer(state, OfferEnd.CaseChanged, message.Reason)).And(Withdrawn(state));
        else if (state.InHand)
            decision.Tell(state.Reader!.Value, new PutDown(state.Id, Read: false));
        return decision
            .And(CaseEscalation.End(state))
            .And(CaseNotices.ClearForReaders(state))
            .And(new CaseHeld(message.Until, message.Reason))
            .And(new DeadlineSet(CaseDeadlines.Hold, message.Until))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>Back from a hold, or taken back from an external provider.</summary>
    public static Decision Resume(CaseState state, TurnContext context, bool byDeadline)
    {
        if (state.Status == CaseStatus.Externalised && !byDeadline)
            return CaseExternal.TakeBack(state, context);
        if (state.Status != CaseStatus.OnHold)
            return byDeadline ? Decision.Nothing : Decision.Refuse(Refusals.NotInThisState);
        var decision = Decision.Of(new CaseResumed()).And(CaseDeadlines.Clear(state, CaseDeadlines.Hold));
        if (state.Reader is null)
            decision.And(EscalateAgain(state, context));
        if (byDeadline)
        {
            var audience = state.Reader is { } owner ? Audience.Of(owner) : Audience.Coordinators;
            decision.And(CaseNotices.Raise(state, (NoticeKind.HoldEnded, audience, state.Target?.DueAt)));
        }
        if (state.Reader is { } reader)
            decision.Tell(reader, new TakeOn(state.Id, state.ReadingMinutes));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>Events that end the standing offer, whoever ended it.</summary>
    public static IEnumerable<DomainEvent> EndOffer(CaseState state, OfferEnd why, string? reason)
    {
        yield return new OfferEnded(state.Reader!.Value, why, reason);
        foreach (var cleared in CaseDeadlines.Clear(state, CaseDeadlines.Offer))
            yield return cleared;
        foreach (var cleared in CaseNotices.ClearOffer(state))
            yield return cleared;
    }

    private static Decision TakenBy(Decision decision, CaseState state, ReaderId reader, TakenHow how)
    {
        decision
            .And(new CaseAccepted(reader, how))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Offer))
            .And(CaseNotices.ClearOffer(state))
            .And(CaseNotices.Clear(
                state, NoticeKind.NoReader, NoticeKind.HoldEnded, NoticeKind.CaseReturned))
            .And(CaseNotices.ClearForReaders(state))
            .And(CaseEscalation.End(state))
            .Tell(reader, new TakeOn(state.Id, state.ReadingMinutes));
        if (how == TakenHow.Offer && state.OfferInterrupts is { } interrupted)
            decision.Tell(interrupted, new LayAside(state.Id, reader));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>A case that nobody has any more begins to call from the first step.</summary>
    public static IEnumerable<DomainEvent> EscalateAgain(CaseState state, TurnContext context) =>
        CaseEscalation.Begin(state, state.Classification!.Urgency, state.Target!, context);

    private static IEnumerable<DomainEvent> OfferTo(
        CaseState state, ReaderId reader, CaseId? interrupts, TurnContext context)
    {
        var rule = context.Settings.RuleOf(state.Classification!.Urgency, context.At);
        var expires = context.At + rule.OfferExpires;
        yield return new CaseOffered(reader, expires, interrupts);
        yield return new DeadlineSet(CaseDeadlines.Offer, expires);
    }

    private static (NoticeKind, Audience, DateTimeOffset?) Assigned(CaseState state, ReaderId reader) =>
        (NoticeKind.CaseAssigned, Audience.Of(reader), state.Target?.DueAt);

    private static IEnumerable<DomainEvent> Withdrawn(CaseState state) =>
        CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(state.Reader!.Value), null));

    private static Decision Taken(CaseState state) =>
        Decision.Refuse(Refusals.CaseTaken, state.Reader!.Value.Value);

    private static bool MayRead(CaseState state, ReaderId reader, TurnContext context) =>
        Eligibility.MayRead(
            context.Settings, reader, state.Establishment, state.Classification!.Specialty, context.At);
}
