using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.Alerts.ALedger;

namespace PIMM.Dispatch.Domain.Tests.Alerts;

/// <summary>Which channel when, while nobody has heard.</summary>
public sealed class AlertPlanTests
{
    [Fact]
    public void Notification_goes_at_once_and_the_message_is_next()
    {
        var due = Plan(AlertsState.Initial, 0, Open());

        Assert.Equal([new AlertDue(Step(0), 1)], due.Now);
        Assert.Equal(Evening.AddMinutes(1), due.NextAt);
    }

    [Fact]
    public void Each_step_comes_at_its_time_if_the_one_before_went_in_time()
    {
        var sent = Spec().Given(new AlertSent(Step(0), 1, Evening));

        Assert.Empty(Plan(State(sent), 59, Open()).Now);
        Assert.Equal([new AlertDue(Step(1), 1)], Plan(State(sent), 60, Open()).Now);
        var twice = sent.Given(new AlertSent(Step(1), 1, Evening.AddSeconds(60)));
        Assert.Empty(Plan(State(twice), 119, Open()).Now);
        Assert.Equal([new AlertDue(Step(2), 1)], Plan(State(twice), 120, Open()).Now);
    }

    [Fact]
    public void Notice_that_is_gone_is_told_to_nobody() =>
        Assert.Empty(Plan(State(Spec().Given(new AlertSent(Step(0), 1, Evening))), 600).Now);

    [Fact]
    public void Who_is_told_late_has_time_before_the_next_step()
    {
        Assert.Equal([new AlertDue(Step(0), 1)], Plan(AlertsState.Initial, 600, Open()).Now);
        var late = Spec().Given(new AlertSent(Step(0), 1, Evening.AddSeconds(600)));
        Assert.Empty(Plan(State(late), 659, Open()).Now);
        Assert.Equal([new AlertDue(Step(1), 1)], Plan(State(late), 660, Open()).Now);
    }

    [Fact]
    public void Channel_that_does_not_answer_holds_the_next_one_up_no_longer_than_the_ladder()
    {
        var failing = Spec().Given(
            new AlertFailed(Step(0), 1, Evening, "timeout", Evening.AddSeconds(90)));

        Assert.Equal([new AlertDue(Step(1), 1)], Plan(State(failing), 60, Open()).Now);
    }

    [Fact]
    public void Channel_that_is_known_not_to_work_holds_nothing_up()
    {
        var down = Spec().Given(new ChannelFailing(AlertChannel.Push, "timeout"));

        Assert.Equal(
            [new AlertDue(Step(0), 1), new AlertDue(Step(1), 1)], Plan(State(down), 60, Open()).Now);
    }

    [Fact]
    public void What_failed_is_tried_again_at_its_time_and_what_was_given_up_is_not()
    {
        var failed = Spec().Given(
            new AlertFailed(Step(0), 1, Evening, "http-503", Evening.AddSeconds(2)));

        Assert.Empty(Plan(State(failed), 1, Open()).Now);
        Assert.Equal([new AlertDue(Step(0), 2)], Plan(State(failed), 2, Open()).Now);
        var over = failed.Given(new AlertGivenUp(Step(0), 2, Evening, "http-400"));
        Assert.Empty(Plan(State(over), 2, Open()).Now);
    }

    [Fact]
    public void Every_browser_of_a_person_is_told_and_a_missing_channel_is_passed_over()
    {
        var ben = Person("ben", (new("b1"), AlertChannel.Push), (new("b2"), AlertChannel.Push),
            (Landline, AlertChannel.Voice));

        Assert.Equal(
            ["b1", "b2"],
            Plan(AlertsState.Initial, 0, Open(to: ben)).Now.Select(due => due.Alert.Contact.Value));
        var noBrowser = Person("cid", (Landline, AlertChannel.Voice));
        var due = Plan(AlertsState.Initial, 0, Open(to: noBrowser));
        Assert.Empty(due.Now);
        Assert.Equal(Evening.AddMinutes(2), due.NextAt);
    }

    [Fact]
    public void Some_kinds_never_wake_anybody_and_some_are_told_on_screens_alone()
    {
        Assert.Null(Plan(AlertsState.Initial, 0, Open(kind: NoticeKind.ProtocolGiven)).NextAt);
        Assert.Single(Plan(AlertsState.Initial, 600, Open(kind: NoticeKind.ProtocolGiven)).Now);
        Assert.Empty(Plan(AlertsState.Initial, 600, Open(kind: NoticeKind.ReportSigned)).Now);
        Assert.Single(Plan(AlertsState.Initial, 600, Open(urgency: null)).Now);
        Assert.Empty(Plan(AlertsState.Initial, 600, Open(Urgency.Scheduled)).Now);
    }

    [Fact]
    public void What_is_old_begins_no_alert_any_more_and_a_new_contact_hears_nothing_from_before()
    {
        var old = AlertPlan.FreshFor.TotalSeconds;
        Assert.Single(Plan(AlertsState.Initial, old, Open()).Now);
        Assert.Empty(Plan(AlertsState.Initial, old + 1, Open()).Now);
        var newcomer = new Reachable(
            "ben", [new ContactPoint(Browser, AlertChannel.Push, Evening.AddSeconds(1))]);
        Assert.Empty(Plan(AlertsState.Initial, 5, Open(to: newcomer)).Now);
    }

    [Fact]
    public void Two_notices_are_two_notifications_but_one_message_and_a_pause()
    {
        var second = Open(id: NoticeId.Of(ACase.Id, 2), at: Evening.AddSeconds(1));
        var pushed = Spec().Given(
            new AlertSent(Step(0), 1, Evening),
            new AlertSent(Step(0, second.Id), 1, Evening.AddSeconds(1)));

        Assert.Equal(2, Plan(AlertsState.Initial, 1, Open(), second).Now.Count);
        Assert.Equal([new AlertDue(Step(1), 1)], Plan(State(pushed), 61, second, Open()).Now);
        var texted = pushed.Given(new AlertSent(Step(1), 1, Evening.AddSeconds(61)));
        Assert.Empty(Plan(State(texted), 80, Open(), second).Now);
        Assert.Equal(
            [new AlertDue(Step(1, second.Id), 1)], Plan(State(texted), 81, Open(), second).Now);
    }

    [Fact]
    public void Most_urgent_is_sent_first()
    {
        var urgent = Open(Urgency.Urgent, id: NoticeId.Of(ACase.Id, 2), at: Evening.AddMinutes(-1));

        Assert.Equal(
            [Urgency.Vital, Urgency.Urgent],
            Plan(AlertsState.Initial, 0, urgent, Open()).Now.Select(due => due.Alert.Urgency!.Value));
    }

    [Fact]
    public void Ledger_names_the_notices_that_are_over_once_no_receipt_can_come()
    {
        var ledger = State(Spec().Given(new AlertSent(Step(0), 1, Evening)));

        var over = Evening + AlertPlan.ReceiptsFor;
        Assert.Equal([Notice], AlertPlan.Over(ledger, ImmutableHashSet<NoticeId>.Empty, over));
        Assert.Empty(AlertPlan.Over(ledger, ImmutableHashSet<NoticeId>.Empty, over.AddSeconds(-1)));
        Assert.Empty(AlertPlan.Over(ledger, ImmutableHashSet.Create(Notice), over));
    }

    private static AlertsState State(ActorSpec spec) => (AlertsState)spec.State;

    private static AlertsDue Plan(AlertsState ledger, double seconds, params AlertableNotice[] notices) =>
        AlertPlan.Of(notices, ledger, Evening.AddSeconds(seconds));
}
