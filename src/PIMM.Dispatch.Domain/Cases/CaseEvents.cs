using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

public sealed record CaseOpened(
    EstablishmentId Establishment, CaseOrigin Origin, StudyUid? Study, string? AccessionNumber,
    Patient Patient,
    Exam Exam, Classification Classification, ClinicalContext? Clinical, int? ImagesExpected) : DomainEvent;

public sealed record RequestValidated(string? Comment) : DomainEvent;

public sealed record ProtocolGiven(string Text) : DomainEvent;

public sealed record AcquisitionStarted : DomainEvent;

/// <param name="Count">Distinct images of this study now held.</param>
public sealed record ImagesReceived(StudyUid Study, int Count) : DomainEvent;

public sealed record ImagesCompleted(CompletionReason Reason, int Count) : DomainEvent;

/// <summary>A person confirmed or changed urgency, specialty and region.</summary>
public sealed record CaseClassified(Classification Classification, string? Reason) : DomainEvent;

public sealed record TargetSet(Target Target) : DomainEvent;

public sealed record TargetAlerted(TargetAlert Alert) : DomainEvent;

/// <summary>The case waits for a reader, and from now on calls by this policy, whatever becomes of
/// it.</summary>
/// <param name="PolicyFrom">From when the policy holds; null for the one before all others.</param>
public sealed record EscalationBegan(
    int Number, DateTimeOffset TargetAt, DateTimeOffset? PolicyFrom, EscalationPolicy Policy) : DomainEvent;

/// <param name="Step">From 1.</param>
/// <param name="DueAt">When it should have come; what is later is its lateness.</param>
public sealed record EscalationStepped(int Step, DateTimeOffset DueAt) : DomainEvent;

/// <summary>Nobody was there whom the step could have told.</summary>
public sealed record EscalationFoundNobody(int Step) : DomainEvent;

/// <summary>Somebody has heard that a reader is wanted. Nobody has taken the case by that.</summary>
public sealed record AlertAcknowledged(DateTimeOffset Until) : DomainEvent;

/// <summary>Heard, and still nobody took the case: the escalation goes on.</summary>
public sealed record AcknowledgementExpired : DomainEvent;

/// <param name="Interrupts">The case that the reader would lay aside.</param>
public sealed record CaseOffered(ReaderId Reader, DateTimeOffset ExpiresAt, CaseId? Interrupts) : DomainEvent;

public sealed record OfferEnded(ReaderId Reader, OfferEnd Why, string? Reason) : DomainEvent;

public sealed record CaseAccepted(ReaderId Reader, TakenHow How) : DomainEvent;

/// <summary>The reader laid this case aside for a more urgent one, and keeps it.</summary>
public sealed record CaseInterrupted(CaseId By) : DomainEvent;

public sealed record CaseReleased(ReaderId Reader, string Reason) : DomainEvent;

public sealed record CaseHeld(DateTimeOffset Until, string Reason) : DomainEvent;

public sealed record CaseResumed : DomainEvent;

public sealed record NoReaderFound : DomainEvent;

/// <summary>Somebody is eligible again, though busy.</summary>
public sealed record ReaderFoundAgain : DomainEvent;

/// <param name="OnBehalfOf">The provider in whose name the coordinator wrote it; who wrote stands beside the
/// event.</param>
public sealed record PreliminaryWritten(int Version, string Text, ProviderId? OnBehalfOf = null)
    : DomainEvent;

/// <param name="OnBehalfOf">The provider in whose name the coordinator signed; who signed stands beside the
/// event.</param>
public sealed record ReportSigned(int Version, string Text, ProviderId? OnBehalfOf = null) : DomainEvent;

public sealed record AddendumSigned(string Text) : DomainEvent;

public sealed record CriticalResultDeclared(string Text) : DomainEvent;

/// <summary>Nobody has read it back in time.</summary>
/// <param name="Times">How often that was so; from the second time on somebody calls by telephone.</param>
public sealed record CriticalResultUnheard(int Times) : DomainEvent;

public sealed record CriticalResultConfirmed(string? ReadBack) : DomainEvent;

public sealed record ReportAcknowledged : DomainEvent;

/// <summary>Sent to a provider, with the proof that nobody nearer could read it in time.</summary>
public sealed record CaseExternalised(ProviderId Provider, string Reason, Subsidiarity Subsidiarity)
    : DomainEvent;

/// <summary>From here on the provider owns the case.</summary>
public sealed record ProviderAccepted(ProviderId Provider) : DomainEvent;

/// <summary>The case is the dispatcher's again.</summary>
/// <param name="Reason">In the provider's words, or the code of its refusal.</param>
public sealed record CaseReturned(ProviderId Provider, ProviderEnd Why, string? Reason) : DomainEvent;

/// <summary>At a hand-over the receiving reader became the owner.</summary>
/// <param name="Handover">Its id in the roster.</param>
public sealed record CaseHandedOver(ReaderId From, ReaderId To, string Handover) : DomainEvent;

/// <summary>A system outside has said something that moves the case forward.</summary>
/// <param name="WeightMilli">The territory's weight of this code at this instant.</param>
public sealed record CaseFlagged(string Source, FlagCode Code, string? Text, int WeightMilli) : DomainEvent;

/// <summary>A person said that the flag does not count here.</summary>
public sealed record FlagLifted(string Source, FlagCode Code, string Reason) : DomainEvent;

/// <summary>The system took back what it had said.</summary>
public sealed record FlagWithdrawn(string Source, FlagCode Code, string Reason) : DomainEvent;

/// <summary>A part of this case is read by somebody else.</summary>
/// <param name="Part">The case in which it is read.</param>
public sealed record PartSeparated(CaseId Part, int Number, PartPlan Plan) : DomainEvent;

/// <summary>The part's reader has signed it.</summary>
public sealed record PartReceived(CaseId Part, ReaderId Reader, string Text) : DomainEvent;

/// <summary>The part is read with the rest again, or nobody needs it any more.</summary>
public sealed record PartTakenBack(CaseId Part) : DomainEvent;

/// <summary>A part begins to wait for its reader; it is no case of its own to anybody who counts cases.
/// </summary>
/// <param name="Facts">As the case was opened, with the part's own classification.</param>
public sealed record PartOpened(
    CasePart Part, CaseOpened Facts, ImmutableSortedDictionary<StudyUid, int> Studies) : DomainEvent;

/// <summary>The part is read.</summary>
public sealed record PartSigned(int Version, string Text) : DomainEvent;

public sealed record CaseCancelled(string Reason) : DomainEvent;

/// <param name="Duty">The duty that it speaks of, when the roster raises it.</param>
public sealed record NoticeRaised(
    int Number, NoticeKind Kind, Audience Audience, DateTimeOffset? DueAt, string? Duty = null) : DomainEvent;

public sealed record NoticeAcknowledged(int Number) : DomainEvent;

/// <summary>What the notice said no longer holds.</summary>
public sealed record NoticeCleared(int Number) : DomainEvent;
