using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Doubles;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Faults.Evenings;

/// <summary>
/// Plays one evening of the real territory while everything around it fails as the plan says: the process,
/// the
/// journal, the network, the clock. After the evening the faults stop, and everything must come to its end.
/// </summary>
internal sealed class FaultyEvening : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(10);
    // A whole evening takes some thousands; whatever takes so many stands still.
    private const int RoundsMax = 200_000;

    private static readonly TimeSpan StepAgain = TimeSpan.FromMicroseconds(1);

    private readonly FaultPlan plan;
    private readonly IJournal disk;
    private readonly SimulatedClock clock;
    private readonly World world;
    private readonly Line line;
    private readonly Sharing sharing;
    private readonly Draw chance;
    private readonly List<Outage> outages = [];
    private readonly List<(long, DateTimeOffset)> committed = [];
    private readonly List<(string, string)> hashes = [];
    private readonly List<VirtualTerritory> zombies = [];
    private readonly Mishaps mishaps = new();
    private SteadyClock steady;
    private FaultyJournal journal;
    private VirtualTerritory? process;
    private DateTimeOffset? downSince;
    private DateTimeOffset? retryAt;
    private DateTimeOffset? startAt;
    private DateTimeOffset lastTime;
    private long seen;
    private int processCount;

    private FaultyEvening(FaultPlan plan, IJournal disk)
    {
        (this.plan, this.disk) = (plan, disk);
        clock = new SimulatedClock(plan.Evening.Scenario.Start.AddHours(-2));
        steady = new SteadyClock(clock);
        journal = new FaultyJournal(disk);
        world = new World(plan.Evening, plan.Settings);
        line = new Line(plan, world, mishaps);
        sharing = new Sharing(plan, world, mishaps);
        chance = new Draw(plan.Seed, "faults");
    }

    private bool FaultsAreOver => clock.Now >= plan.Evening.Scenario.End;

    public static async Task<History> PlayAsync(FaultPlan plan, IJournal? disk = null)
    {
        await using var evening = new FaultyEvening(plan, disk ?? new InMemoryJournal());
        evening.world.Begin();
        evening.PlanFaults();
        await evening.StartAsync();
        await evening.RunAsync();
        return await evening.HistoryAsync();
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    private async Task RunAsync()
    {
        var end = plan.Evening.Scenario.End + Patience;
        for (var rounds = 0; NextInstant() is { } next && next <= end
            && !(IsQuiet && FaultsAreOver); rounds++)
        {
            if (rounds == RoundsMax)
                throw new InvalidOperationException($"seed {plan.Seed} stands still at {clock.Now:O}");
            clock.MoveTo(next);
            if (process is null && startAt <= clock.Now)
                await StartAsync();
            await StepAsync();
            while (world.Agenda.TryStep(clock.Now) || world.Outbox.Count > 0)
            {
                line.Send(world.Outbox);
                if (line.HasArrived)
                    await DeliverAsync();
            }
        }
    }

    private bool IsQuiet => process is not null && world.Unfinished == 0 && line.IsQuiet;

    private DateTimeOffset? NextInstant()
    {
        var own = process is null ? startAt : retryAt ?? DueAt(process);
        var next = world.Agenda.NextAt;
        return own is { } instant && (next is null || instant < next)
            ? (instant > clock.Now ? instant : clock.Now + StepAgain)
            : next;
    }

    /// <summary>The true instant at which the territory's own clock says that its first deadline is
    /// due.</summary>
    private DateTimeOffset? DueAt(VirtualTerritory territory) =>
        territory.NextDueAt is { } due ? clock.Now + (due - steady.GetUtcNow()) : null;

    private async Task DeliverAsync()
    {
        line.Deliver(process?.Owner, zombies);
        await StepAsync();
        foreach (var zombie in zombies.ToList())
            await StepZombieAsync(zombie);
        await line.CollectAsync();
    }

    private async Task StepAsync()
    {
        if (process is not { } territory || retryAt > clock.Now)
            return;
        try
        {
            await territory.StepAsync();
        }
        catch (SimulatedCrashException)
        {
            Crash();
            return;
        }
        lastTime = steady.GetUtcNow() + territory.Owner.Health.Ahead;
        if (territory.Owner.Health.Status == OwnerStatus.Lost)
        {
            mishaps.OwnershipsLost++;
            Crash();
            return;
        }
        retryAt = territory.RetryAfter is { } wait ? clock.Now + wait : null;
        if (retryAt is not null)
        {
            mishaps.Refusals++;
            downSince ??= lastTime;
        }
        else
            Recovered();
        if (territory.Owner.Feed.Head > territory.Seen)
            committed.Add((territory.Owner.Feed.Head, lastTime));
        await SeeAsync(territory);
        await line.CollectAsync();
    }

    private async Task StepZombieAsync(VirtualTerritory zombie)
    {
        try
        {
            await zombie.StepAsync();
        }
        catch (SimulatedCrashException)
        {
            zombies.Remove(zombie);
        }
    }

    private void Recovered()
    {
        if (downSince is { } since)
            outages.Add(new Outage(since, lastTime));
        downSince = null;
    }

    private async Task SeeAsync(VirtualTerritory territory)
    {
        foreach (var fact in await territory.NewFactsAsync(disk))
        {
            world.See(fact);
            sharing.See(fact);
        }
        seen = territory.Seen;
    }

    /// <summary>The process is gone with everything it had in memory, or nobody knows that it is
    /// not.</summary>
    private void Crash()
    {
        if (process is null)
            return;
        mishaps.Crashes++;
        downSince ??= lastTime;
        if (!journal.Crashed && chance.Chance(plan.Zombies))
        {
            mishaps.Zombies++;
            zombies.Add(process);
            world.Agenda.After(TimeSpan.FromMinutes(10), () =>
            {
                zombies.Clear();
                line.Forget();
            });
        }
        (process, retryAt) = (null, null);
        line.Forget();
        startAt = clock.Now.AddSeconds(FaultsAreOver ? 1 : chance.Exponential(20));
    }

    private async Task StartAsync()
    {
        (disk as WriteBackJournal)?.CutPower();
        journal = new FaultyJournal(disk);
        processCount++;
        if (!FaultsAreOver)
            journal.Seeded(plan.Seed + (1000 * processCount), plan.AppendFaults);
        steady = new SteadyClock(clock);
        process = await VirtualTerritory.OpenAsync(Setup(journal), seen);
        if (processCount > 1 && chance.Chance(0.2))
            await CompareWithReplayAsync();
        await StepAsync();
    }

    private TerritorySetup Setup(IJournal through) =>
        VirtualTerritory.SetupOf(plan.Settings, through, steady, NullLogger.Instance, plan.Options);

    /// <summary>What a restart made of a snapshot and the events after it is what all events alone
    /// give.</summary>
    private async Task CompareWithReplayAsync()
    {
        var replayed = await TerritoryOwner.OpenAsync(Setup(new WithoutSnapshots(disk)));
        var name = $"restart {processCount}";
        hashes.Add((name, Convert.ToHexString(process!.Owner.StateHash().Span)));
        hashes.Add((name, Convert.ToHexString(replayed.StateHash().Span)));
    }

    private void PlanFaults()
    {
        Often(plan.CrashesPerHour, Crash);
        Often(plan.PoisonPerHour, line.Poison);
        Often(plan.JumpsPerHour, () =>
        {
            mishaps.Jumps++;
            clock.WallError = chance.Chance(0.5) ? TimeSpan.Zero
                : TimeSpan.FromMinutes(chance.Between(-90, 90));
        });
        Often(plan.UnreadablePerHour, () =>
        {
            var through = journal;
            through.ReadsUnavailable = true;
            world.Agenda.After(
                TimeSpan.FromSeconds(chance.Exponential(5)), () => through.ReadsUnavailable = false);
        });
        world.Agenda.At(plan.Evening.Scenario.End, () => journal.Seeded(0, 0));
    }

    private void Often(double perHour, Action fault)
    {
        var scenario = plan.Evening.Scenario;
        for (var at = scenario.Start; perHour > 0;)
        {
            at = at.AddHours(chance.Exponential(1 / perHour));
            if (at >= scenario.End)
                return;
            world.Agenda.At(at, fault);
        }
    }

    private async Task<History> HistoryAsync()
    {
        var entries = await History.ReadAsync(disk, plan.Settings.Id);
        var states = new States();
        foreach (var entry in entries)
            states.Fold(entry.Recorded);
        var outcomes = await disk.FindOutcomesAsync(
            plan.Settings.Id, line.Answers.Select(answer => answer.Command.Id).ToHashSet());
        if (process is not null)
        {
            hashes.Add(("end", Convert.ToHexString(process.Owner.StateHash().Span)));
            foreach (var through in new[] { disk, new WithoutSnapshots(disk), new WithoutSnapshots(disk) })
            {
                var recovered = await TerritoryOwner.OpenAsync(Setup(through));
                hashes.Add(("end", Convert.ToHexString(recovered.StateHash().Span)));
            }
        }
        return new History(entries, line.Answers, outcomes, outages, hashes, await ViewDiffersAsync(states),
            [.. Unfinished(states)], committed, lastTime, mishaps);
    }

    private async Task<List<string>> ViewDiffersAsync(States states)
    {
        if (process is null)
            return [];
        var codec = new DomainCodec();
        var view = (await LiveTerritory.OpenAsync(Setup(disk), process.Owner.Feed)).Current;
        return [.. states.All
            .Where(pair => view.Find(pair.Key) is { } shown
                && !codec.EncodeState(shown).Span.SequenceEqual(codec.EncodeState(pair.Value).Span))
            .Select(pair => pair.Key.ToString())];
    }

    private IEnumerable<string> Unfinished(States states)
    {
        if (process is null)
            yield return "the territory has no owner";
        if (!line.IsQuiet)
            yield return $"{line.Open} commands have no answer";
        if (world.Unfinished > 0)
            yield return $"{world.Unfinished} examinations are not over";
        foreach (var (id, item) in states.Cases)
        {
            if (!item.IsFinished)
                yield return $"{id} is {item.Status}";
        }
    }
}
