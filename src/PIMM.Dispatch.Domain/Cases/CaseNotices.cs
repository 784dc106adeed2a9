namespace PIMM.Dispatch.Domain;

/// <summary>
/// Notices of a case: numbered, repeated at the edge until acknowledged, cleared when no longer true.
/// </summary>
internal static class CaseNotices
{
    /// <summary>Raises notices in order, numbered after those there were.</summary>
    public static IEnumerable<DomainEvent> Raise(
        CaseState state,
        params IReadOnlyList<(NoticeKind Kind, Audience Audience, DateTimeOffset? DueAt)> notices)
    {
        var number = state.NoticesRaised;
        foreach (var (kind, audience, dueAt) in notices)
            yield return new NoticeRaised(++number, kind, audience, dueAt);
    }

    public static IEnumerable<DomainEvent> Clear(CaseState state, params NoticeKind[] kinds) =>
        from notice in state.Notices.Values
        where Array.IndexOf(kinds, notice.Kind) >= 0
        select new NoticeCleared(notice.Number);

    /// <summary>Clears what called the reader to whom the case is offered.</summary>
    public static IEnumerable<DomainEvent> ClearOffer(CaseState state) =>
        from notice in state.Notices.Values
        where notice.Kind == NoticeKind.CaseAssigned
            || (notice.Kind == NoticeKind.Escalated && notice.Audience.Kind == AudienceKind.Reader)
        select new NoticeCleared(notice.Number);

    /// <summary>Clears the alerts of the target that were told to all who could take the case.</summary>
    public static IEnumerable<DomainEvent> ClearForReaders(CaseState state) =>
        from notice in state.Notices.Values
        where Array.IndexOf(CaseDeadlines.OfTarget, notice.Kind) >= 0
            && notice.Audience.Kind is AudienceKind.Readers or AudienceKind.Present or AudienceKind.OnCall
        select new NoticeCleared(notice.Number);

    /// <summary>Clears what was said to an audience.</summary>
    public static IEnumerable<DomainEvent> ClearFor(CaseState state, Audience audience) =>
        from notice in state.Notices.Values
        where notice.Audience == audience
        select new NoticeCleared(notice.Number);

    public static IEnumerable<DomainEvent> ClearAll(CaseState state) =>
        state.Notices.Keys.Select(number => new NoticeCleared(number));

    /// <summary>Acknowledging twice, or late, is harmless; acknowledging what never was is refused.</summary>
    public static Decision Acknowledge(CaseState state, AcknowledgeNotice message, TurnContext context)
    {
        if (state.Notices.TryGetValue(message.Number, out var heard))
            return Decision.Of(new NoticeAcknowledged(message.Number))
                .And(CaseEscalation.Acknowledge(state, heard, context));
        return message.Number >= 1 && message.Number <= state.NoticesRaised
            ? Decision.Nothing
            : Decision.Refuse(Refusals.NoticeUnknown);
    }
}
