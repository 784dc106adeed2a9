using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation;
using PIMM.Dispatch.Simulation.Worlds;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>Last night's journal is on the node; the people who answer for it play it again.</summary>
public sealed class RehearsalTests : IAsyncDisposable
{
    private const string Hainaut = $"/api/territories/{NodeRig.Hainaut}/rehearsals";
    private const string Centre = $"/api/territories/{NodeRig.Centre}/rehearsals";

    private readonly FaultyJournal journal = new(new InMemoryJournal());

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task Last_night_is_played_again_and_says_what_would_have_changed()
    {
        await using var rig = await StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        using var request = new HttpRequestMessage(HttpMethod.Post, Hainaut);
        request.Headers.Add("Idempotency-Key", "k");
        request.Content = JsonContent.Create(new { readersMore = -2, external = "closed", draws = 2 });
        using var begun = await coordinator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);

        var over = await OverAsync(rig, coordinator, begun.Headers.Location!.ToString());
        Assert.Equal(("done", 4, 4), ((string?)over["state"], (int)over["played"]!, (int)over["plays"]!));
        var night = over["result"]!;
        var cases = (int)night["cases"]!;
        Assert.True(cases > 10, "the night is empty");
        Assert.Equal(cases, (int)night["earlier"]! + (int)night["later"]! + (int)night["same"]!);
        Assert.True((decimal)night["changed"]!["inTime"]! < (decimal)night["real"]!["inTime"]!);
        Assert.Equal(0, (decimal)night["changed"]!["sentOut"]!);
        Assert.NotEmpty(night["newlyLate"]!.AsArray());
        var readers = night["readers"]!.AsArray();
        Assert.Equal((3, 2),
            (readers.Count, readers.Count(reader => reader!["changedMinutes"] is null)));
        Assert.All(readers, reader => Assert.StartsWith("Dr ", (string?)reader!["name"]));
        Assert.DoesNotContain("SECRET", over.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_territory_does_not_notice()
    {
        await using var rig = await StartAsync();
        var before = await journal.HeadAsync(new TerritoryId(NodeRig.Hainaut));
        await OverAsync(rig, await rig.AsAsync("coordinator"), new { draws = 1 });

        Assert.Equal(before.Sequence, (await journal.HeadAsync(new TerritoryId(NodeRig.Hainaut))).Sequence);
        Assert.Equal(before.Sequence, rig.Territory().Live.Current.Sequence);
    }

    [Fact]
    public async Task One_at_a_time_and_the_same_key_is_the_same_rehearsal()
    {
        await using var rig = await StartAsync();
        journal.HoldReads();
        var (coordinator, quality) = (await rig.AsAsync("coordinator"), await rig.AsAsync("quality"));
        var (_, first) = await coordinator.PostAsync(Hainaut, new { draws = 1 }, "one");

        var (again, same) = await coordinator.PostAsync(Hainaut, new { draws = 1 }, "one");
        Assert.Equal((HttpStatusCode.Accepted, (string?)first!["id"]), (again, (string?)same!["id"]));
        var (busy, problem) = await quality.PostAsync(Hainaut, new { draws = 1 }, "one");
        Assert.Equal(
            (HttpStatusCode.Conflict, "rehearsal-running"), (busy, (string?)problem!["code"]));
        var (elsewhere, _) = await (await rig.AsAsync("regulator.centre")).PostAsync(Centre, new { });
        Assert.Equal(HttpStatusCode.Conflict, elsewhere);
        Assert.Equal(
            "reading", (string?)Assert.Single((await quality.GetAsync(Hainaut)).AsArray())!["state"]);

        journal.ReleaseReads();
        await OverAsync(rig, coordinator, $"{Hainaut}/{first["id"]}");
        Assert.Equal(HttpStatusCode.Accepted, (await quality.PostAsync(Hainaut, new { draws = 1 })).Status);
    }

    [Fact]
    public async Task A_colleague_may_cancel_and_what_is_cancelled_has_no_result()
    {
        await using var rig = await StartAsync();
        journal.HoldReads();
        var (coordinator, regulator) = (await rig.AsAsync("coordinator"), await rig.AsAsync("regulator"));
        var (_, begun) = await coordinator.PostAsync(Hainaut, new { });
        var address = $"{Hainaut}/{begun!["id"]}";
        var (cancelled, _) = await regulator.SendAsync(HttpMethod.Delete, address);

        Assert.Equal(HttpStatusCode.NoContent, cancelled);
        var over = await OverAsync(rig, coordinator, address);
        Assert.Equal(("cancelled", null), ((string?)over["state"], over["result"]));
        var (twice, _) = await regulator.SendAsync(HttpMethod.Delete, address);
        Assert.Equal(HttpStatusCode.NoContent, twice);
        Assert.Equal("cancelled", (string?)(await coordinator.GetAsync(address))["state"]);
    }

    [Fact]
    public async Task The_oldest_of_ten_results_makes_room()
    {
        await using var rig = await StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        for (var number = 0; number <= RehearsalRoom.KeptMax; number++)
            await OverAsync(rig, coordinator, new { from = At(-400), until = At(-399) });

        Assert.Equal(RehearsalRoom.KeptMax, (await coordinator.GetAsync(Hainaut)).AsArray().Count);
        using var oldest = await coordinator.Http.GetAsync(Hainaut + "/1");
        Assert.Equal(HttpStatusCode.NotFound, oldest.StatusCode);
    }

    [Fact]
    public async Task A_night_without_cases_or_without_readers_or_a_journal_that_fails_says_so_in_French()
    {
        await using var rig = await StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var empty = await OverAsync(rig, coordinator, new { from = At(-400), until = At(-399) });
        Assert.Equal("failed", (string?)empty["state"]);
        Assert.StartsWith("Aucun dossier", (string?)empty["why"]);

        var nobody = await OverAsync(rig, coordinator, new { readersMore = -3 });
        Assert.StartsWith("Il ne resterait personne", (string?)nobody["why"]);

        journal.ReadsUnavailable = true;
        var broken = await OverAsync(rig, coordinator, new { });
        Assert.StartsWith("Le journal", (string?)broken["why"]);
        Assert.Contains("rehearsal.failed", rig.Log.NamesFrom(LogLevel.Error));
    }

    [Theory]
    [InlineData("""{"policy":"g"}""", "field-invalid")]
    [InlineData("""{"readers":[]}""", "field-invalid")]
    [InlineData("""{"readers":["nobody"]}""", "field-invalid")]
    [InlineData("""{"readers":["radiologue1"],"readersMore":1}""", "field-invalid")]
    [InlineData("""{"readersMore":6}""", "field-invalid")]
    [InlineData("""{"draws":0}""", "field-invalid")]
    [InlineData("""{"draws":51}""", "field-invalid")]
    [InlineData("""{"external":"ajar"}""", "field-invalid")]
    [InlineData("""{"weights":{"overflowMilli":100001}}""", "field-invalid")]
    [InlineData("""{"weights":{"expertWaitMinutes":61}}""", "field-invalid")]
    [InlineData("""{"from":"2026-01-13T17:30:00Z"}""", "field-missing")]
    [InlineData("""{"from":"2026-01-13T17:30:00Z","until":"2026-01-13T17:30:00Z"}""", "field-invalid")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","until":"2026-01-08T00:00:01Z"}""", "field-invalid")]
    [InlineData("""{"from":"2027-01-01T00:00:00Z","until":"2027-01-02T00:00:00Z"}""", "field-invalid")]
    public async Task What_is_beyond_the_limits_is_refused_and_begins_nothing(string body, string code)
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var (status, problem) = await coordinator.PostAsync(Hainaut, JsonNode.Parse(body));

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (string?)problem!["code"]));
        Assert.Empty((await coordinator.GetAsync(Hainaut)).AsArray());
    }

    [Fact]
    public async Task Another_territory_has_neither_the_night_nor_its_result()
    {
        await using var rig = await StartAsync();
        var over = await OverAsync(rig, await rig.AsAsync("coordinator"), new { draws = 1 });
        var foreigner = await rig.AsAsync("coordinator.centre");
        foreach (var path in new[] { Hainaut, $"{Hainaut}/{over["id"]}", $"{Centre}/{over["id"]}" })
            using (var answer = await foreigner.Http.GetAsync(path))
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_node_that_stops_ends_its_rehearsal()
    {
        Task playing;
        await using (var rig = await StartAsync())
        {
            journal.HoldReads();
            await (await rig.AsAsync("coordinator")).PostAsync(Hainaut, new { });
            playing = rig.Services.GetRequiredService<RehearsalRoom>().Playing;
            Assert.False(playing.IsCompleted);
        }
        Assert.True(playing.IsCompletedSuccessfully);
    }

    private static string At(int days) =>
        VirtualClock.Evening.AddDays(days).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>An evening of three readers, a day before the node's own.</summary>
    private async Task<NodeRig> StartAsync()
    {
        var settings = Repository.Territories.Single(one => one.Id.Value == NodeRig.Hainaut);
        var usual = RehearsalSetting.Of("test", "test", settings, 5, 2).Scenario;
        var scenario = usual with { Start = usual.Start.AddDays(-1) };
        var plan = EveningPlan.Of(1, scenario, settings);
        var secret = plan with
        {
            Arrivals = [.. plan.Arrivals.Select(one => one with
            {
                Patient = one.Patient with { FamilyName = "SECRET" },
            })],
        };
        await Rehearsal.RunAsync(secret, settings, journal.Inner);
        return await NodeRig.StartAsync(builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton<IJournal>(journal)));
    }

    private static async Task<JsonNode> OverAsync(NodeRig rig, Person person, object body)
    {
        var (status, begun) = await person.PostAsync(Hainaut, body);
        Assert.True(status == HttpStatusCode.Accepted, begun?.ToJsonString());
        return await OverAsync(rig, person, $"{Hainaut}/{begun!["id"]}");
    }

    private static async Task<JsonNode> OverAsync(NodeRig rig, Person person, string address)
    {
        await rig.Services.GetRequiredService<RehearsalRoom>().Playing.WaitAsync(NodeRig.Patience);
        return await person.GetAsync(address);
    }
}
