using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class ClassifyCaseTests
{
    private static ClassifyCase To(
        Urgency? urgency = null, Specialty? specialty = null, AnatomicalRegion? region = null) =>
        new(urgency, specialty, region, "avis du régulateur");

    [Fact]
    public void A_person_confirms_what_was_derived()
    {
        var verdict = Spec().Given(ToRead(Facts(origin: CaseOrigin.Images))).When(To());
        Assert.False(verdict.ThenOne<CaseClassified>().Classification.Derived);
        verdict.ThenTells((ActorId.Dispatcher, Replan.Now));
    }

    [Fact]
    public void Another_urgency_moves_the_target_from_the_same_clock()
    {
        var verdict = Spec().Given(ToRead()).After(TimeSpan.FromMinutes(5)).When(To(Urgency.Vital));
        Assert.Equal(
            new Target(Evening, Evening.AddMinutes(10), Evening.AddMinutes(17), Evening.AddMinutes(20)),
            verdict.ThenOne<TargetSet>().Target);
        Assert.Equal(
            ["breached", "escalation", "imminent", "warning"], (
                (CaseState)verdict.After).Deadlines.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_alerts_already_past_only_the_last_one_comes()
    {
        static IEnumerable<string> SetAfter(double minutes) =>
            Spec().Given(ToRead()).After(TimeSpan.FromMinutes(minutes)).When(To(Urgency.Vital))
                .Decision.Events.OfType<DeadlineSet>().Select(set => set.Name)
                .Where(name => name != "escalation");
        Assert.Equal(["warning", "imminent", "breached"], SetAfter(12));
        Assert.Equal(["imminent", "breached"], SetAfter(17));
        Assert.Equal(["breached"], SetAfter(20));
    }

    [Fact]
    public void Alerts_of_the_former_target_no_longer_hold()
    {
        var warned = Spec().Given(ToRead()).After(TimeSpan.FromMinutes(23))
            .When(new ActorState.Due("warning", Evening.AddMinutes(23)));
        var relaxed = Spec().Given(ToRead()).After(TimeSpan.FromMinutes(23))
            .Given([.. warned.Decision.Events])
            .When(To(Urgency.SemiUrgent));
        Assert.Empty(((CaseState)relaxed.After).Notices);
    }

    [Fact]
    public void A_more_urgent_case_awaits_its_images_for_less_long()
    {
        var verdict = Spec().Given(Requested(Facts(Urgency.Scheduled))).When(To(Urgency.Vital));
        Assert.Equal(Evening.AddMinutes(30), ((CaseState)verdict.After).Deadlines["images"]);
    }

    [Fact]
    public void An_offer_to_somebody_who_may_not_read_it_any_more_ends() =>
        Assert.Equal(
            new OfferEnded(Ana, OfferEnd.CaseChanged, null),
            Spec().Given(Offered(Ana)).When(To(specialty: Specialty.Paediatric)).ThenOne<OfferEnded>());

    [Fact]
    public void An_offer_that_has_waited_too_long_for_the_new_urgency_ends_when_the_case_becomes_more_urgent()
    {
        var verdict = Spec().Given(Offered(Ana, Facts(Urgency.Scheduled))).When(To(Urgency.Vital));
        verdict.ThenOne<OfferEnded>();
        verdict.ThenTells((ActorId.Dispatcher, Replan.Now));
    }

    [Fact]
    public void A_confirmed_offer_stands() =>
        Assert.Equal(CaseStatus.Offered, ((CaseState)Spec().Given(Offered(Ana)).When(To()).After).Status);

    [Fact]
    public void A_case_in_hand_stays_there_and_its_reader_learns_the_new_minutes() =>
        Spec().Given(Accepted(Ana)).When(To(specialty: Specialty.Thorax, region: AnatomicalRegion.Chest))
            .Then(new CaseClassified(
                new Classification(
                    Urgency.Urgent, Specialty.Thorax, AnatomicalRegion.Chest, 12, Derived: false),
                "avis du régulateur"))
            .ThenTells((Ana, new TakeOn(Id, 12)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void A_signed_case_is_what_it_was() =>
        Spec().Given(Signed(Ana)).When(To(Urgency.Vital)).ThenRefused(Refusals.CaseFinished);
}
