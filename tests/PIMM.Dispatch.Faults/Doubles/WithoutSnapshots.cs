using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Faults.Doubles;

/// <summary>A journal whose snapshots were lost: whoever recovers has to read every event.</summary>
internal sealed class WithoutSnapshots(IJournal inner) : IJournal
{
    public Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default) =>
        inner.AppendAsync(batch, cancellation);

    public IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, CancellationToken cancellation = default) =>
        inner.ReadAsync(territory, after, cancellation);

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
        Task.CompletedTask;

    public Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        Task.FromResult<Snapshot?>(null);

    public Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default) =>
        inner.TerritoriesAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
