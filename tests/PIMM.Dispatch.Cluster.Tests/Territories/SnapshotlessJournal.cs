using System.Runtime.CompilerServices;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

/// <summary>
/// The same journal without its snapshots, unless let through; counts the rows that are read.
/// </summary>
internal sealed class SnapshotlessJournal(IJournal inner) : IJournal
{
    public bool SnapshotsPass { get; init; }

    /// <summary>Given instead of any other when set.</summary>
    public Snapshot? Instead { get; init; }

    public int RowsRead { get; private set; }

    public Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default) =>
        inner.AppendAsync(batch, cancellation);

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var row in inner.ReadAsync(territory, after, cancellation))
        {
            RowsRead++;
            yield return row;
        }
    }

    public IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor, CancellationToken cancellation = default) =>
        inner.ReadActorAsync(territory, actor, cancellation);

    public Task<JournalHead> HeadAsync(TerritoryId territory, CancellationToken cancellation = default) =>
        inner.HeadAsync(territory, cancellation);

    public Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default) =>
        inner.FindOutcomesAsync(territory, commands, cancellation);

    public Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default) =>
        SnapshotsPass ? inner.SaveSnapshotAsync(snapshot, cancellation) : Task.CompletedTask;

    public async Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        Instead ?? (SnapshotsPass ? await inner.LatestSnapshotAsync(territory, cancellation) : null);

    public Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default) =>
        inner.TerritoriesAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
