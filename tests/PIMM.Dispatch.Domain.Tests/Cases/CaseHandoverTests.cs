using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class CaseHandoverTests
{
    private static readonly HandOverCase ToBen = new("42", Ana, Ben, SendingDecider.Roster);

    [Fact]
    public void Until_somebody_accepts_the_outgoing_reader_keeps_it()
    {
        var verdict = Spec().Given(Accepted(Ana))
            .When(new ProposeHandover(Ana, [Audience.Of(Ben)], Answered: true))
            .Then(new NoticeRaised(3, NoticeKind.HandoverOffered, Audience.Of(Ben), Evening.AddMinutes(45)));
        Assert.Equal(new CaseOwner(OwnerKind.Reader, Ana.Value), CaseOwner.Of((CaseState)verdict.After));
    }

    [Fact]
    public void Unanswered_it_is_the_coordinators_alarm_instead()
    {
        var asked = Accepted(Ana, null, new ProposeHandover(Ana, [Audience.Of(Ben)], Answered: true));
        Spec().Given(asked).When(new ProposeHandover(Ana, [Audience.Coordinators], Answered: false))
            .Then(
                new NoticeCleared(3),
                new NoticeRaised(
                    4, NoticeKind.HandoverUnanswered, Audience.Coordinators, Evening.AddMinutes(45)));
        Spec().Given(asked).When(new CloseHandover(Ana)).Then(new NoticeCleared(3));
    }

    [Fact]
    public void Released_or_given_to_another_nothing_is_said_of_the_hand_over_any_more()
    {
        var asked = Accepted(Ana, null, new ProposeHandover(Ana, [Audience.Of(Ben)], Answered: true));
        foreach (var moved in new Message[] { new ReleaseCase(Ana, "x"), new ReassignCase(Ben, "x") })
            Assert.DoesNotContain(
                ((CaseState)Spec().Given(asked).When(moved).After).Notices.Values,
                notice => notice.Kind == NoticeKind.HandoverOffered);
    }

    [Fact]
    public void At_the_acceptance_the_owner_changes_and_the_clock_goes_on()
    {
        var before = Accepted(Ana);
        var verdict = Spec().Given(before).When(ToBen)
            .Then(
                new CaseHandedOver(Ana, Ben, "42"),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null))
            .ThenTells(
                (Ana, new PutDown(Id, Read: false)), (Ben, new TakeOn(Id, 9)),
                (ActorId.Dispatcher, Replan.Now));
        var (was, now) = ((CaseState)verdict.Before, (CaseState)verdict.After);
        Assert.Equal(new CaseOwner(OwnerKind.Reader, Ben.Value), CaseOwner.Of(now));
        Assert.Equal((was.Target, was.Deadlines), (now.Target, now.Deadlines));
    }

    [Fact]
    public void A_hold_goes_over_as_a_hold()
    {
        var verdict = Spec().Given(Held(Ana)).When(ToBen)
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        var after = (CaseState)verdict.After;
        Assert.Equal((CaseStatus.OnHold, (ReaderId?)Ben), (after.Status, after.Reader));
        Assert.Contains("hold", after.Deadlines.Keys);
    }

    [Fact]
    public void To_a_provider_it_leaves_with_its_proof()
    {
        var verdict = Spec().Given(Accepted(Ana))
            .When(new HandOverCase("42", Ana, Provider, SendingDecider.Roster)).Then();
        verdict.ThenTells((ActorId.Dispatcher, new JustifySending(
            (CaseState)verdict.Before, Provider, "hand-over", SendingDecider.Roster, Accepted: true)));
    }

    [Fact]
    public void Who_may_not_read_it_does_not_get_it() =>
        Spec().Given(Accepted(Ana, Facts(Urgency.Urgent, Specialty.Thorax)))
            .When(new HandOverCase("42", Ana, Cid, SendingDecider.Roster))
            .ThenRefused(Refusals.ReaderNotEligible, Cid.Value);

    [Fact]
    public void What_happened_meanwhile_wins()
    {
        Spec().Given(Signed(Ana)).When(ToBen).ThenNothing();
        Spec().Given(Accepted(Ben)).When(ToBen).ThenNothing();
        Spec().Given(Accepted(Ben)).When(new CloseHandover(Ana)).ThenNothing();
        Spec().Given(Accepted(Ben)).When(new ProposeHandover(Ana, [Audience.Of(Cid)], true)).ThenNothing();
        Spec().Given(Signed(Ana)).When(new YieldCase(Ana)).ThenNothing();
    }

    [Fact]
    public void A_vital_case_waits_for_no_acceptance()
    {
        var verdict = Spec().Given(Accepted(Ana, Facts(Urgency.Vital))).When(new YieldCase(Ana));
        verdict.ThenOne<CaseReleased>();
        Assert.Equal(OwnerKind.Dispatcher, CaseOwner.Of((CaseState)verdict.After)!.Kind);
        Assert.Contains((ActorId.Dispatcher, Replan.Now), verdict.Decision.Tells);
    }
}
