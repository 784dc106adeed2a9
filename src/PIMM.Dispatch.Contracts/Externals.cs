namespace PIMM.Dispatch.Contracts;

/// <summary>Who answers for a case now.</summary>
/// <param name="Kind"><c>regulators</c>, <c>technologists</c>, <c>dispatcher</c>, <c>offered-reader</c>,
/// <c>reader</c>, <c>provider</c>, <c>coordinators</c>, <c>requesters</c>.</param>
/// <param name="Id">The reader's, the provider's or the establishment's id; null for the others.</param>
/// <param name="Name">As a person reads it, in French.</param>
public sealed record OwnerDto(string Kind, string? Id, string Name);

/// <summary>A case at an external provider, or on its way there; why nobody nearer could read it.</summary>
/// <param name="AcceptedAt">null while the provider has not answered.</param>
/// <param name="DecidedBy"><c>dispatcher</c>, <c>coordinator</c>, <c>roster</c>.</param>
/// <param name="Text">The proof in one French line.</param>
public sealed record ExternalDto(
    string Provider, string ProviderName, DateTimeOffset SentAt, DateTimeOffset? AcceptedAt, string DecidedBy,
    IReadOnlyList<LevelTriedDto> Levels, string Text);

/// <param name="Level"><c>local</c>, <c>region</c>.</param>
/// <param name="Why"><c>nobody-on-duty</c>, <c>none-eligible</c>, <c>no-privilege</c>, <c>over-target</c>,
/// <c>roster-gap</c>, <c>deep-night</c>, <c>in-time</c>.</param>
public sealed record LevelTriedDto(string Level, string Why, int? OverMinutes, string Text);

/// <summary>Cases that change hands at a boundary; until somebody accepts they stay where they are.</summary>
/// <param name="Boundary"><c>duty-end</c>, <c>drop-out</c>, <c>coordinators-word</c>.</param>
/// <param name="To">Readers who may accept; whoever accepts takes all.</param>
/// <param name="Provider">The provider that may accept, when no reader can.</param>
/// <param name="Status"><c>offered</c>, <c>unanswered</c>, <c>accepted</c>, <c>closed</c>.</param>
/// <param name="MinutesSince">Whole minutes since the boundary.</param>
/// <param name="AcceptedBy">A reader or a provider.</param>
public sealed record HandoverDto(
    string Id, string Boundary, string BoundaryText, string From, string FromName, IReadOnlyList<string> To,
    string? Provider, string Status, string StatusText, DateTimeOffset OpenedAt, int MinutesSince,
    string? AcceptedBy, DateTimeOffset? EndedAt, IReadOnlyList<HandoverCaseDto> Cases);

/// <param name="Owner">null once the case has ended.</param>
/// <param name="MinutesLeft">Whole minutes to the target, negative after it; null without a target or once
/// signed.</param>
public sealed record HandoverCaseDto(
    string Id, string Urgency, string Status, OwnerDto? Owner, DateTimeOffset? DueAt, int? MinutesLeft);

/// <summary>Body of <c>POST /api/territories/{t}/handovers</c>: whose cases change hands.</summary>
public sealed record HandoverBody(string Reader);

/// <summary>Body of <c>POST /api/territories/{t}/handovers/{id}/accept</c> and <c>decline</c>.</summary>
/// <param name="By">For whom the coordinator answers: a reader or a provider.</param>
/// <param name="Reason">Why not: required to decline.</param>
public sealed record HandoverAnswerBody(string? By = null, string? Reason = null);

/// <summary>An external provider: what it can take now, and what it has.</summary>
/// <param name="CapacityLeft">Cases that it still takes in the slots that run; 0 out of hours.</param>
/// <param name="LaneFreeAt">When one of its lanes is expected to be free.</param>
/// <param name="CentsPerExam">Cents of a euro.</param>
/// <param name="Read">Cases signed since the territory began.</param>
/// <param name="Returned">Cases given back since then: returned, silent, refused.</param>
public sealed record ProviderDto(
    string Id, string Name, int Lanes, int CapacityLeft, DateTimeOffset LaneFreeAt, int CentsPerExam,
    int Read, int Returned, IReadOnlyList<ProviderCaseDto> Queue);

/// <param name="State"><c>sent</c>, <c>accepted</c>, <c>reading</c>.</param>
public sealed record ProviderCaseDto(
    string Id, string State, int Minutes, DateTimeOffset SentAt, DateTimeOffset? AcceptedAt);
