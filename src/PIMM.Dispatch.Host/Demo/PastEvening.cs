using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>A territory as it is set up on this node, with another clock.</summary>
internal delegate TerritorySetup SetupOf(TerritorySettings territory, TimeProvider clock);

/// <summary>
/// The hours before a first demonstration, lived through in a few seconds: the same rules, the same people,
/// only the clock is another. So statistics, finished cases and cases that are late are there from the start,
/// and none of them is painted. Images of cases that are still open are sent when the port is open; those of
/// finished ones have left the disk, as they do in a demonstration that runs for hours.
/// </summary>
internal sealed class PastEvening(
    DemoOptions options, IReadOnlyList<TerritorySettings> territories, SetupOf setupOf, TimeProvider clock)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    /// <summary>In the past a minute of reading is a minute.</summary>
    private readonly DemoOptions real = options with { ReadingMinute = TimeSpan.FromMinutes(1) };

    /// <summary>Before the owners of the territories begin.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var casts = DemoPeople.CastsOf(real, territories, now - options.PastHours);
        var posts = DemoDuties.Posts(territories).ToLookup(post => post.Value, post => post.Key);
        foreach (var (territory, (_, cast)) in territories.Zip(casts))
            await LiveAsync(territory, [.. posts[territory.Id]], cast, now, cancellationToken)
                .ConfigureAwait(false);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LiveAsync(
        TerritorySettings territory, IReadOnlyCollection<ReaderId> posts, DemoCast cast,
        DateTimeOffset until, CancellationToken cancellation)
    {
        var past = new PastClock(until - options.PastHours);
        var setup = setupOf(territory, past);
        // A territory that has a history keeps it.
        if ((await setup.Journal.HeadAsync(territory.Id, cancellation).ConfigureAwait(false)).Sequence > 0)
            return;
        var owner = await TerritoryOwner.OpenAsync(setup, cancellation).ConfigureAwait(false);
        var plan = new ArrivalPlan(real, territories, until.UtcTicks);
        var commands = new Queue<PastCommand>(PastExams.Of(plan, territory, past.GetUtcNow(), until));
        foreach (var duty in DemoDuties.Week(territory, posts, until))
            await owner.DoAsync(new PastCommand(past.GetUtcNow(), duty, DemoCast.Desk)).ConfigureAwait(false);
        while (past.GetUtcNow() < until)
        {
            await owner.StepAllAsync().ConfigureAwait(false);
            var now = past.GetUtcNow();
            while (commands.TryPeek(out var due) && due.At <= now)
                await owner.DoAsync(commands.Dequeue()).ConfigureAwait(false);
            foreach (var turn in cast.Turns(owner.Sight(now), _ => false))
            {
                if (await owner.DoAsync(new PastCommand(now, turn.Act, turn.By)).ConfigureAwait(false))
                    cast.Done(turn, now);
            }
            past.MoveTo(now + Step < until ? now + Step : until);
        }
        await owner.StopAsync().ConfigureAwait(false);
    }

    /// <summary>A clock that stands until it is moved.</summary>
    private sealed class PastClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset now = start;

        public override DateTimeOffset GetUtcNow() => now;

        public void MoveTo(DateTimeOffset instant) => now = instant;
    }
}

/// <summary>What an edge would have sent at an instant.</summary>
internal sealed record PastCommand(DateTimeOffset At, DemoAct Act, Identity By);

/// <summary>An owner that is stepped by hand.</summary>
file static class Stepping
{
    public static async Task StepAllAsync(this TerritoryOwner owner)
    {
        while ((await owner.StepAsync().ConfigureAwait(false)).MoreToDo)
        {
            // Each step is one commit; what is due next may be due already.
        }
    }

    /// <summary>True when the command was accepted.</summary>
    public static async Task<bool> DoAsync(this TerritoryOwner owner, PastCommand past)
    {
        var outcome = owner.SendAsync(new Command(
            new CommandId("past-" + past.Act.Name), owner.Id, past.At, past.By, past.Act.To, past.Act.Body));
        await owner.StepAllAsync().ConfigureAwait(false);
        return await outcome.ConfigureAwait(false) is Outcome.Accepted;
    }

    public static DemoSight Sight(this TerritoryOwner owner, DateTimeOffset now)
    {
        var states = owner.Capture().Actors.ToDictionary(actor => actor.Id, actor => actor.State);
        return new DemoSight(
            [.. states.Values.OfType<CaseState>().Where(c => c.Exists)],
            reader => states.GetValueOrDefault(reader) as ReaderState ?? ReaderState.Initial,
            states.GetValueOrDefault(ActorId.Roster) as RosterState, now);
    }
}
