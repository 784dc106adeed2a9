using static PIMM.Dispatch.Domain.Tests.Establishments.AnEstablishment;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Establishments;

public sealed class RequestExamTests
{
    [Fact]
    public void A_request_opens_a_case_classified_by_the_requester() =>
        Spec().When(Request())
            .Then(Numbered(First))
            .ThenTells((First, new OpenCase(new CaseOpened(
                North, CaseOrigin.Request, null, "A1", ACase.Someone, new Exam(
                    "CT", null, "Scanner du crâne"),
                new Classification(Urgency.Urgent, Specialty.Neuro, AnatomicalRegion.Head, 9, Derived: false),
                Clinical, 120))))
            .ThenAnswers("essai.1");

    [Fact]
    public void A_specialty_that_the_requester_names_goes_before_the_mapping()
    {
        var told = Spec()
            .When(Request(specialty: Specialty.Thorax, region: AnatomicalRegion.Chest)).Decision.Tells[0];
        var facts = Assert.IsType<OpenCase>(told.Body).Facts;
        Assert.Equal(
            new Classification(Urgency.Urgent, Specialty.Thorax, AnatomicalRegion.Chest, 12, Derived: false),
            facts.Classification);
    }

    [Fact]
    public void A_hospital_nobody_knows_is_refused() =>
        Spec(new EstablishmentId("inconnu")).When(Request())
            .ThenRefused(Refusals.EstablishmentUnknown, "inconnu");

    [Fact]
    public void A_partner_can_not_ask_before_it_is_connected() =>
        Spec(West).When(Request()).ThenRefused(Refusals.EstablishmentNotConnected, "ouest");

    [Fact]
    public void A_hospital_connected_for_the_on_call_hours_asks_in_these_hours_only()
    {
        Spec(East).When(Request()).ThenOne<CaseNumbered>();
        Spec(East).At(new DateTimeOffset(2026, 1, 14, 11, 0, 0, TimeSpan.Zero)).When(Request())
            .ThenRefused(Refusals.EstablishmentNotConnected, "est");
    }

    [Fact]
    public void An_accession_number_stands_for_one_request() =>
        Spec().Given(Numbered(First)).When(Request()).ThenRefused(Refusals.AccessionNumberTaken, "essai.1");

    [Fact]
    public void Requests_without_a_number_do_not_disturb_each_other() =>
        Spec().Given(Numbered(First, accession: null)).When(Request(accession: null)).ThenOne<CaseNumbered>();

    /// <summary>faults.md P2.</summary>
    [Fact]
    public void A_study_that_came_before_its_request_joins_it()
    {
        var id = CaseId.At(TestTerritory.Territory, 2);
        var verdict = Spec(Lake)
            .Given(new StudyOrphaned(Facts(), 100, OrphanReason.RequestFirst)).When(Request());
        verdict.Then(Numbered(id), new StudyMatched(Study, id, "A1"));
        Assert.Equal((id, new ImagesStored(Study, "A1", 100, false)),
            ((CaseId, Message))(id, verdict.Decision.Tells[1].Body));
        Assert.Empty(((EstablishmentState)verdict.After).Orphans);
    }

    [Fact]
    public void A_waiting_study_of_another_person_stays_an_orphan() =>
        Spec(Lake)
            .Given(
                new StudyOrphaned(
                    Facts(patient: ACase.Someone with { Sex = "M" }), 100, OrphanReason.RequestFirst))
            .When(Request())
            .Then(Numbered(CaseId.At(TestTerritory.Territory, 2)));

    [Fact]
    public void A_waiting_study_without_all_strict_traits_stays_an_orphan() =>
        Spec(Lake)
            .Given(
                new StudyOrphaned(
                    Facts(patient: ACase.Someone with { Sex = null }), 100, OrphanReason.RequestFirst))
            .When(Request())
            .Then(Numbered(CaseId.At(TestTerritory.Territory, 2)));
}
