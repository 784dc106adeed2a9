namespace PIMM.Dispatch.Domain;

/// <summary>How a case ends without a report from the territory's own readers.</summary>
internal static class CaseEnding
{
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

    /// <summary>Takes the case from whoever has it or was offered it, and says so.</summary>
    public static Decision Leaving(CaseState state)
    {
        var decision = Decision.Of();
        if (state is { Status: CaseStatus.Externalised, Provider: { } provider })
            return decision
                .Tell(provider, new ProviderPutsDown(state.Id, ProviderEnd.TakenBack))
                .And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(provider), null)));
        if (state.Reader is not { } reader)
            return decision;
        if (state.Status == CaseStatus.Offered)
            decision.And(new OfferEnded(reader, OfferEnd.CaseChanged, null));
        else if (state.InHand)
            decision.Tell(reader, new PutDown(state.Id, Read: false));
        return decision.And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(reader), null)));
    }

    public static Decision End(CaseState state, string reason) =>
        Leaving(state)
            .With(CaseParts.EndAll(state))
            .And(new CaseCancelled(reason))
            .And(CaseDeadlines.ClearAll(state))
            .And(CaseNotices.ClearAll(state))
            .Tell(state.Establishment, new CaseHasEnded(state.Id))
            .Tell(ActorId.Dispatcher, Replan.Now);
}
