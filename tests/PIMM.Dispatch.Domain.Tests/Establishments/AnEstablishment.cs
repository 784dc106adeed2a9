using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Establishments;

/// <summary>What is said to establishments in these specs.</summary>
internal static class AnEstablishment
{
    public static readonly CaseId First = CaseId.At(TestTerritory.Territory, 1);
    public static readonly StudyUid Study = ACase.Study;

    public static readonly ClinicalContext Clinical =
        new("chute", "saignement ?", null, null, null, null, "Dr Urgences", "poste 1");

    public static ActorSpec Spec(EstablishmentId? at = null) =>
        new(EstablishmentState.Initial, at ?? North, TestTerritory.Settings);

    public static RequestExam Request(
        string? accession = "A1", Patient? patient = null, Urgency urgency = Urgency.Urgent,
        Specialty? specialty = null,
        AnatomicalRegion? region = null, string description = "Scanner du crâne") =>
        new(accession, patient
            ?? ACase.Someone, new Exam("CT", null, description), urgency, specialty, region, Clinical, 120);

    public static StudyFacts Facts(
        string? accession = "A1", Patient? patient = null, string? priority = null,
        string descriptions = "HEAD",
        StudyUid? study = null, string modality = "CT") =>
        new(study ?? Study, accession, patient
            ?? ACase.Someone, new Exam(modality, "HEAD", "Crâne"), priority, descriptions);

    public static StudyArrived Arrived(StudyFacts facts, int count = 100, bool open = false) =>
        new(facts, count, open);

    public static CaseNumbered Numbered(
        CaseId id, string? accession = "A1", StudyUid? study = null, Patient? patient = null,
        string modality = "CT") =>
        new(id, accession, study, patient ?? ACase.Someone, modality);
}
