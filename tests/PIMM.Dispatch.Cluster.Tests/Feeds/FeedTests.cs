using PIMM.Dispatch.Cluster.Feeds;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Feeds;

public sealed class FeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_subscriber_gets_what_it_missed_and_then_what_is_new()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        await rig.Send(Toy("a"), new Add(2));
        await using var feed = rig.Owner.Feed.SubscribeAsync(1).GetAsyncEnumerator();
        Assert.Equal([2L], await Next(feed));
        await rig.Send(Toy("a"), new Spread([Toy("b")]));

        Assert.Equal([3L, 4L], await Next(feed));
    }

    [Fact]
    public async Task Every_event_shown_equals_its_row()
    {
        var rig = await new OwnerRig().StartAsync();
        await using var feed = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        var first = feed.MoveNextAsync();
        await rig.Send(Toy("a"), new Spread([Toy("b"), Toy("c")]));
        Assert.True(await first);

        var rows = await rig.RowsAsync();
        var facts = ((FeedItem.Batch)feed.Current).Facts;
        Assert.Equal(
            rows.Select(row => (row.Sequence, row.Actor, row.At, row.By, row.ActorVersion, row.Command)),
            facts.Select(fact => (fact.Recorded.Sequence, fact.Recorded.Actor, fact.Recorded.At,
                fact.Recorded.By.ToString(), fact.ActorVersion, fact.Command)));
    }

    [Fact]
    public async Task Nothing_is_shown_that_was_not_committed()
    {
        var rig = await new OwnerRig().StartAsync();
        await using var feed = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        var next = feed.MoveNextAsync();
        rig.Journal.Script(AppendFault.Unavailable, AppendFault.UnknownLost);
        await Assert.ThrowsAsync<TerritoryUnavailableException>(() => rig.Send(Toy("a"), new Add(1)));
        await Assert.ThrowsAsync<TerritoryUnavailableException>(() => rig.Send(Toy("a"), new Add(2)));
        Assert.False(next.IsCompleted);
        await rig.Send(Toy("a"), new Add(3));

        Assert.True(await next);
        Assert.Equal(new Added(3), ((FeedItem.Batch)feed.Current).Facts.Single().Recorded.Event);
    }

    [Fact]
    public async Task A_slow_subscriber_is_cut_and_others_and_the_owner_are_not_disturbed()
    {
        var rig = await new OwnerRig(new OwnerOptions { FeedLengthMax = 4 }).StartAsync();
        await using var slow = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        await using var quick = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        var slowFirst = slow.MoveNextAsync();
        for (var number = 0; number < 6; number++)
        {
            var next = quick.MoveNextAsync();
            await rig.Send(Toy("a"), new Add(1));
            Assert.True(await next);
        }

        Assert.True(await slowFirst);
        var seen = Sequences(slow.Current).ToList();
        while (await slow.MoveNextAsync() && slow.Current is FeedItem.Batch)
            seen.AddRange(Sequences(slow.Current));
        Assert.Equal(new FeedItem.FellBehind(6), slow.Current);
        Assert.False(await slow.MoveNextAsync());
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen);
        Assert.InRange(seen.Count, 4, 5);
        Assert.Equal(1, rig.Owner.Feed.SubscriberCount);
    }

    [Fact]
    public async Task A_subscriber_from_another_history_is_told_at_once()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        await using var feed = rig.Owner.Feed.SubscribeAsync(7).GetAsyncEnumerator();

        Assert.True(await feed.MoveNextAsync());
        Assert.Equal(new FeedItem.FellBehind(1), feed.Current);
        Assert.False(await feed.MoveNextAsync());
        Assert.Equal(0, rig.Owner.Feed.SubscriberCount);
    }

    [Fact]
    public async Task A_subscriber_that_leaves_is_forgotten()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        using var leaving = new CancellationTokenSource();
        var feed = rig.Owner.Feed.SubscribeAsync(0, leaving.Token).GetAsyncEnumerator(leaving.Token);
        Assert.True(await feed.MoveNextAsync());
        var next = feed.MoveNextAsync();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask());
        await feed.DisposeAsync();
        Assert.Equal(0, rig.Owner.Feed.SubscriberCount);
    }

    [Fact]
    public async Task The_end_of_the_owner_is_the_end_of_the_feed()
    {
        var rig = await new OwnerRig().StartAsync();
        await using var feed = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        var next = feed.MoveNextAsync();
        await rig.Owner.StopAsync();
        Assert.False(await next);

        await using var late = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        Assert.False(await late.MoveNextAsync());
    }

    [Fact]
    public async Task A_turn_is_never_cut_in_two_while_catching_up()
    {
        var rig = await new OwnerRig().StartAsync();
        for (var number = 0; number < 200; number++)
            await rig.Send(
                Toy(number % 5), new Relay([.. Enumerable.Range(0, number % 7).Select(n => Toy(n))]));
        await using var feed = rig.Owner.Feed.SubscribeAsync(0).GetAsyncEnumerator();
        var last = new CommandId("none");
        var batches = 0;
        for (long seen = 0; seen < rig.Owner.Feed.Head; batches++)
        {
            Assert.True(await feed.MoveNextAsync());
            var facts = ((FeedItem.Batch)feed.Current).Facts;
            Assert.NotEqual(last, facts[0].Command);
            (last, seen) = (facts[^1].Command, facts[^1].Recorded.Sequence);
        }
        Assert.True(batches > 1, "the history is longer than one item");
    }

    [Fact]
    public async Task Subscribers_that_come_at_any_moment_see_no_gap_and_no_double()
    {
        const int CommandCount = 2_000;
        var rig = await new OwnerRig().StartAsync();
        using var stopping = new CancellationTokenSource();
        var running = rig.Owner.RunAsync(stopping.Token);
        var subscribers = new List<Task>();
        for (var number = 0; number < CommandCount; number++)
        {
            if (number % 100 == 0)
                subscribers.Add(
                    Task.Run(() => ReadToAsync(rig.Owner.Feed, rig.Owner.Feed.Head / 2, CommandCount)));
            var reply = rig.Post(Toy(number % 9), new Add(1));
            if (number % 10 == 0)
                await reply.WaitAsync(Patience);
        }
        await Task.WhenAll(subscribers).WaitAsync(Patience);
        await stopping.CancelAsync();
        await running.WaitAsync(Patience);
    }

    private static async Task ReadToAsync(Feed feed, long after, long upTo)
    {
        await foreach (var item in feed.SubscribeAsync(after))
        {
            foreach (var sequence in Sequences(item))
                Assert.Equal(++after, sequence);
            if (after >= upTo)
                return;
        }
        Assert.Fail($"the feed ended at {after}");
    }

    private static async Task<List<long>> Next(IAsyncEnumerator<FeedItem> feed)
    {
        Assert.True(await feed.MoveNextAsync().AsTask().WaitAsync(Patience));
        return [.. Sequences(feed.Current)];
    }

    private static IEnumerable<long> Sequences(FeedItem item) =>
        ((FeedItem.Batch)item).Facts.Select(fact => fact.Recorded.Sequence);
}
