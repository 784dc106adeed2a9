using Npgsql;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>The connections to the primary, and what their failures mean.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    // idle_in_transaction_session_timeout, for which Npgsql has no name.
    private const string SilentInTransaction = "25P03";

    private readonly NpgsqlMultiHostDataSource hosts;
    private readonly NpgsqlDataSource primary;

    private PostgresDatabase(PostgresJournalOptions options)
    {
        hosts = new NpgsqlDataSourceBuilder(options.ToConnectionString()).BuildMultiHost();
        primary = hosts.WithTargetSession(TargetSessionAttributes.Primary);
    }

    /// <summary>Connects to the primary and raises the schema to the newest version.</summary>
    /// <exception cref="JournalUnavailableException">No primary answers, or it refuses.</exception>
    /// <exception cref="InvalidOperationException">The database was written by a newer version of the
    /// product.</exception>
    public static async Task<PostgresDatabase> OpenAsync(
        PostgresJournalOptions options, CancellationToken cancellation)
    {
        var database = new PostgresDatabase(options);
        try
        {
            await PostgresMigrations.ApplyAsync(database, cancellation).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The link or the server failed, not the program.</summary>
    public static bool IsFailure(Exception error) => error
        is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException
        // A link that was found broken, or a pool that was closed, between two statements.
        or InvalidOperationException;

    /// <summary>
    /// The server says that it undid the transaction: by an error after which the session goes on, or by
    /// ending a session that was silent inside it. What else ends a session may come after a commit.
    /// </summary>
    public static bool IsUndone(Exception error) => error
        is PostgresException { InvariantSeverity: "ERROR" }
        or PostgresException { SqlState: SilentInTransaction };

    /// <summary>A connection to the primary, to be disposed soon.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        primary.OpenConnectionAsync(cancellation);

    /// <summary>The same on a thread that may wait.</summary>
    public NpgsqlConnection Open() => primary.OpenConnection();

    /// <summary>Runs a query of its own.</summary>
    /// <exception cref="JournalUnavailableException">It can't be answered now.</exception>
    /// <exception cref="JournalCorruptException">The server can't read what it holds.</exception>
    public Task<List<T>> ListAsync<T>(
        PostgresQuery<T> query, TerritoryId territory, CancellationToken cancellation) =>
        ReadAsync(connection => query.ListAsync(connection, cancellation), territory, cancellation);

    /// <summary>Runs reads on one connection.</summary>
    /// <exception cref="JournalUnavailableException">They can't be answered now.</exception>
    /// <exception cref="JournalCorruptException">The server can't read what it holds.</exception>
    public async Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, Task<T>> read, TerritoryId territory, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
            return await read(connection).ConfigureAwait(false);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Reading(error, territory);
        }
    }

    /// <summary>Runs statements that need no fence, in one transaction.</summary>
    /// <exception cref="JournalUnavailableException">Nothing was written, surely.</exception>
    /// <exception cref="UnknownCommitException">They were sent, and no answer came.</exception>
    public async Task WriteAsync(
        IEnumerable<PostgresStatement> statements, CancellationToken cancellation)
    {
        var sent = false;
        try
        {
            await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
            await using var batch = PostgresStatement.Together(connection, statements);
            sent = true;
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Writing(error, sent);
        }
    }

    /// <summary>What a failed read means.</summary>
    public Exception Reading(Exception error, TerritoryId territory)
    {
        LookAgain();
        return error is PostgresException
        {
            SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted,
        }
            ? new JournalCorruptException(territory, 0, error.Message)
            : new JournalUnavailableException("the journal can't be read now", error);
    }

    /// <summary>What a failed write means.</summary>
    /// <param name="committing">COMMIT may have been sent.</param>
    public Exception Writing(Exception error, bool committing)
    {
        LookAgain();
        // A server that has become a standby keeps the links of before.
        if (error is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
            hosts.Clear();
        return committing && !IsUndone(error)
            ? new UnknownCommitException("the commit gave no answer", error)
            : new JournalUnavailableException("nothing was written", error);
    }

    public ValueTask DisposeAsync() => hosts.DisposeAsync();

    // One broken link makes Npgsql call a host lost for a while: whoever comes next asks the host itself.
    private void LookAgain() => hosts.ClearDatabaseStates();
}
