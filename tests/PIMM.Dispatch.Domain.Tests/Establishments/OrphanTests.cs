using static PIMM.Dispatch.Domain.Tests.Establishments.AnEstablishment;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Establishments;

public sealed class AttachOrphanTests
{
    private static readonly StudyOrphaned Orphan = new(
        Facts(accession: "B7"), 100, OrphanReason.RequestFirst);

    [Fact]
    public void A_persons_word_attaches_it() =>
        Spec().Given(Numbered(First), Orphan).When(new AttachOrphan(Study, First))
            .Then(new StudyMatched(Study, First, "B7"))
            .ThenTells((First, new ImagesStored(Study, "B7", 100, false)))
            .ThenAnswers("essai.1");

    [Fact]
    public void A_study_that_is_no_orphan_is_refused() =>
        Spec().Given(Numbered(First)).When(new AttachOrphan(Study, First)).ThenRefused(Refusals.StudyUnknown);

    [Fact]
    public void A_case_of_another_hospital_is_refused() =>
        Spec().Given(Orphan).When(new AttachOrphan(Study, First)).ThenRefused(Refusals.CaseUnknown);

    [Fact]
    public void A_case_that_has_ended_is_refused() =>
        Spec().Given(Numbered(First), new CaseEnded(First), Orphan).When(new AttachOrphan(Study, First))
            .ThenRefused(Refusals.CaseFinished);

    [Fact]
    public void Two_identities_are_never_put_together() =>
        Spec().Given(Numbered(First, patient: ACase.Someone with { Sex = "M" }), Orphan)
            .When(new AttachOrphan(Study, First))
            .ThenRefused(Refusals.IdentityConflict, "essai.1");

    [Fact]
    public void The_orphans_number_finds_the_case_from_then_on() =>
        Spec().Given(Numbered(First), Orphan, new StudyMatched(Study, First, "B7"))
            .When(Arrived(Facts(accession: "B7", study: new StudyUid("1.2.3.9"))))
            .Then(new StudyMatched(new StudyUid("1.2.3.9"), First, "B7"));
}

public sealed class OpenOrphanTests
{
    [Fact]
    public void A_person_opens_a_case_from_it()
    {
        var id = CaseId.At(TestTerritory.Territory, 2);
        var verdict = Spec(Lake).Given(new StudyOrphaned(Facts(), 100, OrphanReason.RequestFirst))
            .When(new OpenOrphan(Study))
            .Then(Numbered(id, study: Study))
            .ThenAnswers(id.Value);
        Assert.Empty(((EstablishmentState)verdict.After).Orphans);
        Assert.Equal(new ImagesStored(Study, "A1", 100, false), verdict.Decision.Tells[1].Body);
    }

    [Fact]
    public void A_study_that_is_no_orphan_is_refused() =>
        Spec(Lake).When(new OpenOrphan(Study)).ThenRefused(Refusals.StudyUnknown);

    /// <summary>The number stays with the request it was given to: its own study may still come.</summary>
    [Fact]
    public void A_case_opened_from_a_conflicting_study_does_not_take_the_number_from_the_other_case()
    {
        var stranger = ACase.Someone with { FamilyName = "AUTRE", PatientId = "IPP-9" };
        Spec().Given(
                Numbered(First),
                new StudyOrphaned(Facts(patient: stranger), 100, OrphanReason.IdentityConflict),
                Numbered(CaseId.At(TestTerritory.Territory, 3), study: Study, patient: stranger))
            .When(Arrived(Facts(study: new StudyUid("1.2.3.9"))))
            .Then(new StudyMatched(new StudyUid("1.2.3.9"), First, "A1"));
    }
}

public sealed class CaseHasEndedTests
{
    private static readonly DateTimeOffset Forgotten = VirtualClock.Evening.AddDays(30);

    [Fact]
    public void A_case_that_has_ended_is_remembered_for_a_while() =>
        Spec().Given(Numbered(First)).When(new CaseHasEnded(First))
            .Then(new CaseEnded(First), new DeadlineSet("forget:essai.1", Forgotten));

    [Fact]
    public void Ending_twice_changes_nothing() =>
        Spec().Given(Numbered(First), new CaseEnded(First)).When(new CaseHasEnded(First)).ThenNothing();

    [Fact]
    public void A_case_that_is_not_known_changes_nothing() =>
        Spec().When(new CaseHasEnded(First)).ThenNothing();

    [Fact]
    public void Then_it_is_forgotten_with_all_its_numbers()
    {
        var verdict = Spec().Given(Numbered(First, study: Study), new CaseEnded(First))
            .When(new ActorState.Due("forget:essai.1", Forgotten))
            .Then(new CaseForgotten(First));
        var state = (EstablishmentState)verdict.After;
        Assert.Empty(state.Cases);
        Assert.Empty(state.ByAccession);
        Assert.Empty(state.ByStudy);
    }

    [Fact]
    public void What_is_already_forgotten_needs_nothing() =>
        Spec().When(new ActorState.Due("forget:essai.1", Forgotten)).ThenNothing();
}
