namespace PIMM.Dispatch.Domain;

/// <summary>How a case ends without a report from the territory's own readers.</summary>
internal static class CaseEnding
{
    /// <summary>The code of the reason why the dispatcher sent a case out.</summary>
    private const string OverflowReason = "overflow";

    /// <summary>
    /// An indication can be refused before there are images; after that somebody has to read them.
    /// </summary>
    public static Decision RefuseRequest(CaseState state, RefuseRequest message) =>
        state.Status < CaseStatus.ImagesArriving
            ? End(state, message.Reason)
            : Decision.Refuse(Refusals.NotInThisState);

    public static Decision Cancel(CaseState state, CancelCase message)
    {
        if (state.Status == CaseStatus.Cancelled)
            return Decision.Nothing;
        return state.Unsigned ? End(state, message.Reason) : Decision.Refuse(Refusals.CaseFinished);
    }

    public static Decision Externalise(CaseState state, ExternaliseCase message, TurnContext context)
    {
        if (!context.Settings.ExternalProviders.ContainsKey(message.Provider))
            return Decision.Refuse(Refusals.ProviderUnknown, message.Provider);
        if (state.Status is CaseStatus.Externalised && state.Provider == message.Provider)
            return Decision.Nothing;
        if (!state.InHand
            && state.Status is not (CaseStatus.ToRead or CaseStatus.Offered or CaseStatus.OnHold))
            return Decision.Refuse(Refusals.NotInThisState);
        return Leaving(state)
            .And(new CaseExternalised(message.Provider, message.Reason))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Offer, CaseDeadlines.Hold))
            .And(CaseNotices.ClearOffer(state))
            .And(CaseNotices.Clear(state, NoticeKind.NoReader))
            .And(CaseEscalation.End(state))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>
    /// The dispatcher sends out; whatever happened to the case earlier in the same turn wins.
    /// </summary>
    public static Decision SendOut(CaseState state, SendCaseOut message, TurnContext context) =>
        state.Status == CaseStatus.ToRead
            ? Externalise(state, new ExternaliseCase(message.Provider, OverflowReason), context)
            : Decision.Nothing;

    private static Decision End(CaseState state, string reason) =>
        Leaving(state)
            .And(new CaseCancelled(reason))
            .And(CaseDeadlines.ClearAll(state))
            .And(CaseNotices.ClearAll(state))
            .Tell(state.Establishment, new CaseHasEnded(state.Id))
            .Tell(ActorId.Dispatcher, Replan.Now);

    /// <summary>Takes the case from whoever has it or was offered it, and says so.</summary>
    private static Decision Leaving(CaseState state)
    {
        var decision = Decision.Of();
        if (state.Reader is not { } reader)
            return decision;
        if (state.Status == CaseStatus.Offered)
            decision.And(new OfferEnded(reader, OfferEnd.CaseChanged, null));
        else if (state.InHand)
            decision.Tell(reader, new PutDown(state.Id, Read: false));
        return decision.And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(reader), null)));
    }
}
