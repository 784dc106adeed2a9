using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using SQLitePCL;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Sqlite;

/// <summary>
/// When the disk fails, an append either surely wrote nothing, or says that it does not know; and what is
/// true is found by reading back.
/// </summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<JournalPoint, int> failures = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(raw.SQLITE_FULL)]
    [InlineData(raw.SQLITE_BUSY)]
    public async Task Full_disk_at_commit_wrote_nothing(int code)
    {
        await using var journal = Open();
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 3));
        failures[JournalPoint.BeforeCommit] = code;

        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2)));

        await AssertHolds(journal, rows: 3);
        Assert.Equal(5, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2))).Sequence);
    }

    [Theory]
    [InlineData(raw.SQLITE_IOERR)]
    [InlineData(raw.SQLITE_CORRUPT)]
    [InlineData(raw.SQLITE_NOMEM)]
    public async Task Commit_without_an_answer_that_was_not_done_is_found_not_done(int code)
    {
        await using var journal = Open();
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 3));
        failures[JournalPoint.BeforeCommit] = code;

        await Assert.ThrowsAsync<UnknownCommitException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2)));

        Assert.Empty(await journal.FindOutcomesAsync(Batches.Lumiere, [new CommandId("c-4"), new CommandId(
            "c-5")]));
        await AssertHolds(journal, rows: 3);
        Assert.Equal(5, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2))).Sequence);
    }

    [Fact]
    public async Task Commit_without_an_answer_that_was_done_is_found_done()
    {
        await using var journal = Open();
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 3));
        failures[JournalPoint.AfterCommit] = raw.SQLITE_IOERR;

        await Assert.ThrowsAsync<UnknownCommitException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2)));

        Assert.Equal(
            2, (await journal.FindOutcomesAsync(
            Batches.Lumiere, [new CommandId("c-4"), new CommandId("c-5")])).Count);
        await AssertHolds(journal, rows: 5);
        await Assert.ThrowsAsync<StaleOwnerException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 2)));
        Assert.Equal(6, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 5, 1))).Sequence);
    }

    [Fact]
    public async Task Every_batch_of_a_failed_commit_hears_of_it_and_those_after_go_on()
    {
        await using var journal = Open();
        failures[JournalPoint.AfterCommit] = raw.SQLITE_IOERR;

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            n => Record.ExceptionAsync(() => journal.AppendAsync(Batches.Run(new TerritoryId($"t-{n:00}"), 0,
            2)))));

        Assert.Contains(results, error => error is UnknownCommitException);
        Assert.All(results, error => Assert.True(error is null or UnknownCommitException, $"{error}"));
        Assert.Equal(40, (await journal.TerritoriesAsync()).Count);
    }

    [Fact]
    public async Task Batch_that_was_refused_in_a_commit_without_an_answer_wrote_nothing_and_says_so()
    {
        await using var journal = Open();
        using var gate = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        await journal.AppendAsync(Batches.Run(Batches.Aurore, 0, 1));
        // While the writer is held at a commit, a good and a stale batch gather for the next one.
        crossing = point =>
        {
            held.Set();
            if (point == JournalPoint.BeforeCommit)
                Assert.True(gate.Wait(TimeSpan.FromSeconds(30)));
        };
        var first = journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        Assert.True(held.Wait(TimeSpan.FromSeconds(30)));
        var good = journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1));
        var stale = journal.AppendAsync(Batches.Run(Batches.Aurore, 9, 1));
        crossing = null;
        failNext = 2;
        gate.Set();

        Assert.Equal(1, (await first).Sequence);
        await Assert.ThrowsAsync<UnknownCommitException>(() => good);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => stale);
    }

    [Fact]
    public async Task Snapshot_that_could_not_be_saved_says_so()
    {
        await using var journal = Open();
        var snapshot = new Snapshot(Batches.Lumiere, 1, new byte[32], 1, new byte[32], new byte[10]);
        failures[JournalPoint.BeforeCommit] = raw.SQLITE_FULL;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.SaveSnapshotAsync(snapshot));
        failures[JournalPoint.BeforeCommit] = raw.SQLITE_IOERR;
        await Assert.ThrowsAsync<UnknownCommitException>(() => journal.SaveSnapshotAsync(snapshot));

        Assert.Null(await journal.LatestSnapshotAsync(Batches.Lumiere));
    }

    [Fact]
    public async Task Cancelling_an_append_that_was_sent_does_not_interrupt_it()
    {
        using var cancellation = new CancellationTokenSource();
        await using var journal = Open();
        crossing = point =>
        {
            if (point == JournalPoint.BeforeCommit)
                cancellation.Cancel();
        };

        var head = await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 2), cancellation.Token);

        Assert.Equal(2, head.Sequence);
        Assert.True(cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task Append_that_waits_for_room_can_be_cancelled_and_wrote_nothing()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        await using var journal = Open(new SqliteJournalOptions(folder.File(
            "journal.db")) { WaitingBatchesMax = 1 });
        crossing = _ => Assert.True(gate.Wait(TimeSpan.FromSeconds(30)));

        var first = journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        var second = journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Set();

        Assert.Equal(1, (await first).Sequence);
        await AssertHolds(journal, rows: 1);
    }

    private Action<JournalPoint>? crossing;
    private int failNext;

    private SqliteJournal Open(SqliteJournalOptions? options = null) => SqliteJournal.Open(
        (options ?? new SqliteJournalOptions(folder.File("journal.db"))) with { Crossing = Cross });

    // Runs on the writer's thread; what it throws is what SQLite would have answered.
    private void Cross(JournalPoint point)
    {
        Volatile.Read(ref crossing)?.Invoke(point);
        if (point == JournalPoint.BeforeCommit && failNext > 0 && --failNext == 0)
            throw new SqliteException(raw.SQLITE_IOERR, "played by a test");
        if (failures.Remove(point, out var code))
            throw new SqliteException(code, "played by a test");
    }

    private static async Task AssertHolds(SqliteJournal journal, int rows)
    {
        Assert.Equal(rows, (await journal.ReadAll(Batches.Lumiere)).Count);
        Assert.Equal(rows, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
        var report = await JournalVerification.RunAsync(journal);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
    }
}
