using Npgsql;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// Raises the schema to the newest version in one transaction. Nodes that start at once take turns.
/// </summary>
internal static class PostgresMigrations
{
    /// <exception cref="InvalidOperationException">The journal was written by a newer version of the
    /// product.</exception>
    /// <exception cref="JournalUnavailableException">No primary answers, or it refuses.</exception>
    public static async Task ApplyAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
            await ApplyAsync(connection, cancellation).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw database.Writing(error, committing: false);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation)
            .ConfigureAwait(false);
        await RunAsync(SqlScripts.Postgres.Text("LockSchema")).ConfigureAwait(false);
        var version = (await new PostgresQuery<long>(
            new PostgresStatement("ReadSchemaVersion"), row => row.GetInt64(0))
            .ListAsync(connection, cancellation).ConfigureAwait(false))[0];
        foreach (var migration in SqlScripts.Postgres.MigrationsAfter(version))
        {
            await RunAsync(migration).ConfigureAwait(false);
            await using var command = new PostgresStatement("AddSchemaVersion", ++version).On(connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);

        async Task RunAsync(string script)
        {
            await using var command = new NpgsqlCommand(script, connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
