using System.Net;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>A reading that is shared, over HTTP: parts to readers, the whole to everybody else.</summary>
public sealed class PartTests
{
    private static object Split(params string[] labels) => new
    {
        parts = labels.Select(label => new
        {
            label, specialty = "neuro", region = label == "Rachis" ? "spine" : "head", expectedMinutes = 8,
        }),
    };

    private static async Task<(string Case, string Part, Person Lead, Person Other)> SharedAsync(NodeRig rig)
    {
        await rig.OnDutyAsync("radiologue1");
        var id = await rig.ImagesArriveAsync("1.2.1");
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        var (lead, other) = (await rig.AsAsync("reader"), await rig.AsAsync("other"));
        await lead.ActAsync(id, "accept");
        await rig.OnDutyAsync("radiologue2");
        var shared = await lead.ActAsync(id, "split", Split("Rachis"));
        return (id, (string)shared["parts"]![0]!["id"]!, lead, other);
    }

    [Fact]
    public async Task Part_is_offered_read_and_comes_back_into_one_report()
    {
        await using var rig = await NodeRig.StartAsync();
        var (id, part, lead, other) = await SharedAsync(rig);
        var offered = await other.GetAsync($"/api/cases/{part}");
        Assert.Equal(
            ("offered", "radiologue2", "Rachis", id),
            ((string?)offered["status"], (string?)offered["reader"], (string?)offered["partOf"]!["label"],
                (string?)offered["partOf"]!["caseId"]));
        await other.ActAsync(part, "accept");

        var (status, problem) = await lead.PostAsync($"/api/cases/{id}/sign", new { text = "Bilan." });
        Assert.Equal(
            (HttpStatusCode.Conflict, Refusals.PartsUnread), (status, (string?)problem!["code"]));
        Assert.StartsWith(
            "La partie « Rachis » n’est pas encore lue : elle est chez Dr ", (string?)problem["title"],
            StringComparison.Ordinal);

        await other.ActAsync(part, "sign", new { text = "Pas de fracture." });
        var whole = await lead.GetAsync($"/api/cases/{id}");
        Assert.Equal(
            ("read", "Pas de fracture."),
            ((string?)whole["parts"]![0]!["status"], (string?)whole["parts"]![0]!["text"]));
        await lead.ActAsync(id, "sign", new { text = "RACHIS : pas de fracture." });
    }

    [Fact]
    public async Task Requester_and_wall_see_the_whole_alone_and_statistics_count_it_once()
    {
        await using var rig = await NodeRig.StartAsync();
        var (id, part, lead, other) = await SharedAsync(rig);
        var requester = await rig.AsAsync("requester");
        Assert.Equal([id], Ids(await requester.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")));
        using (var hidden = await requester.Http.GetAsync($"/api/cases/{part}"))
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Single((await requester.GetAsync($"/api/cases/{id}"))["parts"]!.AsArray());
        var wall = await (await rig.AsAsync("coordinator"))
            .GetAsync($"/api/territories/{NodeRig.Hainaut}/wallboard");
        Assert.Equal([id], Ids(wall["cases"]!));
        await other.ActAsync(part, "accept");
        await other.ActAsync(part, "sign", new { text = "Pas de fracture." });
        await lead.ActAsync(id, "sign", new { text = "Bilan." });
        await rig.PassAsync(TimeSpan.FromSeconds(1));
        var counted = await lead.GetAsync($"/api/territories/{NodeRig.Hainaut}/statistics");
        Assert.Equal(1, (int?)counted["emergency"]!["n"]);
    }

    [Fact]
    public async Task Lead_takes_a_part_back_and_signs_alone()
    {
        await using var rig = await NodeRig.StartAsync();
        var (id, part, lead, other) = await SharedAsync(rig);
        await other.ActAsync(part, "accept");
        var (notTheirs, _) = await other.PostAsync($"/api/cases/{id}/take-back-part", new { part });
        Assert.Equal(HttpStatusCode.Conflict, notTheirs);
        await lead.ActAsync(id, "take-back-part", new { part });
        Assert.Equal("cancelled", (string?)(await other.GetAsync($"/api/cases/{part}"))["status"]);
        Assert.Equal("signed", (string?)(await lead.ActAsync(id, "sign", new { text = "Bilan." }))["status"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"parts":[]}""")]
    [InlineData("""{"parts":[{"label":"x","specialty":"brain","region":"head","expectedMinutes":8}]}""")]
    [InlineData("""{"parts":[{"label":"x","specialty":"neuro","region":"head","expectedMinutes":0}]}""")]
    [InlineData("""{"parts":[{"label":"","specialty":"neuro","region":"head","expectedMinutes":8}]}""")]
    public async Task Parts_that_are_none_are_refused(string body)
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.1");
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        var (status, _) = await (await rig.AsAsync("coordinator")).PostAsync(
            $"/api/cases/{id}/split", JsonNode.Parse(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Territory_proposes_its_parts()
    {
        await using var rig = await NodeRig.StartAsync();
        var territory = await (await rig.AsAsync("reader")).GetAsync($"/api/territories/{NodeRig.Hainaut}");
        var trauma = Assert.Single(territory["sharedReadings"]!.AsArray())!;
        Assert.Equal(("polytrauma", 4), ((string?)trauma["specialty"], trauma["parts"]!.AsArray().Count));
    }

    private static IEnumerable<string?> Ids(JsonNode cases) =>
        cases.AsArray().Select(one => (string?)one!["id"]);
}
