using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Domain;
using Xunit;
using static PIMM.Dispatch.Journal.Tests.Batches;

namespace PIMM.Dispatch.Journal.Tests;

/// <summary>What every journal does, whatever it is built on.</summary>
public abstract class JournalSpecification : IAsyncLifetime
{
    internal IJournal Journal { get; private set; } = null!;

    /// <summary>A journal with nothing in it; disposed after the test.</summary>
    protected abstract Task<IJournal> OpenAsync();

    public virtual async Task InitializeAsync() => Journal = await OpenAsync();

    public virtual async Task DisposeAsync() => await Journal.DisposeAsync();

    [Fact]
    public async Task Empty_territory_has_the_empty_head_and_no_rows()
    {
        var head = await Journal.HeadAsync(Lumiere);

        Assert.Equal(0, head.Sequence);
        Assert.Equal(0, head.Epoch);
        Assert.Equal(new byte[32], head.Hash.ToArray());
        Assert.Empty(await Journal.ReadAll(Lumiere));
        Assert.Empty(await Journal.ReadAll(Lumiere, Case));
        Assert.Empty(await Journal.TerritoriesAsync());
        Assert.Null(await Journal.LatestSnapshotAsync(Lumiere));
    }

    [Fact]
    public async Task Appended_events_are_read_back_column_by_column()
    {
        var at = new DateTimeOffset(2026, 10, 25, 0, 59, 59, TimeSpan.Zero).AddMicroseconds(123_457);
        var payload = new byte[] { 0, 1, 2, 0xFF, 0xFE, (byte)'é' };
        var record = new EventRecord(Case, 7, "scan-arrived", 3, payload);
        var turn = new TurnRecord(
            new CommandId("c-é-1"), at, "technologist:zoé", new Outcome.Accepted(1, 1, "lumiere.1"),
            [record]);

        var head = await Journal.AppendAsync(new AppendBatch(Lumiere, 0, 42, "nœud-1", [turn]));

        var row = Assert.Single(await Journal.ReadAll(Lumiere));
        Assert.Equal(
            (Lumiere, 1L, Case, "scan-arrived", 3, at),
            (row.Territory, row.Sequence, row.Actor, row.EventType, row.EventVersion, row.At));
        Assert.Equal(TimeSpan.Zero, row.At.Offset);
        Assert.Equal(
            ("technologist:zoé", new CommandId("c-é-1"), 7L, 42L, "nœud-1"),
            (row.By, row.Command, row.ActorVersion, row.Epoch, row.Node));
        Assert.Equal(payload, row.Payload.ToArray());
        Assert.Equal(head.Hash.ToArray(), row.Hash.ToArray());
        Assert.Equal((1L, 42L), (head.Sequence, head.Epoch));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Payload_of_any_length_comes_back(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);

        await Journal.AppendAsync(Batch(0, Accepted("c-1", 0, new EventRecord(Case, 1, "said", 1, payload))));

        Assert.Equal(payload, Assert.Single(await Journal.ReadAll(Lumiere)).Payload.ToArray());
    }

    [Fact]
    public async Task Sequences_are_dense_over_turns_and_batches()
    {
        await Journal.AppendAsync(Batch(
            0, Accepted("c-1", 0, Event(Case, 1), Event(OtherCase, 1)), Refused("c-2"),
            Accepted("c-3", 2, Event(Case, 2))));
        await Journal.AppendAsync(Run(Lumiere, 3, 40));

        var rows = await Journal.ReadAll(Lumiere);

        Assert.Equal(Enumerable.Range(1, 43).Select(n => (long)n), rows.Select(row => row.Sequence));
        Assert.Equal(43, (await Journal.HeadAsync(Lumiere)).Sequence);
    }

    [Fact]
    public async Task Each_row_is_chained_to_the_row_before()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 20));
        var previous = JournalHead.Empty.Hash.ToArray();

        foreach (var row in await Journal.ReadAll(Lumiere))
        {
            Assert.Equal(HashChain.Next(previous, row), row.Hash.ToArray());
            previous = row.Hash.ToArray();
        }
        Assert.Equal(previous, (await Journal.HeadAsync(Lumiere)).Hash.ToArray());
    }

    [Fact]
    public async Task Reading_starts_after_the_sequence_given()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 3_000));

        Assert.Equal(2_001, (await Journal.ReadAll(Lumiere, 2_000))[0].Sequence);
        Assert.Equal(1_000, (await Journal.ReadAll(Lumiere, 2_000)).Count);
        Assert.Equal(3_000, (await Journal.ReadAll(Lumiere, -1)).Count);
        Assert.Empty(await Journal.ReadAll(Lumiere, 3_000));
        Assert.Empty(await Journal.ReadAll(Lumiere, 9_999));
    }

    [Fact]
    public async Task Actor_stream_has_its_rows_only_in_order()
    {
        await Journal.AppendAsync(Batch(
            0, Accepted("c-1", 0, Event(Case, 1), Event(OtherCase, 1), Event(Case, 2)),
            Accepted("c-2", 3, Event(Case, 3))));

        Assert.Equal([1L, 3L, 4L], (await Journal.ReadAll(Lumiere, Case)).Select(row => row.Sequence));
        Assert.Equal([2L], (await Journal.ReadAll(Lumiere, OtherCase)).Select(row => row.Sequence));
        Assert.Empty(await Journal.ReadAll(Lumiere, ActorId.Roster));
        Assert.Empty(await Journal.ReadAll(Aurore, Case));
    }

    [Fact]
    public async Task Long_actor_stream_is_read_whole()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 2_500));

        Assert.Equal(2_500, (await Journal.ReadAll(Lumiere, Case)).Count);
    }

    [Fact]
    public async Task Territories_do_not_see_each_other()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 3));
        await Journal.AppendAsync(Run(Aurore, 0, 2));

        Assert.Equal([Aurore, Lumiere], await Journal.TerritoriesAsync());
        Assert.Equal(3, (await Journal.ReadAll(Lumiere)).Count);
        Assert.All(await Journal.ReadAll(Aurore), row => Assert.Equal(Aurore, row.Territory));
        Assert.Single(await Journal.FindOutcomesAsync(Aurore, [new CommandId("c-1"), new CommandId("c-3")]));
    }

    [Fact]
    public async Task Batch_at_another_head_is_stale_and_writes_nothing()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 2));

        await Assert.ThrowsAsync<StaleOwnerException>(
            () => Journal.AppendAsync(Run(Lumiere, 1, 1, prefix: "late")));
        await Assert.ThrowsAsync<StaleOwnerException>(
            () => Journal.AppendAsync(Run(Lumiere, 3, 1, prefix: "early")));

        Assert.Equal(2, (await Journal.ReadAll(Lumiere)).Count);
        Assert.Empty(
            await Journal.FindOutcomesAsync(Lumiere, [new CommandId("late-2"), new CommandId("early-4")]));
    }

    [Fact]
    public async Task Batch_of_a_lower_epoch_is_stale_and_a_higher_one_goes_on()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 1, epoch: 5));

        await Assert.ThrowsAsync<StaleOwnerException>(
            () => Journal.AppendAsync(Run(Lumiere, 1, 1, epoch: 4)));
        await Journal.AppendAsync(Run(Lumiere, 1, 1, epoch: 5));
        var head = await Journal.AppendAsync(Run(Lumiere, 2, 1, epoch: 6));

        Assert.Equal((3L, 6L), (head.Sequence, head.Epoch));
    }

    [Fact]
    public async Task Outcomes_are_found_by_command()
    {
        await Journal.AppendAsync(Batch(
            0,
            Accepted("made", 0, Event(Case, 1)) with { Outcome = new Outcome.Accepted(1, 1, "lumiere.1") },
            Accepted("idle", 1),
            Accepted("empty", 1) with { Outcome = new Outcome.Accepted(2, 1, "") },
            Refused("no"),
            Refused("no-detail", detail: null)));

        var found = await Journal.FindOutcomesAsync(
            Lumiere, [.. new[] { "made", "idle", "empty", "no", "no-detail", "never" }.Select(CommandId.Of)]);

        Assert.Equal(5, found.Count);
        Assert.Equal(new Outcome.Accepted(1, 1, "lumiere.1"), found[new CommandId("made")]);
        Assert.Equal(new Outcome.Accepted(2, 1), found[new CommandId("idle")]);
        Assert.Equal(new Outcome.Accepted(2, 1, ""), found[new CommandId("empty")]);
        Assert.Equal(
            new Outcome.Refused(new Refusal("case-taken", "reader/martin")), found[new CommandId("no")]);
        Assert.Equal(new Outcome.Refused(new Refusal("case-taken")), found[new CommandId("no-detail")]);
    }

    [Fact]
    public async Task Batch_without_events_stores_outcomes_and_keeps_the_head()
    {
        var before = await Journal.AppendAsync(Run(Lumiere, 0, 2));

        var after = await Journal.AppendAsync(Batch(2, Refused("no")));

        Assert.Equal((before.Sequence, before.Epoch), (after.Sequence, after.Epoch));
        Assert.Equal(before.Hash.ToArray(), after.Hash.ToArray());
        Assert.Single(await Journal.FindOutcomesAsync(Lumiere, [new CommandId("no")]));
        Assert.Equal(3, (await Journal.AppendAsync(Run(Lumiere, 2, 1))).Sequence);
    }

    [Fact]
    public async Task Command_that_has_an_outcome_is_not_appended_again_and_its_batch_writes_nothing()
    {
        await Journal.AppendAsync(Batch(0, Refused("twice")));

        var error = await Assert.ThrowsAsync<DuplicateCommandException>(() => Journal.AppendAsync(Batch(
            0, Accepted("new", 0, Event(Case, 1)), Accepted("twice", 1, Event(Case, 2)))));

        Assert.Equal(new CommandId("twice"), error.Command);
        Assert.Empty(await Journal.ReadAll(Lumiere));
        Assert.Empty(await Journal.FindOutcomesAsync(Lumiere, [new CommandId("new")]));
    }

    [Fact]
    public async Task Command_that_stands_twice_in_a_batch_is_refused()
    {
        await Assert.ThrowsAsync<DuplicateCommandException>(
            () => Journal.AppendAsync(Batch(0, Refused("twice"), Refused("twice"))));

        Assert.Empty(await Journal.FindOutcomesAsync(Lumiere, [new CommandId("twice")]));
    }

    public static TheoryData<string> Contradictions => [.. Contradictory.Keys];

    private static readonly Dictionary<string, AppendBatch> Contradictory = new()
    {
        ["no turn"] = Batch(0),
        ["range of other events"] = Batch(0, Accepted("c", 5, Event(Case, 1))),
        ["range without events"] = Batch(0, Accepted("c", 0, Event(Case, 1)) with { Events = [] }),
        ["refused with events"] = Batch(0, Refused("c") with { Events = [Event(Case, 1)] }),
        ["instant with an offset"] =
            Batch(0, Refused("c") with { At = Start.ToOffset(TimeSpan.FromHours(2)) }),
        ["instant finer than a microsecond"] = Batch(0, Refused("c") with { At = Start.AddTicks(1) }),
        ["no command"] = Batch(0, Refused("")),
        ["nobody"] = Batch(0, Refused("c") with { By = "" }),
        ["no node"] = Batch(0, Refused("c")) with { Node = "" },
        ["text that not every database can store"] = Batch(0, Refused("c") with { By = "reader:\0" }),
        ["negative epoch"] = Batch(0, Refused("c")) with { Epoch = -1 },
        ["actor version 0"] = Batch(0, Accepted("c", 0, Event(Case, 0))),
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task Batch_that_contradicts_itself_is_a_bug_of_the_caller(string which)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.AppendAsync(Contradictory[which]));

        Assert.Empty(await Journal.FindOutcomesAsync(Lumiere, [new CommandId("c")]));
    }

    [Fact]
    public async Task Stale_batch_fails_alone_among_many()
    {
        await Journal.AppendAsync(Run(Aurore, 0, 1));

        var good = Enumerable.Range(0, 20)
            .Select(n => Journal.AppendAsync(Run(new TerritoryId($"t-{n}"), 0, 5))).ToList();
        var stale = Journal.AppendAsync(Run(Aurore, 0, 1, prefix: "stale"));
        var more = Enumerable.Range(20, 20)
            .Select(n => Journal.AppendAsync(Run(new TerritoryId($"t-{n}"), 0, 5))).ToList();

        await Assert.ThrowsAsync<StaleOwnerException>(() => stale);
        Assert.All(await Task.WhenAll(good.Concat(more)), head => Assert.Equal(5, head.Sequence));
        Assert.Single(await Journal.ReadAll(Aurore));
    }

    [Fact]
    public async Task Batches_sent_without_waiting_are_appended_in_order()
    {
        var appends = Enumerable.Range(0, 200).Select(n => Journal.AppendAsync(Run(Lumiere, n * 3, 3)))
            .ToList();

        var heads = await Task.WhenAll(appends);

        Assert.Equal(Enumerable.Range(1, 200).Select(n => n * 3L), heads.Select(head => head.Sequence));
        Assert.Equal(600, (await Journal.ReadAll(Lumiere)).Count);
    }

    [Fact]
    public async Task Of_two_writers_at_the_same_head_one_wins()
    {
        for (var round = 0; round < 50; round++)
        {
            var rivals = new[] { "a", "b" }.Select(who => Attempt(Run(Lumiere, round, 1, prefix: who)))
                .ToList();
            Assert.Single(await Task.WhenAll(rivals), won => won);
        }
        Assert.Equal(50, (await Journal.ReadAll(Lumiere)).Count);
    }

    [Fact]
    public async Task Reader_sees_whole_batches_while_they_are_written()
    {
        var writing = Task.Run(async () =>
        {
            for (var n = 0; n < 60; n++)
                await Journal.AppendAsync(Run(Lumiere, n * 10, 10));
        });
        long seen;
        do
        {
            var rows = await Journal.ReadAll(Lumiere);
            seen = rows.Count;
            Assert.Equal(
                Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(row => row.Sequence));
        }
        while (seen < 600 && !writing.IsFaulted);
        await writing;
    }

    [Fact]
    public async Task Newest_snapshot_is_found()
    {
        await Journal.AppendAsync(Run(Lumiere, 0, 3));
        await Journal.SaveSnapshotAsync(Snapshot(1, "one"));
        await Journal.SaveSnapshotAsync(Snapshot(3, "three"));
        await Journal.SaveSnapshotAsync(Snapshot(2, "two"));

        var latest = await Journal.LatestSnapshotAsync(Lumiere);

        Assert.Equal((3L, 4), (latest!.Sequence, latest.Format));
        Assert.Equal("three", Encoding.UTF8.GetString(latest.State.Span));
        Assert.Equal(SHA256.HashData("three"u8), latest.StateHash.ToArray());
        Assert.Equal(new byte[] { 3, 4 }, latest.RowHash.ToArray());
        Assert.Null(await Journal.LatestSnapshotAsync(Aurore));
        Assert.Equal(3, (await Journal.ReadAll(Lumiere)).Count);
    }

    [Fact]
    public async Task Damaged_snapshot_gives_way_to_the_one_before()
    {
        await Journal.SaveSnapshotAsync(Snapshot(1, "one"));
        await Journal.SaveSnapshotAsync(Snapshot(2, "two") with { State = "tvo"u8.ToArray() });
        Assert.Equal(1, (await Journal.LatestSnapshotAsync(Lumiere))!.Sequence);

        await Journal.SaveSnapshotAsync(Snapshot(1, "one") with { State = "ome"u8.ToArray() });
        Assert.False((await Journal.LatestSnapshotAsync(Lumiere))!.IsWhole);
    }

    [Fact]
    public async Task Append_that_was_cancelled_before_it_was_sent_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Journal.AppendAsync(Run(Lumiere, 0, 1), cancelled.Token));

        Assert.Empty(await Journal.ReadAll(Lumiere));
    }

    protected static Snapshot Snapshot(long sequence, string state) =>
        new(Lumiere, sequence, new byte[] { 3, 4 }, 4, SHA256.HashData(Encoding.UTF8.GetBytes(state)),
            Encoding.UTF8.GetBytes(state));

    private async Task<bool> Attempt(AppendBatch batch)
    {
        try
        {
            await Journal.AppendAsync(batch);
            return true;
        }
        catch (StaleOwnerException)
        {
            return false;
        }
    }
}
