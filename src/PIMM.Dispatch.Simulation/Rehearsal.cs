using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation;

/// <summary>
/// Plays an evening against the real territory in virtual time: as fast as the machine allows, and the same
/// evening gives the same events every time.
/// </summary>
public static class Rehearsal
{
    /// <summary>The virtual clock starts so long before the evening: requests come before images.</summary>
    internal static readonly TimeSpan Prelude = TimeSpan.FromHours(2);

    /// <summary>After the aftermath every case should be over; what is not by then never will be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24 * 8);

    public static Task<EveningResult> RunAsync(
        int seed, EveningScenario scenario, TerritorySettings settings) =>
        RunAsync(EveningPlan.Of(seed, scenario, settings), settings, new InMemoryJournal());

    /// <summary>The same evening under one of the policies that are compared.</summary>
    /// <param name="rest">Awaited between any two instants: it may hold the evening up, or end it by an
    /// exception. The evening does not notice.</param>
    public static Task<EveningResult> RunAsync(
        int seed, RehearsalSetting setting, RehearsedPolicy policy, Func<ValueTask>? rest = null)
    {
        var applied = policy.Applied(setting.SettingsUnder(policy));
        return RunAsync(
            setting.EveningOf(seed, applied), applied, new InMemoryJournal(), policy.Habits, rest);
    }

    /// <param name="journal">Empty; holds the whole evening afterwards.</param>
    /// <param name="habits">Of readers who help themselves; null when they wait for offers.</param>
    /// <inheritdoc cref="RunAsync(int, RehearsalSetting, RehearsedPolicy, Func{ValueTask})"/>
    public static async Task<EveningResult> RunAsync(
        EveningPlan plan, TerritorySettings settings, IJournal journal, ListHabits? habits = null,
        Func<ValueTask>? rest = null)
    {
        var clock = new SimulatedClock(plan.Scenario.Start - Prelude);
        var territory = await VirtualTerritory.OpenAsync(
            VirtualTerritory.SetupOf(settings, journal, clock, NullLogger.Instance)).ConfigureAwait(false);
        var world = new World(plan, settings, habits);
        var tally = new Tally();
        world.Begin();
        var end = plan.Scenario.End + Patience;
        while (Earliest(world.Agenda.NextAt, territory.NextDueAt) is { } next && next <= end)
        {
            if (world.Unfinished == 0 && next > plan.Scenario.End)
                break;
            if (rest is not null)
                await rest().ConfigureAwait(false);
            clock.MoveTo(next);
            await territory.StepAsync().ConfigureAwait(false);
            await SeeAsync(territory, journal, world, tally).ConfigureAwait(false);
            while (world.Agenda.TryStep(clock.Now) || world.Outbox.Count > 0)
                await CarryAsync(territory, journal, world, tally).ConfigureAwait(false);
        }
        return EveningResult.Of(world, tally);
    }

    private static async Task CarryAsync(
        VirtualTerritory territory, IJournal journal, World world, Tally tally)
    {
        while (world.Outbox.TryDequeue(out var saying))
        {
            var outcome = await territory.SendAsync(saying.Command).ConfigureAwait(false);
            await SeeAsync(territory, journal, world, tally).ConfigureAwait(false);
            saying.Then?.Invoke(outcome);
        }
    }

    private static async Task SeeAsync(VirtualTerritory territory, IJournal journal, World world, Tally tally)
    {
        foreach (var fact in await territory.NewFactsAsync(journal).ConfigureAwait(false))
        {
            tally.See(fact);
            world.See(fact);
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null ? one : one < other ? one : other;
}
