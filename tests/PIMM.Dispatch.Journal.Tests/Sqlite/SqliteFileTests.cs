using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using SQLitePCL;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Sqlite;

/// <summary>
/// One process has the file, and in it one connection writes and checkpoints; every other one only reads.
/// </summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Second_opener_is_refused_and_the_first_goes_on()
    {
        await using (var first = SqliteJournal.Open(File))
        {
            var error = Assert.Throws<JournalInUseException>(() => SqliteJournal.Open(File));
            Assert.Equal(File, error.Path);
            await first.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        }
        await using var next = SqliteJournal.Open(File);
        Assert.Single(await next.ReadAll(Batches.Lumiere));
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening()
    {
        JournalHead head;
        await using (var journal = SqliteJournal.Open(File))
        {
            head = await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 2_000, epoch: 7));
            await journal.AppendAsync(Batches.Batch(2_000, Batches.Refused("no")) with { Epoch = 7 });
        }
        Assert.False(System.IO.File.Exists(File + "-wal"));

        await using var again = SqliteJournal.Open(File);
        var found = await again.HeadAsync(Batches.Lumiere);
        Assert.Equal((head.Sequence, head.Epoch), (found.Sequence, found.Epoch));
        Assert.Equal(head.Hash.ToArray(), found.Hash.ToArray());
        Assert.Equal(2_000, (await again.ReadAll(Batches.Lumiere, Batches.Case)).Count);
        Assert.Single(await again.FindOutcomesAsync(Batches.Lumiere, [new CommandId("no")]));
        Assert.Equal(2_001, (await again.AppendAsync(Batches.Run(Batches.Lumiere, 2_000, 1, epoch: 7)))
            .Sequence);
    }

    [Fact]
    public void Library_says_its_version() =>
        Assert.Matches(@"^3\.\d+\.\d+$", SqliteJournal.SqliteVersion);

    [Fact]
    public async Task One_handle_of_this_process_can_write_the_file_while_many_read()
    {
        if (!OperatingSystem.IsLinux())
            return; // Only Linux shows how each handle was opened.
        await using var journal = SqliteJournal.Open(File);
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 5_000));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => journal.ReadAll(
            Batches.Lumiere))));

        var handles = Directory.GetFiles("/proc/self/fd")
            .Where(fd => new FileInfo(fd).LinkTarget == File)
            .Select(fd => System.IO.File.ReadAllLines(fd.Replace("/fd/", "/fdinfo/",
                StringComparison.Ordinal)))
            .Select(lines => Convert.ToInt32(lines.Single(l => l.StartsWith("flags:",
                StringComparison.Ordinal))[6..].Trim(), 8))
            .ToList();

        const int accessMode = 3;
        Assert.Equal(1, handles.Count(flags => (flags & accessMode) != 0));
        Assert.True(handles.Count > 1);
    }

    [Fact]
    public async Task Reading_connection_neither_writes_nor_checkpoints()
    {
        await using var journal = SqliteJournal.Open(Quiet());
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 100));
        var length = new FileInfo(File).Length;

        using (var reader = SqliteDatabase.OpenReader(File, TimeSpan.Zero))
        {
            Assert.Throws<SqliteException>(() => reader.Execute("DELETE FROM event"));
            Assert.Throws<SqliteException>(() => reader.Execute("PRAGMA query_only = 0; DELETE FROM event"));
            Assert.ThrowsAny<Exception>(() => Checkpointed(reader));
        }

        Assert.Equal(length, new FileInfo(File).Length);
        Assert.Equal(100, (await journal.ReadAll(Batches.Lumiere)).Count);
    }

    [Fact]
    public async Task File_of_a_newer_schema_is_refused()
    {
        await using (SqliteJournal.Open(File))
        {
        }
        using (var database = SqliteDatabase.OpenWriter(File, TimeSpan.Zero))
            database.Execute("PRAGMA user_version = 1000");

        Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(File));
        Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(File)); // The lock was given back.
    }

    [Fact]
    public void File_that_is_no_journal_and_folder_that_is_not_there_are_refused()
    {
        System.IO.File.WriteAllText(File, new string('x', 8_192));

        Assert.Throws<JournalUnavailableException>(() => SqliteJournal.Open(File));
        Assert.ThrowsAny<IOException>(() => SqliteJournal.Open(folder.File("no/such/folder.db")));
    }

    [Fact]
    public async Task Commits_are_synced_and_nothing_checkpoints_by_itself()
    {
        await using var journal = SqliteJournal.Open(File);
        using var writer = SqliteDatabase.OpenWriter(folder.File("other.db"), TimeSpan.Zero);

        const int full = 2;
        Assert.Equal(full, writer.Number("PRAGMA synchronous"));
        Assert.Equal("wal", writer.Text("PRAGMA journal_mode"));
        Assert.Equal(0, writer.Number("PRAGMA wal_autocheckpoint"));
    }

    [Fact]
    public async Task Wal_stays_small_while_much_is_written_and_read()
    {
        const long checkpointBytes = 256 << 10;
        await using var journal = SqliteJournal.Open(
            new SqliteJournalOptions(File) { CheckpointIdleBytes = checkpointBytes,
            CheckpointBytes = checkpointBytes });
        for (var head = 0; head < 8_000; head += 100)
        {
            await journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 100));
            await journal.ReadAll(Batches.Lumiere, head);
        }

        Assert.True(new FileInfo(File + "-wal").Length < 8 * checkpointBytes,
            $"{new FileInfo(File + "-wal").Length}");
    }

    [Fact]
    public async Task Foreign_reader_that_does_not_end_delays_nobody_until_the_bound()
    {
        await using var journal = SqliteJournal.Open(Quiet() with
        {
            CheckpointBytes = 64 << 10, WalBytesMax = 1 << 20, BusyTimeout = TimeSpan.FromMilliseconds(20),
        });
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 10));
        var head = 10;
        using (var foreign = SqliteDatabase.OpenReader(File, TimeSpan.Zero))
        {
            foreign.Execute("BEGIN");
            Assert.Equal(10, foreign.Number("SELECT count(*) FROM event"));

            JournalUnavailableException? refused = null;
            while (refused is null && head < 100_000)
            {
                refused = await Record.ExceptionAsync(async () =>
                    head = (int)(await journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 100))).Sequence)
                    as JournalUnavailableException;
            }

            Assert.NotNull(refused);
            Assert.True(head > 100);
            Assert.InRange(journal.WalBytes, 1 << 20, 2 << 20);
            Assert.True(journal.WalAlarm);
            Assert.Equal(head, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
            Assert.Equal(10, foreign.Number("SELECT count(*) FROM event"));
        }

        var next = await Eventually(() => journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 1)));
        Assert.Equal(head + 1, next.Sequence);
        Assert.False(journal.WalAlarm);
    }

    [Fact]
    public async Task Foreign_write_lock_is_waited_for_a_little_and_then_refused_cleanly()
    {
        await using var journal = SqliteJournal.Open(Quiet() with { BusyTimeout = TimeSpan.FromMilliseconds(
            50) });
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 3));
        using (var foreign = SqliteDatabase.OpenWriter(File, TimeSpan.Zero))
        {
            foreign.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<JournalUnavailableException>(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 3)));
            Assert.Equal(3, (await journal.ReadAll(Batches.Lumiere)).Count);
            foreign.Execute("ROLLBACK");
        }

        Assert.Equal(6, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 3, 3))).Sequence);
    }

    [Fact]
    public async Task Readers_are_few_and_the_others_wait()
    {
        await using var journal = SqliteJournal.Open(Quiet() with { ReadersMax = 1 });
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 3_000));

        var reads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => journal.ReadAll(
            Batches.Lumiere))));

        Assert.All(reads, rows => Assert.Equal(3_000, rows.Count));
    }

    [Fact]
    public async Task Reader_that_stops_early_leaves_nothing_behind()
    {
        await using var journal = SqliteJournal.Open(Quiet() with { ReadersMax = 1 });
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 5_000));

        await foreach (var row in journal.ReadAsync(Batches.Lumiere, 0))
            if (row.Sequence == 10)
                break;

        Assert.Equal(5_000, (await journal.ReadAll(Batches.Lumiere)).Count);
    }

    [Fact]
    public async Task Closed_journal_refuses_everything()
    {
        var journal = SqliteJournal.Open(File);
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1)));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.ReadAll(Batches.Lumiere));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.HeadAsync(Batches.Lumiere));
    }

    [Fact]
    public async Task Closing_writes_what_waits()
    {
        var journal = SqliteJournal.Open(File);
        var appends = Enumerable.Range(0, 50)
            .Select(n => journal.AppendAsync(Batches.Run(Batches.Lumiere, n * 10, 10))).ToList();
        await journal.DisposeAsync();

        await Task.WhenAll(appends);
        await using var again = SqliteJournal.Open(File);
        Assert.Equal(500, (await again.ReadAll(Batches.Lumiere)).Count);
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap_and_set_their_number()
    {
        var migrations = SqlScripts.Sqlite.Migrations;

        Assert.NotEmpty(migrations);
        for (var n = 1; n <= migrations.Count; n++)
            Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {n};"), migrations[n - 1],
                StringComparison.Ordinal);
    }

    // Nothing is checkpointed unless a test wants it.
    private SqliteJournalOptions Quiet() =>
        new(File) { CheckpointIdleBytes = long.MaxValue, CheckpointBytes = long.MaxValue };

    private static void Checkpointed(SqliteDatabase reader)
    {
        var whole = reader.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var copied);
        if (!whole || copied < frames)
            throw new InvalidOperationException("nothing was checkpointed");
    }

    // The writer notices the end of a foreign reader when it next checkpoints: at one of the next appends.
    private static async Task<JournalHead> Eventually(Func<Task<JournalHead>> append)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await append();
            }
            catch (JournalUnavailableException) when (attempt < 5)
            {
                // Refused while the WAL was still full; that very refusal made the writer look again.
            }
        }
    }
}
