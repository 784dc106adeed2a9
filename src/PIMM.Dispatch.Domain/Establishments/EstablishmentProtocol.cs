namespace PIMM.Dispatch.Domain;

/// <summary>An exam request opens a case before there are images.</summary>
public sealed record RequestExam(
    string? AccessionNumber, Patient Patient, Exam Exam, Urgency Urgency, Specialty? Specialty,
    AnatomicalRegion? Region,
    ClinicalContext Clinical, int? ImagesExpected) : Message;

/// <summary>What the images of a study say of themselves.</summary>
/// <param name="RequestedPriority">(0040,1003): STAT, HIGH, ROUTINE, MEDIUM, LOW; null when absent.</param>
/// <param name="Descriptions">Study, series and requested procedure descriptions, and Body Part Examined,
/// together.</param>
public sealed record StudyFacts(
    StudyUid Study, string? AccessionNumber, Patient Patient, Exam Exam, string? RequestedPriority,
    string Descriptions);

/// <summary>Images of a study are durable. Said again with the same count it changes nothing.</summary>
/// <param name="Count">Distinct images held in all.</param>
/// <param name="AssociationOpen">The sender is still connected: more may come.</param>
public sealed record StudyArrived(StudyFacts Facts, int Count, bool AssociationOpen) : Message;

/// <summary>A person says to which case an orphan belongs.</summary>
public sealed record AttachOrphan(StudyUid Study, CaseId Case) : Message;

/// <summary>A person opens a case from an orphan.</summary>
public sealed record OpenOrphan(StudyUid Study) : Message;

/// <summary>Told by a case when it has ended.</summary>
public sealed record CaseHasEnded(CaseId Case) : Message;

/// <summary>Why a study waits as an orphan.</summary>
public enum OrphanReason { IdentityConflict, Ambiguous, RequestFirst }

/// <summary>A case of this establishment got its id; what a study is matched by stands beside it.</summary>
public sealed record CaseNumbered(
    CaseId Case, string? AccessionNumber, StudyUid? Study, Patient Patient, string Modality) : DomainEvent;

public sealed record StudyMatched(StudyUid Study, CaseId Case, string? AccessionNumber) : DomainEvent;

public sealed record StudyOrphaned(StudyFacts Facts, int Count, OrphanReason Why) : DomainEvent;

public sealed record OrphanGrew(StudyUid Study, int Count) : DomainEvent;

public sealed record CaseEnded(CaseId Case) : DomainEvent;

/// <summary>An ended case is no longer looked for; images that name it again open a new one.</summary>
public sealed record CaseForgotten(CaseId Case) : DomainEvent;
