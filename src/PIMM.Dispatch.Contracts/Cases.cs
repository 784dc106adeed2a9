namespace PIMM.Dispatch.Contracts;

/// <summary>
/// A télédossier as a screen sees it. Instants are ISO 8601 UTC. Clinical and identity fields are null for
/// those who may not see them (the wallboard never gets <see cref="Patient"/>).
/// </summary>
public sealed record CaseDto
{
    /// <summary>Territory, a dot, a number: <c>hainaut-cambresis.1042</c>.</summary>
    public required string Id { get; init; }
    public required string Territory { get; init; }
    public required string Establishment { get; init; }
    public required string EstablishmentName { get; init; }
    /// <summary><c>request</c> or <c>images</c>: what opened the case.</summary>
    public required string Origin { get; init; }
    /// <summary><c>vital</c>, <c>urgent</c>, <c>semi-urgent</c>, <c>scheduled</c>.</summary>
    public required string Urgency { get; init; }
    /// <summary>
    /// <c>neuro</c>, <c>thorax</c>, <c>abdomen-pelvis</c>, <c>musculoskeletal</c>, <c>vascular</c>,
    /// <c>paediatric</c>,
    /// <c>polytrauma</c>, <c>general</c>.
    /// </summary>
    public required string Specialty { get; init; }
    /// <summary>Anatomical region: <c>head</c>, <c>neck</c>, <c>spine</c>, <c>chest</c>,
    /// <c>abdomen-pelvis</c>,
    /// <c>chest-abdomen-pelvis</c>, <c>limbs</c>, <c>vessels</c>, <c>whole-body</c>, <c>other</c>.</summary>
    public required string Region { get; init; }
    /// <summary>
    /// True while urgency, specialty and region were derived from the images and nobody confirmed them.
    /// </summary>
    public bool Derived { get; init; }
    /// <summary><c>requested</c>, <c>to-protocol</c>, <c>protocolled</c>, <c>acquiring</c>,
    /// <c>images-arriving</c>,
    /// <c>to-read</c>, <c>offered</c>, <c>accepted</c>, <c>on-hold</c>, <c>preliminary</c>, <c>signed</c>,
    /// <c>acknowledged</c>, <c>externalised</c>, <c>cancelled</c>.</summary>
    public required string Status { get; init; }
    public string? Reader { get; init; }
    /// <summary>Full display name; on the wallboard initials only.</summary>
    public string? ReaderName { get; init; }
    /// <summary>Who answers for the case now; null once it has ended, and on the wall.</summary>
    public OwnerDto? Owner { get; init; }
    /// <summary>Where it was sent outside the territory, and why; null on the wall.</summary>
    public ExternalDto? External { get; init; }
    public string? StudyInstanceUid { get; init; }
    public string? AccessionNumber { get; init; }
    /// <summary>Distinct images received.</summary>
    public int Images { get; init; }
    public int? ImagesExpected { get; init; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? ImagesFirstAt { get; init; }
    public DateTimeOffset? ImagesCompleteAt { get; init; }
    /// <summary>When the clock of the target started.</summary>
    public DateTimeOffset? ClockStartedAt { get; init; }
    public DateTimeOffset? WarningAt { get; init; }
    public DateTimeOffset? ImminentAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>
    /// null, <c>warning</c>, <c>imminent</c>, <c>breached</c>: the last deadline passed while unfinished.
    /// </summary>
    public string? Alert { get; init; }
    /// <summary>True when no reader could be found: a visible alarm.</summary>
    public bool NoReader { get; init; }
    public DateTimeOffset? AssignedAt { get; init; }
    public DateTimeOffset? OfferExpiresAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? HeldUntil { get; init; }
    public DateTimeOffset? PreliminaryAt { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? EstimatedReportAt { get; init; }
    /// <summary>Code of why the case was cancelled, held or sent out.</summary>
    public string? Reason { get; init; }
    public required ExamDto Exam { get; init; }
    public PatientDto? Patient { get; init; }
    public ClinicalDto? Clinical { get; init; }
    public string? Protocol { get; init; }
    public ReportDto? Report { get; init; }
    public CriticalResultDto? Critical { get; init; }
    /// <summary>Of which case this is a part; null for a whole case, and on the wall.</summary>
    public PartOfDto? PartOf { get; init; }
    /// <summary>What others read of this case; empty on the wall.</summary>
    public IReadOnlyList<PartDto> Parts { get; init; } = [];
    /// <summary>
    /// What systems outside have said and nobody has lifted, the strongest first; empty on the wall.
    /// </summary>
    public IReadOnlyList<FlagDto> Flags { get; init; } = [];
    /// <summary>
    /// Its place among cases of its urgency: the target's instant, or an earlier one while it is flagged.
    /// </summary>
    public DateTimeOffset PressingAt { get; init; }
    /// <summary>
    /// What happens next if nobody acts, and who has heard; null when nothing does, and on the wallboard.
    /// </summary>
    public EscalationDto? Escalation { get; init; }
    /// <summary>The last event of the case: grows with each change.</summary>
    public long Sequence { get; init; }
}

/// <summary>Who is called for a case that nobody has taken, and what happens next if nobody acts.</summary>
/// <param name="Step">How many steps have come.</param>
/// <param name="Steps">How many there are; 0 while somebody has the case.</param>
/// <param name="AcknowledgedBy">Whose acknowledgement holds the next step back.</param>
/// <param name="Next">Earliest first.</param>
public sealed record EscalationDto(
    int Step, int Steps, string? AcknowledgedBy, DateTimeOffset? AcknowledgedUntil,
    IReadOnlyList<AheadDto> Next);

/// <summary>Something that comes by time alone.</summary>
/// <param name="Kind"><c>step</c>, <c>warning</c>, <c>imminent</c>, <c>breached</c>, <c>offer-expires</c>,
/// <c>hold-ends</c>, <c>acknowledgement-expires</c>, <c>images-overdue</c>, <c>critical-unconfirmed</c>,
/// <c>report-unread</c>.</param>
/// <param name="Step">The number of the step, from 1; null for what is no step.</param>
/// <param name="To">Who is told: <c>reader</c> (who has it or is offered it), <c>readers</c> on duty,
/// <c>present</c> at work, <c>on-call</c> at home, <c>coordinators</c>, <c>requesters</c>,
/// <c>technologists</c>; or <c>external</c>, who gets the case.</param>
/// <param name="Moves">An offer that is not answered goes to somebody else, or the case leaves.</param>
public sealed record AheadDto(
    DateTimeOffset At, string Kind, int? Step, IReadOnlyList<string> To, bool Moves);

/// <summary>What is examined, in DICOM's words.</summary>
/// <param name="Modality">(0008,0060), for example <c>CT</c>.</param>
/// <param name="Description">As a person reads it, for example <c>Scanner cérébral</c>.</param>
public sealed record ExamDto(string Modality, string? BodyPart, string Description, int? Priors = null);

/// <summary>Two identifiers at least are always shown together.</summary>
/// <param name="Identity"><c>qualified</c>, <c>provisional</c>, <c>conflict</c>.</param>
public sealed record PatientDto(
    string FamilyName, string? GivenName, string? BirthDate, string? Sex, string? PatientId, string? Ins,
    string Identity);

public sealed record ClinicalDto(
    string? Indication, string? Question, string? Allergies, string? Creatinine, bool? Pregnancy,
    int? WeightKg,
    string? Requester, string? CallBack);

/// <param name="State"><c>preliminary</c> or <c>signed</c>.</param>
/// <param name="OnBehalfOf">The external provider in whose name <paramref name="By"/> wrote it.</param>
public sealed record ReportDto(
    string State, int Version, string Text, string By, string? OnBehalfOf, DateTimeOffset At,
    IReadOnlyList<AddendumDto> Addenda);

public sealed record AddendumDto(string Text, string By, DateTimeOffset At);

/// <summary>What a system outside says about a case; it moves the case forward.</summary>
/// <param name="Source">Which system.</param>
/// <param name="Label">French name of the finding.</param>
/// <param name="Text">In the system's words; null for those who may not see the patient.</param>
/// <param name="WeightMilli">By how much the cost of waiting grows, in thousandths.</param>
public sealed record FlagDto(
    string Source, string Code, string Label, string? Text, int WeightMilli, DateTimeOffset At);

/// <summary>A critical result: who said it when, and who confirmed it by reading it back.</summary>
/// <param name="Call">Whom to telephone now, in this order; null while screens may still do.</param>
public sealed record CriticalResultDto(
    string Text, string By, DateTimeOffset At, string? ConfirmedBy, DateTimeOffset? ConfirmedAt,
    IReadOnlyList<PhoneContactDto>? Call);

/// <summary>A telephone of a hospital.</summary>
public sealed record PhoneContactDto(string Label, string Number);

/// <summary>
/// A study that no case could be found for: shown until somebody attaches it or opens a case from it.
/// </summary>
/// <param name="Why"><c>identity-conflict</c>, <c>ambiguous</c>,
/// <c>establishment-wants-request-first</c>.</param>
public sealed record OrphanDto(
    string StudyInstanceUid, string Territory, string Establishment, string EstablishmentName,
    string? AccessionNumber,
    int Images, DateTimeOffset ReceivedAt, ExamDto Exam, PatientDto? Patient, string Why);

/// <summary>One step of a case's history.</summary>
/// <param name="Type">Stable event name, for example <c>case.accepted</c>.</param>
/// <param name="Text">In French, without the patient's name.</param>
public sealed record TimelineEntryDto(long Sequence, DateTimeOffset At, string By, string Type, string Text);

/// <summary>
/// Why this reader: the cost terms of a decision, and why each other reader was not chosen.
/// </summary>
/// <param name="Policy"><c>e</c>: index, late-bound.</param>
public sealed record DispatchDecisionDto(
    long Sequence, DateTimeOffset At, string CaseId, string Policy, string? Reader, string? ReaderName,
    IReadOnlyList<CostTermDto> Terms, IReadOnlyList<ReaderNotChosenDto> Others, string Text);

/// <param name="Milli">Thousandths of the policy's unit (weighted cost per minute gained).</param>
public sealed record CostTermDto(string Code, long Milli, string Text);

/// <param name="Code"><c>no-privilege</c>, <c>no-specialty</c>, <c>off-duty</c>, <c>away</c>,
/// <c>cap-reached</c>, <c>declined</c>, <c>busy</c>, <c>costlier</c>, <c>better-for-another</c>,
/// <c>planned-next</c>, <c>hold-expired</c>.</param>
public sealed record ReaderNotChosenDto(string Reader, string ReaderName, string Code, string Text);
