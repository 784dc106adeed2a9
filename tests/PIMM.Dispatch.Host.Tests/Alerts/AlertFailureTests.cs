using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>What does not go is tried again, or not, and the operator hears of it once.</summary>
public sealed class AlertFailureTests
{
    [Fact]
    public async Task Server_that_is_ill_is_asked_again_under_the_same_id_after_a_wait()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.920");
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        rig.Gateway.Answers.Enqueue(503);
        rig.Gateway.Answers.Enqueue(429);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var first = await rig.Gateway.NextAsync();
        await rig.UntilAsync(ledger => Text(ledger)?.Status == AlertStatus.Retried);

        await PassToRetryAsync(rig);
        var second = await rig.Gateway.NextAsync(like: first);
        await rig.UntilAsync(ledger => Text(ledger)!.Attempts == 2);
        // Messages to one telephone keep their distance, a repeat like any other.
        await PassToRetryAsync(rig);
        var third = await rig.Gateway.NextAsync(like: first);
        await rig.UntilSentAsync(AlertChannel.Text);

        Assert.Equal(3, Text(rig.Ledger)!.Attempts);
        foreach (var repeat in new[] { second, third })
        {
            Assert.Equal(first.Headers["Idempotency-Key"], repeat.Headers["Idempotency-Key"]);
            Assert.Equal((string?)first.Json["id"], (string?)repeat.Json["id"]);
        }
    }

    [Fact]
    public async Task What_is_refused_is_not_tried_again_and_the_next_channel_comes_at_its_time()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.921");
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        rig.Gateway.Answers.Enqueue(400);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        await rig.Gateway.NextAsync();
        await rig.UntilAsync(ledger => Text(ledger)?.Status == AlertStatus.GivenUp);

        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));

        await rig.Gateway.NextAsync("voice");
        Assert.Equal(1, Text(rig.Ledger)!.Attempts);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Browser_that_is_gone_is_forgotten(int status)
    {
        await using var rig = await AlertRig.StartAsync();
        var coordinator = await rig.ReachableAsync();
        rig.Push.Answers.Enqueue(status);
        await rig.AlarmAsync("1.2.922");
        await rig.Push.NextAsync();
        await rig.UntilAsync(ledger => ledger.Alerts.Values.Any(one => one.Status == AlertStatus.GivenUp));
        await rig.UntilGoneAsync();
        // The message comes although the notification never went.
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        await rig.Gateway.NextAsync();

        var mine = await coordinator.GetAsync("/api/me/alerts");
        Assert.DoesNotContain(mine["contacts"]!.AsArray(), one => (string?)one!["channel"] == "push");
        Assert.Contains(mine["lines"]!.AsArray(), line => (string?)line!["what"] == "contact-lost");
    }

    [Fact]
    public async Task Channel_that_does_not_work_is_one_alarm_for_all_and_one_all_clear()
    {
        await using var rig = await AlertRig.StartAsync();
        var coordinator = await rig.ReachableAsync();
        for (var failure = 0; failure < 4; failure++)
            rig.Push.Answers.Enqueue(503);
        await rig.AlarmAsync("1.2.923");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await rig.Push.NextAsync();
            await rig.UntilAsync(ledger => Push(ledger)?.Attempts == attempt);
            var failing = (await coordinator.GetAsync("/api/me/alerts"))["failing"]!.AsArray();
            Assert.Equal(attempt >= 3, failing.Count == 1);
            await rig.Node.PassAsync(Push(rig.Ledger)!.RetryAt!.Value - rig.Node.Clock.GetUtcNow());
        }
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        // Of a batch all has been said when another one is on the screens.
        await rig.Node.OnDutyAsync("radiologue2");

        var said = rig.Node.Log.NamesFrom(LogLevel.Information);
        Assert.Single(said, name => name == "channel.failing");
        Assert.Single(said, name => name == "channel.restored");
        Assert.Empty((await coordinator.GetAsync("/api/me/alerts"))["failing"]!.AsArray());
        Assert.Contains(
            "pimm_alerts_tries_total{territory=\"hainaut-cambresis\",channel=\"push\",end=\"retry\"}",
            await (await coordinator.Http.GetAsync("/metrics")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_service_that_never_answers_delays_neither_dispatch_nor_the_other_channels()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        rig.Push.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await rig.AlarmAsync("1.2.924");
        await rig.Push.NextAsync();

        await rig.Node.PassAsync(TimeSpan.FromSeconds(10));
        await rig.UntilAsync(ledger => Push(ledger)?.Status == AlertStatus.Retried);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(50));

        Assert.Equal("text", (string?)(await rig.Gateway.NextAsync()).Json["channel"]);
        await rig.UntilSentAsync(AlertChannel.Text);
        Assert.Equal(TimeSpan.FromSeconds(60), Text(rig.Ledger)!.FirstAt - Push(rig.Ledger)!.FirstAt);
    }

    [Fact]
    public async Task Ledger_lets_go_of_notices_that_are_over()
    {
        await using var rig = await AlertRig.StartAsync();
        var coordinator = await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.925");
        var notice = (string)rig.Browser.Read(await rig.Push.NextAsync())["notice"]!;
        await rig.UntilSentAsync(AlertChannel.Push);
        await coordinator.PostAsync("/api/acknowledgements", new { notice });
        Assert.NotEmpty(rig.Ledger.Alerts);

        await rig.Node.PassAsync(AlertPlan.ReceiptsFor + TimeSpan.FromSeconds(10));

        await rig.UntilAsync(ledger => ledger.Alerts.Values.All(
            one => one.Alert.Notice.ToString() != notice));
        Assert.Contains(
            (await coordinator.GetAsync("/api/me/alerts"))["lines"]!.AsArray(),
            line => (string?)line!["notice"] == notice);
    }

    private static Task PassToRetryAsync(AlertRig rig)
    {
        var text = Text(rig.Ledger)!;
        var paused = text.LastAt + AlertPlan.PauseOf(AlertChannel.Text);
        var next = text.RetryAt > paused ? text.RetryAt.Value : paused;
        return rig.Node.PassAsync(next - rig.Node.Clock.GetUtcNow());
    }

    private static AlertProgress? Text(AlertsState ledger) => Of(ledger, AlertChannel.Text);

    private static AlertProgress? Push(AlertsState ledger) => Of(ledger, AlertChannel.Push);

    private static AlertProgress? Of(AlertsState ledger, AlertChannel channel) =>
        ledger.Alerts.Values.FirstOrDefault(
            one => one.Alert.Channel == channel && one.Alert.Kind == NoticeKind.NoReader);
}
