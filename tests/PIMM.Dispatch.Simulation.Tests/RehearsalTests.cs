using System.Diagnostics;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

public sealed class RehearsalTests
{
    private const string Centre = "centre-val-de-loire";

    [Theory]
    [InlineData("hainaut-cambresis")]
    [InlineData(Centre)]
    [InlineData("touraine-val-de-loire")]
    [InlineData("landes-pays-basque")]
    public async Task In_every_territory_every_case_of_an_evening_comes_to_its_end(string id)
    {
        var settings = Settings.Of(id);
        for (var seed = 1; seed <= 5; seed++)
        {
            var result = await Rehearsal.RunAsync(
                seed, EveningScenario.Of(settings, "evening", 3, 5, 1), settings);
            Assert.True(result.Unfinished == 0, $"{id}, seed {seed}: {result.Unfinished} cases are not over");
            Assert.True(result.Cases > 0, $"{id}, seed {seed}: nothing was read");
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_journal_to_the_last_bit()
    {
        Assert.Equal(await HashOf(7), await HashOf(7));
        Assert.NotEqual(await HashOf(7), await HashOf(8));
    }

    [Fact]
    public async Task A_reader_who_drops_out_and_a_surge_leave_no_case_behind()
    {
        var settings = Settings.Of(Centre).With(4);
        var hard = EveningScenario.Centre(settings) with
        {
            SurgeFactor = 2, LostReaderAfter = TimeSpan.FromHours(2),
        };
        for (var seed = 1; seed <= 3; seed++)
            Assert.Equal(0, (await Rehearsal.RunAsync(seed, hard, settings)).Unfinished);
    }

    [Fact]
    public async Task Without_any_reader_everything_goes_to_the_external_provider()
    {
        var settings = Settings.Of(Centre).With(4);
        var result = await Rehearsal.RunAsync(
            1, EveningScenario.Centre(settings) with { Readers = [] }, settings);
        Assert.Equal(0, result.Unfinished);
        Assert.All(result.Reads, read => Assert.True(read.IsExternal));
    }

    [Fact]
    public async Task What_the_result_says_stands_in_the_journal()
    {
        var settings = Settings.Of(Centre).With(4);
        var journal = new InMemoryJournal();
        var result = await Rehearsal.RunAsync(
            EveningPlan.Of(3, EveningScenario.Centre(settings), settings), settings, journal);
        var types = new List<string>();
        await foreach (var row in journal.ReadAsync(settings.Id, 0))
            types.Add(row.EventType);
        Assert.Equal(result.Events, types.Count);
        Assert.Equal(types.Count(type => type == "report-signed"), result.Cases);
    }

    /// <summary>
    /// The bar is 5,000 times real time (P9): 18,000 seconds of evening in 3.6 seconds. A tenth of it is
    /// usual.
    /// </summary>
    [Fact]
    public async Task An_evening_of_the_centre_passes_five_thousand_times_faster_than_it_would()
    {
        var settings = Settings.Of(Centre).With(4);
        var scenario = EveningScenario.Centre(settings);
        await Rehearsal.RunAsync(1, scenario, settings);
        var watch = Stopwatch.StartNew();
        await Rehearsal.RunAsync(2, scenario, settings);
        Assert.True(watch.Elapsed < scenario.Length / 5_000, $"it took {watch.Elapsed}");
    }

    /// <summary>The shared list is the same territory: only its dispatcher keeps still.</summary>
    [Fact]
    public async Task On_a_shared_list_nothing_is_offered_and_everything_is_read()
    {
        var setting = Situations.Of("centre", Settings.Of(Centre));
        var policy = RehearsedPolicy.All.Single(one => one.Code == "a");
        var journal = new InMemoryJournal();
        var settings = policy.Applied(setting.Settings);
        var result = await Rehearsal.RunAsync(
            EveningPlan.Of(4, setting.Scenario, settings), settings, journal, policy.Habits);
        var types = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in journal.ReadAsync(settings.Id, 0))
            types.Add(row.EventType);
        Assert.DoesNotContain("case-offered", types);
        Assert.DoesNotContain("case-dispatched", types);
        Assert.Equal((0, EveningPlan.Of(4, setting.Scenario, settings).Arrivals.Length),
            (result.Unfinished, result.Cases));
    }

    private static async Task<string> HashOf(int seed)
    {
        var settings = Settings.Of(Centre).With(4);
        var journal = new InMemoryJournal();
        await Rehearsal.RunAsync(
            EveningPlan.Of(seed, EveningScenario.Centre(settings), settings), settings, journal);
        return Convert.ToHexString((await journal.HeadAsync(settings.Id)).Hash.Span);
    }
}
