using static PIMM.Dispatch.Domain.Tests.Alerts.ALedger;

namespace PIMM.Dispatch.Domain.Tests.Alerts;

/// <summary>What the ledger makes of tries, receipts and tests.</summary>
public sealed class AlertLedgerTests
{
    private static readonly TryResult Down = new(TryEnd.Retry, "http-503");

    [Fact]
    public void What_went_is_sent_and_told_again_is_nothing()
    {
        Spec().When(new RecordTry(Step(0), 1, Evening, TryResult.Sent))
            .Then(new AlertSent(Step(0), 1, Evening));
        Spec().Given(new AlertSent(Step(0), 1, Evening))
            .When(new RecordTry(Step(0), 2, Evening, Down)).ThenNothing();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(9, 60)]
    public void What_did_not_go_is_tried_again_after_a_wait_that_doubles(int attempt, int seconds) =>
        Spec().At(Evening.AddSeconds(1)).When(new RecordTry(Step(0), attempt, Evening, Down))
            .Then(new AlertFailed(Step(0), attempt, Evening, "http-503", Evening.AddSeconds(1 + seconds)));

    [Fact]
    public void Last_try_and_a_refusal_are_given_up()
    {
        Spec().When(new RecordTry(Step(0), AlertsState.AttemptsMax, Evening, Down))
            .Then(new AlertGivenUp(Step(0), AlertsState.AttemptsMax, Evening, "http-503"));
        Spec().When(new RecordTry(Step(0), 1, Evening, new TryResult(TryEnd.Refused, "http-400")))
            .Then(new AlertGivenUp(Step(0), 1, Evening, "http-400"));
    }

    [Fact]
    public void Same_try_told_twice_counts_once() =>
        Spec().Given(new AlertFailed(Step(0), 1, Evening, "timeout", Evening.AddSeconds(2)))
            .When(new RecordTry(Step(0), 1, Evening, Down)).ThenNothing();

    [Fact]
    public void Contact_that_is_gone_is_lost_and_says_nothing_against_the_channel()
    {
        var gone = new TryResult(TryEnd.ContactGone, "contact-gone");
        var verdict = Spec()
            .Given(Failure(1), Failure(2))
            .When(new RecordTry(Step(0), 1, Evening, gone));

        verdict.Then(
            new AlertGivenUp(Step(0), 1, Evening, "contact-gone"),
            new ContactLost(Browser, "ana", AlertChannel.Push));
        var after = (AlertsState)verdict.After;
        Assert.False(after.Contacts.ContainsKey(Browser));
        Assert.Equal(0, after.HealthOf(AlertChannel.Push).Failures);
    }

    [Fact]
    public void Three_failures_in_a_row_are_one_alarm_and_one_success_ends_it()
    {
        var two = Spec().Given(Failure(1), Failure(2));
        var third = two.When(new RecordTry(Step(0, Other(3)), 1, Evening, Down));
        Assert.Equal(new ChannelFailing(AlertChannel.Push, "http-503"), third.ThenOne<ChannelFailing>());

        var down = two.Given(Failure(3), new ChannelFailing(AlertChannel.Push, "http-503"));
        down.When(new RecordTry(Step(0, Other(4)), 1, Evening, Down))
            .Then(Failure(4));
        Assert.Equal(
            4, ((AlertsState)down.Given(Failure(4)).State).HealthOf(AlertChannel.Push).Failures);
        var up = down.When(new RecordTry(Step(0, Other(5)), 1, Evening, TryResult.Sent));
        Assert.Equal(new ChannelRestored(AlertChannel.Push), up.ThenOne<ChannelRestored>());
        Assert.Null(((AlertsState)up.After).HealthOf(AlertChannel.Push).FailingSince);
    }

    [Fact]
    public void Receipt_settles_what_was_sent_once()
    {
        var sent = Spec().Given(new AlertSent(Step(1), 1, Evening));

        sent.When(new RecordReceipt(Step(1).Id, null)).Then(new AlertDelivered(Step(1)));
        var lost = sent.When(new RecordReceipt(Step(1).Id, "handset-off"));
        lost.Then(new AlertUndelivered(Step(1), "handset-off"));
        Assert.False(((AlertsState)lost.After).Contacts[Mobile].Works);
        sent.Given(new AlertDelivered(Step(1)))
            .When(new RecordReceipt(Step(1).Id, "handset-off")).ThenNothing();
    }

    [Fact]
    public void Receipt_of_what_was_never_sent_is_refused() =>
        Spec().When(new RecordReceipt(new AlertId("x#1/y/0"), null)).ThenRefused(Refusals.AlertUnknown);

    [Fact]
    public void Test_shows_whether_a_contact_works()
    {
        var good = Spec().When(new RecordTest(Mobile, "ana", AlertChannel.Text, TryResult.Sent));
        good.Then(new ContactTested(Mobile, "ana", AlertChannel.Text, null));
        Assert.True(((AlertsState)good.After).Contacts[Mobile].Works);
        var bad = Spec().Given(new ContactTested(Mobile, "ana", AlertChannel.Text, null))
            .After(TimeSpan.FromHours(1)).When(new RecordTest(Mobile, "ana", AlertChannel.Text, Down));
        Assert.False(((AlertsState)bad.After).Contacts[Mobile].Works);
        Spec().Given(new ChannelFailing(AlertChannel.Text, "http-503"))
            .When(new RecordTest(Mobile, "ana", AlertChannel.Text, TryResult.Sent))
            .Then(new ContactTested(Mobile, "ana", AlertChannel.Text, null),
                new ChannelRestored(AlertChannel.Text));
        Spec().When(new RecordTest(
                Browser, "ana", AlertChannel.Push, new TryResult(TryEnd.ContactGone, "contact-gone")))
            .Then(new ContactTested(Browser, "ana", AlertChannel.Push, "contact-gone"),
                new ContactLost(Browser, "ana", AlertChannel.Push));
    }

    [Fact]
    public void Contact_that_was_taken_away_is_forgotten()
    {
        Spec().Given(new ContactTested(Mobile, "ana", AlertChannel.Text, null))
            .When(new ForgetContact(Mobile)).Then(new ContactForgotten(Mobile));
        Spec().When(new ForgetContact(Mobile)).ThenNothing();
    }

    [Fact]
    public void Closing_a_notice_empties_the_ledger_of_it()
    {
        var sent = Spec().Given(
            new AlertSent(Step(0), 1, Evening), new AlertSent(Step(0, Other(2)), 1, Evening));

        var closed = sent.When(new CloseAlerts([Notice, Other(9)]));

        closed.Then(new AlertsClosed([Notice]));
        Assert.Equal([Step(0, Other(2)).Id], ((AlertsState)closed.After).Alerts.Keys);
        Spec().When(new CloseAlerts([Notice])).ThenNothing();
    }

    private static NoticeId Other(int number) => NoticeId.Of(ACase.Id, 10 + number);

    private static AlertFailed Failure(int number) =>
        new(Step(0, Other(number)), 1, Evening, "http-503", Evening.AddSeconds(2));
}
