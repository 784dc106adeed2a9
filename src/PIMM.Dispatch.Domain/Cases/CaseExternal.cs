namespace PIMM.Dispatch.Domain;

/// <summary>
/// A case and an external provider talk: sent, accepted, given back. Until the provider accepts, whoever sent
/// the case owns it; the clock of the target goes on all the time.
/// </summary>
internal static class CaseExternal
{
    /// <summary>The code of the reason why the dispatcher sent a case out.</summary>
    private const string OverflowReason = "overflow";

    /// <summary>
    /// A person sends the case out. The dispatcher, who sees every reader, says first why nobody nearer could
    /// read it.
    /// </summary>
    public static Decision Externalise(CaseState state, ExternaliseCase message, TurnContext context)
    {
        if (!context.Settings.ExternalProviders.ContainsKey(message.Provider))
            return Decision.Refuse(Refusals.ProviderUnknown, message.Provider.Value);
        if (state.Status is CaseStatus.Externalised && state.Provider == message.Provider)
            return Decision.Nothing;
        return MayLeave(state)
            ? Decision.Of().Tell(ActorId.Dispatcher, new JustifySending(
                state, message.Provider, message.Reason, SendingDecider.Coordinator, Accepted: false))
            : Decision.Refuse(Refusals.NotInThisState);
    }

    /// <summary>The dispatcher sends it because it would be read so much sooner outside.</summary>
    public static Decision Overflow(CaseState state, SendCaseOut message) =>
        state.Status == CaseStatus.ToRead
            ? Decision.Of().Tell(ActorId.Dispatcher, new JustifySending(
                state, message.Provider, OverflowReason, SendingDecider.Dispatcher, Accepted: false))
            : Decision.Nothing;

    /// <summary>The dispatcher sends it; what happened to the case earlier in the turn wins.</summary>
    public static Decision Send(CaseState state, SendOut message, TurnContext context)
    {
        if (!MayLeave(state))
            return Decision.Nothing;
        var (provider, firm) = (message.Provider, message.Firm);
        var decision = CaseEnding.Leaving(state)
            .With(CaseParts.EndAll(state))
            .And(new CaseExternalised(provider, message.Reason, message.Subsidiarity))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Offer, CaseDeadlines.Hold))
            .And(CaseNotices.ClearOffer(state))
            .And(CaseNotices.Clear(state, NoticeKind.NoReader, NoticeKind.CaseReturned))
            .And(CaseEscalation.End(state))
            .And(CaseHandover.Clear(state))
            .Tell(provider, new EngageProvider(state.Id, state.Establishment, state.Classification!, firm));
        if (message.Accepted)
            decision.And(new ProviderAccepted(provider)).Tell(provider, new ProviderTakesOn(state.Id));
        else
            decision.And(AwaitAnswer(state, provider, context));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision Accept(CaseState state, AcceptExternally message)
    {
        if (Objection(state, message.Provider) is { } refusal)
            return refusal;
        if (state.External!.AcceptedAt is not null)
            return Decision.Nothing;
        return Decision.Of(new ProviderAccepted(message.Provider))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Provider))
            .And(CaseNotices.Clear(state, NoticeKind.CaseAssigned))
            .Tell(message.Provider, new ProviderTakesOn(state.Id));
    }

    /// <summary>The provider's people give it back, accepted or not.</summary>
    public static Decision GiveBack(CaseState state, GiveBackExternally message, TurnContext context) =>
        Objection(state, message.Provider) ?? Return(state, ProviderEnd.Returned, message.Reason, context);

    /// <summary>Nobody there answered in time.</summary>
    public static Decision Silent(CaseState state, TurnContext context) =>
        state is { Status: CaseStatus.Externalised, External.AcceptedAt: null }
            ? Return(state, ProviderEnd.Silent, null, context)
            : Decision.Nothing;

    /// <summary>The provider can't take what the territory sent by itself.</summary>
    public static Decision Refused(CaseState state, ProviderRefuses message, TurnContext context) =>
        state.Status == CaseStatus.Externalised && state.Provider == message.Provider
            ? Return(state, ProviderEnd.Refused, message.Code, context)
            : Decision.Nothing;

    /// <summary>The coordinator takes it back.</summary>
    public static Decision TakeBack(CaseState state, TurnContext context)
    {
        var provider = state.Provider!.Value;
        return Decision.Of(new CaseReturned(provider, ProviderEnd.TakenBack, null))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Provider))
            .And(CaseAssignment.EscalateAgain(state, context))
            .And(CaseNotices.ClearFor(state, Audience.Of(provider)))
            .And(CaseNotices.Raise(state, (NoticeKind.CaseWithdrawn, Audience.Of(provider), null)))
            .Tell(provider, new ProviderPutsDown(state.Id, ProviderEnd.TakenBack))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>Back to the dispatcher at once, and never without the coordinator.</summary>
    private static Decision Return(
        CaseState state, ProviderEnd why, string? reason, TurnContext context)
    {
        var provider = state.Provider!.Value;
        return Decision.Of(new CaseReturned(provider, why, reason))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Provider))
            .And(CaseAssignment.EscalateAgain(state, context))
            .And(CaseNotices.ClearFor(state, Audience.Of(provider)))
            .And(CaseNotices.Raise(
                state, (NoticeKind.CaseReturned, Audience.Coordinators, state.Target?.DueAt)))
            .Tell(provider, new ProviderPutsDown(state.Id, why))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    private static IEnumerable<DomainEvent> AwaitAnswer(
        CaseState state, ProviderId provider, TurnContext context)
    {
        var answerBy = context.At + context.Settings.ExternalProviders[provider].AcceptWithin;
        yield return new DeadlineSet(CaseDeadlines.Provider, answerBy);
        // The reader who loses the case was told just before: numbers go on from there.
        var counted = state.Reader is null ? state : state with { NoticesRaised = state.NoticesRaised + 1 };
        foreach (var raised in CaseNotices.Raise(
            counted, (NoticeKind.CaseAssigned, Audience.Of(provider), state.Target?.DueAt)))
            yield return raised;
    }

    private static Decision? Objection(CaseState state, ProviderId provider)
    {
        if (state.Status != CaseStatus.Externalised)
            return Decision.Refuse(state.Unsigned ? Refusals.NotInThisState : Refusals.CaseFinished);
        return state.Provider == provider ? null : Decision.Refuse(Refusals.NotYourCase);
    }

    /// <summary>A part leaves with its case or not at all.</summary>
    public static bool MayLeave(CaseState state) =>
        state.Part is null
        && (state.InHand || state.Status is CaseStatus.ToRead or CaseStatus.Offered or CaseStatus.OnHold);
}
