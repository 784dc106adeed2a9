using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_restart_gives_the_same_state_hash_with_and_without_snapshot()
    {
        var rig = await Lived(snapshotEvery: 7);
        var live = rig.Owner.StateHash().ToArray();
        await rig.RestartAsync();
        Assert.Equal(live, rig.Owner.StateHash().ToArray());

        var without = new OwnerRig(disk: new SnapshotlessJournal(rig.Disk));
        await without.StartAsync();
        Assert.Equal(live, without.Owner.StateHash().ToArray());
    }

    [Fact]
    public async Task With_a_snapshot_only_what_came_after_it_is_read()
    {
        var rig = await Lived(snapshotEvery: 7);
        await rig.Owner.StopAsync();
        var counting = new SnapshotlessJournal(rig.Disk) { SnapshotsPass = true };
        await new OwnerRig(disk: counting).StartAsync();

        // One row: the one whose hash must be the snapshot's.
        Assert.Equal(1, counting.RowsRead);
    }

    [Fact]
    public async Task An_owner_that_did_nothing_but_read_everything_leaves_a_snapshot_when_it_stops()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        await rig.RestartAsync();
        await rig.Owner.StopAsync();

        Assert.Equal(1, (await rig.Disk.LatestSnapshotAsync(ToySettings.Id))!.Sequence);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("state-hash")]
    [InlineData("row-hash")]
    [InlineData("format")]
    [InlineData("sequence")]
    [InlineData("past-the-head")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public async Task A_snapshot_that_can_not_be_trusted_is_ignored_with_a_warning(string damage)
    {
        var rig = await Lived(snapshotEvery: 7);
        await rig.Owner.StopAsync();
        var good = (await rig.Disk.LatestSnapshotAsync(ToySettings.Id))!;
        var damaged = new SnapshotlessJournal(rig.Disk) { Instead = Damaged(good, damage) };
        var again = await new OwnerRig(disk: damaged).StartAsync();

        Assert.Equal(rig.Owner.StateHash().ToArray(), again.Owner.StateHash().ToArray());
        Assert.Contains("snapshot.ignored", again.Log.NamesFrom(LogLevel.Warning));
    }

    [Fact]
    public async Task Deadlines_survive_a_restart_in_their_order()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind("second", VirtualClock.Evening.AddMinutes(2)));
        await rig.Send(Toy("a"), new Remind("first", VirtualClock.Evening.AddMinutes(1)));
        await rig.Send(Toy("a"), new Remind("gone", VirtualClock.Evening.AddMinutes(1)));
        await rig.Send(Toy("a"), new Forget("gone"));
        await rig.RestartAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(["first", "second"], rig.State(Toy("a")).Reached);
    }

    [Fact]
    public async Task Deadlines_that_were_due_while_nobody_ran_come_at_once_after_the_start()
    {
        var rig = await new OwnerRig().StartAsync();
        await rig.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1)));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.RestartAsync();
        await rig.SettleAsync();

        Assert.Equal(["x"], rig.State(Toy("a")).Reached);
        var reached = (await rig.HistoryAsync()).Single(r => r.Event is DeadlineReached);
        Assert.Equal(VirtualClock.Evening.AddHours(1), reached.At);
        Assert.Equal(VirtualClock.Evening.AddMinutes(1), ((DeadlineReached)reached.Event).DueAt);
    }

    [Fact]
    public async Task An_actor_that_finished_long_before_the_snapshot_is_found_again_by_its_later_events()
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 5, SnapshotsInline = true })
            .StartAsync();
        await rig.Send(Toy("old"), new Add(7));
        await rig.Send(Toy("old"), new Finish());
        await rig.AdvanceAsync(TimeSpan.FromDays(2));
        for (var number = 0; number < 5; number++)
            await rig.Send(Toy("b"), new Add(1));
        Assert.Equal("8", ((Outcome.Accepted)await rig.Send(Toy("old"), new Add(1))).Answer);
        var live = rig.Owner.StateHash().ToArray();
        await rig.RestartAsync();

        Assert.Equal(8, rig.State(Toy("old")).Count);
        Assert.Equal(live, rig.Owner.StateHash().ToArray());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_while_nobody_ran_does_not_stop_the_territorys_time()
    {
        var disk = new InMemoryJournal();
        var before = await new OwnerRig(disk: disk).StartAsync();
        before.Clock.Advance(TimeSpan.FromHours(5));
        await before.Send(Toy("a"), new Remind("x", before.Clock.GetUtcNow().AddMinutes(30)));

        var after = await new OwnerRig(disk: disk).StartAsync();
        Assert.Equal(TimeSpan.FromHours(5), after.Owner.Health.Ahead);
        after.Clock.Advance(TimeSpan.FromMinutes(30));
        await after.SettleAsync();
        Assert.Equal(["x"], after.State(Toy("a")).Reached);
    }

    private static Snapshot Damaged(Snapshot good, string damage)
    {
        var flipped = good.State.ToArray();
        flipped[flipped.Length / 2] ^= 1;
        var other = new byte[32];
        var half = good.State[..(good.State.Length / 2)];
        return damage switch
        {
            "state" => good with { State = flipped },
            "state-hash" => good with { StateHash = other },
            "row-hash" => good with { RowHash = other },
            "format" => good with { Format = good.Format + 1 },
            "sequence" => good with { Sequence = good.Sequence + 1 },
            "past-the-head" => PastTheHead(good),
            "truncated" => good with { State = half, StateHash = Hash(half.Span) },
            _ => good with { State = Array.Empty<byte>(), StateHash = Hash([]) },
        };
    }

    /// <summary>A whole and readable snapshot of a history that the journal does not have.</summary>
    private static Snapshot PastTheHead(Snapshot good)
    {
        var image = ImageFormat.Decode(good.State, new ToyCodec());
        var bytes = ImageFormat.Encode(image with { Head = image.Head + 100 }, new ToyCodec());
        return good with { Sequence = good.Sequence + 100, State = bytes, StateHash = Hash(bytes) };
    }

    private static byte[] Hash(ReadOnlySpan<byte> bytes) =>
        System.Security.Cryptography.SHA256.HashData(bytes);

    private static async Task<OwnerRig> Lived(int snapshotEvery)
    {
        var rig = await new OwnerRig(
            new OwnerOptions { SnapshotEvery = snapshotEvery, SnapshotsInline = true }).StartAsync();
        for (var number = 0; number < 40; number++)
        {
            await rig.Send(Toy(number % 5), new Spread([Toy((number + 1) % 5), ActorId.Dispatcher]));
            if (number % 4 == 0)
                await rig.Send(
                    Toy(number % 5), new Remind($"name-{number % 3}", rig.Clock.GetUtcNow().AddMinutes(20)));
            if (number % 9 == 0)
                await rig.Send(Toy("desk"), new OpenToyCase());
            await rig.AdvanceAsync(TimeSpan.FromMinutes(number));
        }
        await rig.Send(Toy(3), new Finish());
        return rig;
    }
}
