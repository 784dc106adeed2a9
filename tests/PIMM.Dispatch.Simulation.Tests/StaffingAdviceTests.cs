using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.Reports;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>How many readers, and when.</summary>
public sealed class StaffingAdviceTests
{
    [Fact]
    public void A_reader_is_on_duty_in_the_hours_that_need_so_many()
    {
        var scenario = Setting().Scenario with { ReadersByHour = [2, 3, 3, 1, 2] };
        var (start, end) = (scenario.Start, scenario.End + scenario.Aftermath);
        Assert.Equal([(start, end)], scenario.DutiesOf(0));
        Assert.Equal([(start, start.AddHours(3)), (start.AddHours(4), end)], scenario.DutiesOf(1));
        Assert.Equal([(start.AddHours(1), start.AddHours(3))], scenario.DutiesOf(2));
        Assert.Empty(scenario.DutiesOf(3));
        Assert.Equal([(start, end)], (scenario with { ReadersByHour = [] }).DutiesOf(7));
    }

    [Fact]
    public async Task Nobody_is_given_a_case_outside_of_duty()
    {
        var setting = Setting();
        var scenario = setting.Scenario with { ReadersByHour = [1, 2, 1, 1, 1] };
        var policy = RehearsedPolicy.All.Single(one => one.Code == "e");
        var second = scenario.Readers[1];
        var taken = new List<TimeSpan>();
        for (var seed = 1; seed <= 5; seed++)
        {
            var result = await Rehearsal.RunAsync(
                seed, setting with { Scenario = scenario }, policy);
            Assert.Equal(0, result.Unfinished);
            taken.AddRange(result.Reads.Where(read => read.Reader == second)
                .Select(read => read.Accepted!.Value));
        }
        Assert.NotEmpty(taken);
        Assert.All(taken, at => Assert.InRange(at, TimeSpan.FromHours(1), TimeSpan.FromHours(2)));
    }

    [Fact]
    public async Task The_fewest_readers_that_keep_the_promise_are_chosen()
    {
        var advice = await StaffingAdvice.FindAsync(Plan(), 95, 6);
        var chosen = advice.Chosen!;
        Assert.True(chosen.Under45.Value >= 95);
        var constant = advice.Trials.Where(trial => trial.ReadersByHour.Distinct().Count() == 1).ToList();
        Assert.All(constant.SkipLast(1), fewer => Assert.True(fewer.Under45.Value < 95));
        Assert.All(advice.Trials, trial => Assert.True(
            trial.Under45.Value < 95 || trial.ReaderHours >= chosen.ReaderHours));
        Assert.Contains("Il suffit de", StaffingTable.Of(advice, Plan(), 95), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_that_nobody_can_keep_has_no_advice()
    {
        var advice = await StaffingAdvice.FindAsync(Plan(), 100, 1);
        Assert.Null(advice.Chosen);
        Assert.Single(advice.Trials);
        Assert.Contains("ne suffit pas", StaffingTable.Of(advice, Plan(), 100), StringComparison.Ordinal);
    }

    private static RehearsalSetting Setting() =>
        Situations.Of("hainaut-octobre", Settings.Of("hainaut-cambresis"));

    private static CampaignPlan Plan() => new(
        Setting(), [RehearsedPolicy.All.Single(one => one.Code == "e")], 1, 4, 1);
}
