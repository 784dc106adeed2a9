namespace PIMM.Dispatch.Domain;

/// <summary>From the first words of a report to the requester who has read it.</summary>
internal static class CaseReporting
{
    public static Decision WritePreliminary(CaseState state, WritePreliminary message) =>
        Objection(state, message.Author, message.Text, message.OnVersion) is { } refusal
            ? refusal
            : AcceptedByWriting(state)
                .And(CaseDeadlines.Clear(state, CaseDeadlines.Provider))
                .And(CaseNotices.Clear(state, NoticeKind.CaseAssigned))
                .And(new PreliminaryWritten(NextVersion(state), message.Text, Behalf(state, message.Author)));

    public static Decision Sign(CaseState state, SignReport message, TurnContext context)
    {
        if (Objection(state, message.Author, message.Text, message.OnVersion) is { } refusal)
            return refusal;
        if (state.Part is not null)
            return CaseParts.Sign(state, message.Text, NextVersion(state));
        if (state.OpenParts.FirstOrDefault() is { } unread)
            return Decision.Refuse(Refusals.PartsUnread, unread.Id.Value);
        var requesters = Audience.RequestersOf(state.Establishment);
        var decision = AcceptedByWriting(state)
            .And(new ReportSigned(NextVersion(state), message.Text, Behalf(state, message.Author)))
            .And(CaseDeadlines.ClearAll(state).Where(e => e is not DeadlineCleared(CaseDeadlines.Critical)))
            .And(ClearAllButCritical(state))
            .And(CaseNotices.Raise(state, (NoticeKind.ReportSigned, requesters, null)))
            .And(AwaitAcknowledgement(state, context));
        if (state.Reader is { } reader)
            decision.Tell(reader, new PutDown(state.Id, Read: true));
        if (state.Provider is { } provider)
            decision.Tell(provider, new ProviderPutsDown(state.Id, ProviderEnd.Read));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>What is added after signing has to be read again.</summary>
    public static Decision SignAddendum(CaseState state, SignAddendum message, TurnContext context)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
            return Decision.Refuse(Refusals.TextMissing);
        if (state.Report is not { Signed: true })
            return Decision.Refuse(Refusals.NotInThisState);
        return Decision.Of(new AddendumSigned(message.Text))
            .And(CaseNotices.Raise(
                state, (NoticeKind.ReportSigned, Audience.RequestersOf(state.Establishment), null)))
            .And(AwaitAcknowledgement(state, context));
    }

    /// <summary>
    /// Told to the requesters at once, and to the coordinator until a named person has read it back.
    /// </summary>
    public static Decision DeclareCritical(CaseState state, DeclareCritical message, TurnContext context)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
            return Decision.Refuse(Refusals.TextMissing);
        if (!state.InHand && state.Parts.IsEmpty
            && state.Status is not (CaseStatus.Signed or CaseStatus.Externalised))
            return Decision.Refuse(Refusals.NotInThisState);
        if (message.Author is { } author && Holder(state) != author)
            return Decision.Refuse(Refusals.NotYourCase, Holder(state)?.Key);
        if (state.Part is { } part)
            return Decision.Of().Tell(part.Case, message with { Author = null });
        return Decision.Of(new CriticalResultDeclared(message.Text))
            .And(CaseDeadlines.CriticalFrom(state, context))
            .And(CaseNotices.Raise(
                state, (NoticeKind.CriticalResult, Audience.RequestersOf(state.Establishment), null)));
    }

    /// <summary>
    /// Confirms what there is to confirm: a critical result needs the words read back; a signed report ends
    /// the case.
    /// </summary>
    public static Decision Acknowledge(CaseState state, AcknowledgeReport message)
    {
        if (state.Status == CaseStatus.Acknowledged)
            return Decision.Nothing;
        var critical = state.Critical is { ConfirmedAt: null };
        if (critical && string.IsNullOrWhiteSpace(message.ReadBack))
            return Decision.Refuse(Refusals.TextMissing);
        if (!critical && state.Status != CaseStatus.Signed)
            return Decision.Refuse(Refusals.NothingToAcknowledge);
        var decision = Decision.Of();
        if (critical)
            decision.And(new CriticalResultConfirmed(message.ReadBack));
        if (state.Status != CaseStatus.Signed)
            return decision
                .And(CaseDeadlines.Clear(state, CaseDeadlines.Critical))
                .And(CaseNotices.Clear(state, NoticeKind.CriticalResult, NoticeKind.CriticalUnheard));
        return decision
            .And(new ReportAcknowledged())
            .And(CaseDeadlines.ClearAll(state))
            .And(CaseNotices.ClearAll(state))
            .Tell(state.Establishment, new CaseHasEnded(state.Id));
    }

    private static IEnumerable<DomainEvent> AwaitAcknowledgement(CaseState state, TurnContext context)
    {
        var within = context.Settings.RuleOf(state.Classification!.Urgency, context.At).AcknowledgeWithin;
        yield return new DeadlineSet(CaseDeadlines.Acknowledgement, context.At + within);
    }

    private static IEnumerable<DomainEvent> ClearAllButCritical(CaseState state) =>
        from notice in state.Notices.Values
        where notice.Kind is not (NoticeKind.CriticalResult or NoticeKind.CriticalUnheard)
        select new NoticeCleared(notice.Number);

    /// <summary>Why this author may not write this text now; null when it may.</summary>
    private static Decision? Objection(CaseState state, ActorId? author, string text, int? onVersion)
    {
        var external = state.Status == CaseStatus.Externalised;
        if (!state.InHand && !external)
            return Decision.Refuse(state.Unsigned ? Refusals.NotInThisState : Refusals.CaseFinished);
        if (Holder(state) != author && !(external && author is null))
            return Decision.Refuse(Refusals.NotYourCase, Holder(state)?.Key);
        if (string.IsNullOrWhiteSpace(text))
            return Decision.Refuse(Refusals.TextMissing);
        return onVersion is { } version && version != (state.Report?.Version ?? 0)
            ? Decision.Refuse(Refusals.ReportChanged)
            : null;
    }

    /// <summary>The reader or the provider that has it, and has read it once it is signed.</summary>
    private static ActorId? Holder(CaseState state) =>
        state.Reader is { } reader ? reader : state.Provider is { } provider ? provider : null;

    /// <summary>null: the writer wrote in its own name.</summary>
    private static ProviderId? Behalf(CaseState state, ActorId? author) =>
        author is null ? state.Provider : null;

    /// <summary>A provider whose text is here has taken the case, whether it said so or not.</summary>
    private static Decision AcceptedByWriting(CaseState state) =>
        state is { Status: CaseStatus.Externalised, External: { AcceptedAt: null, Provider: var provider } }
            ? Decision.Of(new ProviderAccepted(provider)).Tell(provider, new ProviderTakesOn(state.Id))
            : Decision.Of();

    private static int NextVersion(CaseState state) => (state.Report?.Version ?? 0) + 1;
}
