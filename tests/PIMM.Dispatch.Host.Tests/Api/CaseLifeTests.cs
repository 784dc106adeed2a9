using System.Net;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>
/// The main job from the request to the report that was read, over HTTP and the hub of a real node.
/// </summary>
public sealed class CaseLifeTests
{
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task From_the_request_to_the_report_that_was_read()
    {
        await using var rig = await NodeRig.StartAsync();
        var (requester, regulator) = (await rig.AsAsync("requester"), await rig.AsAsync("regulator"));
        var (technologist, reader) = (await rig.AsAsync("technologist"), await rig.AsAsync("reader"));
        await rig.OnDutyAsync("radiologue1");
        var screen = await reader.JoinAsync("reader");
        var tracking = await requester.JoinAsync("tracking");

        var (status, opened) = await requester.PostAsync("/api/requests", Request(accession: "A1"));
        Assert.Equal(HttpStatusCode.Created, status);
        var id = (string)opened!["id"]!;
        Assert.Equal("requested", (string?)opened["status"]);
        Assert.Equal("to-protocol", (string?)(await regulator.ActAsync(id, "validate"))["status"]);
        Assert.Equal("protocolled",
            (string?)(await regulator.ActAsync(id, "protocol", new { text = "AVC sans IV" }))["status"]);
        Assert.Equal("acquiring", (string?)(await technologist.ActAsync(id, "acquire"))["status"]);
        Assert.Equal(id, await rig.ImagesArriveAsync("1.2.3", accession: "A1", family: "FICTIVE"));
        Assert.Equal("offered", (string?)(await technologist.ActAsync(id, "images-complete"))["status"]);

        var notice = await screen.NextAsync("Notice", n => (string?)n["kind"] == "case-assigned");
        Assert.Equal(id, (string?)notice["caseId"]);
        Assert.DoesNotContain("FICTIVE", notice.ToJsonString(), StringComparison.Ordinal);
        var accepted =
            await screen.InvokeAsync("Act", new { caseId = id, action = "accept", commandId = "c1" });
        Assert.True((bool)accepted!["done"]!, accepted.ToJsonString());
        Assert.Equal("accepted", (string?)accepted["case"]!["status"]);
        Assert.NotNull((string?)accepted["case"]!["estimatedReportAt"]);

        await reader.ActAsync(id, "preliminary", new { text = "Pas d’hémorragie." });
        var signed =
            await reader.ActAsync(id, "sign", new { text = "Scanner cérébral normal.", version = 1 });
        Assert.Equal(2, (int)signed["report"]!["version"]!);
        var shown = await tracking.NextAsync("Changes", c => c["cases"]!.AsArray()
            .Any(row => (string?)row!["status"] == "signed"));
        Assert.Equal("Scanner cérébral normal.", (string?)shown["cases"]!.AsArray()
            .Last(row => (string?)row!["id"] == id)!["report"]!["text"]);
        var ready = await tracking.NextAsync("Notice", n => (string?)n["kind"] == "report-signed");
        Assert.Equal(id, (string?)ready["caseId"]);

        Assert.Equal("acknowledged", (string?)(await requester.ActAsync(id, "acknowledge"))["status"]);
        var timeline = (await requester.GetAsync($"/api/cases/{id}/timeline")).AsArray();
        Assert.Equal("case-opened", (string?)timeline[0]!["type"]);
        Assert.Equal("report-acknowledged",
            (string?)timeline.Last(e => (string?)e!["type"] is not "notice-raised")!["type"]);
        var decisions = (await reader.GetAsync($"/api/cases/{id}/decisions")).AsArray();
        Assert.Equal("radiologue1", (string?)decisions[^1]!["reader"]);
        Assert.NotEmpty(decisions[^1]!["terms"]!.AsArray());
    }

    [Fact]
    public async Task Images_alone_open_a_case_that_is_offered_after_the_quiet_period()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var reader = await rig.AsAsync("reader");
        var id = await rig.ImagesArriveAsync("1.2.4");

        Assert.Equal("images-arriving", (string?)(await reader.GetAsync($"/api/cases/{id}"))["status"]);
        await rig.PassAsync(QuietPeriod);

        var offered = await reader.GetAsync($"/api/cases/{id}");
        Assert.Equal("offered", (string?)offered["status"]);
        Assert.Equal("radiologue1", (string?)offered["reader"]);
        Assert.True((bool)offered["derived"]!);
        Assert.Equal("Scanner cérébral", (string?)offered["exam"]!["description"]);
        Assert.EndsWith("Z", (string)offered["dueAt"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_left_the_screens_is_found_and_can_be_completed()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, requester) = (await rig.AsAsync("reader"), await rig.AsAsync("requester"));
        var id = await SignedAsync(rig, reader, "1.2.5");
        await requester.ActAsync(id, "acknowledge");
        await rig.PassAsync(TimeSpan.FromHours(3));
        reader = await rig.SignInAsync("reader");
        await rig.PassAsync(TimeSpan.FromHours(3.5));
        for (var hours = 0; hours < 3; hours++)
        {
            await rig.PassAsync(TimeSpan.FromHours(3));
            reader = await rig.SignInAsync("reader");
        }
        await rig.ImagesArriveAsync("1.2.6");
        Assert.DoesNotContain(
            (await reader.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")).AsArray(),
            row => (string?)row!["id"] == id);

        Assert.Equal("acknowledged", (string?)(await reader.GetAsync($"/api/cases/{id}"))["status"]);
        var amended =
            await reader.ActAsync(id, "addendum", new { text = "Comparé à l’examen antérieur : stable." });
        Assert.Single(amended["report"]!["addenda"]!.AsArray());
        Assert.NotEmpty((await reader.GetAsync($"/api/cases/{id}/decisions")).AsArray());
    }

    [Fact]
    public async Task The_list_is_narrowed_by_each_filter_and_refuses_words_that_are_none()
    {
        await using var rig = await NodeRig.StartAsync();
        var reader = await rig.AsAsync("reader");
        var requester = await rig.AsAsync("requester");
        await requester.PostAsync("/api/requests",
            Request(accession: "A7", urgency: "vital", family: "ÉTOILE"));
        await requester.PostAsync("/api/requests", Request(accession: "A8"));
        await rig.ImagesArriveAsync("1.2.9", establishment: "fourmies");
        var list = $"/api/territories/{NodeRig.Hainaut}/cases";

        Assert.Equal(3, (await reader.GetAsync(list)).AsArray().Count);
        Assert.Equal("A7", (string?)Assert.Single(
            (await reader.GetAsync(list + "?urgency=vital")).AsArray())!["accessionNumber"]);
        Assert.Equal(2, (await reader.GetAsync(list + "?status=requested,signed")).AsArray().Count);
        Assert.Single((await reader.GetAsync(list + "?establishment=fourmies")).AsArray());
        Assert.Empty((await reader.GetAsync(list + "?reader=radiologue1")).AsArray());
        Assert.Single((await reader.GetAsync(list + "?q=etoile")).AsArray());
        Assert.Equal(2, (await requester.GetAsync(list)).AsArray().Count);
        using var refused = await reader.Http.GetAsync(list + "?status=nothing");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_study_without_a_case_is_seen_and_placed_by_a_person()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var screen = await coordinator.JoinAsync("coordination");
        await screen.NextAsync("Snapshot");
        var (_, opened) =
            await (await rig.AsAsync("requester")).PostAsync("/api/requests", Request(accession: "A9"));
        await rig.ImagesArriveAsync("1.2.10", accession: "A9", family: "AUTRE");

        var changes = await screen.NextAsync("Changes", c => c["orphans"]!.AsArray().Count > 0);
        Assert.Equal("identity-conflict", (string?)changes["orphans"]![0]!["why"]);
        var orphans = $"/api/territories/{NodeRig.Hainaut}/orphans";
        Assert.Single((await coordinator.GetAsync(orphans)).AsArray());
        var (conflict, problem) = await coordinator.PostAsync(
            $"{orphans}/1.2.10/attach", new { caseId = (string)opened!["id"]! });
        Assert.Equal(HttpStatusCode.Conflict, conflict);
        Assert.Equal("identity-conflict", (string?)problem!["code"]);

        var (created, placed) = await coordinator.PostAsync($"{orphans}/1.2.10/open", key: "o1");
        Assert.Equal(HttpStatusCode.Created, created);
        var (_, again) = await coordinator.PostAsync($"{orphans}/1.2.10/open", key: "o1");
        Assert.Equal((string?)placed!["id"], (string?)again!["id"]);
        changes = await screen.NextAsync("Changes", c => c["orphansGone"]!.AsArray().Count > 0);
        Assert.Equal("1.2.10", (string?)changes["orphansGone"]![0]);
    }

    [Fact]
    public async Task Duty_and_presence_decide_who_is_offered_anything()
    {
        await using var rig = await NodeRig.StartAsync();
        var (reader, coordinator) = (await rig.AsAsync("reader"), await rig.AsAsync("coordinator"));
        var until = rig.Clock.GetUtcNow().AddHours(5);
        var duties = $"/api/territories/{NodeRig.Hainaut}/duties";

        var (forbidden, _) =
            await reader.PostAsync(duties, new { reader = "radiologue2", line = "on-site", until });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden);
        var (put, shown) =
            await coordinator.PostAsync(duties, new { reader = "radiologue1", line = "on-call", until });
        Assert.Equal(HttpStatusCode.OK, put);
        Assert.True((bool)shown!["onDuty"]!);
        var (twice, problem) =
            await coordinator.PostAsync(duties, new { reader = "radiologue1", line = "on-site", until });
        Assert.Equal(HttpStatusCode.Conflict, twice);
        Assert.Equal("reader-already-on-duty", (string?)problem!["code"]);
        var (present, _) =
            await reader.SendAsync(HttpMethod.Put, "/api/me/presence", new { presence = "available" });
        Assert.Equal(HttpStatusCode.NoContent, present);

        await rig.ImagesArriveAsync("1.2.11");
        await rig.PassAsync(QuietPeriod);
        Assert.Single((await reader.GetAsync(
            $"/api/territories/{NodeRig.Hainaut}/cases?status=offered&reader=radiologue1")).AsArray());
    }

    internal static object Request(string? accession = null, string urgency = "urgent",
        string family = "FICTIVE") => new
    {
        territory = NodeRig.Hainaut, establishment = "denain", urgency, modality = "CT", region = "head",
        accessionNumber = accession,
            patient = new { familyName = family, givenName = "Images", birthDate = "1960-02-03", sex = "F" },
        indication = "Céphalée brutale", callBack = "poste 0000",
    };

    internal static async Task<string> SignedAsync(NodeRig rig, Person reader, string study)
    {
        await rig.OnDutyAsync("radiologue1");
        var id = await rig.ImagesArriveAsync(study);
        await rig.PassAsync(QuietPeriod);
        await reader.ActAsync(id, "claim");
        await reader.ActAsync(id, "sign", new { text = "Examen normal." });
        return id;
    }
}
