using System.Security.Cryptography;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Tests.Verification;

/// <summary>
/// What is written before somebody tampers with it: two territories, several epochs, refusals, a snapshot of
/// row 20.
/// </summary>
internal static class WrittenJournal
{
    private const int SnapshotSequence = 20;

    /// <param name="rows">Rows of each territory.</param>
    public static async Task FillAsync(IJournal journal, int rows)
    {
        foreach (var territory in new[] { Batches.Aurore, Batches.Lumiere })
        {
            var versions = new Dictionary<ActorId, long>();
            for (var head = 0; head < rows;)
                head += await Append(journal, territory, head, rows, versions);
        }
        await journal.SaveSnapshotAsync(await Snapshot(journal));
    }

    // Turns of one to three events over four actors; a refusal now and then.
    private static async Task<int> Append(
        IJournal journal, TerritoryId territory, int head, int rows, Dictionary<ActorId, long> versions)
    {
        var count = Math.Min(1 + (head % 3), rows - head);
        var events = Enumerable.Range(head, count).Select(n =>
        {
            var actor = new ActorId(ActorKind.Case, $"{territory}.{n * 7 % 4}");
            return Batches.Event(actor, versions[actor] = versions.GetValueOrDefault(actor) + 1,
                $"{{\"n\":{n}}}");
        });
        await journal.AppendAsync(new AppendBatch(
            territory, head, 1 + (head / 20), "node-a",
            [
                Batches.Accepted($"{territory}-{head}", head, [.. events]),
                Batches.Refused($"{territory}-refused-{head}"),
            ]));
        return count;
    }

    private static async Task<Snapshot> Snapshot(IJournal journal)
    {
        var rows = await journal.ReadAll(Batches.Lumiere);
        var state = "state"u8.ToArray();
        return new Snapshot(
            Batches.Lumiere, SnapshotSequence, rows[SnapshotSequence - 1].Hash, 1, SHA256.HashData(state),
            state);
    }
}
