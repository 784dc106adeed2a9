using System.Net;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>
/// A system of a hospital flags a case over HTTP; a person sees why it went first, and lifts it.
/// </summary>
public sealed class FlagTests
{
    private const string Source = "Analyse d’images (essai)";
    private const string Code = "hemorragie-intracranienne";

    private static object Flag(
        string? study = null, string? accession = null, string? withdrawn = null) => new
    {
        territory = NodeRig.Hainaut, establishment = "denain", studyInstanceUid = study,
        accessionNumber = accession, source = Source, code = Code, text = "hyperdensité", withdrawn,
    };

    [Fact]
    public async Task Flagged_study_goes_first_and_the_decision_says_who_said_so()
    {
        await using var rig = await NodeRig.StartAsync();
        var (first, second) = (await rig.ImagesArriveAsync("1.2.1"), await rig.ImagesArriveAsync("1.2.2"));
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        var system = await rig.AsAsync("integration");
        var (status, answer) = await system.PostAsync("/api/flags", Flag("1.2.2"));
        Assert.Equal((HttpStatusCode.OK, second), (status, (string?)answer!["id"]));
        Assert.Null(answer["patient"]);
        await rig.OnDutyAsync("radiologue1");

        var reader = await rig.AsAsync("reader");
        var listed = (await reader.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")).AsArray();
        Assert.Equal([second, first], listed.Select(one => (string?)one!["id"]));
        var seen = await reader.GetAsync($"/api/cases/{second}");
        Assert.Equal("offered", (string?)seen["status"]);
        var flag = Assert.Single(seen["flags"]!.AsArray())!;
        Assert.Equal(
            (Source, "Hémorragie intracrânienne", "hyperdensité"),
            ((string?)flag["source"], (string?)flag["label"], (string?)flag["text"]));
        Assert.Contains(
            (await reader.GetAsync($"/api/cases/{second}/decisions")).AsArray()[^1]!["terms"]!.AsArray(),
            term => (string?)term!["text"]
                == $"signalement externe – Hémorragie intracrânienne ({Source}) : × 2,00");
        Assert.Contains(
            (await reader.GetAsync($"/api/cases/{second}/timeline")).AsArray(),
            step => (string?)step!["text"] == $"Signalement externe : Hémorragie intracrânienne ({Source})");
    }

    [Fact]
    public async Task What_a_reader_lifts_is_gone_and_the_system_is_told_when_it_insists()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.1");
        var (system, reader) = (await rig.AsAsync("integration"), await rig.AsAsync("reader"));
        await system.PostAsync("/api/flags", Flag("1.2.1"));
        var (missing, _) = await reader.PostAsync(
            $"/api/cases/{id}/lift-flag", new { source = Source, code = Code });
        Assert.Equal(HttpStatusCode.BadRequest, missing);
        var lifted = await reader.ActAsync(
            id, "lift-flag", new { source = Source, code = Code, reason = "artéfact" });
        Assert.Empty(lifted["flags"]!.AsArray());
        var (again, problem) = await system.PostAsync("/api/flags", Flag("1.2.1"));
        Assert.Equal((HttpStatusCode.Conflict, Refusals.FlagWasLifted), (again, (string?)problem!["code"]));
    }

    [Fact]
    public async Task System_takes_its_own_flag_back()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.ImagesArriveAsync("1.2.1", "ACC-7");
        var system = await rig.AsAsync("integration");
        var (_, flagged) = await system.PostAsync("/api/flags", Flag(accession: "ACC-7"));
        Assert.Single(flagged!["flags"]!.AsArray());
        var (_, without) = await system.PostAsync("/api/flags", Flag("1.2.1", withdrawn: "autre patient"));
        Assert.Empty(without!["flags"]!.AsArray());
    }

    [Fact]
    public async Task Study_is_found_by_what_names_it_and_by_nothing_else()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.ImagesArriveAsync("1.2.1", "ACC-7");
        await rig.ImagesArriveAsync("1.2.2", "ACC-8");
        var system = await rig.AsAsync("integration");
        foreach (var (body, expected) in new[]
            {
                (Flag("1.2.1", "ACC-7"), HttpStatusCode.OK),
                (Flag("1.2.1", "ACC-8"), HttpStatusCode.NotFound),
                (Flag("1.2.1", "ACC-9"), HttpStatusCode.NotFound), (Flag("1.2.9"), HttpStatusCode.NotFound),
                (Flag(), HttpStatusCode.BadRequest),
            })
        {
            var (status, _) = await system.PostAsync("/api/flags", body);
            Assert.Equal(expected, status);
        }
    }

    [Fact]
    public async Task System_reaches_its_own_establishments_only_and_none_by_default()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.1", establishment: "fourmies");
        var system = await rig.AsAsync("integration");
        var (byCase, _) = await system.PostAsync(
            $"/api/cases/{id}/flag", new { source = Source, code = Code });
        var (byStudy, _) = await system.PostAsync("/api/flags", new
        {
            territory = NodeRig.Hainaut, establishment = "fourmies", studyInstanceUid = "1.2.1",
            source = Source, code = Code,
        });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (byCase, byStudy));
        Assert.Empty((await system.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")).AsArray());
        var nowhere = NodeRig.AccountOf("x", Role.Integration, NodeRig.Hainaut);
        Assert.False(nowhere.WorksAt(new TerritoryId(NodeRig.Hainaut), new EstablishmentId("denain")));
    }

    [Fact]
    public async Task Code_that_the_territory_does_not_know_is_refused()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.1");
        var (status, problem) = await (await rig.AsAsync("integration")).PostAsync(
            $"/api/cases/{id}/flag", new { source = Source, code = "inconnu" });
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, Refusals.FlagUnknown), (status, (string?)problem!["code"]));
    }

    /// <summary>What a system typed may name the patient; what the territory calls it does not.</summary>
    [Fact]
    public async Task Words_of_a_flag_are_for_those_who_see_the_patient_and_the_wall_has_none()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.1");
        await (await rig.AsAsync("integration")).PostAsync("/api/flags", Flag("1.2.1"));
        var quality = await (await rig.AsAsync("quality")).GetAsync($"/api/cases/{id}");
        Assert.Equal(
            ("Hémorragie intracrânienne", null),
            ((string?)quality["flags"]![0]!["label"], (string?)quality["flags"]![0]!["text"]));
        var wall = await (await rig.AsAsync("coordinator")).Http
            .GetStringAsync($"/api/territories/{NodeRig.Hainaut}/wallboard");
        Assert.DoesNotContain(Source, wall, StringComparison.Ordinal);
    }
}
