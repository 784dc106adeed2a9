using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// The virtual readers and emergency departments. They look at the live views twice a second and do what
/// their habits say, except in the name of an account to which a person is signed in.
/// </summary>
internal sealed class DemoPeople(
    DemoOptions options, IReadOnlyList<TerritorySettings> territories, DemoWorld world, TimeProvider clock,
    ILogger<DemoPeople> logger) : BackgroundService
{
    private readonly IReadOnlyList<(TerritoryId Territory, DemoCast Cast)> casts =
        CastsOf(options, territories, clock.GetUtcNow());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(options.LookEvery, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await LookAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The evening is over.
        }
    }

    /// <summary>One look at every territory, and one act of each virtual person at most.</summary>
    internal async Task LookAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var (territory, cast) in casts)
        {
            if (world.View(territory) is not { } view)
                continue;
            var sight = new DemoSight(
                [.. view.Cases.Values.OfType<CaseState>().Where(c => c.Exists)],
                reader => view.Readers.GetValueOrDefault(reader) as ReaderState ?? ReaderState.Initial,
                view.Roster as RosterState, now);
            foreach (var turn in cast.Turns(sight, world.SignedIn))
            {
                if (await DoAsync(turn, territory).ConfigureAwait(false))
                    cast.Done(turn, now);
            }
        }
    }

    /// <summary>The casts of all territories; a reader of two of them works in one.</summary>
    public static IReadOnlyList<(TerritoryId Territory, DemoCast Cast)> CastsOf(
        DemoOptions options, IReadOnlyList<TerritorySettings> territories, DateTimeOffset begun)
    {
        var chance = DemoChance.Of(options.Seed);
        var posts = DemoDuties.Posts(territories).ToLookup(post => post.Value, post => post.Key);
        return
        [
            .. territories.Select(territory => (territory.Id, new DemoCast(
                [.. posts[territory.Id]], new ReaderHabits(options, chance.For("readers")),
                new RequesterHabits(chance), [.. territory.ExternalProviders.Values],
                new ProviderHabits(options, chance.For("providers")), begun))),
        ];
    }

    /// <summary>
    /// Sends the act; false when it was refused or could not be sent: the next look sees why.
    /// </summary>
    private async Task<bool> DoAsync(DemoTurn turn, TerritoryId territory)
    {
        var command = new Command(
            new CommandId("demo-" + turn.Act.Name), territory, Microseconds.Truncate(clock.GetUtcNow()),
            turn.By, turn.Act.To, turn.Act.Body);
        try
        {
            var outcome = await world.Send(command).ConfigureAwait(false);
            if (outcome is not Outcome.Refused { Refusal: var refusal })
                return true;
            logger.ActRefused(turn.Act.Name, refusal.Code);
            return false;
        }
        catch (TerritoryUnavailableException unavailable)
        {
            logger.ActUnavailable(turn.Act.Name, unavailable.Reason);
            return false;
        }
    }
}
