using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class AcceptCaseTests
{
    [Fact]
    public void The_reader_takes_it_on_and_the_ringing_ends() =>
        Spec().Given(Offered(Ana)).When(new AcceptCase(Ana))
            .Then(
                new CaseAccepted(Ana, TakenHow.Offer),
                new DeadlineCleared("offer"),
                new NoticeCleared(2),
                new DeadlineCleared("escalation"))
            .ThenTells((Ana, new TakeOn(Id, 9)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void The_reading_that_makes_room_is_laid_aside() =>
        Spec().Given(Offered(Ana, interrupts: Other)).When(new AcceptCase(Ana))
            .ThenTells(
                (Ana, new TakeOn(Id, 9)), (Other, new LayAside(Id, Ana)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Accepting_twice_changes_nothing() =>
        Spec().Given(Accepted(Ana)).When(new AcceptCase(Ana)).ThenNothing();

    [Fact]
    public void Assigned_case_cannot_be_accepted_by_another() =>
        Spec().Given(Accepted(Ana)).When(new AcceptCase(Ben)).ThenRefused(Refusals.CaseTaken, "ana");

    [Fact]
    public void An_offer_is_for_the_reader_it_was_made_to() =>
        Spec().Given(Offered(Ana)).When(new AcceptCase(Ben)).ThenRefused(Refusals.NotOfferedToYou, "ana");

    [Fact]
    public void An_offer_that_has_ended_can_not_be_accepted() =>
        Spec().Given(ToRead()).When(new AcceptCase(Ana)).ThenRefused(Refusals.OfferExpired);

    [Fact]
    public void A_finished_case_can_not_be_accepted() =>
        Spec().Given(Signed(Ana)).When(new AcceptCase(Ana)).ThenRefused(Refusals.CaseFinished);

    [Fact]
    public void Once_taken_it_no_longer_alarms_those_who_could_have_taken_it()
    {
        var warned = Spec().Given(Offered(Ana)).After(TimeSpan.FromMinutes(23))
            .When(new ActorState.Due("warning", Evening.AddMinutes(23)));
        var taken = Spec().Given(Offered(Ana)).After(TimeSpan.FromMinutes(23))
            .Given([.. warned.Decision.Events])
            .When(new AcceptCase(Ana));
        Assert.DoesNotContain(
            ((CaseState)taken.After).Notices.Values, notice => notice.Audience == Audience.Present);
    }
}

public sealed class DeclineCaseTests
{
    [Fact]
    public void A_declined_case_is_planned_again_and_not_offered_to_that_reader()
    {
        var verdict = Spec().Given(Offered(Ana)).When(new DeclineCase(Ana, "conflit d'intérêts"))
            .Then(
                new OfferEnded(Ana, OfferEnd.Declined, "conflit d'intérêts"),
                new DeadlineCleared("offer"),
                new NoticeCleared(2))
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        Assert.Equal([Ana], ((CaseState)verdict.After).DeclinedBy);
    }

    [Fact]
    public void Only_the_reader_it_was_offered_to_can_decline() =>
        Spec().Given(Offered(Ana)).When(new DeclineCase(Ben, "non")).ThenRefused(Refusals.NotOfferedToYou);

    [Fact]
    public void A_case_in_hand_is_released_not_declined() =>
        Spec().Given(Accepted(Ana)).When(new DeclineCase(Ana, "non")).ThenRefused(Refusals.NotOfferedToYou);
}

public sealed class ClaimCaseTests
{
    [Fact]
    public void A_reader_helps_itself() =>
        Spec().Given(ToRead()).When(new ClaimCase(Ben))
            .Then(new CaseAccepted(Ben, TakenHow.Claim), new DeadlineCleared("escalation"))
            .ThenTells((Ben, new TakeOn(Id, 9)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Whoever_had_the_offer_is_told() =>
        Spec().Given(Offered(Ana)).When(new ClaimCase(Ben))
            .Then(
                new OfferEnded(Ana, OfferEnd.Reassigned, null),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null),
                new CaseAccepted(Ben, TakenHow.Claim),
                new DeadlineCleared("offer"),
                new NoticeCleared(2),
                new DeadlineCleared("escalation"));

    [Fact]
    public void Claiming_what_one_is_offered_is_accepting_it() =>
        Spec().Given(Offered(Ana, interrupts: Other)).When(new ClaimCase(Ana))
            .ThenTells(
                (Ana, new TakeOn(Id, 9)), (Other, new LayAside(Id, Ana)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Whoever_has_it_keeps_it()
    {
        Spec().Given(Accepted(Ana)).When(new ClaimCase(Ben)).ThenRefused(Refusals.CaseTaken, "ana");
        Spec().Given(Accepted(Ana)).When(new ClaimCase(Ana)).ThenNothing();
    }

    [Fact]
    public void Privilege_and_skill_are_needed() =>
        Spec().Given(ToRead(Facts(at: South))).When(new ClaimCase(Cid))
            .ThenRefused(Refusals.ReaderNotEligible);

    [Fact]
    public void Before_the_images_are_complete_there_is_nothing_to_claim() =>
        Spec().Given(Arriving()).When(new ClaimCase(Ana)).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void A_finished_case_can_not_be_claimed() =>
        Spec().Given(Signed(Ana)).When(new ClaimCase(Ben)).ThenRefused(Refusals.CaseFinished);
}
