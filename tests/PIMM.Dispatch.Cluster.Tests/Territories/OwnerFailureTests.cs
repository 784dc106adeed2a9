using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Codec;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

public sealed class OwnerFailureTests
{
    [Fact]
    public async Task When_the_journal_is_unavailable_callers_are_told_and_nothing_happened()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        var before = rig.Owner.StateHash();
        rig.Journal.Script(AppendFault.Unavailable);

        await Unavailable(UnavailableReason.JournalUnavailable, rig.Send(Toy("a"), new Add(1), "id-1"));
        Assert.Equal(before, rig.Owner.StateHash(), Bytes);
        Assert.Equal(OwnerStatus.Waiting, rig.Owner.Health.Status);
        Assert.False(rig.Owner.Health.IsHealthy);

        Assert.Equal("2", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(1), "id-1")).Answer);
        Assert.True(rig.Owner.Health.IsHealthy);
    }

    [Fact]
    public async Task A_deadline_in_a_batch_that_failed_comes_again()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1)));
        rig.Journal.Script(AppendFault.Unavailable, AppendFault.Unavailable);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["x"], rig.State(Toy("a")).Reached);
        Assert.Equal(100, rig.State(Toy("a")).Count);
    }

    [Fact]
    public async Task The_wait_after_failures_grows_to_a_bound()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.Script([.. Enumerable.Repeat(AppendFault.Unavailable, 9)]);
        var waits = new List<double>();
        for (var number = 0; number < 9; number++)
        {
            var reply = rig.Post(Toy("a"), new Add(1));
            waits.Add((await rig.Owner.StepAsync()).RetryAfter!.Value.TotalMilliseconds);
            await Unavailable(UnavailableReason.JournalUnavailable, reply);
        }

        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000, 2000], waits);
    }

    [Fact]
    public async Task A_running_owner_waits_before_it_tries_a_failed_journal_again()
    {
        var rig = await new OwnerRig().StartAsync();
        using var stopping = new CancellationTokenSource();
        rig.Journal.Script(AppendFault.Unavailable);
        var running = rig.Owner.RunAsync(stopping.Token);
        await Unavailable(UnavailableReason.JournalUnavailable, rig.Post(Toy("a"), new Add(1)));
        while (rig.Clock.TimerCount == 0)
            await Task.Yield();
        var second = rig.Post(Toy("a"), new Add(1));
        Assert.Equal(1, rig.Journal.AppendCount);

        rig.Clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.IsType<Outcome.Accepted>(await second.WaitAsync(TimeSpan.FromSeconds(30)));
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_unknown_commit_that_was_written_is_found_and_counts()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.Script(AppendFault.UnknownWritten);

        Assert.Equal(new Outcome.Accepted(1, 1, "5"), await rig.Send(Toy("a"), new Add(5), "id-1"));
        Assert.Equal("6", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(1))).Answer);
        Assert.Equal(2, rig.Owner.Feed.Head);
        Assert.Equal(2, (await rig.RowsAsync()).Count);
    }

    [Fact]
    public async Task An_unknown_commit_that_was_lost_did_not_happen()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.Script(AppendFault.UnknownLost);

        await Unavailable(UnavailableReason.JournalUnavailable, rig.Send(Toy("a"), new Add(5), "id-1"));
        Assert.Equal("5", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(5), "id-1")).Answer);
        Assert.Single(await rig.RowsAsync());
    }

    [Fact]
    public async Task Nothing_else_happens_until_an_unknown_commit_is_found_out()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.Script(AppendFault.UnknownWritten);
        var first = rig.Post(Toy("a"), new Add(5));
        await rig.Owner.StepAsync();
        rig.Journal.ReadsUnavailable = true;
        var second = rig.Post(Toy("a"), new Add(1));
        for (var tries = 0; tries < 5; tries++)
            Assert.NotNull((await rig.Owner.StepAsync()).RetryAfter);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, rig.Journal.AppendCount);

        rig.Journal.ReadsUnavailable = false;
        await rig.SettleAsync();
        Assert.Equal("5", ((Outcome.Accepted)await first).Answer);
        Assert.Equal("6", ((Outcome.Accepted)await second).Answer);
    }

    [Fact]
    public async Task An_owner_that_lost_its_territory_stops_and_says_so()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        var other = await TerritoryOwner.OpenAsync(rig.Setup);
        var written = other.SendAsync(rig.Command(Toy("b"), new Add(1), "by-the-other"));
        await other.StepAsync();
        Assert.IsType<Outcome.Accepted>(await written);

        await Unavailable(UnavailableReason.OwnershipLost, rig.Send(Toy("a"), new Add(1)));
        Assert.Equal(OwnerStatus.Lost, rig.Owner.Health.Status);
        await Unavailable(UnavailableReason.Stopped, rig.Post(Toy("a"), new Add(1)));
        Assert.Equal(2, (await rig.RowsAsync()).Count);
    }

    [Fact]
    public async Task A_bug_that_comes_once_costs_nothing_but_a_retry()
    {
        var rig = await new OwnerRig().StartAsync();
        var tries = 0;
        var outcome = await rig.Send(Toy("a"), new RunThis(() => Throw(++tries == 1)));

        Assert.IsType<Outcome.Accepted>(outcome);
        Assert.Equal(2, tries);
        Assert.Equal(0, rig.Owner.Health.Quarantined);
    }

    [Fact]
    public async Task A_command_that_throws_twice_is_quarantined_and_the_others_go_on()
    {
        var rig = await new OwnerRig().StartAsync();
        var before = rig.Post(Toy("a"), new Add(1));
        var poison = rig.Post(Toy("b"), new RunThis(() => Throw(true)), "poison-1");
        var after = rig.Post(Toy("a"), new Add(1));
        await rig.SettleAsync();

        Assert.Equal("1", ((Outcome.Accepted)await before).Answer);
        Assert.Equal(new Outcome.Refused(new Refusal("command-quarantined")), await poison);
        Assert.Equal("2", ((Outcome.Accepted)await after).Answer);
        var recorded = (await rig.HistoryAsync()).Single(r => r.Actor == ActorId.Territory);
        var fact = Assert.IsType<CommandQuarantined>(recorded.Event);
        Assert.Equal((new CommandId("poison-1"), "reader/b", "RunThis"), (fact.Command, fact.To, fact.Kind));
        Assert.DoesNotContain("bug with words", fact.Error, StringComparison.Ordinal);
        Assert.Equal(1, rig.Owner.Health.Quarantined);
    }

    [Fact]
    public async Task A_quarantined_command_stays_refused_after_a_restart()
    {
        var rig = await new OwnerRig().StartAsync();
        var first = await rig.Send(Toy("b"), new RunThis(() => Throw(true)), "poison-1");
        await rig.RestartAsync();

        Assert.Equal(first, await rig.Send(Toy("b"), new Add(1), "poison-1"));
    }

    [Fact]
    public async Task Two_poison_commands_in_one_batch_are_both_set_aside()
    {
        var rig = await new OwnerRig().StartAsync();
        var replies = Enumerable.Range(0, 10)
            .Select(n => rig.Post(Toy(n), n % 2 == 0 ? new RunThis(() => Throw(true)) : new Add(n))).ToList();
        await rig.SettleAsync();
        var outcomes = await Task.WhenAll(replies);

        Assert.Equal(5, outcomes.Count(outcome => outcome is Outcome.Refused));
        Assert.Equal(5, outcomes.Count(outcome => outcome is Outcome.Accepted));
    }

    [Theory]
    [InlineData(ToyState.PoisonName)]
    [InlineData(ToyState.RefusedName)]
    public async Task A_deadline_that_throws_is_quarantined_once_and_does_not_come_again(string name)
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind(name, VirtualClock.Evening.AddMinutes(1)));
        await rig.Send(Toy("a"), new Remind("good", VirtualClock.Evening.AddMinutes(1)));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([name, "good"], rig.State(Toy("a")).Reached);
        Assert.Single(await rig.HistoryAsync(), r => r.Event is CommandQuarantined);
        Assert.Null(rig.Owner.NextDueAt);
        await rig.RestartAsync();
        Assert.Null(rig.Owner.NextDueAt);
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_a_poison_command_and_leaves_no_trace()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        var outcome = await rig.Send(Toy("a"), new SayUnwritable());

        Assert.Equal(new Outcome.Refused(new Refusal("command-quarantined")), outcome);
        Assert.Equal("2", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(1))).Answer);
        Assert.Equal(
            ["added", "command-quarantined", "added"], (await rig.RowsAsync()).Select(row => row.EventType));
    }

    [Fact]
    public async Task The_reload_before_the_retry_finds_the_same_state()
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 10, SnapshotsInline = true })
            .StartAsync();
        for (var number = 0; number < 25; number++)
            await rig.Send(
                Toy(number % 3), new Remind($"name-{number % 4}", VirtualClock.Evening.AddHours(1 + number)));
        await rig.Send(Toy(1), new Finish());
        await rig.Send(Toy(2), new RunThis(() => Throw(true)));
        var before = rig.Owner.StateHash();
        await rig.RestartAsync();

        Assert.Contains("command.quarantined", rig.Log.NamesFrom(LogLevel.Critical));
        Assert.DoesNotContain("state.differed", rig.Log.NamesFrom(LogLevel.Critical));
        Assert.Equal(before, rig.Owner.StateHash(), Bytes);
    }

    [Fact]
    public async Task A_snapshot_that_can_not_be_saved_disturbs_nobody()
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 2, SnapshotsInline = true })
            .StartAsync();
        rig.Journal.SnapshotsFail = true;
        for (var number = 0; number < 10; number++)
            Assert.IsType<Outcome.Accepted>(await rig.Send(Toy("a"), new Add(1)));

        Assert.Null(await rig.Disk.LatestSnapshotAsync(ToySettings.Id));
        Assert.True(rig.Owner.Health.IsHealthy);
    }

    [Fact]
    public async Task An_unknown_event_type_in_the_journal_refuses_to_start()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        await rig.Disk.AppendAsync(new AppendBatch(ToySettings.Id, 1, 1, "newer-node",
        [
            new TurnRecord(
                new CommandId("newer"), VirtualClock.Evening, "system:system", new Outcome.Accepted(2, 2),
                [new EventRecord(Toy("a"), 2, "from-a-newer-version", 1, "{}"u8.ToArray())]),
        ]));

        await Assert.ThrowsAsync<UnknownEventException>(rig.RestartAsync);
    }

    [Fact]
    public async Task When_look_ups_fail_the_command_waits_for_nothing_and_can_be_sent_again()
    {
        var rig = await new OwnerRig().StartAsync();
        rig.Journal.ReadsUnavailable = true;
        await Unavailable(UnavailableReason.JournalUnavailable, rig.Send(Toy("a"), new Add(1), "id-1"));
        rig.Journal.ReadsUnavailable = false;
        Assert.IsType<Outcome.Accepted>(await rig.Send(Toy("a"), new Add(1), "id-1"));
    }

    private static readonly EqualityComparer<ReadOnlyMemory<byte>> Bytes =
        EqualityComparer<ReadOnlyMemory<byte>>.Create(
        static (left, right) => left.Span.SequenceEqual(right.Span));

    private static void Throw(bool now)
    {
        if (now)
            throw new InvalidOperationException("bug with words");
    }

    private static async Task Unavailable(UnavailableReason reason, Task<Outcome> reply)
    {
        var unavailable = await Assert.ThrowsAsync<TerritoryUnavailableException>(() => reply);
        Assert.Equal(reason, unavailable.Reason);
    }
}
