using System.Text.Json;

namespace PIMM.Dispatch.Contracts;

/// <summary>What a browser may call on <c>/hubs/dispatch</c>.</summary>
public interface IDispatchHub
{
    /// <summary>
    /// Subscribes to a view; missed changes follow when <see cref="JoinBody.After"/> is still known, else a
    /// snapshot.
    /// </summary>
    Task<JoinedDto> Join(JoinBody join);

    /// <summary>The same actions as <c>POST /api/cases/{id}/{action}</c>.</summary>
    Task<ActedDto> Act(ActBody act);

    /// <summary>Stops the repeating of a notice; acknowledging is not taking the case.</summary>
    Task<ActedDto> Acknowledge(AcknowledgeBody acknowledge);
}

/// <summary>What the server calls on a browser.</summary>
public interface IDispatchClient
{
    Task Snapshot(SnapshotDto snapshot);
    Task Changes(ChangesDto changes);
    Task Notice(NoticeDto notice);
    Task Beat(BeatDto beat);
}

/// <param name="View"><c>reader</c>, <c>wallboard</c>, <c>tracking</c>, <c>coordination</c>,
/// <c>provider</c>.</param>
/// <param name="After">Last sequence seen, or null.</param>
public sealed record JoinBody(string Territory, string View, long? After = null);

/// <param name="Resumed">True when changes follow instead of a snapshot.</param>
public sealed record JoinedDto(long Sequence, bool Resumed, DateTimeOffset ServerTime);

public sealed record ActBody(string CaseId, string Action, string CommandId, JsonElement? Body = null);

public sealed record AcknowledgeBody(string NoticeId);

/// <summary>
/// What became of an action. <see cref="Code"/> and <see cref="Title"/> are null when it was done.
/// </summary>
/// <param name="Title">French, for the person.</param>
/// <param name="Reader">Who has the case, when that is why.</param>
public sealed record ActedDto(bool Done, CaseDto? Case, string? Code, string? Title, string? Reader);

/// <summary>The whole of a view at a sequence.</summary>
/// <param name="Last24Hours">Null for an external provider: the figures are the pool's own.</param>
public sealed record SnapshotDto(
    string Territory, string View, long Sequence, DateTimeOffset ServerTime, IReadOnlyList<CaseDto> Cases,
    IReadOnlyList<ReaderDto> Readers, IReadOnlyList<OrphanDto> Orphans, IReadOnlyList<NoticeDto> Notices,
    StatisticsDto? Last24Hours, string? Message);

/// <summary>
/// What changed after <see cref="From"/> up to <see cref="To"/>: whole rows, to be put in place of those with
/// the same id. A <see cref="From"/> that is not the last sequence seen is a gap: join again.
/// </summary>
public sealed record ChangesDto(
    string Territory, long From, long To, IReadOnlyList<CaseDto> Cases, IReadOnlyList<string> Removed,
    IReadOnlyList<ReaderDto> Readers, IReadOnlyList<OrphanDto> Orphans, IReadOnlyList<string> OrphansGone,
    IReadOnlyList<string> NoticesGone, StatisticsDto? Last24Hours);

/// <summary>
/// Something a person must know of now; repeated until acknowledged. Never carries a patient's name.
/// </summary>
/// <param name="Kind"><c>case-assigned</c>, <c>case-withdrawn</c>, <c>deadline-warning</c>,
/// <c>deadline-imminent</c>, <c>deadline-breached</c>, <c>critical-result</c>, <c>report-signed</c>,
/// <c>no-reader</c>, <c>images-overdue</c>, <c>orphan-study</c>, <c>acknowledgement-overdue</c>,
/// <c>request-received</c>, <c>protocol-given</c>, <c>hold-ended</c>, <c>images-late</c>,
/// <c>case-returned</c>, <c>handover-offered</c>, <c>handover-unanswered</c>, <c>part-read</c>,
/// <c>escalated</c>, <c>acknowledgement-expired</c>, <c>duty-announced</c>, <c>duty-soon</c>,
/// <c>duty-begins</c>, <c>critical-unheard</c>.</param>
/// <param name="CaseId">Null, with <paramref name="Urgency"/>, when it speaks of a duty.</param>
/// <param name="Repeat">0 the first time it is sent on this connection, then 1, 2, …</param>
public sealed record NoticeDto(
    string Id, long Sequence, string Kind, string? CaseId, string? Urgency, DateTimeOffset At,
    DateTimeOffset? DueAt,
    string Text, int Repeat);

/// <summary>Sent at least every two seconds: the head of the view and the server's clock.</summary>
public sealed record BeatDto(long Sequence, DateTimeOffset ServerTime);
