using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PIMM.Dispatch.Host.Forecasts;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>What the coming duties have to expect, as the planning page asks it.</summary>
public sealed class ForecastTests
{
    private const string Hainaut = $"/api/territories/{NodeRig.Hainaut}";

    /// <summary>The evening after the tests' Wednesday, 18:30 to 23:30.</summary>
    private const string Thursday = "from=2026-01-15T18:00:00Z&to=2026-01-15T22:00:00Z";
    private const string ThursdaySlot = "equipe-soiree/2026-01-15/1830";

    [Fact]
    public async Task Too_little_history_is_said_and_nothing_is_invented()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.ImagesArriveAsync("1.2.300");
        var forecast = await (await rig.AsAsync("coordinator")).GetAsync($"{Hainaut}/forecast");

        Assert.Equal(("none", 2, 0), (
            (string?)forecast["basis"], (int)forecast["weeksMin"]!, (int)forecast["pending"]!));
        Assert.Equal(0m, (decimal)forecast["weeksSeen"]!);
        Assert.Empty(forecast["slots"]!.AsArray());
    }

    [Fact]
    public async Task An_assumption_is_called_one_and_says_what_one_reader_more_would_do()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        await coordinator.PostAsync(
            $"{Hainaut}/duties", new { reader = "radiologue1", slot = ThursdaySlot });
        var path = $"{Hainaut}/forecast?{Thursday}&assumed=2";
        var asked = await coordinator.GetAsync(path);
        Assert.Equal(("assumption", 1), ((string?)asked["basis"], (int)asked["pending"]!));
        Assert.Empty(Assert.Single(asked["slots"]!.AsArray())!["trials"]!.AsArray());

        var slot = await AnsweredAsync(rig, coordinator, path);
        Assert.Equal((10m, 10m, 1), (
            (decimal)slot["expected"]!, (decimal)slot["emergencies"]!, (int)slot["planned"]!));
        Assert.Equal((5, 15), ((int)slot["low"]!, (int)slot["high"]!));
        var trials = slot["trials"]!.AsArray();
        Assert.Equal(1, (int)trials[0]!["readers"]!);
        Assert.True((decimal)trials[0]!["under45"]! < (decimal)trials[1]!["under45"]!);
        Assert.InRange((int)slot["needed95"]!, 1, 2);
    }

    [Fact]
    public async Task From_two_weeks_of_history_on_the_slots_have_a_forecast_of_their_own()
    {
        var journal = new InMemoryJournal();
        var settings = Repository.Territories.Single(one => one.Id.Value == NodeRig.Hainaut);
        var evening = RehearsalSetting.Of("test", "test", settings, 6, 2).Scenario;
        var scenario = evening with { Start = evening.Start.AddDays(-15) };
        var plan = EveningPlan.Of(1, scenario, settings);
        await Rehearsal.RunAsync(plan, settings, journal);
        await using var rig = await NodeRig.StartAsync(builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton<IJournal>(journal)));
        var forecast = await (await rig.AsAsync("reader")).GetAsync($"{Hainaut}/forecast?{Thursday}");

        Assert.Equal(
            ("history", plan.Arrivals.Length), ((string?)forecast["basis"], (int)forecast["casesSeen"]!));
        Assert.InRange((decimal)forecast["weeksSeen"]!, 2.1m, 2.2m);
        var slot = Assert.Single(forecast["slots"]!.AsArray())!;
        Assert.Equal((ThursdaySlot, "2026-01-15"), ((string?)slot["slot"], (string?)slot["day"]));
        // One evening of the fifteen days had examinations; a fifteenth of them is what this one may expect.
        Assert.InRange((decimal)slot["expected"]!, 1, 6);
        Assert.True((int)slot["low"]! < (int)slot["high"]!);
    }

    [Fact]
    public async Task Sessions_and_nights_without_readers_are_no_slots_to_staff()
    {
        await using var rig = await NodeRig.StartAsync();
        var path = $"{Hainaut}/forecast?from=2026-01-15T00:00:00Z&to=2026-01-16T00:00:00Z&assumed=1";
        var forecast = await (await rig.AsAsync("coordinator")).GetAsync(path);

        Assert.Equal(["equipe-jour", "equipe-soiree"],
            forecast["slots"]!.AsArray().Select(slot => (string?)slot!["line"]).Order());
    }

    [Theory]
    [InlineData("from=2026-01-15T00:00:00Z&to=2026-01-15T00:00:00Z", "field-invalid")]
    [InlineData("from=2026-01-15T00:00:00Z&to=2026-01-29T00:00:01Z", "field-invalid")]
    [InlineData("from=2026-03-20T00:00:00Z", "field-invalid")]
    [InlineData("assumed=0.05", "field-invalid")]
    [InlineData("assumed=50.1", "field-invalid")]
    [InlineData("assumed=NaN", "field-invalid")]
    [InlineData("assumed=x", "body-malformed")]
    public async Task What_is_beyond_the_limits_is_refused(string query, string code)
    {
        await using var rig = await NodeRig.StartAsync();
        using var answer = await (await rig.AsAsync("coordinator")).Http
            .GetAsync($"{Hainaut}/forecast?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> AnsweredAsync(NodeRig rig, Person person, string path)
    {
        await rig.Services.GetRequiredService<StaffingRoom>().Working.WaitAsync(NodeRig.Patience);
        var forecast = await person.GetAsync(path);
        Assert.Equal(0, (int)forecast["pending"]!);
        return Assert.Single(forecast["slots"]!.AsArray())!;
    }
}
