using Npgsql;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>That a node should write a territory, at an epoch that no other lease ever has.</summary>
public sealed record Lease(TerritoryId Territory, string Node, long Epoch);

/// <summary>
/// Which nodes live and who has which lease, in PostgreSQL and by its clock. A lease is only an arrangement
/// about who should write: what stops everybody else is the fence that taking it raises, and that every
/// append checks in its own transaction.
/// </summary>
/// <remarks>Every call throws <see cref="JournalUnavailableException"/> when nothing was changed, and
/// <see cref="UnknownCommitException"/> when that is not known; asking again is right after both.</remarks>
public sealed class LeaseTable : IAsyncDisposable
{
    private readonly PostgresDatabase database;

    private LeaseTable(PostgresDatabase database) => this.database = database;

    /// <summary>Connects to the primary and raises the schema to the newest version.</summary>
    /// <exception cref="InvalidOperationException">The database was written by a newer version of the
    /// product.</exception>
    public static async Task<LeaseTable> OpenAsync(
        PostgresJournalOptions options, CancellationToken cancellation = default) =>
        new(await PostgresDatabase.OpenAsync(options, cancellation).ConfigureAwait(false));

    /// <summary>Says that this run of a node lives, for so long.</summary>
    /// <returns>False when another run of that name lives.</returns>
    public async Task<bool> BeatAsync(string node, string run, TimeSpan lasting)
    {
        var beat = new PostgresQuery<string>(
            new PostgresStatement("Beat", node, run, lasting), row => row.GetString(0));
        return (await ChangeAsync(beat).ConfigureAwait(false)).Count == 1;
    }

    /// <summary>Says that this run of a node has ended.</summary>
    public Task LeaveAsync(string node, string run) =>
        database.WriteAsync([new PostgresStatement("Leave", node, run)], CancellationToken.None);

    /// <summary>The nodes that live, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> LiveNodesAsync(CancellationToken cancellation = default) =>
        await database.ListAsync(
            new PostgresQuery<string>(new PostgresStatement("ReadLiveNodes"), row => row.GetString(0)),
            default, cancellation).ConfigureAwait(false);

    /// <summary>Every lease that has not expired, by territory.</summary>
    public async Task<IReadOnlyList<Lease>> LeasesAsync(CancellationToken cancellation = default) =>
        await database.ListAsync(
            new PostgresQuery<Lease>(
                new PostgresStatement("ReadLeases"),
                row => new Lease(new TerritoryId(row.GetString(0)), row.GetString(1), row.GetInt64(2))),
            default, cancellation).ConfigureAwait(false);

    /// <summary>
    /// Takes a territory that nobody holds, at a new epoch. When it returns, an append of any earlier epoch
    /// is either committed or will be refused.
    /// </summary>
    /// <returns>Null when another node holds it.</returns>
    public async Task<Lease?> TakeAsync(TerritoryId territory, string node, TimeSpan lasting)
    {
        var committing = false;
        try
        {
            await using var connection = await database.OpenAsync(CancellationToken.None)
                .ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            var taken = await new PostgresQuery<string>(
                new PostgresStatement("TakeLease", territory.Value, node, lasting), row => row.GetString(0))
                .ListAsync(connection, CancellationToken.None).ConfigureAwait(false);
            if (taken.Count == 0)
                return null;
            var epoch = await RaiseFenceAsync(connection, territory, lasting).ConfigureAwait(false);
            committing = true;
            await transaction.CommitAsync().ConfigureAwait(false);
            return new Lease(territory, node, epoch);
        }
        catch (Exception error) when (PostgresDatabase.IsFailure(error))
        {
            throw database.Writing(error, committing);
        }
    }

    /// <summary>Makes those of a node's leases last longer that it still has.</summary>
    /// <returns>Those that it still has.</returns>
    public async Task<IReadOnlyList<Lease>> RenewAsync(
        string node, IReadOnlyCollection<Lease> leases, TimeSpan lasting)
    {
        string[] territories = [.. leases.Select(lease => lease.Territory.Value)];
        long[] epochs = [.. leases.Select(lease => lease.Epoch)];
        return await ChangeAsync(new PostgresQuery<Lease>(
            new PostgresStatement("RenewLeases", node, territories, epochs, lasting),
            row => new Lease(new TerritoryId(row.GetString(0)), node, row.GetInt64(1))))
            .ConfigureAwait(false);
    }

    /// <summary>Gives a lease back, so that another node need not wait until it expires.</summary>
    public Task ReleaseAsync(Lease lease) => database.WriteAsync(
        [new PostgresStatement("ReleaseLease", lease.Territory.Value, lease.Epoch)], CancellationToken.None);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<long> RaiseFenceAsync(
        NpgsqlConnection connection, TerritoryId territory, TimeSpan lasting)
    {
        await using (var adding = new PostgresStatement("AddHead", territory.Value).On(connection))
            await adding.ExecuteNonQueryAsync().ConfigureAwait(false);
        var raised = await new PostgresQuery<long>(
            new PostgresStatement("RaiseFence", territory.Value, lasting), row => row.GetInt64(0))
            .ListAsync(connection, CancellationToken.None).ConfigureAwait(false);
        return raised[0];
    }

    // One statement, which commits by itself.
    private async Task<List<T>> ChangeAsync<T>(PostgresQuery<T> change)
    {
        var sent = false;
        try
        {
            await using var connection = await database.OpenAsync(CancellationToken.None)
                .ConfigureAwait(false);
            sent = true;
            return await change.ListAsync(connection, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresDatabase.IsFailure(error))
        {
            throw database.Writing(error, sent);
        }
    }
}
