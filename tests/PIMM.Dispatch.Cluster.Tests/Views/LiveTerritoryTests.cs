using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Feeds;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Views;

public sealed class LiveTerritoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_view_at_each_sequence_is_the_fold_of_the_journal_up_to_it()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var seen = new List<TerritoryView>();
        live.Changed += change => seen.Add(change.View);
        var running = live.RunAsync(CancellationToken.None);
        await LiveAsync(rig, random: new Random(1));
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);

        var history = await rig.HistoryAsync();
        Assert.Equal(history.Count, seen[^1].Sequence);
        Assert.True(seen.Count > 20);
        foreach (var view in seen)
            Assert.Equal(Text.Of(FoldOf(history.Take((int)view.Sequence))), Text.Of(AllOf(view)));
    }

    [Fact]
    public async Task A_change_names_the_cases_and_readers_it_touched()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var changes = new List<TerritoryChange>();
        live.Changed += changes.Add;
        var running = live.RunAsync(CancellationToken.None);
        await rig.Send(Toy("desk"), new OpenToyCase());
        await live.AtLeastAsync(2).WaitAsync(Patience);
        await rig.Send(Toy("b"), new Add(1));
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);

        Assert.Equal([(0L, 2L), (2L, 3L)], changes.Select(change => (change.From, change.To)));
        Assert.Equal([new CaseId("toyland.1")], changes[0].Cases);
        Assert.Equal([new ReaderId("desk")], changes[0].Readers);
        Assert.Equal([new ReaderId("b")], changes[1].Readers);
        Assert.Empty(changes[1].Cases);
    }

    [Fact]
    public async Task What_a_command_did_is_seen_once_the_view_has_come_to_it()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var wait = live.AtLeastAsync(1);
        var running = live.RunAsync(CancellationToken.None);
        Assert.False(wait.IsCompleted);
        await rig.Send(Toy("a"), new Add(5));

        var view = await wait.WaitAsync(Patience);
        Assert.Equal(5, ((ToyState)view.Readers[new ReaderId("a")]).Count);
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_view_opened_later_from_a_snapshot_is_the_same_view()
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 10, SnapshotsInline = true })
            .StartAsync();
        await LiveAsync(rig, new Random(2));
        Assert.NotNull(await rig.Disk.LatestSnapshotAsync(ToySettings.Id));
        var late = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);

        Assert.Equal(Text.Of(FoldOf(await rig.HistoryAsync())), Text.Of(AllOf(late.Current)));
    }

    [Fact]
    public async Task An_ended_case_stays_for_the_retention_and_its_leaving_is_a_change()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var changes = new List<TerritoryChange>();
        live.Changed += changes.Add;
        var running = live.RunAsync(CancellationToken.None);
        var id = new CaseId(((Outcome.Accepted)await rig.Send(Toy("desk"), new OpenToyCase())).Answer!);
        await rig.Send(id, new Finish());
        Assert.True((await live.AtLeastAsync(3)).Cases.ContainsKey(id));
        rig.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        await rig.Send(Toy("b"), new Add(1));
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);

        Assert.False(live.Current.Cases.ContainsKey(id));
        Assert.Contains(id, changes[^1].Cases);
    }

    [Fact]
    public async Task A_case_that_ended_long_ago_comes_back_whole_with_a_new_event()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var running = live.RunAsync(CancellationToken.None);
        await rig.Send(Toy("old"), new Add(7));
        await rig.Send(Toy("old"), new Finish());
        rig.Clock.Advance(TimeSpan.FromDays(3));
        await rig.Send(Toy("b"), new Add(1));
        await rig.Send(Toy("old"), new Add(1));
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);

        Assert.Equal(8, ((ToyState)live.Current.Find(Toy("old"))!).Count);
    }

    [Fact]
    public async Task A_quarantined_command_is_shown()
    {
        var rig = await new OwnerRig().StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        var running = live.RunAsync(CancellationToken.None);
        await rig.Send(Toy("a"), new RunThis(static () => throw new InvalidOperationException()), "bad");
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);

        var fact = Assert.IsType<CommandQuarantined>(Assert.Single(live.Current.Quarantined).Event);
        Assert.Equal(new CommandId("bad"), fact.Command);
    }

    [Fact]
    public async Task A_view_that_was_cut_reads_on_from_the_journal()
    {
        var rig = await new OwnerRig(new OwnerOptions { FeedLengthMax = 1 }).StartAsync();
        var live = await LiveTerritory.OpenAsync(rig.Setup, rig.Owner.Feed);
        using var gate = new SemaphoreSlim(0);
        live.Changed += _ => gate.Wait(Patience);
        var running = Task.Run(() => live.RunAsync(CancellationToken.None));
        while (rig.Owner.Feed.SubscriberCount == 0)
            await Task.Yield();
        for (var number = 0; number < 50; number++)
            await rig.Send(Toy("a"), new Add(1));
        Assert.Equal(0, rig.Owner.Feed.SubscriberCount);
        gate.Release(1_000);
        await live.AtLeastAsync(50).WaitAsync(Patience);

        Assert.Equal(50, ((ToyState)live.Current.Find(Toy("a"))!).Count);
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_view_of_ones_own_is_folded_from_the_first_event_and_kept_current()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(5));
        var total = new ViewRunner<Total>(new TotalView(), rig.Owner.Feed);
        var running = total.RunAsync(CancellationToken.None);
        await rig.Send(Toy("b"), new Add(2));
        var seen = await total.AtLeastAsync(2).WaitAsync(Patience);

        Assert.Equal(new Total(7), seen.State);
        await rig.Owner.StopAsync();
        await running.WaitAsync(Patience);
    }

    private sealed record Total(int Amount);

    private sealed class TotalView : IView<Total>
    {
        public Total Initial { get; } = new(0);

        public Total Fold(Total state, in Fact fact) =>
            fact.Recorded.Event is Added added ? new Total(state.Amount + added.Amount) : state;
    }

    private static async Task LiveAsync(OwnerRig rig, Random random)
    {
        for (var number = 0; number < 60; number++)
        {
            var toy = Toy(random.Next(5));
            await rig.Send(toy, random.Next(4) switch
            {
                0 => new Spread([Toy(random.Next(5)), ActorId.Dispatcher]),
                1 => new OpenToyCase(),
                2 => new Remind(
                    $"name-{random.Next(3)}", rig.Clock.GetUtcNow().AddMinutes(random.Next(1, 60))),
                _ => new Add(random.Next(9)),
            });
            await rig.AdvanceAsync(TimeSpan.FromMinutes(random.Next(4)));
        }
    }

    private static SortedDictionary<ActorId, ActorState> FoldOf(IEnumerable<Recorded> history)
    {
        var states = new SortedDictionary<ActorId, ActorState>
        {
            [ActorId.Dispatcher] = Factory(ActorId.Dispatcher, ToySettings.Default),
        };
        foreach (var recorded in history)
        {
            var before = states.GetValueOrDefault(recorded.Actor)
                ?? Factory(recorded.Actor, ToySettings.Default);
            states[recorded.Actor] = before.Evolve(recorded);
            if (recorded.Actor != ActorId.Dispatcher)
                states[ActorId.Dispatcher] = states[ActorId.Dispatcher]
                    .Observe(recorded, states[recorded.Actor]);
        }
        return states;
    }

    private static SortedDictionary<ActorId, ActorState> AllOf(TerritoryView view)
    {
        var states = new SortedDictionary<ActorId, ActorState> { [ActorId.Dispatcher] = view.Dispatcher };
        foreach (var (id, state) in view.Cases)
            states[id] = state;
        foreach (var (id, state) in view.Readers)
            states[id] = state;
        return states;
    }
}
