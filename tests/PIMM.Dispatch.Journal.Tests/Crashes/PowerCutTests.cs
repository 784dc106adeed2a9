using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>
/// A power cut leaves any part of what was not synced. Wherever the log is cut, torn or overwritten, what
/// opens is the commits up to some point, with every batch that had been acknowledged before that point (S3,
/// S4).
/// </summary>
public sealed class PowerCutTests : IAsyncLifetime
{
    private const int Cuts = 200;
    private static readonly TerritoryId Territory = new("t-0");

    private readonly TemporaryFolder folder = new();
    private List<Acknowledged> acknowledged = [];
    private byte[] database = [];
    private byte[] wal = [];

    public async Task InitializeAsync()
    {
        var file = folder.File("journal.db");
        using var child = new ChildProcess(file, 1, long.MaxValue);
        Assert.True(await child.WaitForAcknowledgements(60));
        await child.Kill();
        acknowledged = child.Acknowledgements;
        database = await File.ReadAllBytesAsync(file);
        wal = await File.ReadAllBytesAsync(file + "-wal");
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Log_cut_anywhere_opens_to_a_prefix_with_every_batch_that_was_synced()
    {
        var random = new Random(1);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var length = random.Next(wal.Length + 1);
            await AssertPrefix(wal[..length], length, $"cut at {length}");
        }
    }

    [Fact]
    public async Task End_of_the_log_cut_by_up_to_64_KiB_opens_to_a_prefix()
    {
        var random = new Random(2);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var length = Math.Max(0, wal.Length - random.Next(1, 64 << 10));
            await AssertPrefix(wal[..length], length, $"cut at {length}");
        }
    }

    [Fact]
    public async Task Sectors_that_were_never_written_hide_only_what_was_not_synced()
    {
        const int sector = 512;
        var random = new Random(3);
        for (var trial = 0; trial < Cuts; trial++)
        {
            // Up to the last sync all is there; behind it each sector is old, new or garbage.
            var synced = acknowledged[random.Next(acknowledged.Count)].WalLength;
            var torn = wal.ToArray();
            for (var at = (int)synced; at < torn.Length; at += sector)
            {
                var part = torn.AsSpan(at, Math.Min(sector, torn.Length - at));
                if (random.Next(3) is var fate && fate == 0)
                    part.Clear();
                else if (fate == 1)
                    random.NextBytes(part);
            }
            await AssertPrefix(torn, synced, $"trial {trial}, torn after {synced}");
        }
    }

    private async Task AssertPrefix(byte[] cutWal, long synced, string when)
    {
        var copy = folder.File(Path.GetRandomFileName());
        await File.WriteAllBytesAsync(copy, database);
        await File.WriteAllBytesAsync(copy + "-wal", cutWal);
        await using (var journal = SqliteJournal.Open(copy))
        {
            var head = await journal.HeadAsync(Territory);
            var must = acknowledged.LastOrDefault(batch => batch.WalLength <= synced);
            Assert.True(head.Sequence >= (must?.Sequence ?? 0),
                $"{when}: at {head.Sequence}, {must} is lost");
            Assert.True(
                head.Sequence == 0 || head.Sequence > acknowledged[^1].Sequence
                || acknowledged.Exists(batch => batch.Sequence == head.Sequence
                    && batch.Hash == Convert.ToHexString(head.Hash.Span)),
                $"{when}: {head.Sequence} is the end of no batch");
            var report = await JournalVerification.RunAsync(journal);
            Assert.True(report.Holds, $"{when}: {string.Join('\n', report.Findings)}");
            await journal.AppendAsync(Batches.Run(Territory, head.Sequence, 2, prefix: "after"));
        }
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(copy)!, Path.GetFileName(copy) + "*"))
            File.Delete(file);
    }
}
