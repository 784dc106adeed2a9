using System.Net;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Tests.Api;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>
/// A notice rings for whom it concerns until one of them has acknowledged it, and for nobody else.
/// </summary>
public sealed class NoticeTests
{
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_notice_repeats_until_it_is_acknowledged()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var screen = await (await rig.AsAsync("reader")).JoinAsync("reader");
        await OfferAsync(rig, "1.2.300");

        var first = await AssignedAsync(screen);
        Assert.Equal(0, (int)first["repeat"]!);
        Assert.Equal("Urgence U2 – Denain – Scanner cérébral", (string?)first["text"]);
        rig.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, (int)(await AssignedAsync(screen))["repeat"]!);
        rig.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(2, (int)(await AssignedAsync(screen))["repeat"]!);

        var done = await screen.InvokeAsync("Acknowledge", new { noticeId = (string)first["id"]! });
        Assert.True((bool)done!["done"]!);
        screen.Waiting();
        for (var seconds = 0; seconds < 45; seconds += 5)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(5));
            await screen.NextAsync("Beat");
        }
        Assert.DoesNotContain(screen.Waiting(), message => message.Target == "Notice");
    }

    [Fact]
    public async Task A_vital_case_rings_three_times_as_often()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var screen = await (await rig.AsAsync("reader")).JoinAsync("reader");
        await OfferAsync(rig, "1.2.301", priority: "STAT");

        Assert.Equal("vital", (string?)(await AssignedAsync(screen))["urgency"]);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, (int)(await AssignedAsync(screen))["repeat"]!);
    }

    [Fact]
    public async Task An_acknowledgement_in_one_tab_is_seen_in_the_other_within_a_second_and_written_once()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var reader = await rig.AsAsync("reader");
        var (one, two) = (await reader.JoinAsync("reader"), await reader.JoinAsync("reader"));
        var id = await OfferAsync(rig, "1.2.302");
        var notice = (string)(await AssignedAsync(one))["id"]!;
        await AssignedAsync(two);

        await one.InvokeAsync("Acknowledge", new { noticeId = notice });
        var changes = await two.NextAsync("Changes", c => c["noticesGone"]!.AsArray().Count > 0)
            .WaitAsync(TimeSpan.FromSeconds(5));
        var again = await two.InvokeAsync("Acknowledge", new { noticeId = notice });

        Assert.Equal(notice, (string?)changes["noticesGone"]![0]);
        Assert.True((bool)again!["done"]!);
        var timeline = (await reader.GetAsync($"/api/cases/{id}/timeline")).AsArray();
        Assert.Single(timeline, step => (string?)step!["type"] == "notice-acknowledged");
    }

    [Fact]
    public async Task A_notice_is_for_its_audience_alone()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var screen = await (await rig.AsAsync("reader")).JoinAsync("reader");
        var others = new List<WireClient>
        {
            await (await rig.AsAsync("other")).JoinAsync("reader"),
            await (await rig.AsAsync("coordinator")).JoinAsync("wallboard"),
            await (await rig.AsAsync("requester")).JoinAsync("tracking"),
        };
        await OfferAsync(rig, "1.2.303");
        var notice = (string)(await AssignedAsync(screen))["id"]!;

        foreach (var other in others)
        {
            await other.NextAsync("Changes",
                c => c["cases"]!.AsArray().Any(row => (string?)row!["status"] == "offered"));
            Assert.DoesNotContain(other.Waiting(), message => message.Target == "Notice");
        }
        var refused = await others[0].InvokeAsync("Acknowledge", new { noticeId = notice });
        Assert.Equal("notice-unknown", (string?)refused!["code"]);
    }

    [Fact]
    public async Task A_deadline_rings_at_its_second()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var reader = await rig.AsAsync("reader");
        var screen = await reader.JoinAsync("reader");
        var id = await OfferAsync(rig, "1.2.304");
        await reader.ActAsync(id, "accept");
        var warning = DateTimeOffset.Parse(
            (string)(await reader.GetAsync($"/api/cases/{id}"))["warningAt"]!,
            System.Globalization.CultureInfo.InvariantCulture);

        rig.Clock.Advance(warning - rig.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await rig.SettledAsync();
        Assert.Null((string?)(await reader.GetAsync($"/api/cases/{id}"))["alert"]);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var notice = await screen.NextAsync("Notice", n => (string?)n["kind"] == "deadline-warning");
        Assert.Equal(id, (string?)notice["caseId"]);
        Assert.Equal(warning, (DateTimeOffset)notice["at"]!);
    }

    [Fact]
    public async Task A_duty_is_told_once_until_it_is_acknowledged()
    {
        await using var rig = await NodeRig.StartAsync();
        var screen = await (await rig.AsAsync("reader")).JoinAsync("reader");
        var others = await (await rig.AsAsync("other")).JoinAsync("reader");
        var from = rig.Clock.GetUtcNow().AddHours(3);
        await rig.SendAsync(
            ActorId.Roster,
            new PutOnDuty(new ReaderId("radiologue1"), DutyLine.OnSite, from, from.AddHours(5)));

        var told = await screen.NextAsync("Notice");
        Assert.Equal("duty-announced", (string?)told["kind"]);
        Assert.Null(told["caseId"]);
        Assert.Equal(
            "Vous êtes de garde mercredi 14 janvier à 23:00 – PIMM Hainaut-Cambrésis", (string?)told["text"]);
        await rig.PassAsync(TimeSpan.FromHours(2));
        var soon = await screen.NextAsync("Notice");
        Assert.Equal(
            ("duty-soon", "Vous êtes de garde à 23:00 – PIMM Hainaut-Cambrésis"),
            ((string?)soon["kind"], (string?)soon["text"]));

        var id = (string)soon["id"]!;
        var stranger = await others.InvokeAsync("Acknowledge", new { noticeId = id });
        Assert.Equal("notice-unknown", (string?)stranger!["code"]);
        Assert.True((bool)(await screen.InvokeAsync("Acknowledge", new { noticeId = id }))!["done"]!);
        await screen.NextAsync("Changes", c => c["noticesGone"]!.AsArray().Any(gone => (string?)gone == id));
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain(screen.Waiting(), message => message.Target == "Notice");
        Assert.DoesNotContain(others.Waiting(), message => message.Target == "Notice");
    }

    [Fact]
    public async Task Nobody_on_duty_is_an_alarm_at_once()
    {
        await using var rig = await NodeRig.StartAsync();
        var screen = await (await rig.AsAsync("coordinator")).JoinAsync("coordination");
        var id = await OfferAsync(rig, "1.2.305");

        var notice = await screen.NextAsync("Notice", n => (string?)n["kind"] == "no-reader");

        Assert.Equal(id, (string?)notice["caseId"]);
        Assert.True(
            (bool)(await (await rig.AsAsync("coordinator")).GetAsync($"/api/cases/{id}"))["noReader"]!);
    }

    [Fact]
    public async Task A_case_that_nobody_takes_says_what_comes_next_and_who_has_heard()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var screen = await coordinator.JoinAsync("coordination");
        var id = await OfferAsync(rig, "1.2.307");
        var ahead = (await coordinator.GetAsync($"/api/cases/{id}"))["escalation"]!;
        Assert.Equal(
            ["step", "warning"], ahead["next"]!.AsArray().Take(2).Select(one => (string?)one!["kind"]));
        Assert.Equal((0, 5), ((int)ahead["step"]!, (int)ahead["steps"]!));

        await rig.PassAsync(TimeSpan.FromMinutes(21));
        var escalated = await screen.NextAsync("Notice", n => (string?)n["kind"] == "escalated");
        await screen.InvokeAsync("Acknowledge", new { noticeId = (string)escalated["id"]! });
        ahead = (await coordinator.GetAsync($"/api/cases/{id}"))["escalation"]!;
        Assert.Equal("coordinator", (string?)ahead["acknowledgedBy"]);

        await rig.PassAsync(TimeSpan.FromMinutes(15));
        await screen.NextAsync("Notice", n => (string?)n["kind"] == "acknowledgement-expired");
        var timeline = (await coordinator.GetAsync($"/api/cases/{id}/timeline")).AsArray();
        Assert.Contains(timeline, step => (string?)step!["type"] == "escalation-stepped");
        Assert.Contains(
            timeline, step => ((string?)step!["text"])!.Contains("expiré", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_at_work_hear_a_step_and_those_who_are_not_do_not()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var reader = await rig.AsAsync("reader");
        var screen = await reader.JoinAsync("reader");
        var other = await (await rig.AsAsync("other")).JoinAsync("reader");
        var first = await OfferAsync(rig, "1.2.308");
        await reader.ActAsync(first, "accept");
        var waiting = await OfferAsync(rig, "1.2.309");

        await rig.PassAsync(TimeSpan.FromMinutes(21));
        var escalated = await screen.NextAsync("Notice", n => (string?)n["kind"] == "escalated");
        Assert.Equal(waiting, (string?)escalated["caseId"]);
        Assert.DoesNotContain(other.Waiting(), message => message.Target == "Notice");
    }

    [Fact]
    public async Task A_critical_result_rings_until_a_named_person_has_read_it_back()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, requester) = (await rig.AsAsync("reader"), await rig.AsAsync("requester"));
        var tracking = await requester.JoinAsync("tracking");
        var coordination = await (await rig.AsAsync("coordinator")).JoinAsync("coordination");
        var id = await CaseLifeTests.SignedAsync(rig, reader, "1.2.306");
        await reader.ActAsync(id, "critical", new { text = "Hémorragie." });

        await tracking.NextAsync("Notice", n => (string?)n["kind"] == "critical-result");
        await rig.PassAsync(TimeSpan.FromMinutes(5));
        await coordination.NextAsync("Notice", n => (string?)n["kind"] == "critical-result");
        var (silent, problem) = await requester.PostAsync($"/api/cases/{id}/acknowledge");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent);
        Assert.Equal("text-missing", (string?)problem!["code"]);
        var read = await requester.ActAsync(id, "acknowledge", new { text = "Hémorragie, compris." });

        Assert.Equal("requester", (string?)read["critical"]!["confirmedBy"]);
    }

    private static async Task<string> OfferAsync(NodeRig rig, string study, string? priority = null)
    {
        var id = await rig.ImagesArriveAsync(study, priority: priority);
        await rig.PassAsync(QuietPeriod);
        return id;
    }

    private static Task<JsonNode> AssignedAsync(WireClient screen) =>
        screen.NextAsync("Notice", notice => (string?)notice["kind"] == "case-assigned");
}
