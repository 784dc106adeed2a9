using System.Runtime.CompilerServices;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// The embedded journal: one SQLite file, one process, one connection that writes. A commit is synced to the
/// disk before it is acknowledged (WAL, synchronous=FULL), and many turns of many territories share one.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly SqliteJournalOptions options;
    private readonly JournalFileLock fileLock;
    private readonly SqliteReaders readers;
    private readonly SqliteWriter writer;
    private int disposed;

    private SqliteJournal(SqliteJournalOptions options)
    {
        this.options = options;
        fileLock = new JournalFileLock(options.Path);
        try
        {
            readers = new SqliteReaders(options);
            writer = new SqliteWriter(options, readers);
        }
        catch (Exception error) when (error is SqliteException or InvalidOperationException)
        {
            readers?.Dispose();
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>The version of the SQLite library, to be logged at start.</summary>
    public static string SqliteVersion => SqliteDatabase.LibraryVersion;

    /// <summary>The database file.</summary>
    public string Path => options.Path;

    /// <summary>
    /// The length of the write-ahead log in bytes; see <see cref="SqliteJournalOptions.WalBytesMax"/>.
    /// </summary>
    public long WalBytes => writer.WalBytes;

    /// <summary>
    /// The log has grown to half its bound: a reader of another process holds it. An operator must look
    /// before appends are refused.
    /// </summary>
    public bool WalAlarm => WalBytes >= options.WalBytesMax / 2;

    /// <summary>
    /// Opens or makes the file, takes the lock, and raises the schema to the newest version.
    /// </summary>
    /// <exception cref="JournalInUseException">Another process has it.</exception>
    /// <exception cref="JournalUnavailableException">The file can't be opened.</exception>
    /// <exception cref="InvalidOperationException">The file was written by a newer version of the
    /// product.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options)
    {
        try
        {
            return new SqliteJournal(options);
        }
        catch (SqliteException error)
        {
            throw new JournalUnavailableException($"the journal '{options.Path}' can't be opened", error);
        }
    }

    /// <summary>Opens with the default limits.</summary>
    public static SqliteJournal Open(string path) => Open(new SqliteJournalOptions(path));

    public async Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default)
    {
        BatchCheck.HoldsTogether(batch);
        var item = new AppendItem(batch);
        await writer.SendAsync(item, cancellation).ConfigureAwait(false);
        return await item.Done.ConfigureAwait(false);
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        after = Math.Max(after, 0);
        var hash = await readers
            .Use(r => SqliteQueries.Hash(r.Database, territory, after), territory, cancellation)
            .ConfigureAwait(false);
        if (hash is null)
            yield break;
        var rows = RowPages.ReadAsync(
            after, from => Chunk(territory, from, hash, cancellation), cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
            yield return row;
    }

    public async IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var path = await ActorPath(territory, actor, cancellation).ConfigureAwait(false);
        var version = 0;
        foreach (var sequences in path.Chunk(RowPages.RowsMax))
        {
            var known = version;
            var rows = await readers
                .Use(r => SqliteQueries.ActorRows(r, territory, sequences, known), territory, cancellation)
                .ConfigureAwait(false);
            foreach (var row in rows)
                yield return row;
            version += rows.Count;
        }
    }

    public async Task<JournalHead> HeadAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        await readers.Use(r => r.Database.AtOneMoment(() => SqliteQueries.Head(r.Database, territory)),
            territory, cancellation)
            .ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default) =>
        await readers.Use(
            r =>
            {
                var found = new Dictionary<CommandId, Outcome>();
                foreach (var command in commands)
                    if (SqliteQueries.Outcome(r.Database, territory, command) is { } outcome)
                        found[command] = outcome;
                return found;
            },
            territory,
            cancellation).ConfigureAwait(false);

    public async Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        var item = new SnapshotItem(snapshot);
        await writer.SendAsync(item, cancellation).ConfigureAwait(false);
        await item.Done.ConfigureAwait(false);
    }

    public async Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) =>
        await readers.Use(r => ReadCheck.Latest(SqliteQueries.Snapshots(r.Database, territory)), territory,
            cancellation)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(
        CancellationToken cancellation = default) =>
        await readers.Use(r => r.Database.AtOneMoment(() => SqliteQueries.Territories(r.Database)), default,
            cancellation)
            .ConfigureAwait(false);

    private Task<List<JournalRow>> Chunk(
        TerritoryId territory, long after, byte[] hash, CancellationToken cancellation) =>
        readers.Use(r => SqliteQueries.Chunk(r, territory, after, hash), territory, cancellation).AsTask();

    // The sequences of an actor's rows, first to last. Rows never change, so the way back may take several
    // reads.
    private async Task<List<long>> ActorPath(
        TerritoryId territory, ActorId actor, CancellationToken cancellation)
    {
        var path = new List<long>();
        var end = await readers
            .Use(r => SqliteQueries.ActorEnd(r.Database, territory, actor), territory, cancellation)
            .ConfigureAwait(false);
        for (var at = end.Sequence; at > 0;)
        {
            var from = at;
            at = await readers
                .Use(r => SqliteQueries.Back(r.Database, territory, actor, from, path), territory,
                    cancellation)
                .ConfigureAwait(false);
        }
        if (path.Count != end.Version)
            throw new JournalCorruptException(
                territory, end.Sequence, $"'{actor}' has {path.Count} events, not {end.Version}");
        path.Reverse();
        return path;
    }

    /// <summary>Writes what waits, empties the WAL, and lets another process in.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return ValueTask.CompletedTask;
        readers.Dispose();
        writer.Dispose();
        fileLock.Dispose();
        return ValueTask.CompletedTask;
    }
}
