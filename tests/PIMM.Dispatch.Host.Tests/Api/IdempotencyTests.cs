using System.Net;
using System.Net.Http.Json;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>The same key gives the first answer; nobody else's key does.</summary>
public sealed class IdempotencyTests
{
    private static readonly string Cases = $"/api/territories/{NodeRig.Hainaut}/cases";

    [Fact]
    public async Task A_repeated_request_opens_one_case()
    {
        await using var rig = await NodeRig.StartAsync();
        var requester = await rig.AsAsync("requester");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => requester.PostAsync("/api/requests", CaseLifeTests.Request(), "the-key")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => (string?)answer.Body!["id"]).Distinct());
        Assert.Single((await requester.GetAsync(Cases)).AsArray());
    }

    [Fact]
    public async Task The_same_key_of_two_people_is_two_keys()
    {
        await using var rig = await NodeRig.StartAsync();
        var (requester, regulator) = (await rig.AsAsync("requester"), await rig.AsAsync("regulator"));

        var (_, first) = await requester.PostAsync("/api/requests", CaseLifeTests.Request(), "1");
        var (_, second) = await regulator.PostAsync("/api/requests", CaseLifeTests.Request(), "1");

        Assert.NotEqual((string?)first!["id"], (string?)second!["id"]);
    }

    [Fact]
    public async Task The_same_key_with_another_action_is_another_command()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, id) = (await rig.AsAsync("reader"), await rig.ImagesArriveAsync("1.2.201"));
        await (await rig.AsAsync("technologist")).ActAsync(id, "images-complete");

        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync($"/api/cases/{id}/claim", null, "k")).Status);
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync(
            $"/api/cases/{id}/sign", new { text = "Normal." }, "k")).Status);
        Assert.Equal("signed", (string?)(await reader.GetAsync($"/api/cases/{id}"))["status"]);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_answered_again_on_the_hub()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, id) = (await rig.AsAsync("reader"), await rig.ImagesArriveAsync("1.2.202"));
        await (await rig.AsAsync("technologist")).ActAsync(id, "images-complete");
        var before = rig.Territory().Screen.Current.Sequence;

        await reader.PostAsync($"/api/cases/{id}/claim", null, "lost");
        var done = rig.Territory().Screen.Current.Sequence;
        var screen = await reader.ConnectAsync();
        var again = await screen.InvokeAsync("Act",
            new { caseId = id, action = "claim", commandId = "lost" });

        Assert.True((bool)again!["done"]!);
        Assert.Equal("radiologue1", (string?)again["case"]!["reader"]);
        Assert.True(done > before);
        Assert.Equal(done, rig.Territory().Screen.Current.Sequence);
    }

    [Fact]
    public async Task A_refusal_is_kept_too()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, id) = (await rig.AsAsync("reader"), await rig.ImagesArriveAsync("1.2.203"));

        var (first, problem) = await reader.PostAsync($"/api/cases/{id}/claim", null, "early");
        await (await rig.AsAsync("technologist")).ActAsync(id, "images-complete");
        var (second, _) = await reader.PostAsync($"/api/cases/{id}/claim", null, "early");

        Assert.Equal(HttpStatusCode.Conflict, first);
        Assert.Equal("not-in-this-state", (string?)problem!["code"]);
        Assert.Equal(HttpStatusCode.Conflict, second);
        Assert.Equal(HttpStatusCode.OK,
            (await reader.PostAsync($"/api/cases/{id}/claim", null, "later")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two words")]
    [InlineData("129")]
    public async Task A_call_without_a_usable_key_is_refused(string? key)
    {
        await using var rig = await NodeRig.StartAsync();
        var requester = await rig.AsAsync("requester");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests");
        request.Content = JsonContent.Create(CaseLifeTests.Request());
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key",
                key == "129" ? new string('k', 129) : key);

        using var answer = await requester.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await requester.GetAsync(Cases)).AsArray());
    }

    [Fact]
    public async Task Of_two_hundred_claims_at_once_one_wins_and_the_others_learn_who()
    {
        const int claims = 200;
        await using var rig = await NodeRig.StartAsync();
        var people = new[] { await rig.AsAsync("reader"), await rig.AsAsync("other") };
        var id = await rig.ImagesArriveAsync("1.2.204");
        await (await rig.AsAsync("technologist")).ActAsync(id, "images-complete");

        var answers = await Task.WhenAll(Enumerable.Range(0, claims).Select(async index =>
        {
            var (status, body) = await people[index % 2].PostAsync($"/api/cases/{id}/claim");
            return (Index: index, status, body);
        }));

        var winner = answers.First(answer => answer.status == HttpStatusCode.OK).Index % 2;
        var name = winner == 0 ? "radiologue1" : "radiologue2";
        Assert.All(answers, answer =>
        {
            var expected = answer.Index % 2 == winner ? HttpStatusCode.OK : HttpStatusCode.Conflict;
            Assert.Equal(expected, answer.status);
            Assert.Equal(name, (string?)answer.body!["reader"]);
            if (expected == HttpStatusCode.Conflict)
                Assert.Equal("case-already-taken", (string?)answer.body["code"]);
        });
        var timeline = (await people[0].GetAsync($"/api/cases/{id}/timeline")).AsArray();
        Assert.Single(timeline, step => (string?)step!["type"] == "case-accepted");
    }
}
