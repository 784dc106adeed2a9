namespace PIMM.Dispatch.Domain;

/// <summary>The states of a télédossier, in the order of its life.</summary>
public enum CaseStatus
{
    Requested, ToProtocol, Protocolled, Acquiring, ImagesArriving, ToRead, Offered, Accepted, OnHold,
    Preliminary,
    Signed, Acknowledged, Externalised, Cancelled,
}

/// <summary>What opened a case.</summary>
public enum CaseOrigin { Request, Images }

/// <summary>
/// Whether the identity may be trusted (RNIV): qualified after a check of the INS, provisional otherwise.
/// </summary>
public enum IdentityStatus { Provisional, Qualified, Conflict }

/// <summary>Who is examined. Nothing of this ever reaches a log, a notice or the wall.</summary>
/// <param name="Sex">DICOM (0010,0040): F, M, O, or null when unknown.</param>
/// <param name="PatientId">The establishment's own number (IPP), (0010,0020).</param>
/// <param name="Ins">Matricule INS; used and shown as such only while <paramref name="Status"/> is
/// qualified.</param>
public sealed record Patient(
    string FamilyName, string? GivenName, DateOnly? BirthDate, string? Sex, string? PatientId, string? Ins,
    IdentityStatus Status);

/// <summary>What is examined, in DICOM's words, and as a person reads it.</summary>
public sealed record Exam(string Modality, string? BodyPart, string Description);

/// <summary>Where a case belongs. Derived: nobody has confirmed it yet.</summary>
/// <param name="ExpectedMinutes">Pure reading time of a reader who knows the specialty well.</param>
public sealed record Classification(
    Urgency Urgency, Specialty Specialty, AnatomicalRegion Region, int ExpectedMinutes, bool Derived);

/// <summary>What the requester says, for the reader.</summary>
public sealed record ClinicalContext(
    string? Indication, string? Question, string? Allergies, string? Creatinine, bool? Pregnancy,
    int? WeightKg,
    string? Requester, string? CallBack);

/// <summary>The instants of a case's target, all UTC.</summary>
public sealed record Target(
    DateTimeOffset ClockStartedAt, DateTimeOffset WarningAt, DateTimeOffset ImminentAt, DateTimeOffset DueAt);

/// <summary>What a system outside said about the case, once; its source and code together name it.</summary>
/// <param name="Source">Which system, in its operator's words.</param>
/// <param name="Text">In the system's words; may name the patient.</param>
/// <param name="WeightMilli">By how much it moves the case forward: the territory's weight of that
/// day.</param>
/// <param name="By">The account that passed it on.</param>
/// <param name="LiftedBy">The person who said that it does not count; null while it stands.</param>
public sealed record CaseFlag(
    string Source, FlagCode Code, string? Text, int WeightMilli, DateTimeOffset At, string By,
    string? LiftedBy = null)
{
    public bool IsStanding => LiftedBy is null;
}

/// <summary>On a part: which part of which case it is.</summary>
/// <param name="Number">Among the parts of that case, from 1.</param>
/// <param name="Of">How many there were when it was separated.</param>
/// <param name="Label">French name, for example <c>Rachis</c>.</param>
public sealed record CasePart(CaseId Case, int Number, int Of, string Label);

/// <summary>How a part is to be read.</summary>
/// <param name="ExpectedMinutes">Pure reading time.</param>
public sealed record PartPlan(
    string Label, Specialty Specialty, AnatomicalRegion Region, int ExpectedMinutes);

/// <summary>What became of a part.</summary>
public enum PartStatus { Open, Read, TakenBack }

/// <summary>On a case that is shared: one of its parts.</summary>
/// <param name="Id">The case in which the part is read.</param>
/// <param name="Text">What its reader signed; null until then.</param>
public sealed record SharedPart(
    CaseId Id, int Number, PartPlan Plan, PartStatus Status, string? Text, ReaderId? Reader);

/// <summary>The last alert that a case's target gave.</summary>
public enum TargetAlert { None, Warning, Imminent, Breached }

/// <summary>
/// Who must know: one reader, every reader on duty, those at work or those on call at home who may read the
/// case, a provider, a role, or the requesters of an establishment.
/// </summary>
public enum AudienceKind
{
    Reader, Readers, Coordinators, Regulators, Requesters, Technologists, Present, OnCall, Provider,
}

/// <param name="Key">The reader's, the provider's or the establishment's id; empty for the others.</param>
public sealed record Audience(AudienceKind Kind, string Key)
{
    public static readonly Audience Coordinators = new(AudienceKind.Coordinators, "");
    public static readonly Audience Regulators = new(AudienceKind.Regulators, "");
    public static readonly Audience Readers = new(AudienceKind.Readers, "");
    public static readonly Audience Present = new(AudienceKind.Present, "");
    public static readonly Audience OnCall = new(AudienceKind.OnCall, "");
    public static Audience Of(ReaderId reader) => new(AudienceKind.Reader, reader.Value);
    public static Audience Of(ProviderId provider) => new(AudienceKind.Provider, provider.Value);
    public static Audience RequestersOf(EstablishmentId site) => new(AudienceKind.Requesters, site.Value);
    public static Audience TechnologistsOf(EstablishmentId site) =>
        new(AudienceKind.Technologists, site.Value);
}

/// <summary>The kinds of notice; their kebab-case names are the hub's.</summary>
public enum NoticeKind
{
    CaseAssigned, CaseWithdrawn, DeadlineWarning, DeadlineImminent, DeadlineBreached, CriticalResult,
    ReportSigned,
    NoReader, ImagesOverdue, AcknowledgementOverdue, RequestReceived, ProtocolGiven, HoldEnded, ImagesLate,
    Escalated, AcknowledgementExpired,
    CaseReturned, HandoverOffered, HandoverUnanswered, PartRead,
    DutyAnnounced, DutySoon, DutyBegins,
    CriticalUnheard,
}

/// <summary>A notice that nobody has acknowledged yet.</summary>
/// <param name="Duty">The duty that it speaks of, when the roster has raised it.</param>
public sealed record OpenNotice(
    int Number, NoticeKind Kind, Audience Audience, DateTimeOffset At, DateTimeOffset? DueAt, long Sequence,
    string? Duty = null)
{
    public static OpenNotice Of(NoticeRaised raised, in Recorded recorded) => new(
        raised.Number, raised.Kind, raised.Audience, recorded.At, raised.DueAt, recorded.Sequence,
        raised.Duty);
}

/// <summary>Why a study counts as complete.</summary>
public enum CompletionReason { QuietPeriod, ExpectedCount, Technologist }

/// <summary>How a reader came to a case.</summary>
public enum TakenHow { Offer, Claim }

/// <summary>Why an offer ended without the case being accepted.</summary>
public enum OfferEnd { Expired, Declined, ReaderLeft, VitalFirst, Reassigned, CaseChanged, Escalated }

/// <summary>A report text with its version.</summary>
/// <param name="OnBehalfOf">The provider in whose name <paramref name="By"/> wrote it.</param>
public sealed record ReportText(
    int Version, string Text, string By, DateTimeOffset At, bool Signed, ProviderId? OnBehalfOf = null);

/// <summary>What was added to a signed report.</summary>
public sealed record AddendumText(string Text, string By, DateTimeOffset At);

/// <summary>A result that somebody must hear of at once, until a named person has read it back.</summary>
/// <param name="Unheard">How often nobody had confirmed it in time.</param>
public sealed record CriticalResult(
    string Text, string By, DateTimeOffset At, string? ConfirmedBy, DateTimeOffset? ConfirmedAt,
    int Unheard = 0)
{
    /// <summary>Screens and sounds have not reached anybody: now the telephone.</summary>
    public bool WantsCall => ConfirmedAt is null && Unheard >= 2;
}
