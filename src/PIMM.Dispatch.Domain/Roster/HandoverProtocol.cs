using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Why cases have to change hands.</summary>
public enum Boundary { DutyEnd, DropOut, CoordinatorsWord }

/// <summary>Unanswered: the coordinator was told, and it can still be accepted.</summary>
public enum HandoverStatus { Offered, Unanswered, Accepted, Closed }

/// <summary>
/// Cases of one reader that wait for another hand. Until somebody accepts, they are still that reader's.
/// </summary>
/// <param name="Id">Unique in the territory.</param>
/// <param name="To">Readers who may accept; whoever accepts takes all.</param>
/// <param name="Provider">The provider that may accept, when no reader can.</param>
/// <param name="AcceptedBy">A reader or a provider.</param>
/// <param name="EndedAt">When it was accepted, or nothing was left to hand over.</param>
public sealed record Handover(
    string Id, Boundary Boundary, ReaderId From, ImmutableArray<ReaderId> To, ProviderId? Provider,
    ImmutableArray<CaseId> Cases, DateTimeOffset OpenedAt, HandoverStatus Status, ActorId? AcceptedBy,
    DateTimeOffset? EndedAt)
{
    public bool IsOpen => Status is HandoverStatus.Offered or HandoverStatus.Unanswered;

    /// <summary>Who decided, for the proof that stands with a case that leaves the territory.</summary>
    public static SendingDecider DeciderOf(Boundary boundary) =>
        boundary == Boundary.CoordinatorsWord ? SendingDecider.Coordinator : SendingDecider.Roster;

    public bool IsTo(ActorId party) =>
        party == (ActorId?)Provider || To.Any(reader => party == (ActorId)reader);
}

/// <summary>
/// Told to the dispatcher, which sees all cases: by the roster at the end of a duty, by a reader who is away,
/// or by the coordinator.
/// </summary>
public sealed record HandOverCasesOf(ReaderId From, Boundary Boundary) : Message;

/// <summary>Told to the dispatcher by a reader who was away with cases in hand, and is here again.</summary>
public sealed record ReaderBack(ReaderId Reader) : Message;

/// <summary>Told by the dispatcher: these cases have these receivers in common.</summary>
public sealed record OpenHandover(
    Boundary Boundary, ReaderId From, ImmutableArray<ReaderId> To, ProviderId? Provider,
    ImmutableArray<CaseId> Cases) : Message;

/// <summary>The receiving side takes all its cases.</summary>
/// <param name="By">A reader or a provider.</param>
public sealed record AcceptHandover(string Handover, ActorId By) : Message;

/// <summary>One of the receiving side can't.</summary>
public sealed record DeclineHandover(string Handover, ActorId By, string Reason) : Message;

/// <summary>Told by the roster when nobody has answered: is there still something to hand over?</summary>
public sealed record ReviewHandover(Handover Handover) : Message;

/// <summary>Told by the dispatcher: what of it is still with its reader.</summary>
public sealed record HandoverReviewed(string Handover, ImmutableArray<CaseId> Left) : Message;

/// <summary>Told by the roster to each case.</summary>
/// <param name="Answered">False when the coordinator is told because nobody has answered.</param>
public sealed record ProposeHandover(ReaderId From, ImmutableArray<Audience> To, bool Answered) : Message;

/// <summary>Told by the roster to each case of a hand-over that ends without an acceptance.</summary>
public sealed record CloseHandover(ReaderId From) : Message;

/// <summary>Told by the dispatcher to a vital case.</summary>
public sealed record YieldCase(ReaderId From) : Message;

/// <summary>Told by the roster to each case of a hand-over that was accepted.</summary>
public sealed record HandOverCase(
    string Handover, ReaderId From, ActorId To, SendingDecider DecidedBy) : Message;

public sealed record HandoverOpened(
    string Handover, Boundary Boundary, ReaderId From, ImmutableArray<ReaderId> To, ProviderId? Provider,
    ImmutableArray<CaseId> Cases) : DomainEvent;

public sealed record HandoverDeclined(string Handover, ActorId By, string Reason) : DomainEvent;

/// <summary>Nobody answered, or nobody is there to: the coordinator is told.</summary>
public sealed record HandoverUnanswered(string Handover) : DomainEvent;

public sealed record HandoverAccepted(string Handover, ActorId By) : DomainEvent;

/// <summary>Nothing was left to hand over.</summary>
public sealed record HandoverClosed(string Handover) : DomainEvent;
