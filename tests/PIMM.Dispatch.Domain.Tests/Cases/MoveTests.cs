using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class ReleaseCaseTests
{
    [Fact]
    public void A_case_given_back_is_planned_again_and_leaves_the_readers_load() =>
        Spec().Given(Accepted(Ana)).When(new ReleaseCase(Ana, "fin de garde"))
            .Then(new CaseReleased(Ana, "fin de garde"), Calls(2), FirstStep)
            .ThenTells((Ana, new PutDown(Id, Read: false)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void It_is_not_offered_again_to_whoever_gave_it_back()
    {
        var after = (CaseState)Spec().Given(Accepted(Ana)).When(new ReleaseCase(Ana, "fin de garde")).After;
        Assert.Equal([Ana], after.DeclinedBy);
    }

    [Fact]
    public void The_coordinator_takes_it_back() =>
        Spec().Given(Accepted(Ana)).When(new ReleaseCase(null, "radiologue injoignable"))
            .ThenOne<CaseReleased>();

    [Fact]
    public void A_reader_gives_back_only_its_own() =>
        Spec().Given(Accepted(Ana)).When(new ReleaseCase(Ben, "non"))
            .ThenRefused(Refusals.NotYourCase, "ana");

    [Fact]
    public void What_is_only_offered_is_declined_not_released() =>
        Spec().Given(Offered(Ana)).When(new ReleaseCase(Ana, "non")).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void A_case_put_on_hold_may_be_given_back_and_then_nothing_is_left_of_the_hold()
    {
        var after = (CaseState)Spec().Given(Held(Ana)).When(new ReleaseCase(Ana, "fin de garde")).After;
        Assert.Equal((CaseStatus.ToRead, null, null), (after.Status, after.Reader, after.HeldUntil));
        Assert.DoesNotContain("hold", after.Deadlines.Keys);
    }

    [Fact]
    public void A_preliminary_text_stays_with_the_case()
    {
        var after = (CaseState)Spec().Given(Preliminary(Ana))
            .When(new ReleaseCase(Ana, "fin de garde")).After;
        Assert.Equal(1, after.Report!.Version);
    }
}

public sealed class ReassignCaseTests
{
    [Fact]
    public void The_coordinator_offers_a_waiting_case_to_a_named_reader() =>
        Spec().Given(ToRead()).When(new ReassignCase(Ben, "complexe"))
            .Then(
                new CaseOffered(Ben, Evening.AddMinutes(3), null),
                new DeadlineSet("offer", Evening.AddMinutes(3)),
                new NoticeRaised(2, NoticeKind.CaseAssigned, Audience.Of(Ben), Evening.AddMinutes(45)))
            .ThenTells((ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Whoever_had_the_offer_is_told() =>
        Spec().Given(Offered(Ana)).When(new ReassignCase(Ben, "complexe"))
            .Then(
                new OfferEnded(Ana, OfferEnd.Reassigned, "complexe"),
                new DeadlineCleared("offer"),
                new NoticeCleared(2),
                new CaseOffered(Ben, Evening.AddMinutes(3), null),
                new DeadlineSet("offer", Evening.AddMinutes(3)),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null),
                new NoticeRaised(4, NoticeKind.CaseAssigned, Audience.Of(Ben), Evening.AddMinutes(45)));

    [Fact]
    public void Whoever_had_the_case_puts_it_down() =>
        Spec().Given(Accepted(Ana)).When(new ReassignCase(Ben, "complexe"))
            .Then(
                new CaseReleased(Ana, "complexe"),
                Calls(2),
                FirstStep,
                new CaseOffered(Ben, Evening.AddMinutes(3), null),
                new DeadlineSet("offer", Evening.AddMinutes(3)),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null),
                new NoticeRaised(4, NoticeKind.CaseAssigned, Audience.Of(Ben), Evening.AddMinutes(45)))
            .ThenTells((Ana, new PutDown(Id, Read: false)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void To_the_reader_who_has_it_nothing_changes() =>
        Spec().Given(Accepted(Ana)).When(new ReassignCase(Ana, "complexe")).ThenNothing();

    [Fact]
    public void A_reader_nobody_knows_is_refused() =>
        Spec().Given(ToRead()).When(new ReassignCase(new ReaderId("inconnu"), "x"))
            .ThenRefused(Refusals.ReaderUnknown);

    [Fact]
    public void Privilege_and_skill_go_before_the_coordinators_word() =>
        Spec().Given(ToRead(Facts(at: South))).When(new ReassignCase(Cid, "x"))
            .ThenRefused(Refusals.ReaderNotEligible, "cid");

    [Fact]
    public void A_case_on_hold_or_signed_is_not_reassigned()
    {
        Spec().Given(Held(Ana)).When(new ReassignCase(Ben, "x")).ThenRefused(Refusals.NotInThisState);
        Spec().Given(Signed(Ana)).When(new ReassignCase(Ben, "x")).ThenRefused(Refusals.NotInThisState);
    }
}

public sealed class LayAsideTests
{
    [Fact]
    public void The_reader_keeps_a_case_that_it_lays_aside()
    {
        var verdict = Spec().Given(Accepted(Ana))
            .When(new LayAside(Other, Ana)).Then(new CaseInterrupted(Other));
        var after = (CaseState)verdict.After;
        Assert.Equal((CaseStatus.Accepted, Ana, 1), (after.Status, after.Reader, after.Interruptions));
    }

    [Fact]
    public void A_case_that_is_no_longer_read_can_not_be_laid_aside() =>
        Spec().Given(Signed(Ana)).When(new LayAside(Other, Ana)).ThenNothing();

    [Fact]
    public void A_case_that_another_reader_has_by_now_is_not_laid_aside() =>
        Spec().Given(Accepted(Ben)).When(new LayAside(Other, Ana)).ThenNothing();
}

public sealed class HoldCaseTests
{
    private static readonly HoldCase Hold = new(Evening.AddMinutes(10), "antériorités attendues");

    [Fact]
    public void A_hold_is_a_promise_to_come_back_and_leaves_the_readers_load() =>
        Spec().Given(Accepted(Ana)).When(Hold)
            .Then(new CaseHeld(Hold.Until, Hold.Reason), new DeadlineSet("hold", Hold.Until))
            .ThenTells((Ana, new PutDown(Id, Read: false)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void The_target_goes_on_while_a_case_is_held() =>
        Assert.Contains("breached", ((CaseState)Spec().Given(Held(Ana)).State).Deadlines.Keys);

    [Fact]
    public void An_offered_case_is_taken_back_from_whoever_was_offered_it() =>
        Spec().Given(Offered(Ana)).When(Hold)
            .Then(
                new OfferEnded(Ana, OfferEnd.CaseChanged, Hold.Reason),
                new DeadlineCleared("offer"),
                new NoticeCleared(2),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null),
                new DeadlineCleared("escalation"),
                new CaseHeld(Hold.Until, Hold.Reason),
                new DeadlineSet("hold", Hold.Until));

    [Fact]
    public void A_hold_ends_in_the_future() =>
        Spec().Given(Accepted(Ana)).When(Hold with { Until = Evening })
            .ThenRefused(Refusals.InstantInThePast);

    [Fact]
    public void Only_what_is_to_be_read_can_be_held() =>
        Spec().Given(Requested()).When(Hold).ThenRefused(Refusals.NotInThisState);
}

public sealed class ResumeCaseTests
{
    [Fact]
    public void The_reader_who_held_it_has_it_again() =>
        Spec().Given(Held(Ana)).When(new ResumeCase())
            .Then(new CaseResumed(), new DeadlineCleared("hold"))
            .ThenTells((Ana, new TakeOn(Id, 9)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void When_the_time_is_up_the_reader_is_told() =>
        Spec().Given(Held(Ana)).Given(new DeadlineReached("hold", Evening.AddMinutes(10)))
            .After(TimeSpan.FromMinutes(10)).When(new ActorState.Due("hold", Evening.AddMinutes(10)))
            .Then(
                new CaseResumed(),
                new NoticeRaised(3, NoticeKind.HoldEnded, Audience.Of(Ana), Evening.AddMinutes(45)));

    [Fact]
    public void A_case_held_before_anyone_had_it_is_to_read_again_and_the_coordinator_told()
    {
        var held = Told([new OpenCase(Facts()), Images(1), new CompleteImages(),
            new HoldCase(Evening.AddMinutes(10), "x")]);
        var verdict = Spec().Given(held).When(new ActorState.Due("hold", Evening.AddMinutes(10)));
        Assert.Equal(Audience.Coordinators, verdict.ThenOne<NoticeRaised>().Audience);
        Assert.Equal(CaseStatus.ToRead, ((CaseState)verdict.After).Status);
    }

    [Fact]
    public void A_preliminary_report_is_still_preliminary_after_a_hold()
    {
        var held = Accepted(
            Ana, null, new WritePreliminary(Ana, "Début.", null), new HoldCase(Evening.AddMinutes(1), "x"));
        Assert.Equal(
            CaseStatus.Preliminary, ((CaseState)Spec().Given(held).When(new ResumeCase()).After).Status);
    }

    [Fact]
    public void What_is_not_held_can_not_be_resumed() =>
        Spec().Given(Accepted(Ana)).When(new ResumeCase()).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void A_hold_that_ended_earlier_needs_nothing_when_its_time_comes() =>
        Spec().Given(Accepted(Ana)).When(new ActorState.Due("hold", Evening)).ThenNothing();
}
