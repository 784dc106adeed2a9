using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Told by the establishment that gave the case its id.</summary>
public sealed record OpenCase(CaseOpened Facts) : Message;

/// <summary>Told by the establishment: the study of this case now has that many images.</summary>
/// <param name="AssociationOpen">The sender is still connected: more may come.</param>
public sealed record ImagesStored(
    StudyUid Study, string? AccessionNumber, int Count, bool AssociationOpen) : Message;

/// <summary>The regulating radiologist agrees to the indication.</summary>
public sealed record ValidateRequest(string? Comment) : Message;

/// <summary>The regulating radiologist refuses the indication: the case ends.</summary>
public sealed record RefuseRequest(string Reason) : Message;

public sealed record GiveProtocol(string Text) : Message;

public sealed record StartAcquisition : Message;

/// <summary>The technologist says that all images were sent.</summary>
public sealed record CompleteImages : Message;

/// <summary>Told by the dispatcher.</summary>
public sealed record OfferCase(ReaderId Reader, CaseId? Interrupts) : Message;

/// <summary>
/// Told by the dispatcher: the reader can no longer take it, or is wanted for a vital case.
/// </summary>
public sealed record WithdrawOffer(OfferEnd Why) : Message;

/// <summary>Told by the dispatcher: an external provider would finish the case so much sooner.</summary>
public sealed record SendCaseOut(ProviderId Provider) : Message;

/// <summary>
/// Told by the dispatcher: nobody is eligible (<paramref name="Found"/> is false), or somebody is again.
/// </summary>
public sealed record ReportNoReader(bool Found) : Message;

/// <summary>Told by the dispatcher: nobody was there whom this step of the escalation could tell.</summary>
public sealed record NobodySummoned(int Step) : Message;

public sealed record AcceptCase(ReaderId Reader) : Message;

public sealed record DeclineCase(ReaderId Reader, string Reason) : Message;

/// <summary>A reader takes a case from the list, offered or not.</summary>
public sealed record ClaimCase(ReaderId Reader) : Message;

/// <summary>
/// Given back by the reader, or taken back by the coordinator (<paramref name="Reader"/> is null).
/// </summary>
public sealed record ReleaseCase(ReaderId? Reader, string Reason) : Message;

/// <summary>The coordinator gives the case to a named reader, who still has to accept.</summary>
public sealed record ReassignCase(ReaderId To, string Reason) : Message;

/// <summary>Told by the case that this reader now reads first.</summary>
public sealed record LayAside(CaseId By, ReaderId Reader) : Message;

public sealed record HoldCase(DateTimeOffset Until, string Reason) : Message;

public sealed record ResumeCase : Message;

/// <param name="Author">The reader or the provider; null: the coordinator, for a report that an external
/// provider sent.</param>
/// <param name="OnVersion">The version that the writer had in front of it; null when it had none.</param>
public sealed record WritePreliminary(ActorId? Author, string Text, int? OnVersion) : Message;

public sealed record SignReport(ActorId? Author, string Text, int? OnVersion) : Message;

public sealed record SignAddendum(ActorId? Author, string Text) : Message;

public sealed record DeclareCritical(ActorId? Author, string Text) : Message;

/// <summary>The requester has read the report, or reads back the critical result.</summary>
public sealed record AcknowledgeReport(string? ReadBack) : Message;

public sealed record AcknowledgeNotice(int Number) : Message;

/// <summary>A system outside (image analysis, laboratory) says what it found.</summary>
/// <param name="Source">Which system, in its operator's words.</param>
public sealed record FlagCase(string Source, FlagCode Code, string? Text) : Message;

/// <summary>A person says that a flag does not count here.</summary>
public sealed record LiftFlag(string Source, FlagCode Code, string Reason) : Message;

/// <summary>The account that gave a flag takes it back.</summary>
public sealed record WithdrawFlag(string Source, FlagCode Code, string Reason) : Message;

/// <summary>Other readers shall read parts of the case.</summary>
/// <param name="Reader">The lead; null: the coordinator.</param>
public sealed record SplitCase(ReaderId? Reader, ImmutableArray<PartPlan> Parts) : Message;

/// <param name="Reader">The lead; null: the coordinator.</param>
public sealed record TakeBackPart(ReaderId? Reader, CaseId Part) : Message;

/// <summary>Told by the case to its new part.</summary>
public sealed record OpenPart(
    CasePart Part, CaseOpened Facts, ImmutableSortedDictionary<StudyUid, int> Studies, Target Target)
    : Message;

/// <summary>Told by the case to its part: nobody needs it any more.</summary>
public sealed record EndPart(string Reason) : Message;

/// <summary>Told by the case to its part: another urgency, and another target.</summary>
public sealed record FollowCase(Urgency Urgency, Target Target) : Message;

/// <summary>Told by a part to its case: it is read.</summary>
public sealed record ReportPart(CaseId Part, ReaderId Reader, string Text) : Message;

public sealed record CancelCase(string Reason) : Message;

/// <summary>Confirms or changes where the case belongs; null leaves a part as it is.</summary>
public sealed record ClassifyCase(
    Urgency? Urgency, Specialty? Specialty, AnatomicalRegion? Region, string? Reason) : Message;

/// <summary>A person sends the case to an external provider.</summary>
public sealed record ExternaliseCase(ProviderId Provider, string Reason) : Message;

/// <summary>
/// Told to the dispatcher by a case that is to leave; it answers with <see cref="SendOut"/>.
/// </summary>
public sealed record JustifySending(
    CaseState Case, ProviderId Provider, string Reason, SendingDecider By, bool Accepted) : Message;

/// <summary>
/// Asks the dispatcher for the provider that can have the case now and begins it first; a step of the
/// escalation that finds none is not waited for.
/// </summary>
public sealed record SeekProvider(CaseState Case, int Step, string Reason) : Message;

/// <summary>Told by the dispatcher, with why nobody nearer can read it in time.</summary>
/// <param name="Firm">A person hears it when the provider refuses.</param>
/// <param name="Accepted">The provider has accepted already, at a hand-over.</param>
public sealed record SendOut(
    ProviderId Provider, string Reason, Subsidiarity Subsidiarity, bool Firm, bool Accepted) : Message;

/// <summary>The provider's people accept what was sent.</summary>
public sealed record AcceptExternally(ProviderId Provider) : Message;

/// <summary>The provider's people give a case back.</summary>
public sealed record GiveBackExternally(ProviderId Provider, string Reason) : Message;

/// <summary>Told by the provider, of a case that the territory sent by itself.</summary>
/// <param name="Code">As a person would have been refused.</param>
public sealed record ProviderRefuses(ProviderId Provider, string Code) : Message;
