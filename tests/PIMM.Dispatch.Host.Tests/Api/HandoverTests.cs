using System.Net;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>Cases over a boundary and outside the territory, as people see and move them.</summary>
public sealed class HandoverTests
{
    private const string All = $"/api/territories/{NodeRig.Hainaut}/handovers";
    private const string Provider = "societe-externe";

    /// <summary>The reader has one case on hold; a colleague is there too.</summary>
    private static async Task<string> HeldAsync(NodeRig rig, string study)
    {
        await rig.OnDutyAsync("radiologue1");
        var id = await rig.ImagesArriveAsync(study);
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        var reader = await rig.AsAsync("reader");
        await reader.ActAsync(id, "accept");
        await reader.ActAsync(
            id, "hold", new { until = rig.Clock.GetUtcNow().AddHours(3), reason = "antériorités" });
        await rig.OnDutyAsync("radiologue2");
        return id;
    }

    [Fact]
    public async Task The_coordinator_opens_a_hand_over_and_the_receiving_reader_accepts_it()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await HeldAsync(rig, "1.2.301");
        var coordinator = await rig.AsAsync("coordinator");
        var (status, opened) = await coordinator.PostAsync(All, new { reader = "radiologue1" });
        Assert.Equal(HttpStatusCode.OK, status);
        await rig.PassAsync(TimeSpan.FromMinutes(2));

        var seen = Assert.Single((await coordinator.GetAsync(All)).AsArray())!;
        var handover = (string)seen["id"]!;
        Assert.Equal(handover, (string?)opened!.AsArray().Single()!["id"]);
        Assert.Equal(
            ("coordinators-word", "offered", 2),
            ((string?)seen["boundary"], (string?)seen["status"], (int)seen["minutesSince"]!));
        Assert.Equal("radiologue1", Owner(seen["cases"]!.AsArray().Single()));

        var other = await rig.AsAsync("other");
        var (accepted, answer) = await other.PostAsync($"{All}/{handover}/accept", new { });
        Assert.Equal((HttpStatusCode.OK, "accepted"), (accepted, (string?)answer!["status"]));
        Assert.Equal("radiologue2", Owner(await coordinator.GetAsync($"/api/cases/{id}")));
        var (late, problem) = await (await rig.AsAsync("reader")).PostAsync(
            $"{All}/{handover}/decline", new { reason = "x" });
        Assert.Equal(
            (HttpStatusCode.Conflict, Refusals.HandoverEnded), (late, (string?)problem!["code"]));
    }

    [Fact]
    public async Task The_coordinator_answers_for_somebody_who_called()
    {
        await using var rig = await NodeRig.StartAsync();
        await HeldAsync(rig, "1.2.302");
        var coordinator = await rig.AsAsync("coordinator");
        var (_, opened) = await coordinator.PostAsync(All, new { reader = "radiologue1" });
        var handover = (string)opened!.AsArray().Single()!["id"]!;
        var (missing, _) = await coordinator.PostAsync($"{All}/{handover}/accept", new { });
        Assert.Equal(HttpStatusCode.BadRequest, missing);
        var (declined, answer) = await coordinator.PostAsync(
            $"{All}/{handover}/decline", new { by = "radiologue2", reason = "bloc" });
        Assert.Equal((HttpStatusCode.OK, "unanswered"), (declined, (string?)answer!["status"]));
        var (status, taken) = await coordinator.PostAsync(
            $"{All}/{handover}/accept", new { by = Provider });
        Assert.Equal((HttpStatusCode.OK, Provider), (status, (string?)taken!["acceptedBy"]));
    }

    [Fact]
    public async Task What_there_is_not_is_told()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var (nothing, problem) = await coordinator.PostAsync(All, new { reader = "radiologue1" });
        Assert.Equal(
            (HttpStatusCode.Conflict, Refusals.NothingToHandOver), (nothing, (string?)problem!["code"]));
        var (unknown, _) = await coordinator.PostAsync($"{All}/9/accept", new { by = "radiologue2" });
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.Empty((await coordinator.GetAsync(All)).AsArray());
    }

    [Fact]
    public async Task The_provider_accepts_and_signs_under_its_own_account()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await SentAsync(rig, "1.2.303");
        var provider = await rig.AsAsync("provider");
        Assert.Equal("sent", (string?)await StateAsync(provider));
        var accepted = await provider.ActAsync(id, "accept");
        Assert.Equal(Provider, Owner(accepted));
        Assert.Equal("reading", (string?)await StateAsync(provider));
        var signed = await provider.ActAsync(id, "sign", new { text = "Lu." });
        Assert.Equal("signed", (string?)signed["status"]);
        Assert.Equal("provider", (string?)signed["report"]!["by"]);
        Assert.Null(signed["report"]!["onBehalfOf"]);
    }

    [Fact]
    public async Task A_signature_for_the_provider_names_both_and_the_history_says_why_it_left()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await SentAsync(rig, "1.2.304");
        var coordinator = await rig.AsAsync("coordinator");
        var signed = await coordinator.ActAsync(id, "sign", new { text = "Reçu par fax." });
        Assert.Equal(
            ("coordinator", Provider),
            ((string?)signed["report"]!["by"], (string?)signed["report"]!["onBehalfOf"]));
        Assert.Equal("coordinator", (string?)signed["external"]!["decidedBy"]);
        Assert.Equal(
            ["nobody-on-duty", "nobody-on-duty"],
            signed["external"]!["levels"]!.AsArray().Select(level => (string?)level!["why"]));
        var texts = (await coordinator.GetAsync($"/api/cases/{id}/timeline")).AsArray()
            .Select(entry => (string)entry!["text"]!).ToList();
        Assert.Contains(
            texts, text => text.Contains("local : personne de garde", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("au nom de", StringComparison.Ordinal));
    }

    private static async Task<string> SentAsync(NodeRig rig, string study)
    {
        var id = await rig.ImagesArriveAsync(study);
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        await (await rig.AsAsync("coordinator")).ActAsync(
            id, "externalise", new { provider = Provider, reason = "essai" });
        return id;
    }

    private static async Task<JsonNode?> StateAsync(Person provider) =>
        (await provider.GetAsync($"/api/territories/{NodeRig.Hainaut}/providers")).AsArray().Single()!
            ["queue"]!.AsArray().Single()!["state"];

    private static string? Owner(JsonNode? item) => (string?)item!["owner"]!["id"];
}
