using static PIMM.Dispatch.Domain.Tests.Establishments.AnEstablishment;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Establishments;

public sealed class StudyArrivedTests
{
    private static readonly CaseId Second = CaseId.At(TestTerritory.Territory, 2);

    private static Classification Derived(Verdict verdict) =>
        ((OpenCase)verdict.Decision.Tells[0].Body).Facts.Classification;

    [Fact]
    public void Images_that_nothing_announced_open_a_case_by_themselves() =>
        Spec().When(Arrived(Facts()))
            .Then(Numbered(First, study: Study))
            .ThenTells(
                (First, new OpenCase(new CaseOpened(
                    North, CaseOrigin.Images, Study, "A1", ACase.Someone, new Exam(
                        "CT", "HEAD", "Scanner cérébral"),
                    new Classification(
                        Urgency.Urgent, Specialty.Neuro, AnatomicalRegion.Head, 9, Derived: true),
                    null, null))),
                (First, new ImagesStored(Study, "A1", 100, false)))
            .ThenAnswers("essai.1");

    [Fact]
    public void In_on_call_hours_they_are_urgent_otherwise_scheduled()
    {
        Assert.Equal(Urgency.Urgent, Derived(Spec().When(Arrived(Facts()))).Urgency);
        var noon = new DateTimeOffset(2026, 1, 14, 11, 0, 0, TimeSpan.Zero);
        Assert.Equal(Urgency.Scheduled, Derived(Spec().At(noon).When(Arrived(Facts()))).Urgency);
    }

    [Theory]
    [InlineData("STAT", Urgency.Vital)]
    [InlineData("HIGH", Urgency.Urgent)]
    [InlineData("MEDIUM", Urgency.SemiUrgent)]
    [InlineData("ROUTINE", Urgency.Scheduled)]
    [InlineData("LOW", Urgency.Scheduled)]
    [InlineData("WHATEVER", Urgency.Urgent)]
    public void The_requested_procedure_priority_goes_before_the_hour(string priority, Urgency urgency) =>
        Assert.Equal(urgency, Derived(Spec().When(Arrived(Facts(priority: priority)))).Urgency);

    [Fact]
    public void A_childs_study_is_for_those_who_read_children()
    {
        var child = ACase.Someone with { BirthDate = new DateOnly(2020, 1, 1) };
        Assert.Equal(Specialty.Paediatric, Derived(Spec().When(Arrived(Facts(patient: child)))).Specialty);
    }

    [Fact]
    public void A_study_with_the_accession_number_of_a_request_joins_its_case() =>
        Spec().Given(Numbered(First)).When(Arrived(Facts()))
            .Then(new StudyMatched(Study, First, "A1"))
            .ThenTells((First, new ImagesStored(Study, "A1", 100, false)))
            .ThenAnswers("essai.1");

    [Fact]
    public void The_same_study_again_finds_its_case_without_an_event() =>
        Spec().Given(Numbered(First, study: Study)).When(Arrived(Facts(), 130, open: true))
            .Then()
            .ThenTells((First, new ImagesStored(Study, "A1", 130, true)))
            .ThenAnswers("essai.1");

    [Fact]
    public void A_second_study_of_one_order_joins_the_same_case() =>
        Spec().Given(Numbered(First, study: new StudyUid("1.2.3.9"))).When(Arrived(Facts()))
            .Then(new StudyMatched(Study, First, "A1"));

    [Fact]
    public void A_number_that_belongs_to_another_person_makes_a_visible_orphan() =>
        Spec().Given(Numbered(First))
            .When(Arrived(Facts(patient: ACase.Someone with { FamilyName = "AUTRE" })))
            .Then(new StudyOrphaned(
                Facts(patient: ACase.Someone with { FamilyName = "AUTRE" }), 100,
                OrphanReason.IdentityConflict))
            .ThenTells();

    [Fact]
    public void Without_a_number_the_strict_traits_find_the_request() =>
        Spec().Given(Numbered(First)).When(Arrived(Facts(accession: null)))
            .Then(new StudyMatched(Study, First, null));

    [Fact]
    public void Strict_traits_do_not_match_another_modality() =>
        Spec().Given(Numbered(First)).When(Arrived(Facts(accession: null, modality: "MR")))
            .Then(Numbered(Second, accession: null, study: Study, modality: "MR"));

    [Fact]
    public void Strict_traits_do_not_match_a_case_that_has_its_study() =>
        Spec().Given(Numbered(First, study: new StudyUid("1.2.3.9"))).When(Arrived(Facts(accession: null)))
            .Then(Numbered(Second, accession: null, study: Study));

    [Fact]
    public void A_study_without_all_traits_and_without_number_opens_its_own_case() =>
        Spec().Given(Numbered(First))
            .When(Arrived(Facts(accession: null, patient: ACase.Someone with { Sex = null })))
            .ThenOne<CaseNumbered>();

    [Fact]
    public void The_same_traits_under_two_patient_numbers_are_a_conflict() =>
        Assert.Equal(OrphanReason.IdentityConflict, Spec().Given(Numbered(First))
            .When(Arrived(Facts(accession: null, patient: ACase.Someone with { PatientId = "IPP-2" })))
            .ThenOne<StudyOrphaned>().Why);

    /// <summary>faults.md P1: two of the same name and day, both asked for: nobody guesses.</summary>
    [Fact]
    public void Two_requests_that_fit_leave_the_study_an_orphan() =>
        Assert.Equal(OrphanReason.Ambiguous, Spec()
            .Given(Numbered(First, accession: "A1"), Numbered(Second, accession: "A2"))
            .When(Arrived(Facts(accession: null)))
            .ThenOne<StudyOrphaned>().Why);

    /// <summary>faults.md P1: homonyms with their own numbers are two cases, and no study crosses.</summary>
    [Fact]
    public void Homonyms_with_their_own_accession_numbers_each_get_their_own_study()
    {
        var spec = Spec().Given(Numbered(First, accession: "A1"), Numbered(Second, accession: "A2"));
        spec.When(Arrived(Facts(accession: "A2"))).Then(new StudyMatched(Study, Second, "A2"));
    }

    /// <summary>faults.md D14.</summary>
    [Fact]
    public void The_same_patient_number_at_another_hospital_is_another_patient() =>
        Spec(South).When(Arrived(Facts(patient: new Patient(
                "AUTRE", "Deux", new DateOnly(1980, 1, 1), "M", "IPP-1", null, IdentityStatus.Provisional))))
            .ThenOne<CaseNumbered>();

    [Fact]
    public void Where_a_request_comes_first_images_alone_wait() =>
        Assert.Equal(
            OrphanReason.RequestFirst, Spec(Lake).When(Arrived(Facts())).ThenOne<StudyOrphaned>().Why);

    [Fact]
    public void An_orphan_only_counts_its_images()
    {
        var orphan = new StudyOrphaned(Facts(), 100, OrphanReason.RequestFirst);
        Spec(Lake).Given(orphan).When(Arrived(Facts(), 130)).Then(new OrphanGrew(Study, 130)).ThenTells();
        Spec(Lake).Given(orphan).When(Arrived(Facts(), 100)).ThenNothing();
        Spec(Lake).Given(orphan).When(Arrived(Facts(), 90)).ThenNothing();
    }

    [Fact]
    public void A_study_without_an_image_is_refused() =>
        Spec().When(Arrived(Facts(), count: 0)).ThenRefused(Refusals.NoImages);

    [Fact]
    public void A_hospital_nobody_knows_is_refused() =>
        Spec(new EstablishmentId("inconnu")).When(Arrived(Facts()))
            .ThenRefused(Refusals.EstablishmentUnknown);

    [Fact]
    public void A_partner_sends_nothing_yet() =>
        Spec(West).When(Arrived(Facts())).ThenRefused(Refusals.EstablishmentNotConnected);

    [Fact]
    public void A_late_series_of_a_known_study_is_taken_even_outside_the_connected_hours() =>
        Spec(East).Given(Numbered(First, study: Study))
            .At(new DateTimeOffset(2026, 1, 14, 11, 0, 0, TimeSpan.Zero))
            .When(Arrived(Facts(), 130))
            .ThenTells((First, new ImagesStored(Study, "A1", 130, false)));

    [Fact]
    public void Images_for_a_case_that_was_cancelled_open_a_new_one_and_are_not_lost() =>
        Spec().Given(Numbered(First), new CaseEnded(First)).When(Arrived(Facts()))
            .Then(Numbered(CaseId.At(TestTerritory.Territory, 3), study: Study));

    [Fact]
    public void A_late_series_of_a_case_that_has_ended_still_finds_it() =>
        Spec().Given(Numbered(First, study: Study), new CaseEnded(First)).When(Arrived(Facts(), 130))
            .Then()
            .ThenTells((First, new ImagesStored(Study, "A1", 130, false)));

    [Fact]
    public void After_a_case_is_forgotten_its_number_opens_a_new_one() =>
        Spec().Given(Numbered(First, study: Study), new CaseEnded(First), new CaseForgotten(First))
            .When(Arrived(Facts()))
            .ThenOne<CaseNumbered>();
}
