using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>
/// The process that dies: the test assembly started by itself as a program. It appends as fast as it can from
/// several territories at once and prints a line for each batch only after the journal has acknowledged it.
/// </summary>
public static class Program
{
    private const int BatchesMax = 100_000;

    /// <param name="args">The database file, how many territories, and the size at which the WAL is
    /// checkpointed.</param>
    public static async Task<int> Main(string[] args)
    {
        var checkpointBytes = long.Parse(args[2], CultureInfo.InvariantCulture);
        try
        {
            await using var journal = SqliteJournal.Open(new SqliteJournalOptions(args[0])
            {
                CheckpointBytes = checkpointBytes, CheckpointIdleBytes = checkpointBytes,
            });
            await Say("open");
            await Task.WhenAll(Enumerable.Range(0, int.Parse(args[1], CultureInfo.InvariantCulture))
                .Select(n => Task.Run(() => Append(journal, args[0], new TerritoryId($"t-{n}")))));
            return 0;
        }
        catch (JournalInUseException)
        {
            await Say("in-use");
            return 2;
        }
    }

    private static async Task Append(SqliteJournal journal, string path, TerritoryId territory)
    {
        var head = await journal.HeadAsync(territory);
        var random = new Random((int)head.Sequence);
        for (var batch = 0; batch < BatchesMax; batch++)
        {
            try
            {
                head = await journal.AppendAsync(Batches.Run(territory, head.Sequence, random.Next(1, 20)));
            }
            catch (Exception error) when (error is UnknownCommitException or JournalUnavailableException)
            {
                await Say($"{error.GetType().Name} {territory}");
                head = await journal.HeadAsync(territory);
                continue;
            }
            var wal = new FileInfo(path + "-wal").Length;
            await Say($"ack {territory} {head.Sequence} {Convert.ToHexString(head.Hash.Span)} {wal}");
        }
    }

    // One write per line: a line is whole or not there.
    private static async Task Say(FormattableString line) =>
        await Console.Out.WriteAsync(line.ToString(CultureInfo.InvariantCulture) + "\n");

    private static async Task Say(string line) => await Console.Out.WriteAsync(line + "\n");
}
