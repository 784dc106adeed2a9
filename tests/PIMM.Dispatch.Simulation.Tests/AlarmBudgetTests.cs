using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;
using Xunit.Abstractions;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>
/// Alarms are a budget (faults.md P8): too many, and none is heard. Eight hours of a territory's traffic, per
/// person and hour.
/// </summary>
public sealed class AlarmBudgetTests(ITestOutputHelper output)
{
    /// <summary>One in five minutes, for whoever has most of them in the busiest territory.</summary>
    private const double PerUserHourMax = 12;

    /// <summary>The virtual regulator answers no request, so what is left is asked of the others.</summary>
    private const double ActionableMin = 60;
    private static readonly TimeSpan Length = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("centre-val-de-loire", 4)]
    [InlineData("hainaut-cambresis", 2)]
    public async Task Eight_hours_stay_within_the_budget_and_no_vital_alarm_is_lost(string id, int readers)
    {
        var settings = readers == 4 ? Settings.Of(id).With(4) : Settings.Of(id);
        var scenario = (readers == 4
            ? EveningScenario.Centre(settings) : EveningScenario.HainautOctober(settings)) with
        {
            Length = Length,
        };
        for (var seed = 1; seed <= 3; seed++)
        {
            var count = await CountAsync(seed, scenario, settings);
            var busiest = count.Alarms.Where(alarm => alarm.At < scenario.End).CountBy(alarm => alarm.User)
                .MaxBy(user => user.Value);
            var perHour = busiest.Value / Length.TotalHours;
            output.WriteLine(
                $"{id}, seed {seed}: {count.Alarms.Count} alarms, at most {perHour:F1} an hour "
                + $"({busiest.Key}), {count.ActionableShare:F0} % actionable");
            Assert.Empty(count.SuppressedVital);
            Assert.True(perHour <= PerUserHourMax, $"{busiest.Key} has {perHour:F1} alarms an hour");
            Assert.InRange(count.ActionableShare, ActionableMin, 100);
        }
    }

    private static async Task<AlarmCount> CountAsync(
        int seed, EveningScenario scenario, TerritorySettings settings)
    {
        var journal = new InMemoryJournal();
        await Rehearsal.RunAsync(EveningPlan.Of(seed, scenario, settings), settings, journal);
        var count = new AlarmCount(settings);
        var turn = new List<Recorded>();
        CommandId? command = null;
        await foreach (var row in journal.ReadAsync(settings.Id, 0))
        {
            if (row.Command != command)
            {
                count.See(turn);
                turn.Clear();
            }
            command = row.Command;
            turn.Add(Facts.Of(row, new DomainCodec()));
        }
        count.See(turn);
        return count;
    }
}
