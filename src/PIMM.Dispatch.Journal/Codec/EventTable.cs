using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>
/// Every event that was ever written, under its name for ever. A new shape is a new version here, an upcaster
/// below, and a golden file of the old version that stays.
/// </summary>
internal static class EventTable
{
    public static IReadOnlyList<EventType> Types { get; } =
    [
        EventType.Of<DeadlineSet>("deadline-set"),
        EventType.Of<DeadlineCleared>("deadline-cleared"),
        EventType.Of<DeadlineReached>("deadline-reached"),
        EventType.Of<CommandQuarantined>("command-quarantined"),

        EventType.Of<CaseOpened>("case-opened"),
        EventType.Of<RequestValidated>("request-validated"),
        EventType.Of<ProtocolGiven>("protocol-given"),
        EventType.Of<AcquisitionStarted>("acquisition-started"),
        EventType.Of<ImagesReceived>("images-received"),
        EventType.Of<ImagesCompleted>("images-completed"),
        EventType.Of<CaseClassified>("case-classified"),
        EventType.Of<TargetSet>("target-set"),
        EventType.Of<TargetAlerted>("target-alerted"),
        EventType.Of<EscalationBegan>("escalation-began"),
        EventType.Of<EscalationStepped>("escalation-stepped"),
        EventType.Of<EscalationFoundNobody>("escalation-found-nobody"),
        EventType.Of<AlertAcknowledged>("alert-acknowledged"),
        EventType.Of<AcknowledgementExpired>("acknowledgement-expired"),
        EventType.Of<CaseOffered>("case-offered"),
        EventType.Of<OfferEnded>("offer-ended"),
        EventType.Of<CaseAccepted>("case-accepted"),
        EventType.Of<CaseInterrupted>("case-interrupted"),
        EventType.Of<CaseReleased>("case-released"),
        EventType.Of<CaseHeld>("case-held"),
        EventType.Of<CaseResumed>("case-resumed"),
        EventType.Of<NoReaderFound>("no-reader-found"),
        EventType.Of<ReaderFoundAgain>("reader-found-again"),
        EventType.Of<PreliminaryWritten>("preliminary-written"),
        EventType.Of<ReportSigned>("report-signed"),
        EventType.Of<AddendumSigned>("addendum-signed"),
        EventType.Of<CriticalResultDeclared>("critical-result-declared"),
        EventType.Of<CriticalResultUnheard>("critical-result-unheard"),
        EventType.Of<CriticalResultConfirmed>("critical-result-confirmed"),
        EventType.Of<ReportAcknowledged>("report-acknowledged"),
        EventType.Of<CaseExternalised>("case-externalised"),
        EventType.Of<ProviderAccepted>("provider-accepted"),
        EventType.Of<CaseReturned>("case-returned"),
        EventType.Of<CaseHandedOver>("case-handed-over"),
        EventType.Of<CaseCancelled>("case-cancelled"),
        EventType.Of<PartSeparated>("part-separated"),
        EventType.Of<PartReceived>("part-received"),
        EventType.Of<PartTakenBack>("part-taken-back"),
        EventType.Of<PartOpened>("part-opened"),
        EventType.Of<PartSigned>("part-signed"),
        EventType.Of<CaseFlagged>("case-flagged"),
        EventType.Of<FlagLifted>("flag-lifted"),
        EventType.Of<FlagWithdrawn>("flag-withdrawn"),
        EventType.Of<NoticeRaised>("notice-raised"),
        EventType.Of<NoticeAcknowledged>("notice-acknowledged"),
        EventType.Of<NoticeCleared>("notice-cleared"),

        EventType.Of<CaseNumbered>("case-numbered"),
        EventType.Of<StudyMatched>("study-matched"),
        EventType.Of<StudyOrphaned>("study-orphaned"),
        EventType.Of<OrphanGrew>("orphan-grew"),
        EventType.Of<CaseEnded>("case-ended"),
        EventType.Of<CaseForgotten>("case-forgotten"),

        EventType.Of<PresenceChanged>("presence-changed"),
        EventType.Of<DutyBegan>("duty-began"),
        EventType.Of<DutyEnded>("duty-ended"),
        EventType.Of<LoadTaken>("load-taken"),
        EventType.Of<LoadPutDown>("load-put-down"),

        EventType.Of<ProviderEngaged>("provider-engaged"),
        EventType.Of<ProviderTookOn>("provider-took-on"),
        EventType.Of<ProviderPutDown>("provider-put-down"),

        EventType.Of<DutyPlanned>("duty-planned"),
        EventType.Of<DutyOver>("duty-over"),
        EventType.Of<DutyCancelled>("duty-cancelled"),
        EventType.Of<DutyTakenOver>("duty-taken-over"),
        EventType.Of<DutyCorrected>("duty-corrected"),
        EventType.Of<AbsenceRecorded>("absence-recorded"),
        EventType.Of<AbsenceCancelled>("absence-cancelled"),
        EventType.Of<SlotsGivenToProvider>("slots-given-to-provider"),
        EventType.Of<SlotsTakenBack>("slots-taken-back"),
        EventType.Of<ElsewhereReserved>("elsewhere-reserved"),
        EventType.Of<ElsewhereReleased>("elsewhere-released"),
        EventType.Of<HandoverOpened>("handover-opened"),
        EventType.Of<HandoverDeclined>("handover-declined"),
        EventType.Of<HandoverUnanswered>("handover-unanswered"),
        EventType.Of<HandoverAccepted>("handover-accepted"),
        EventType.Of<HandoverClosed>("handover-closed"),

        EventType.Of<CaseDispatched>("case-dispatched"),
        EventType.Of<CaseUnplaced>("case-unplaced"),
        EventType.Of<DispatchVoided>("dispatch-voided"),
        EventType.Of<PlanRevised>("plan-revised"),
        EventType.Of<CaseSentOut>("case-sent-out"),

        EventType.Of<AlertSent>("alert-sent"),
        EventType.Of<AlertFailed>("alert-failed"),
        EventType.Of<AlertGivenUp>("alert-given-up"),
        EventType.Of<AlertDelivered>("alert-delivered"),
        EventType.Of<AlertUndelivered>("alert-undelivered"),
        EventType.Of<ContactTested>("contact-tested"),
        EventType.Of<ContactLost>("contact-lost"),
        EventType.Of<ContactForgotten>("contact-forgotten"),
        EventType.Of<AlertsClosed>("alerts-closed"),
        EventType.Of<ChannelFailing>("channel-failing"),
        EventType.Of<ChannelRestored>("channel-restored"),
    ];

    /// <summary>None yet: every event is at its first version.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}
