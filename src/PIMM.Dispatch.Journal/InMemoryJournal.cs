using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// The journal of tests and of the simulation: everything in memory, every call completes at once, same
/// checks and same hash chain as the durable ones. Safe for many threads; territories do not wait for each
/// other.
/// </summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly ConcurrentDictionary<TerritoryId, Stream> streams = new();

    public Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<JournalHead>(cancellation);
        try
        {
            BatchCheck.HoldsTogether(batch);
            return Task.FromResult(streams.GetOrAdd(batch.Territory, static _ => new Stream()).Append(batch));
        }
        catch (Exception error) when (
            error is StaleOwnerException or DuplicateCommandException or ArgumentException)
        {
            return Task.FromException<JournalHead>(error);
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        if (!streams.TryGetValue(territory, out var stream))
            yield break;
        var next = Math.Max(after, 0);
        foreach (var row in stream.From(next))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        if (!streams.TryGetValue(territory, out var stream))
            yield break;
        foreach (var row in stream.Of(actor))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public Task<JournalHead> HeadAsync(TerritoryId territory, CancellationToken cancellation = default) =>
        Task.FromResult(streams.TryGetValue(territory, out var stream) ? stream.Head : JournalHead.Empty);

    public Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default)
    {
        IReadOnlyDictionary<CommandId, Outcome> found = streams.TryGetValue(territory, out var stream)
            ? stream.Find(commands)
            : new Dictionary<CommandId, Outcome>();
        return Task.FromResult(found);
    }

    public Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        streams.GetOrAdd(snapshot.Territory, static _ => new Stream()).Keep(snapshot);
        return Task.CompletedTask;
    }

    public Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        Task.FromResult(streams.TryGetValue(territory, out var stream) ? stream.Snapshot : null);

    public Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<TerritoryId>>(
            [.. streams.Where(pair => pair.Value.Head.Sequence > 0).Select(pair => pair.Key).Order()]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// One territory. Rows are only ever added, so a reader walks them in slices without holding the lock.
    /// </summary>
    private sealed class Stream
    {
        private const int SliceLength = 256;
        private const int SnapshotsMax = 2;

        private readonly Lock gate = new();
        private readonly List<JournalRow> rows = [];
        private readonly Dictionary<ActorId, List<int>> actors = [];
        private readonly Dictionary<CommandId, Outcome> outcomes = [];
        private readonly RowEncoder encoder = new();
        private readonly List<Snapshot> snapshots = [];
        private JournalHead head = JournalHead.Empty;

        public JournalHead Head
        {
            get
            {
                lock (gate)
                    return head;
            }
        }

        public Snapshot? Snapshot
        {
            get
            {
                lock (gate)
                    return snapshots.FindLast(snapshot => snapshot.IsWhole) ?? snapshots.LastOrDefault();
            }
        }

        public JournalHead Append(AppendBatch batch)
        {
            lock (gate)
            {
                BatchCheck.Follows(batch, head);
                foreach (var turn in batch.Turns)
                    if (outcomes.ContainsKey(turn.Command))
                        throw new DuplicateCommandException(turn.Command);
                foreach (var turn in batch.Turns)
                {
                    foreach (var record in turn.Events)
                        Add(batch, turn, record);
                    outcomes.Add(turn.Command, turn.Outcome);
                }
                return head;
            }
        }

        public IEnumerable<JournalRow> From(long after)
        {
            var slice = new JournalRow[SliceLength];
            for (int count; (count = Copy(after, slice)) > 0; after += count)
                for (var i = 0; i < count; i++)
                    yield return slice[i];
        }

        public List<JournalRow> Of(ActorId actor)
        {
            lock (gate)
                return actors.TryGetValue(actor, out var places)
                    ? places.ConvertAll(place => rows[place])
                    : [];
        }

        public Dictionary<CommandId, Outcome> Find(IReadOnlyCollection<CommandId> commands)
        {
            var found = new Dictionary<CommandId, Outcome>();
            lock (gate)
                foreach (var command in commands)
                    if (outcomes.TryGetValue(command, out var outcome))
                        found[command] = outcome;
            return found;
        }

        public void Keep(Snapshot newer)
        {
            lock (gate)
            {
                snapshots.RemoveAll(snapshot => snapshot.Sequence == newer.Sequence);
                snapshots.Add(newer);
                snapshots.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
                if (snapshots.Count > SnapshotsMax)
                    snapshots.RemoveAt(0);
            }
        }

        private int Copy(long after, JournalRow[] slice)
        {
            lock (gate)
            {
                var count = (int)Math.Clamp(rows.Count - after, 0, slice.Length);
                rows.CopyTo((int)Math.Min(after, rows.Count), slice, 0, count);
                return count;
            }
        }

        private void Add(AppendBatch batch, TurnRecord turn, in EventRecord record)
        {
            var hash = new byte[HashChain.HashLength];
            var row = new JournalRow(
                batch.Territory, head.Sequence + 1, record.Actor, record.EventType, record.EventVersion,
                turn.At, turn.By, turn.Command, record.ActorVersion, batch.Epoch, batch.Node, record.Payload,
                hash);
            HashChain.Next(head.Hash.Span, encoder.Encode(row), hash);
            if (!actors.TryGetValue(row.Actor, out var places))
                actors.Add(row.Actor, places = []);
            places.Add(rows.Count);
            rows.Add(row);
            head = new JournalHead(row.Sequence, hash, row.Epoch);
        }
    }
}
