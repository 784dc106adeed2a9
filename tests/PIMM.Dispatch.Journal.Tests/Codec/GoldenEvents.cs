using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Tests.Codec;

/// <summary>
/// One value of every event, each member given a value that shows; identities are obviously fictitious. The
/// golden file of the same name holds its bytes.
/// </summary>
internal static class GoldenEvents
{
    private static readonly CaseId Case = new("lumiere.42");
    private static readonly StudyUid Study = new("1.2.826.0.1.3680043.10.511.1");
    private static readonly ReaderId Reader = new("rosalie");
    private static readonly SlotId Slot = new("garde-soiree/2026-03-28/1830");
    private static readonly ProviderId Provider = new("prestataire-essai");
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)
        .AddMicroseconds(123_456);

    private static readonly Patient Patient = new(
        "ESSAI", "Éloïse", new DateOnly(1950, 2, 28), "F", "IPP-0001", "000000000000000",
        IdentityStatus.Qualified);

    private static readonly Exam Exam = new("CT", "HEAD", "Scanner cérébral <sans> injection & \"suite\"");

    private static readonly Classification Classification =
        new(Urgency.SemiUrgent, Specialty.AbdomenPelvis, AnatomicalRegion.ChestAbdomenPelvis, 12, true);

    private static readonly ClinicalContext Clinical = new(
        "Déficit brutal", "AVC ?", "Aucune", "72 µmol/L", false, 70, "Dr Essai", "poste 0000");

    private static readonly Alert Alert = new(
        NoticeId.Of(Case, 3), NoticeKind.CaseAssigned, Urgency.Vital, 1, "roche", new ContactId("k7Qm2w"),
        AlertChannel.Push);

    /// <summary>By the name of the golden file: event type, then version.</summary>
    public static IReadOnlyDictionary<string, DomainEvent> All { get; } = new Dictionary<string, DomainEvent>
    {
        ["deadline-set.v1"] = new DeadlineSet("target-warning", At),
        ["deadline-cleared.v1"] = new DeadlineCleared("target-warning"),
        ["deadline-reached.v1"] = new DeadlineReached("target-warning", At),
        ["command-quarantined.v1"] = new CommandQuarantined(new CommandId("c-1"), "case/lumiere.42",
        "SignReport", "bug"),

        ["case-opened.v1"] = new CaseOpened(
            new EstablishmentId("denain"), CaseOrigin.Images, Study, "ACC-1", Patient, Exam, Classification,
            Clinical, 500),
        ["request-validated.v1"] = new RequestValidated("d'accord"),
        ["protocol-given.v1"] = new ProtocolGiven("Sans injection, puis temps artériel"),
        ["acquisition-started.v1"] = new AcquisitionStarted(),
        ["images-received.v1"] = new ImagesReceived(Study, 250),
        ["images-completed.v1"] = new ImagesCompleted(CompletionReason.QuietPeriod, 500),
        ["case-classified.v1"] = new CaseClassified(Classification with { Derived = false },
        "vu avec l'urgentiste"),
        ["target-set.v1"] = new TargetSet(new Target(At, At.AddMinutes(30), At.AddMinutes(40), At.AddMinutes(
        45))),
        ["target-alerted.v1"] = new TargetAlerted(TargetAlert.Imminent),
        ["escalation-began.v1"] = new EscalationBegan(2, At.AddMinutes(45), At, new EscalationPolicy(
            TimeSpan.FromMinutes(15),
            [
                new EscalationStep(StepClock.BeforeTarget, TimeSpan.FromMinutes(18), StepTo.Readers, true),
                new EscalationStep(StepClock.AfterPrevious, TimeSpan.FromSeconds(90), StepTo.OnCall, false),
            ])),
        ["escalation-stepped.v1"] = new EscalationStepped(1, At),
        ["escalation-found-nobody.v1"] = new EscalationFoundNobody(1),
        ["alert-acknowledged.v1"] = new AlertAcknowledged(At),
        ["acknowledgement-expired.v1"] = new AcknowledgementExpired(),
        ["case-offered.v1"] = new CaseOffered(Reader, At, new CaseId("lumiere.7")),
        ["offer-ended.v1"] = new OfferEnded(Reader, OfferEnd.VitalFirst, "polytraumatisé"),
        ["case-accepted.v1"] = new CaseAccepted(Reader, TakenHow.Claim),
        ["case-interrupted.v1"] = new CaseInterrupted(new CaseId("lumiere.7")),
        ["case-released.v1"] = new CaseReleased(Reader, "hors compétence"),
        ["case-held.v1"] = new CaseHeld(At, "complément attendu"),
        ["case-resumed.v1"] = new CaseResumed(),
        ["no-reader-found.v1"] = new NoReaderFound(),
        ["reader-found-again.v1"] = new ReaderFoundAgain(),
        ["preliminary-written.v1"] = new PreliminaryWritten(
            1, "Pas d'hémorragie.\nSuite à venir.", Provider),
        ["report-signed.v1"] = new ReportSigned(2, "Pas d'hémorragie.", Provider),
        ["addendum-signed.v1"] = new AddendumSigned("Antériorité retrouvée."),
        ["critical-result-declared.v1"] = new CriticalResultDeclared("Occlusion M1 gauche"),
        ["critical-result-unheard.v1"] = new CriticalResultUnheard(2),
        ["critical-result-confirmed.v1"] = new CriticalResultConfirmed("occlusion M1 gauche"),
        ["report-acknowledged.v1"] = new ReportAcknowledged(),
        ["case-externalised.v1"] = new CaseExternalised(Provider, "aucun lecteur", new Subsidiarity(
            [new LevelTried(SubsidiarityLevel.Local, LevelObstacle.OverTarget, 12),
                new LevelTried(SubsidiarityLevel.Region, LevelObstacle.NoPrivilege, null)],
            SendingDecider.Coordinator)),
        ["provider-accepted.v1"] = new ProviderAccepted(Provider),
        ["case-returned.v1"] = new CaseReturned(Provider, ProviderEnd.Returned, "images illisibles"),
        ["case-handed-over.v1"] = new CaseHandedOver(Reader, new ReaderId("martin"), "42"),
        ["case-cancelled.v1"] = new CaseCancelled("examen non fait"),
        ["part-separated.v1"] = new PartSeparated(
            Case, 2, new PartPlan("Rachis", Specialty.Neuro, AnatomicalRegion.Spine, 8)),
        ["part-received.v1"] = new PartReceived(Case, Reader, "Pas de fracture."),
        ["part-taken-back.v1"] = new PartTakenBack(Case),
        ["part-opened.v1"] = new PartOpened(
            new CasePart(Case, 2, 3, "Rachis"),
            new CaseOpened(
                new EstablishmentId("denain"), CaseOrigin.Images, Study, "ACC-1", Patient, Exam,
                Classification, Clinical, null),
            ImmutableSortedDictionary<StudyUid, int>.Empty.Add(Study, 250)),
        ["part-signed.v1"] = new PartSigned(1, "Pas de fracture."),
        ["case-flagged.v1"] = new CaseFlagged(
            "Analyse d'images (essai)", new FlagCode("embolie-pulmonaire"), "branche lobaire droite", 2000),
        ["flag-lifted.v1"] = new FlagLifted(
            "Analyse d'images (essai)", new FlagCode("embolie-pulmonaire"), "artéfact de flux"),
        ["flag-withdrawn.v1"] = new FlagWithdrawn(
            "Laboratoire (essai)", new FlagCode("troponine"), "tube d'un autre patient"),
        ["notice-raised.v1"] = new NoticeRaised(3, NoticeKind.DeadlineBreached, Audience.Of(Reader), At),
        ["notice-acknowledged.v1"] = new NoticeAcknowledged(3),
        ["notice-cleared.v1"] = new NoticeCleared(3),

        ["case-numbered.v1"] = new CaseNumbered(Case, "ACC-1", Study, Patient, "CT"),
        ["study-matched.v1"] = new StudyMatched(Study, Case, "ACC-1"),
        ["study-orphaned.v1"] = new StudyOrphaned(
            new StudyFacts(Study, "ACC-1", Patient, Exam, "STAT", "TDM crâne"), 3,
            OrphanReason.IdentityConflict),
        ["orphan-grew.v1"] = new OrphanGrew(Study, 4),
        ["case-ended.v1"] = new CaseEnded(Case),
        ["case-forgotten.v1"] = new CaseForgotten(Case),

        ["presence-changed.v1"] = new PresenceChanged(Presence.Reading, "offer-missed"),
        ["duty-began.v1"] = new DutyBegan("17", DutyLine.DeepNight, At),
        ["duty-ended.v1"] = new DutyEnded("17"),
        ["load-taken.v1"] = new LoadTaken(Case, 12),
        ["load-put-down.v1"] = new LoadPutDown(Case, 12, true),

        ["provider-engaged.v1"] = new ProviderEngaged(Case, 12, "2026-03-28#0"),
        ["provider-took-on.v1"] = new ProviderTookOn(Case),
        ["provider-put-down.v1"] = new ProviderPutDown(Case, ProviderEnd.Silent),

        ["duty-planned.v1"] = new DutyPlanned(
            "17", Reader, DutyLine.OnSite, At, At.AddHours(12), Slot, "16"),
        ["duty-over.v1"] = new DutyOver("17"),
        ["duty-cancelled.v1"] = new DutyCancelled("17", "erreur de saisie"),
        ["duty-taken-over.v1"] = new DutyTakenOver("17", new ReaderId("martin"), "souffrante"),
        ["duty-corrected.v1"] = new DutyCorrected("17", Reader, At, At.AddHours(11), "partie plus tôt"),
        ["absence-recorded.v1"] = new AbsenceRecorded("18", Reader, At, At.AddDays(7), "congés"),
        ["absence-cancelled.v1"] = new AbsenceCancelled("18"),
        ["slots-given-to-provider.v1"] = new SlotsGivenToProvider(
            Provider, [Slot], "personne de disponible"),
        ["slots-taken-back.v1"] = new SlotsTakenBack([Slot], "un radiologue s'est proposé"),
        ["elsewhere-reserved.v1"] = new ElsewhereReserved(
            Reader, new TerritoryId("voisin"), new CommandId("web/essai/duty/1"), At, At.AddHours(12)),
        ["elsewhere-released.v1"] = new ElsewhereReleased(
            new TerritoryId("voisin"), new CommandId("web/essai/duty/1")),
        ["handover-opened.v1"] = new HandoverOpened(
            "42", Boundary.DropOut, Reader, [new ReaderId("martin")], Provider, [Case]),
        ["handover-declined.v1"] = new HandoverDeclined("42", new ReaderId("martin"), "bloc en cours"),
        ["handover-unanswered.v1"] = new HandoverUnanswered("42"),
        ["handover-accepted.v1"] = new HandoverAccepted("42", Provider),
        ["handover-closed.v1"] = new HandoverClosed("42"),

        ["case-dispatched.v1"] = new CaseDispatched(
            Case, Reader, "e", [new ScoreTerm("urgency", 4_000), new ScoreTerm("load", -125),
                new ScoreTerm("flag", 2_000, new FlagNamed("IA", new FlagCode("embolie-pulmonaire")))],
            [new NotChosen(new ReaderId("martin"), "no-privilege")]),
        ["case-unplaced.v1"] = new CaseUnplaced(Case, [new NotChosen(new ReaderId("martin"),
        "no-specialty")]),
        ["dispatch-voided.v1"] = new DispatchVoided(Case),
        ["plan-revised.v1"] = new PlanRevised([new PlannedCase(Case, Reader)]),
        ["case-sent-out.v1"] = new CaseSentOut(
            Case, new ProviderId("externe"),
            [new ScoreTerm("inside", -4_000), new ScoreTerm("outside", -1_250)],
            [new NotChosen(Reader, "busy")]),

        ["alert-sent.v1"] = new AlertSent(Alert, 2, At),
        ["alert-failed.v1"] = new AlertFailed(
            Alert with { Urgency = null }, 1, At, "http-503", At.AddSeconds(2)),
        ["alert-given-up.v1"] = new AlertGivenUp(Alert, 10, At, "timeout"),
        ["alert-delivered.v1"] = new AlertDelivered(Alert),
        ["alert-undelivered.v1"] = new AlertUndelivered(Alert, "handset-off"),
        ["contact-tested.v1"] = new ContactTested(Alert.Contact, "roche", AlertChannel.Push, null),
        ["contact-lost.v1"] = new ContactLost(Alert.Contact, "roche", AlertChannel.Push),
        ["contact-forgotten.v1"] = new ContactForgotten(Alert.Contact),
        ["alerts-closed.v1"] = new AlertsClosed([Alert.Notice]),
        ["channel-failing.v1"] = new ChannelFailing(AlertChannel.Voice, "http-503"),
        ["channel-restored.v1"] = new ChannelRestored(AlertChannel.Voice),
    };
}
