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
public sealed record ScoreTerm(string Code, long Milli);

/// <summary>Why a reader was not chosen.</summary>
public sealed record NotChosen(ReaderId Reader, string Code);

/// <summary>A case was given to a reader: with what score, and why to nobody else.</summary>
/// <param name="Policy"><c>e</c>: index, late-bound.</param>
public sealed record CaseDispatched(
    CaseId Case, ReaderId Reader, string Policy, ImmutableArray<ScoreTerm> Terms,
    ImmutableArray<NotChosen> Others)
    : DomainEvent;

/// <summary>Nobody is eligible for a case: why each reader is not.</summary>
public sealed record CaseUnplaced(CaseId Case, ImmutableArray<NotChosen> Others) : DomainEvent;

/// <summary>A decision of this turn came to nothing: the case was no longer to be had.</summary>
public sealed record DispatchVoided(CaseId Case) : DomainEvent;
