using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// The journal that several nodes share: PostgreSQL, written under a fence. An append locks the row of its
/// territory and checks head and epoch in the very transaction that inserts, so that an owner that was paused
/// or cut off can't write, whatever it believes of its lease.
/// </summary>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresDatabase database;
    private readonly PostgresAppend append;
    private readonly SemaphoreSlim room;
    private readonly ConcurrentDictionary<TerritoryId, AppendLane> lanes = new();

    private PostgresJournal(PostgresDatabase database, PostgresJournalOptions options)
    {
        this.database = database;
        append = new PostgresAppend(database, options.Crossing);
        room = new SemaphoreSlim(options.WaitingBatchesMax, options.WaitingBatchesMax);
    }

    /// <summary>Connects to the primary and raises the schema to the newest version.</summary>
    /// <exception cref="JournalUnavailableException">No primary answers, or it refuses.</exception>
    /// <exception cref="InvalidOperationException">The database was written by a newer version of the
    /// product.</exception>
    public static async Task<PostgresJournal> OpenAsync(
        PostgresJournalOptions options, CancellationToken cancellation = default) =>
        new(await PostgresDatabase.OpenAsync(options, cancellation).ConfigureAwait(false), options);

    public async Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default)
    {
        BatchCheck.HoldsTogether(batch);
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var lane = Lane(batch.Territory);
            return await lane.RunAsync(() => AppendAsync(lane, batch), cancellation).ConfigureAwait(false);
        }
        finally
        {
            room.Release();
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        after = Math.Max(after, 0);
        await SettleAsync(Lane(territory), territory, cancellation).ConfigureAwait(false);
        var hash = await HashAsync(territory, after, cancellation).ConfigureAwait(false);
        if (hash is null)
            yield break;
        var decoder = new RowDecoder();
        var rows = RowPages.ReadAsync(after, PageAsync, cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
            yield return row;

        async Task<List<JournalRow>> PageAsync(long from)
        {
            var page = await database
                .ListAsync(PostgresQueries.Rows(territory, from), territory, cancellation)
                .ConfigureAwait(false);
            return Checked(territory, page, from, hash, decoder);
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await SettleAsync(Lane(territory), territory, cancellation).ConfigureAwait(false);
        var name = Encoding.UTF8.GetBytes(territory.Value);
        var decoder = new RowDecoder();
        var version = 0L;
        List<PostgresRow> page;
        for (var after = 0L; ; after = page[^1].Sequence)
        {
            page = await database
                .ListAsync(PostgresQueries.Rows(territory, actor, after), territory, cancellation)
                .ConfigureAwait(false);
            foreach (var row in page)
                yield return CheckedOfActor(territory, name, row, ++version, decoder);
            if (page.Count < RowPages.RowsMax)
                yield break;
        }
    }

    public async Task<JournalHead> HeadAsync(
        TerritoryId territory, CancellationToken cancellation = default)
    {
        await SettleAsync(Lane(territory), territory, cancellation).ConfigureAwait(false);
        var ends = await database.ListAsync(PostgresQueries.End(territory), territory, cancellation)
            .ConfigureAwait(false);
        return ReadCheck.Agreed(territory, ends[0].Last, ends[0].Head);
    }

    public async Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default)
    {
        await SettleAsync(Lane(territory), territory, cancellation).ConfigureAwait(false);
        var query = PostgresQueries.Outcomes(territory, [.. commands.Select(command => command.Value)]);
        var found = await database.ListAsync(query, territory, cancellation).ConfigureAwait(false);
        return found.ToDictionary(
            outcome => outcome.CommandId, outcome => outcome.For(outcome.CommandId, territory));
    }

    public Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default) =>
        database.WriteAsync(
            [
                new PostgresStatement(
                    "SaveSnapshot", snapshot.Territory.Value, snapshot.Sequence, snapshot.RowHash,
                    snapshot.Format, snapshot.StateHash, snapshot.State),
                new PostgresStatement("DropOldSnapshots", snapshot.Territory.Value),
            ],
            cancellation);

    public async Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default) => ReadCheck.Latest(
        await database.ListAsync(PostgresQueries.Snapshots(territory), territory, cancellation)
            .ConfigureAwait(false));

    public async Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default)
    {
        var named = await database.ListAsync(PostgresQueries.Territories(), default, cancellation)
            .ConfigureAwait(false);
        return ReadCheck.Agreed(
            [.. named.Where(name => name.OfRows).Select(name => name.Territory)],
            [.. named.Where(name => !name.OfRows).Select(name => name.Territory)]);
    }

    /// <summary>Walks everything at one moment, on a thread of its own; appends go on meanwhile.</summary>
    /// <exception cref="JournalUnavailableException">It can't be read now.</exception>
    internal Task<VerificationReport> VerifyAsync(CancellationToken cancellation) =>
        Task.Run(() => PostgresVerification.Run(database, cancellation), cancellation);

    /// <summary>Ends the connections that nobody uses; those in use when they are given back.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private AppendLane Lane(TerritoryId territory) => lanes.GetOrAdd(territory, static _ => new AppendLane());

    private async Task<JournalHead> AppendAsync(AppendLane lane, AppendBatch batch)
    {
        await SettleAsync(lane, batch.Territory, CancellationToken.None).ConfigureAwait(false);
        try
        {
            return await append.RunAsync(batch).ConfigureAwait(false);
        }
        catch (UnknownCommitException)
        {
            lane.Unsettled = true;
            throw;
        }
    }

    private async Task SettleAsync(AppendLane lane, TerritoryId territory, CancellationToken cancellation)
    {
        if (!lane.Unsettled)
            return;
        await append.SettleAsync(territory, cancellation).ConfigureAwait(false);
        lane.Unsettled = false;
    }

    private async Task<byte[]?> HashAsync(
        TerritoryId territory, long sequence, CancellationToken cancellation) => sequence == 0
        ? new byte[HashChain.HashLength]
        : (await database.ListAsync(PostgresQueries.Hash(territory, sequence), territory, cancellation)
            .ConfigureAwait(false)).FirstOrDefault();

    private static List<JournalRow> Checked(
        TerritoryId territory, List<PostgresRow> page, long after, byte[] hash, RowDecoder decoder)
    {
        var name = Encoding.UTF8.GetBytes(territory.Value);
        return page.ConvertAll(row =>
        {
            if (row.Sequence != ++after)
                throw ReadCheck.Missing(territory, after);
            var raw = row.Raw(name);
            ReadCheck.Follows(territory, raw, row.Hash, hash);
            return decoder.Decode(territory, raw, hash);
        });
    }

    private static JournalRow CheckedOfActor(
        TerritoryId territory, byte[] name, PostgresRow row, long version, RowDecoder decoder)
    {
        var raw = row.Raw(name);
        var hash = row.Sequence == 1 ? new byte[HashChain.HashLength]
            : row.Before ?? throw ReadCheck.Missing(territory, row.Sequence - 1);
        ReadCheck.Follows(territory, raw, row.Hash, hash);
        ReadCheck.IsNextOfItsActor(territory, raw, version);
        return decoder.Decode(territory, raw, hash);
    }
}
