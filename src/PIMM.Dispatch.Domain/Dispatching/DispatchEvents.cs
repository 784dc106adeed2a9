using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Something changed that may let a waiting case go to a reader.</summary>
public sealed record Replan : Message
{
    public static readonly Replan Now = new();
}

/// <summary>
/// Told by a reader who was present and is not any more: what was offered to it goes to others.
/// </summary>
public sealed record ReaderLeft(ReaderId Reader) : Message;

/// <summary>Told by a case that was no longer to be had when the offer reached it.</summary>
public sealed record OfferNotTaken(CaseId Case) : Message;

/// <summary>
/// Told by a case whose escalation has come to a step: whom it tells, and whether the offer should move on.
/// </summary>
public sealed record Summon(CaseId Case, int Step, Audience Audience, bool Moves) : Message;

/// <summary>A term of a decision's score.</summary>
/// <param name="Milli">Thousandths; positive speaks for the choice.</param>
/// <param name="Flag">The flag from outside of which the term speaks.</param>
public sealed record ScoreTerm(string Code, long Milli, FlagNamed? Flag = null);

/// <summary>A flag of a case by what names it.</summary>
public sealed record FlagNamed(string Source, FlagCode Code);

/// <summary>Why a reader was not chosen.</summary>
public sealed record NotChosen(ReaderId Reader, string Code);

/// <summary>A case was given to a reader: with what score, and why to nobody else.</summary>
/// <param name="Policy"><c>f</c>: matching over a rolling horizon; <c>e</c>: index. Both late-bound.</param>
public sealed record CaseDispatched(
    CaseId Case, ReaderId Reader, string Policy, ImmutableArray<ScoreTerm> Terms,
    ImmutableArray<NotChosen> Others)
    : DomainEvent;

/// <summary>A case that waits for its place in a reader's plan; nobody is told, and it can still
/// move.</summary>
public sealed record PlannedCase(CaseId Case, ReaderId Reader);

/// <summary>Cases wait for another reader than was planned before.</summary>
public sealed record PlanRevised(ImmutableArray<PlannedCase> Changes) : DomainEvent;

/// <summary>A case goes to an external provider: what it would cost inside and outside, in thousandths.
/// </summary>
public sealed record CaseSentOut(
    CaseId Case, ProviderId Provider, ImmutableArray<ScoreTerm> Terms, ImmutableArray<NotChosen> Others)
    : DomainEvent;

/// <summary>Nobody is eligible for a case: why each reader is not.</summary>
public sealed record CaseUnplaced(CaseId Case, ImmutableArray<NotChosen> Others) : DomainEvent;

/// <summary>A decision of this turn came to nothing: the case was no longer to be had.</summary>
public sealed record DispatchVoided(CaseId Case) : DomainEvent;
