using Npgsql;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// Appends a batch in one transaction: three round trips, of which the first locks the row of the territory
/// and checks under that lock, the second writes, and the third commits. So a COMMIT is on its way only while
/// the lock is held: whoever gets the lock afterwards sees what became of it.
/// </summary>
internal sealed class PostgresAppend(PostgresDatabase database, Func<JournalPoint, Task>? crossing)
{
    /// <exception cref="StaleOwnerException">Another epoch may write, or the head is another one.</exception>
    /// <exception cref="DuplicateCommandException">A command has an outcome already.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was written, surely.</exception>
    /// <exception cref="UnknownCommitException">COMMIT may have been sent, and no answer came.</exception>
    public async Task<JournalHead> RunAsync(AppendBatch batch)
    {
        var committing = false;
        try
        {
            await using var connection = await database.OpenAsync(CancellationToken.None)
                .ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            var columns = new AppendColumns(batch, await LockAsync(connection, batch).ConfigureAwait(false));
            await using (var writing = PostgresStatement.Together(connection, columns.Statements()))
                await writing.ExecuteNonQueryAsync().ConfigureAwait(false);
            await CrossAsync(JournalPoint.BeforeCommit).ConfigureAwait(false);
            committing = true;
            await transaction.CommitAsync().ConfigureAwait(false);
            await CrossAsync(JournalPoint.AfterCommit).ConfigureAwait(false);
            return columns.Head;
        }
        catch (Exception error) when (PostgresDatabase.IsFailure(error))
        {
            throw database.Writing(error, committing);
        }
    }

    /// <summary>
    /// Waits until no append to the territory is under way, of this node or of another. After it, what a
    /// commit without an answer has done is to be seen, and nothing of it can come later. It commits a write
    /// of its own: with a synchronous standby, its answer covers every commit before it, also one that the
    /// server shows although the wait for the standby was broken off.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It does not end, or the server can't be
    /// reached.</exception>
    public async Task SettleAsync(TerritoryId territory, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
            await using var settling = PostgresStatement.Together(
                connection, new PostgresStatement("AddHead", territory.Value),
                new PostgresStatement("TouchHead", territory.Value));
            await settling.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresDatabase.IsFailure(error))
        {
            throw database.Reading(error, territory);
        }
    }

    // The territory's row is locked first; each later statement sees what was committed before the lock.
    private static async Task<JournalHead> LockAsync(NpgsqlConnection connection, AppendBatch batch)
    {
        var territory = batch.Territory;
        var fence = PostgresQueries.Fence(territory);
        var end = PostgresQueries.End(territory);
        var known = PostgresQueries.Commands(
            territory, [.. batch.Turns.Select(turn => turn.Command.Value)]);
        await using var locking = PostgresStatement.Together(
            connection, new PostgresStatement("AddHead", territory.Value), fence.Statement, end.Statement,
            known.Statement);
        await using var reader = await locking.ExecuteReaderAsync().ConfigureAwait(false);
        var writer = await NextAsync(fence).ConfigureAwait(false);
        var (said, last) = (await NextAsync(end).ConfigureAwait(false))[0];
        var repeated = await NextAsync(known).ConfigureAwait(false);
        var head = ReadCheck.Agreed(territory, last, said);
        Holds(batch, writer[0]);
        BatchCheck.Follows(batch, head);
        foreach (var turn in batch.Turns)
            if (repeated.Contains(turn.Command.Value, StringComparer.Ordinal))
                throw new DuplicateCommandException(turn.Command);
        return head;

        async Task<List<T>> NextAsync<T>(PostgresQuery<T> query)
        {
            var rows = await query.ListAsync(reader, CancellationToken.None).ConfigureAwait(false);
            await reader.NextResultAsync().ConfigureAwait(false);
            return rows;
        }
    }

    // A territory that was ever leased is written by the epoch of its last lease and by no other.
    private static void Holds(AppendBatch batch, long fence)
    {
        if (fence != 0 && batch.Epoch != fence)
            throw new StaleOwnerException(
                $"'{batch.Territory}' is leased at epoch {fence}; epoch {batch.Epoch} may not write");
    }

    private Task CrossAsync(JournalPoint point) => crossing?.Invoke(point) ?? Task.CompletedTask;
}
