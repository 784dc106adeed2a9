using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>
/// A flipped bit in the file is refused when it is read, or has changed nothing that is read (S5).
/// </summary>
public sealed class BitFlipTests : IDisposable
{
    private const int Flips = 200;
    private const int Rows = 400;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Flipped_bit_is_refused_or_changes_nothing()
    {
        var file = folder.File("journal.db");
        await using (var journal = SqliteJournal.Open(file))
        {
            await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, Rows));
            await journal.AppendAsync(Batches.Run(Batches.Aurore, 0, Rows));
        }
        var bytes = await File.ReadAllBytesAsync(file);
        var original = await Everything(file);
        var random = new Random(20_260_510);
        var refused = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var bit = random.NextInt64(bytes.Length * 8L);
            var copy = folder.File("flipped.db");
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            await File.WriteAllBytesAsync(copy, flipped);

            var read = await Everything(copy);
            refused += read is null ? 1 : 0;
            if (read is null)
                continue;
            var unseen = $"bit {bit} changed what is read, and nobody saw it";
            Assert.True(read.Rows.SequenceEqual(original!.Rows), unseen);
            Assert.All(read.Outcomes, pair => Assert.Equal(original.Outcomes[pair.Key], pair.Value));
            Assert.True(
                read.Outcomes.Count == original.Outcomes.Count
                || !JournalVerification.Run(copy).Holds, unseen);
        }
        Assert.InRange(refused, Flips / 4, Flips);
    }

    [Fact]
    public async Task Flipped_bit_in_a_payload_is_named_by_its_row()
    {
        var file = folder.File("journal.db");
        await using (var journal = SqliteJournal.Open(file))
            await journal.AppendAsync(Batches.Batch(0, [.. Enumerable.Range(0, 50).Select(n =>
                Batches.Accepted($"c-{n}", n, Batches.Event(Batches.Case, n + 1,
                    $"\"marked {n:000} here\"")))]));
        var bytes = await File.ReadAllBytesAsync(file);
        for (var n = 0; n < 50; n++)
        {
            // Pages that were split keep dead copies: every one is flipped, the live one among them.
            var mark = System.Text.Encoding.ASCII.GetBytes($"marked {n:000}");
            var flipped = bytes.ToArray();
            for (var at = 0; flipped.AsSpan(at).IndexOf(mark) is var next && next >= 0; at += next + 1)
                flipped[at + next + 3] ^= 1;
            var copy = folder.File("flipped.db");
            await File.WriteAllBytesAsync(copy, flipped);

            var found = JournalVerification.Run(copy).Findings[0];

            Assert.Equal((Batches.Lumiere, n + 1, FindingKind.RowChanged), (found.Territory, found.Sequence,
                found.Kind));
        }
    }

    /// <summary>All that a running node reads.</summary>
    private sealed record Contents(List<string> Rows, Dictionary<string, string> Outcomes);

    // Null when any of it is refused.
    private static async Task<Contents?> Everything(string file)
    {
        try
        {
            var read = new Contents([], []);
            await using var journal = SqliteJournal.Open(file);
            foreach (var territory in await journal.TerritoriesAsync())
                await Read(journal, territory, read);
            return read;
        }
        catch (Exception error) when (
            error is JournalCorruptException or JournalUnavailableException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task Read(SqliteJournal journal, TerritoryId territory, Contents read)
    {
        read.Rows.Add($"{territory} {(await journal.HeadAsync(territory)).Sequence}");
        foreach (var row in await journal.ReadAll(territory))
            read.Rows.Add($"{row.Sequence} {row.Actor} {row.By} {Convert.ToHexString(row.Hash.Span)}");
        foreach (var row in await journal.ReadAll(territory, Batches.Case))
            read.Rows.Add($"stream {row.Sequence}");
        var commands = Enumerable.Range(1, Rows).Select(n => new CommandId($"c-{n}")).ToList();
        foreach (var (command, outcome) in await journal.FindOutcomesAsync(territory, commands))
            read.Outcomes.Add($"{territory} {command}", $"{outcome}");
    }
}
