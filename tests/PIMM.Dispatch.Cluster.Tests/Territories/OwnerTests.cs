using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

public sealed class OwnerTests
{
    [Fact]
    public async Task A_caller_is_answered_only_after_the_commit()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.Hold();
        var reply = rig.Post(Toy("a"), new Add(5));
        var step = rig.Owner.StepAsync();

        Assert.False(reply.IsCompleted);
        Assert.Equal(0, rig.Owner.Feed.Head);
        rig.Journal.Release();
        await step;

        Assert.Equal(new Outcome.Accepted(1, 1, "5"), await reply);
        Assert.Equal(1, rig.Owner.Feed.Head);
        Assert.Single(await rig.RowsAsync());
    }

    [Fact]
    public async Task A_refusal_is_an_outcome_and_is_stored()
    {
        var rig = await new OwnerRig().StartAsync();
        var refused = new Outcome.Refused(new Refusal("no"));
        Assert.Equal(refused, await rig.Send(Toy("a"), new RefuseThis("no"), "id-1"));
        await rig.RestartAsync();

        Assert.Equal(refused, await rig.Send(Toy("a"), new Add(1), "id-1"));
        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task Many_turns_share_one_commit()
    {
        var rig = await new OwnerRig().StartAsync();
        var replies = Enumerable.Range(0, 300).Select(n => rig.Post(Toy(n % 7), new Add(1))).ToList();
        await rig.SettleAsync();
        await Task.WhenAll(replies);

        Assert.Equal([300], rig.Journal.BatchLengths);
    }

    [Fact]
    public async Task A_batch_has_a_limit_and_the_rest_comes_in_the_next()
    {
        var rig = await new OwnerRig(new OwnerOptions { BatchLengthMax = 100 }).StartAsync();
        var replies = Enumerable.Range(0, 201).Select(_ => rig.Post(Toy("a"), new Add(1))).ToList();
        await rig.SettleAsync();

        Assert.Equal([100, 100, 1], rig.Journal.BatchLengths);
        Assert.Equal(Enumerable.Range(1, 201).Select(n => $"{n}"),
            (await Task.WhenAll(replies)).Select(outcome => ((Outcome.Accepted)outcome).Answer));
    }

    [Fact]
    public async Task A_repeated_command_gives_its_first_outcome_again()
    {
        var rig = await new OwnerRig().StartAsync();
        var first = await rig.Send(Toy("a"), new Add(5), "id-1");
        await rig.Send(Toy("a"), new Add(5));

        Assert.Equal(first, await rig.Send(Toy("a"), new Add(5), "id-1"));
        Assert.Equal(10, rig.State(Toy("a")).Count);
        Assert.Equal(2, rig.Journal.LookUpCount);
    }

    [Fact]
    public async Task A_command_repeated_within_one_batch_is_done_once()
    {
        var rig = await new OwnerRig().StartAsync();
        var replies = Enumerable.Range(0, 3).Select(_ => rig.Post(Toy("a"), new Add(5), "id-1")).ToList();
        await rig.SettleAsync();

        Assert.All(
            await Task.WhenAll(replies), outcome => Assert.Equal(new Outcome.Accepted(1, 1, "5"), outcome));
        Assert.Equal([1], rig.Journal.BatchLengths);
    }

    [Fact]
    public async Task A_command_repeated_after_a_restart_is_done_once()
    {
        var rig = await new OwnerRig().StartAsync();
        var first = await rig.Send(Toy("a"), new Add(5), "id-1");
        await rig.RestartAsync();

        Assert.Equal(first, await rig.Send(Toy("a"), new Add(5), "id-1"));
        Assert.Equal(5, rig.State(Toy("a")).Count);
    }

    [Fact]
    public async Task A_command_repeated_after_its_outcome_left_memory_is_done_once()
    {
        var rig = await new OwnerRig(new OwnerOptions { RecentOutcomesMax = 2 }).StartAsync();
        var first = await rig.Send(Toy("a"), new Add(5), "id-1");
        for (var number = 0; number < 3; number++)
            await rig.Send(Toy("b"), new Add(1));

        Assert.Equal(first, await rig.Send(Toy("a"), new Add(5), "id-1"));
        Assert.Equal(5, rig.State(Toy("a")).Count);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public async Task A_full_mailbox_turns_away_at_once_and_says_why(int sent, int turnedAway)
    {
        var rig = await new OwnerRig(new OwnerOptions { MailboxLengthMax = 10 }).StartAsync();
        var replies = Enumerable.Range(0, sent).Select(_ => rig.Post(Toy("a"), new Add(1))).ToList();
        var away = replies.Where(reply => reply.IsFaulted).ToList();
        await rig.SettleAsync();
        await Task.WhenAll(replies.Except(away));

        Assert.Equal(turnedAway, away.Count);
        Assert.All(away, reply => Assert.Equal(UnavailableReason.MailboxFull,
            Assert.IsType<TerritoryUnavailableException>(reply.Exception!.InnerException).Reason));
        Assert.Equal(sent - turnedAway, rig.State(Toy("a")).Count);
        Assert.Equal(
            $"{sent - turnedAway + 1}", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(1))).Answer);
    }

    [Fact]
    public async Task Health_says_how_many_wait_and_how_long_the_first_has_waited()
    {
        var rig = await new OwnerRig().StartAsync();
        _ = rig.Post(Toy("a"), new Add(1));
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        _ = rig.Post(Toy("a"), new Add(1));
        var health = rig.Owner.Health;
        Assert.Equal((2, TimeSpan.FromSeconds(3)), (health.MailboxLength, health.OldestWait));

        await rig.SettleAsync();
        health = rig.Owner.Health;
        Assert.Equal((0, TimeSpan.Zero), (health.MailboxLength, health.OldestWait));
    }

    [Fact]
    public async Task A_deadline_that_was_due_before_a_command_comes_before_it()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1)));
        await rig.Send(Toy("a"), new Remind("y", VirtualClock.Evening.AddMinutes(5)));
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        var command = rig.Post(Toy("a"), new Add(1));
        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        await rig.SettleAsync();

        Assert.Equal("101", ((Outcome.Accepted)await command).Answer);
        var history = (await rig.HistoryAsync()).Skip(2).ToList();
        Assert.Equal(["DeadlineReached", "Added", "Added", "DeadlineReached", "Added"],
            history.Select(recorded => recorded.Event.GetType().Name));
        Assert.Equal([2, 2, 2, 12, 12], history.Select(r => (r.At - VirtualClock.Evening).TotalMinutes));
    }

    [Fact]
    public async Task A_sender_with_a_fast_clock_does_not_make_deadlines_come_early()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(30)));
        var fast = rig.Command(Toy("b"), new Add(1)) with { At = VirtualClock.Evening.AddDays(3) };
        var reply = rig.Owner.SendAsync(fast);
        await rig.SettleAsync();

        Assert.IsType<Outcome.Accepted>(await reply);
        Assert.Equal(VirtualClock.Evening, (await rig.RowsAsync())[^1].At);
        Assert.Empty(rig.State(Toy("a")).Reached);
    }

    [Fact]
    public async Task Each_owner_writes_at_an_epoch_above_the_last_and_its_node()
    {
        var rig = await new OwnerRig(new OwnerOptions { Node = "north" }).StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        rig.Options = rig.Options with { Node = "south" };
        await rig.RestartAsync();
        await rig.Send(Toy("a"), new Add(1));

        Assert.Equal(
            [(1L, "north"), (2L, "south")], (await rig.RowsAsync()).Select(row => (row.Epoch, row.Node)));
    }

    [Fact]
    public async Task Stopping_finishes_what_waits_and_takes_no_more()
    {
        var rig = await new OwnerRig().StartAsync();
        var waiting = rig.Post(Toy("a"), new Add(1));
        await rig.Owner.StopAsync();

        Assert.IsType<Outcome.Accepted>(await waiting);
        Assert.Equal(OwnerStatus.Stopped, rig.Owner.Health.Status);
        Assert.Equal(1, (await rig.Disk.LatestSnapshotAsync(ToySettings.Id))!.Sequence);
        var late = await Assert.ThrowsAsync<TerritoryUnavailableException>(
            () => rig.Post(Toy("a"), new Add(1)));
        Assert.Equal(UnavailableReason.Stopped, late.Reason);
    }

    [Fact]
    public async Task A_deadline_comes_by_the_clock_when_the_owner_runs_by_itself()
    {
        var rig = await new OwnerRig().StartAsync();
        using var stopping = new CancellationTokenSource();
        var reached = Reached(rig, "x");
        var running = rig.Owner.RunAsync(stopping.Token);
        await rig.Post(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(45))).WaitAsync(Patience);
        await TimerArmed(rig);
        rig.Clock.Advance(TimeSpan.FromMinutes(45));

        Assert.Equal(VirtualClock.Evening.AddMinutes(45), await reached.WaitAsync(Patience));
        await stopping.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_owner_that_waits_has_one_timer_and_that_is_on_the_given_clock()
    {
        var rig = await new OwnerRig().StartAsync();
        using var stopping = new CancellationTokenSource();
        var running = rig.Owner.RunAsync(stopping.Token);
        await rig.Post(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1))).WaitAsync(Patience);
        await TimerArmed(rig);

        Assert.Equal(1, rig.Clock.TimerCount);
        await stopping.CancelAsync();
        await running.WaitAsync(Patience);
        Assert.Equal(0, rig.Clock.TimerCount);
    }

    [Fact]
    public async Task Commands_of_many_threads_are_each_done_once()
    {
        var rig = await new OwnerRig().StartAsync();
        using var stopping = new CancellationTokenSource();
        var running = rig.Owner.RunAsync(stopping.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var number = 0; number < 100; number++)
                await rig.Owner.SendAsync(rig.Command(Toy(thread), new Add(1), $"thread-{thread}-{number}"));
        }))).WaitAsync(Patience);
        await stopping.CancelAsync();
        await running.WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(1, 800)
            .Select(n => (long)n), (await rig.RowsAsync()).Select(row => row.Sequence));
        Assert.All(Enumerable.Range(0, 8), thread => Assert.Equal(100, rig.State(Toy(thread)).Count));
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The instant at which the feed shows a reached deadline.</summary>
    private static async Task<DateTimeOffset> Reached(OwnerRig rig, string name)
    {
        await foreach (var item in rig.Owner.Feed.SubscribeAsync(0))
        {
            if (item is Cluster.Feeds.FeedItem.Batch batch)
            {
                foreach (var fact in batch.Facts.Where(f => f.Recorded.Event is DeadlineReached r
                    && r.Name == name))
                    return fact.Recorded.At;
            }
        }
        throw new SpecFailedException($"deadline {name} never came");
    }

    private static async Task TimerArmed(OwnerRig rig)
    {
        while (rig.Clock.TimerCount == 0)
            await Task.Yield();
    }
}
