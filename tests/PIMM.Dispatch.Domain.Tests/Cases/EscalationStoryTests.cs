using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>Escalations in a whole territory: who is there, who hears, and where the case goes.</summary>
public sealed class EscalationStoryTests
{
    private static readonly NoticeKind[] Paging =
        [NoticeKind.Escalated, NoticeKind.AcknowledgementExpired, NoticeKind.NoReader];

    /// <summary>Two readers who are both reading, and a case that waits for either.</summary>
    private static (Story Story, CaseId Waiting) BothBusy(TerritorySettings? settings = null)
    {
        var story = new Story(settings).Present(Ana, Ben);
        foreach (var id in new[] { story.Arrives(), story.Arrives(specialty: Specialty.Thorax) })
            story.Accepts(id);
        return (story, story.Arrives());
    }

    private static IEnumerable<(double Minutes, Audience Audience)> Paged(Story story, DateTimeOffset from) =>
        story.All<NoticeRaised>().Where(one => Array.IndexOf(Paging, one.Fact.Kind) >= 0 && one.At >= from)
            .Select(one => ((one.At - from).TotalMinutes, one.Fact.Audience));

    [Fact]
    public void Those_awake_are_told_before_those_asleep()
    {
        var (story, _) = BothBusy();
        var start = story.Now;
        story.Pass(59);
        Assert.Equal(
            [(20, Audience.Present), (27, Audience.Present), (33, Audience.OnCall),
                (38, Audience.Coordinators)],
            Paged(story, start));
    }

    [Fact]
    public void The_case_itself_moves_and_not_only_a_badge()
    {
        var (story, id) = BothBusy();
        story.Pass(61);
        Assert.Equal((CaseStatus.Externalised, Provider), (story.Of(id).Status, story.Of(id).Provider));
        Assert.Null(story.Of(id).Escalation);
        Assert.NotEmpty(story.Of(id).Deadlines);
    }

    [Fact]
    public void An_offer_that_is_not_answered_moves_on_when_somebody_else_is_free()
    {
        var quick = Settings(Policy(15,
            (StepClock.AfterPrevious, 1, StepTo.Readers, true),
            (StepClock.AfterTarget, 0, StepTo.Coordinators, false)));
        var story = new Story(quick).Present(Ana, Ben);
        var id = story.Arrives();
        Assert.Equal(Ana, story.Of(id).Reader);
        story.Pass(1);
        Assert.Equal((CaseStatus.Offered, Ben), (story.Of(id).Status, story.Of(id).Reader));
        Assert.Equal(OfferEnd.Escalated, story.All<OfferEnded>().Single().Fact.Why);
    }

    [Fact]
    public void An_offer_stays_where_it_is_when_nobody_else_is_free()
    {
        var quick = Settings(Policy(15,
            (StepClock.AfterPrevious, 1, StepTo.Readers, true),
            (StepClock.AfterTarget, 0, StepTo.Coordinators, false)));
        var story = new Story(quick).Present(Ana);
        var id = story.Arrives();
        story.Pass(1);
        Assert.Equal((CaseStatus.Offered, Ana), (story.Of(id).Status, story.Of(id).Reader));
        Assert.Empty(story.All<OfferEnded>());
    }

    [Fact]
    public void Nobody_on_call_for_the_skill_is_an_alarm_at_once_and_no_step_is_waited_for()
    {
        var story = new Story();
        var start = story.Now;
        var id = story.Arrives();
        Assert.Equal([(0, Audience.Coordinators)], Paged(story, start));
        story.Pass(20);
        Assert.Equal([1, 2, 3], story.All<EscalationFoundNobody>().Select(one => one.Fact.Step));
        Assert.Equal(4, story.Of(id).Escalation!.StepsDone);
        Assert.Equal((20, Audience.Coordinators), Paged(story, start).Last());
    }

    [Fact]
    public void An_alert_acknowledged_long_ago_pages_nobody()
    {
        var (story, id) = BothBusy();
        story.Pass(20);
        story.Tell(id, new AcknowledgeNotice(story.Of(id).Notices.Keys.Last()));
        story.Pass(5);
        story.Tell(id, new ClaimCase(Ben));
        story.Tell(id, new SignReport(Ben, "Lu.", null));
        var ended = story.Now;
        story.Pass(48 * 60);
        Assert.Empty(Paged(story, ended));
        Assert.DoesNotContain(
            story.All<EscalationStepped>(), stepped => stepped.At >= ended);
    }

    [Fact]
    public void Paging_ends_after_acknowledgement()
    {
        var (story, id) = BothBusy();
        story.Pass(20);
        var heard = story.Now.AddMicroseconds(1);
        story.Tell(id, new AcknowledgeNotice(story.Of(id).Notices.Keys.Last()));
        Assert.Empty(story.Of(id).Notices);
        story.Pass(14.9);
        Assert.Empty(Paged(story, heard));
    }

    [Fact]
    public void An_acknowledgement_that_expires_goes_on_from_where_it_stood()
    {
        var (story, id) = BothBusy();
        story.Pass(22);
        var heard = story.Now;
        story.Tell(id, new AcknowledgeNotice(story.Of(id).Notices.Keys.Last()));
        Assert.Equal("tester", story.Of(id).Escalation!.AcknowledgedBy);
        story.Pass(32);
        Assert.Equal(
            [(15, Audience.Present), (20, Audience.Present), (26, Audience.OnCall),
                (31, Audience.Coordinators)],
            Paged(story, heard));
    }

    [Fact]
    public void A_vital_case_is_unheard_again_after_five_minutes()
    {
        var story = new Story().Present(Ana);
        var id = story.Arrives(Urgency.Vital);
        story.Pass(1);
        var heard = story.Now;
        var notice = story.Of(id).Notices.Values.Single(one => one.Kind == NoticeKind.Escalated);
        story.Tell(id, new AcknowledgeNotice(notice.Number));
        story.Pass(4.99);
        Assert.Empty(story.All<AcknowledgementExpired>());
        story.Pass(0.01);
        Assert.Equal(heard.AddMinutes(5), story.All<AcknowledgementExpired>().Single().At);
    }

    [Fact]
    public void An_acknowledgement_that_was_lost_or_sent_twice_does_no_harm()
    {
        var (story, id) = BothBusy();
        story.Pass(20);
        var number = story.Of(id).Notices.Keys.Last();
        story.Tell(id, new AcknowledgeNotice(number));
        var expires = story.Of(id).Deadlines["alert-acknowledged"];
        story.Pass(5);
        story.Tell(id, new AcknowledgeNotice(number));
        Assert.Equal(expires, story.Of(id).Deadlines["alert-acknowledged"]);
        Assert.Single(story.All<AlertAcknowledged>());
    }

    [Fact]
    public void Deadline_alerts_come_at_their_instants_acknowledged_or_not()
    {
        var (story, id) = BothBusy();
        var start = story.Now;
        story.Pass(20);
        story.Tell(id, new AcknowledgeNotice(story.Of(id).Notices.Keys.Last()));
        story.Pass(26);
        Assert.Equal(
            [(23, TargetAlert.Warning), (38, TargetAlert.Imminent), (45, TargetAlert.Breached)],
            story.Journal.Where(one => one.Actor == id && one.Event is TargetAlerted)
                .Select(one => ((one.At - start).TotalMinutes, ((TargetAlerted)one.Event).Alert)));
    }

    [Fact]
    public void A_policy_that_begins_after_the_alert_does_not_apply_to_it()
    {
        var later = WithUrgentPolicy(
            VirtualClock.Evening.AddMinutes(10),
            Policy(15, (StepClock.AfterPrevious, 0, StepTo.Coordinators, false)));
        var (story, id) = BothBusy(later);
        story.Pass(19.9);
        Assert.Empty(story.All<EscalationStepped>());
        Assert.Equal(5, story.Of(id).Escalation!.Policy.Steps.Length);
        var second = story.Arrives();
        story.Pass(0);
        Assert.Equal(VirtualClock.Evening.AddMinutes(10), story.Of(second).Escalation!.PolicyFrom);
        Assert.Equal(1, story.Of(second).Escalation!.StepsDone);
    }

    private static TerritorySettings Settings(EscalationPolicy urgent) =>
        WithUrgentPolicy(VirtualClock.Evening.AddDays(-1), urgent);
}
