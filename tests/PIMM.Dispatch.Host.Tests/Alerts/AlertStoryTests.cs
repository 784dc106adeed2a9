using System.Net;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>
/// From images that nobody is there for to a telephone, over real sockets: a notification at once, a message
/// after a minute, a call after two, until somebody has heard.
/// </summary>
public sealed class AlertStoryTests
{
    [Fact]
    public async Task Nobody_hears_and_each_channel_comes_at_its_second()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        var id = await rig.AlarmAsync("1.2.900");

        var pushed = await rig.Push.NextAsync();
        var read = rig.Browser.Read(pushed);
        Assert.Equal("no-reader", (string?)read["kind"]);
        Assert.Equal(id, (string?)read["caseId"]);
        Assert.Equal(
            "Aucun radiologue disponible : Urgence U1 – Denain – Scanner cérébral", (string?)read["text"]);
        Assert.Equal("high", pushed.Headers["Urgency"]);
        await rig.UntilSentAsync(AlertChannel.Push);

        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var text = (await rig.Gateway.NextAsync()).Json;
        Assert.Equal("text", (string?)text["channel"]);
        Assert.Equal("+33600000042", (string?)text["to"]);
        Assert.Equal((string?)read["text"], (string?)text["text"]);
        await rig.UntilSentAsync(AlertChannel.Text);

        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var call = (await rig.Gateway.NextAsync("voice")).Json;
        Assert.Equal((string?)read["notice"], (string?)call["notice"]);
        await rig.UntilSentAsync(AlertChannel.Voice);
        Assert.Equal(
            [0.0, 60.0, 120.0],
            rig.Ledger.Alerts.Values.Where(one => one.Alert.Kind == NoticeKind.NoReader)
                .OrderBy(one => one.Alert.Step)
                .Select(one => (one.FirstAt - AlarmAt(rig)).TotalSeconds));
    }

    [Fact]
    public async Task Nothing_that_leaves_the_node_names_the_patient()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.901");
        var pushed = await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var text = await rig.Gateway.NextAsync();

        foreach (var said in new[]
                 {
                     rig.Browser.Read(pushed).ToJsonString(), text.Json.ToJsonString(),
                     string.Concat(pushed.Headers.Values), string.Concat(text.Headers.Values),
                 })
        {
            Assert.DoesNotContain("FICTIF", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("IPP", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Acknowledging_anywhere_ends_the_ladder()
    {
        await using var rig = await AlertRig.StartAsync();
        var coordinator = await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.902");
        var notice = (string)rig.Browser.Read(await rig.Push.NextAsync())["notice"]!;
        await rig.UntilSentAsync(AlertChannel.Push);

        var (status, _) = await coordinator.PostAsync("/api/acknowledgements", new { notice });
        Assert.Equal(HttpStatusCode.NoContent, status);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(30));
        var second = await rig.AlarmAsync("1.2.903");
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push, 2);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));

        // The message of the first would have come before: there is one at a time, the oldest first.
        var text = (await rig.Gateway.NextAsync()).Json;
        Assert.StartsWith(second + "#", (string)text["notice"]!, StringComparison.Ordinal);
        Assert.Equal(0, rig.Gateway.Waiting);
    }

    [Fact]
    public async Task Person_who_is_not_meant_gets_nothing()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        using var other = new Browser(rig.Push.Address);
        await AlertRig.AddAsync(await rig.Node.AsAsync("requester"), other.Subscription);
        await AlertRig.AddAsync(await rig.Node.AsAsync("coordinator.centre"), new Browser(rig.Push.Address)
            .Subscription);
        await rig.AlarmAsync("1.2.904");

        Assert.Equal(new Uri(rig.Browser.Endpoint).AbsolutePath, (await rig.Push.NextAsync()).Path);
        await rig.UntilSentAsync(AlertChannel.Push);
        Assert.Equal(0, rig.Push.Waiting);
        Assert.Equal("coordinator", Assert.Single(rig.Ledger.Alerts.Values).Alert.Account);
    }

    [Fact]
    public async Task Key_pressed_on_the_telephone_is_an_acknowledgement()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        var id = await rig.AlarmAsync("1.2.905");
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var alert = (string)(await rig.Gateway.NextAsync()).Json["id"]!;
        await rig.UntilSentAsync(AlertChannel.Text);

        var (status, _) = await rig.ReceiptAsync(new { id = alert, status = "acknowledged" });
        var (again, _) = await rig.ReceiptAsync(new { id = alert, status = "acknowledged" });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (status, again));
        Assert.Equal(
            AlertStatus.Delivered,
            rig.Ledger.Alerts.Values.Single(one => one.Alert.Channel == AlertChannel.Text).Status);
        var timeline = (await (await rig.Node.AsAsync("coordinator")).GetAsync($"/api/cases/{id}/timeline"))
            .AsArray();
        var heard = Assert.Single(timeline, step => (string?)step!["type"] == "notice-acknowledged");
        Assert.Contains("coordinator", heard!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_is_believed_only_with_a_good_and_recent_signature()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.906");
        await rig.Push.NextAsync();
        await rig.UntilSentAsync(AlertChannel.Push);
        await rig.Node.PassAsync(TimeSpan.FromSeconds(60));
        var id = (string)(await rig.Gateway.NextAsync()).Json["id"]!;
        await rig.UntilSentAsync(AlertChannel.Text);
        var body = new { id, status = "failed", code = "handset-off" };

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.ReceiptAsync(body, "another secret")).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await rig.ReceiptAsync(body, age: TimeSpan.FromMinutes(6))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.ReceiptAsync("{}"u8.ToArray(), "t=1")).Status);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await rig.ReceiptAsync(new { id, status = new string('x', 4_096) })).Status);
        var (unknown, problem) = await rig.ReceiptAsync(
            new { id = "hainaut-cambresis/x#1/y/0", status = "failed" });
        Assert.Equal((HttpStatusCode.NotFound, "alert-unknown"), (unknown, (string?)problem!["code"]));
        Assert.Equal(
            HttpStatusCode.BadRequest, (await rig.ReceiptAsync(new { id, status = "lost" })).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await rig.ReceiptAsync(new { id, status = "failed", code = "<b>" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await rig.ReceiptAsync(body)).Status);

        Assert.Equal(
            AlertStatus.Undelivered,
            rig.Ledger.Alerts.Values.Single(one => one.Alert.Channel == AlertChannel.Text).Status);
    }

    private static DateTimeOffset AlarmAt(AlertRig rig) =>
        rig.Node.Territory().Screen.Current.Notices.Values
            .Single(row => row.Notice.Kind == NoticeKind.NoReader).Notice.At;
}
