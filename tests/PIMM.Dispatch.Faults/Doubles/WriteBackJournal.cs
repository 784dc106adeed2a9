using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Faults.Doubles;

/// <summary>
/// A journal with a planted defect: it answers before what it was given is durable, and writes only now and
/// then, as
/// a disk without fsync would. What a power cut takes away must be found missing.
/// </summary>
internal sealed class WriteBackJournal(int writeEvery) : IJournal
{
    private readonly List<AppendBatch> durable = [];
    private readonly List<AppendBatch> cached = [];
    private InMemoryJournal memory = new();

    public async Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default)
    {
        var head = await memory.AppendAsync(batch, cancellation);
        cached.Add(batch);
        if (cached.Count >= writeEvery)
        {
            durable.AddRange(cached);
            cached.Clear();
        }
        return head;
    }

    /// <summary>What was only cached is gone.</summary>
    public void CutPower()
    {
        cached.Clear();
        memory = new InMemoryJournal();
        foreach (var batch in durable)
            _ = memory.AppendAsync(batch);
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, CancellationToken cancellation = default) =>
        memory.ReadAsync(territory, after, cancellation);

    public IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor, CancellationToken cancellation = default) =>
        memory.ReadActorAsync(territory, actor, cancellation);

    public Task<JournalHead> HeadAsync(TerritoryId territory, CancellationToken cancellation = default) =>
        memory.HeadAsync(territory, cancellation);

    public Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
            CancellationToken cancellation = default) =>
        memory.FindOutcomesAsync(territory, commands, cancellation);

    public Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default) =>
        Task.CompletedTask;

    public Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        Task.FromResult<Snapshot?>(null);

    public Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default) =>
        memory.TerritoriesAsync(cancellation);

    public ValueTask DisposeAsync() => memory.DisposeAsync();
}
