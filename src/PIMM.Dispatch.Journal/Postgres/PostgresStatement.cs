using Npgsql;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// A statement of <c>Scripts/Postgres/&lt;Operation&gt;.sql</c> with its parameters, which count from 1.
/// </summary>
internal sealed record PostgresStatement(string Operation, params object[] Parameters)
{
    private string Text => SqlScripts.Postgres.Text(Operation);

    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Text, connection);
        AddTo(command.Parameters);
        return command;
    }

    /// <summary>Statements that go to the server, and come back, in one round trip.</summary>
    public static NpgsqlBatch Together(
        NpgsqlConnection connection, params IEnumerable<PostgresStatement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            statement.AddTo(command.Parameters);
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var value in Parameters)
            parameters.Add(new NpgsqlParameter { Value = value });
    }
}

/// <summary>A statement that answers rows, and how each becomes a value.</summary>
internal sealed record PostgresQuery<T>(PostgresStatement Statement, Func<NpgsqlDataReader, T> Row)
{
    public async Task<List<T>> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Statement.On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await ListAsync(reader, cancellation).ConfigureAwait(false);
    }

    /// <summary>The rows of the result at which a reader stands.</summary>
    public async Task<List<T>> ListAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(Row(reader));
        return rows;
    }

    /// <summary>The same on a thread that may wait.</summary>
    public List<T> List(NpgsqlConnection connection)
    {
        using var command = Statement.On(connection);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(Row(reader));
        return rows;
    }
}
