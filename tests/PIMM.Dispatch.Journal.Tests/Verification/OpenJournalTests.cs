using System.Security.Cryptography;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Verification;

/// <summary>
/// A journal is verified through its interface as well, whatever it is built on, also in use.
/// </summary>
public sealed class OpenJournalTests
{
    [Fact]
    public async Task Journal_in_memory_holds()
    {
        await using var journal = await Filled(new InMemoryJournal());

        var report = await JournalVerification.RunAsync(journal);

        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal(700, report.Rows);
        Assert.Equal((await journal.HeadAsync(Batches.Lumiere)).Hash.ToArray(),
            report.Territories[1].HeadHash.ToArray());
    }

    [Fact]
    public async Task Snapshot_of_another_row_is_found_in_memory_too()
    {
        await using var journal = await Filled(new InMemoryJournal());
        await journal.SaveSnapshotAsync(
            new Snapshot(Batches.Lumiere, 7, new byte[32], 1, SHA256.HashData("x"u8), "x"u8.ToArray()));

        var found = Assert.Single((await JournalVerification.RunAsync(journal)).Findings);

        Assert.Equal((7L, FindingKind.SnapshotWrong), (found.Sequence, found.Kind));
    }

    [Fact]
    public async Task Actor_whose_versions_jump_and_epoch_that_falls_are_found()
    {
        await using var journal = new InMemoryJournal();
        await journal.AppendAsync(Batches.Batch(0, Batches.Accepted("c-1", 0, Batches.Event(Batches.Case, 1),
            Batches.Event(Batches.Case, 3))));

        var found = Assert.Single((await JournalVerification.RunAsync(journal)).Findings);

        Assert.Equal((Batches.Lumiere, 2L, FindingKind.ActorVersionWrong), (found.Territory, found.Sequence,
            found.Kind));
    }

    [Fact]
    public void Row_of_a_lower_epoch_is_found_though_its_hash_is_right()
    {
        var walk = new ChainWalk(Batches.Lumiere);
        var encoder = new RowEncoder();
        var high = Row(1, epoch: 5, version: 1);
        var low = Row(2, epoch: 4, version: 2);
        var highHash = HashChain.Next(new byte[32], high);

        Assert.Null(walk.Next(encoder.Encode(high), highHash, null));
        var found = walk.Next(encoder.Encode(low), HashChain.Next(highHash, low), null);

        Assert.Equal((2L, FindingKind.EpochDecreased), (found!.Sequence, found.Kind));
    }

    [Fact]
    public async Task Journal_is_verified_while_it_is_written_and_its_file_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions(folder.File("journal.db"))
        {
            CheckpointIdleBytes = long.MaxValue, CheckpointBytes = long.MaxValue,
        });
        await Filled(journal);
        var before = Lengths(folder);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var head = 400; !stop.IsCancellationRequested; head += 5)
                await journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 5));
        });

        for (var run = 0; run < 10; run++)
        {
            var report = await JournalVerification.RunAsync(journal);
            Assert.True(report.Holds, string.Join('\n', report.Findings));
            Assert.True(report.Rows >= 700);
        }
        await stop.CancelAsync();
        await writing;

        // Nothing was copied from the WAL into the file, and the WAL was not cut.
        Assert.Equal(before.Database, Lengths(folder).Database);
        Assert.True(Lengths(folder).Wal >= before.Wal);
    }

    private static (long Database, long Wal) Lengths(TemporaryFolder folder) =>
        (new FileInfo(folder.File("journal.db")).Length, new FileInfo(folder.File("journal.db-wal")).Length);

    private static async Task<IJournal> Filled(IJournal journal)
    {
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 400));
        await journal.AppendAsync(Batches.Run(Batches.Aurore, 0, 300));
        return journal;
    }

    private static JournalRow Row(long sequence, long epoch, long version) => new(
        Batches.Lumiere, sequence, Batches.Case, "said", 1, Batches.Start, "reader:rosalie",
        new CommandId("c"), version,
        epoch, "node-a", "{}"u8.ToArray(), default);
}
