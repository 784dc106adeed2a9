namespace PIMM.Dispatch.Domain;

/// <summary>
/// A case at a hand-over: it keeps its reader until the receiving side accepts, and changes hands in the turn
/// of the acceptance. What happened to it meanwhile wins.
/// </summary>
internal static class CaseHandover
{
    /// <summary>The receiving side is told; nobody there, or nobody answered: the coordinator is.</summary>
    public static Decision Propose(CaseState state, ProposeHandover message)
    {
        if (!IsOf(state, message.From))
            return Decision.Nothing;
        var kind = message.Answered ? NoticeKind.HandoverOffered : NoticeKind.HandoverUnanswered;
        return Decision.Of()
            .And(Clear(state))
            .And(CaseNotices.Raise(
                state, [.. message.To.Select(audience => (kind, audience, state.Target?.DueAt))]));
    }

    /// <summary>Nothing is offered any more.</summary>
    public static Decision Close(CaseState state, CloseHandover message) =>
        IsOf(state, message.From)
            ? Decision.Of().And(Clear(state))
            : Decision.Nothing;

    /// <summary>A vital case waits for no acceptance: the dispatcher has it at once.</summary>
    public static Decision Yield(CaseState state, YieldCase message, TurnContext context)
    {
        if (!IsOf(state, message.From))
            return Decision.Nothing;
        return Decision.Of(new CaseReleased(message.From, "hand-over"))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Hold))
            .And(CaseAssignment.EscalateAgain(state, context))
            .And(CaseNotices.ClearFor(state, Audience.Of(message.From)))
            .And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(message.From), null)))
            .Tell(message.From, new PutDown(state.Id, Read: false))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision Move(CaseState state, HandOverCase message, TurnContext context)
    {
        if (!IsOf(state, message.From))
            return Decision.Nothing;
        if (message.To.Kind == ActorKind.Provider)
            return Decision.Of().Tell(ActorId.Dispatcher, new JustifySending(
                state, new ProviderId(message.To.Key), "hand-over", message.DecidedBy,
                Accepted: true));
        var to = new ReaderId(message.To.Key);
        if (!Eligibility.MayRead(
            context.Settings, to, state.Establishment, state.Classification!.Specialty, context.At))
            return Decision.Refuse(Refusals.ReaderNotEligible, to.Value);
        var decision = Decision.Of(new CaseHandedOver(message.From, to, message.Handover))
            .And(Clear(state))
            .And(CaseNotices.ClearFor(state, Audience.Of(message.From)))
            .And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(message.From), null)));
        if (state.InHand)
            decision.Tell(message.From, new PutDown(state.Id, Read: false))
                .Tell(to, new TakeOn(state.Id, state.ReadingMinutes));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>Nothing of a hand-over is said about the case any more.</summary>
    public static IEnumerable<DomainEvent> Clear(CaseState state) =>
        CaseNotices.Clear(state, NoticeKind.HandoverOffered, NoticeKind.HandoverUnanswered);

    private static bool IsOf(CaseState state, ReaderId reader) =>
        state.Reader == reader && (state.InHand || state.Status == CaseStatus.OnHold);
}
