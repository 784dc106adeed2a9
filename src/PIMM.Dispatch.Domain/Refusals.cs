namespace PIMM.Dispatch.Domain;

/// <summary>Every code with which a command can be refused; each has a French text at the edge.</summary>
public static class Refusals
{
    public const string CaseUnknown = "case-unknown";
    public const string CaseFinished = "case-finished";
    public const string CaseTaken = "case-already-taken";
    public const string NotInThisState = "not-in-this-state";
    public const string NotYourCase = "not-your-case";
    public const string NotOfferedToYou = "not-offered-to-you";
    public const string OfferExpired = "offer-expired";
    public const string ReaderUnknown = "reader-unknown";
    public const string ReaderNotEligible = "reader-not-eligible";
    public const string ReaderAlreadyOnDuty = "reader-already-on-duty";
    public const string DutyEndsBeforeItStarts = "duty-ends-before-it-starts";
    public const string ReaderAbsent = "reader-absent";
    public const string ReaderOnDutyElsewhere = "reader-on-duty-elsewhere";
    public const string PrivilegeMissing = "privilege-missing";
    public const string SlotUnknown = "slot-unknown";
    public const string SlotNotGiven = "slot-not-given";
    public const string DutyOutsideSlot = "duty-outside-slot";
    public const string DutyUnknown = "duty-unknown";
    public const string DutyIsOver = "duty-is-over";
    public const string DutyNotOver = "duty-not-over";
    public const string DutyAbandoned = "duty-abandoned";
    public const string AbsenceUnknown = "absence-unknown";
    public const string AbsenceEndsBeforeItStarts = "absence-ends-before-it-starts";
    public const string TextMissing = "text-missing";
    public const string ReportChanged = "report-changed";
    public const string NoticeUnknown = "notice-unknown";
    public const string InstantInThePast = "instant-in-the-past";
    public const string ProviderUnknown = "provider-unknown";
    public const string ProviderOutOfHours = "provider-out-of-hours";
    public const string ProviderContractExcludes = "provider-contract-excludes";
    public const string ProviderFull = "provider-full";
    public const string EstablishmentUnknown = "establishment-unknown";
    public const string EstablishmentNotConnected = "establishment-not-connected";
    public const string AccessionNumberTaken = "accession-number-taken";
    public const string StudyUnknown = "study-unknown";
    public const string IdentityConflict = "identity-conflict";
    public const string HandoverUnknown = "handover-unknown";
    public const string HandoverEnded = "handover-ended";
    public const string HandoverNotToYou = "handover-not-to-you";
    public const string NothingToHandOver = "nothing-to-hand-over";
    public const string PartsUnread = "parts-unread";
    public const string PartsOutOfRange = "parts-out-of-range";
    public const string PartFollowsCase = "part-follows-case";
    public const string PartIsRead = "part-is-read";
    public const string NoSuchPart = "no-such-part";
    public const string FlagUnknown = "flag-unknown";
    public const string FlagWasLifted = "flag-was-lifted";
    public const string FlagOfAnother = "flag-of-another";
    public const string NoSuchFlag = "no-such-flag";
    public const string TooManyFlags = "too-many-flags";
    public const string NothingToAcknowledge = "nothing-to-acknowledge";
    public const string NoImages = "no-images";
    public const string AlertUnknown = "alert-unknown";

    /// <summary>Set by the runtime: the command made the territory throw twice.</summary>
    public const string CommandQuarantined = "command-quarantined";
}
