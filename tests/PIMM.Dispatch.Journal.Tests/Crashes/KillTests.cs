using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>
/// A process that is killed at any moment loses nothing that it acknowledged, and gives the file back.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Territories = 3;

    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_the_journal_keeps_every_acknowledged_batch()
    {
        var count = Campaign.Count("PIMM_JOURNAL_KILLS", usual: 20);
        var last = new Dictionary<TerritoryId, Acknowledged>();
        for (var kill = 0; kill < count; kill++)
        {
            var random = new Random(kill);
            // A small WAL makes it die in checkpoints too; a large one leaves much to recover.
            using var child = new ChildProcess(File, Territories, checkpointBytes: random.Next(2) == 0
                ? 1 << 15 : 1 << 24);
            Assert.True(await child.WaitForAcknowledgements(random.Next(1, 120)), string.Join('\n',
                child.Others));
            await child.Kill();
            foreach (var acknowledged in child.Acknowledgements)
                last[acknowledged.Territory] = acknowledged;
            await AssertKept(last.Values, $"kill {kill}");
        }
    }

    [Fact]
    public async Task Second_process_is_refused_and_the_first_goes_on()
    {
        using var first = new ChildProcess(File, 1, 1 << 20);
        Assert.True(await first.WaitForAcknowledgements(3));

        using var second = new ChildProcess(File, 1, 1 << 20);
        Assert.Equal(2, await second.End());
        Assert.Equal(["in-use"], second.Others);
        Assert.Throws<JournalInUseException>(() => SqliteJournal.Open(File));

        Assert.True(await first.WaitForAcknowledgements(first.Acknowledgements.Count + 3));
        await first.Kill();
        await AssertKept([first.Acknowledgements[^1]], "after the refusal");
    }

    [Fact]
    public async Task Journal_of_a_running_process_is_verified_from_another()
    {
        using var child = new ChildProcess(File, Territories, 1 << 16);
        Assert.True(await child.WaitForAcknowledgements(20));
        for (var run = 0; run < 5; run++)
        {
            var report = JournalVerification.Run(File);
            Assert.True(report.Holds, string.Join('\n', report.Findings));
            Assert.True(await child.WaitForAcknowledgements(child.Acknowledgements.Count + 10));
        }
        await child.Kill();
        await AssertKept([child.Acknowledgements[^1]], "after verification from outside");
    }

    private async Task AssertKept(IEnumerable<Acknowledged> acknowledged, string when)
    {
        var report = JournalVerification.Run(File);
        Assert.True(report.Holds, $"{when}: {string.Join('\n', report.Findings)}");
        await using var journal = SqliteJournal.Open(File);
        foreach (var batch in acknowledged)
        {
            var rows = await journal.ReadAll(batch.Territory, batch.Sequence - 1);
            Assert.True(rows.Count > 0, $"{when}: {batch} is lost");
            Assert.Equal(batch.Hash, Convert.ToHexString(rows[0].Hash.Span));
        }
    }
}
