using Npgsql;
using PIMM.Dispatch.Benchmarks.Runtime;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;

namespace PIMM.Dispatch.Benchmarks.Journal;

/// <summary>
/// The journal on PostgreSQL, with what the same server takes of bare rows in the same run, and SQLite beside
/// it. The server is one of its own on this machine, with full durability.
/// </summary>
public static class PostgresBenchmarks
{
    private const int LimitRows = 50_000;
    private const int RowsPerCommit = 500;

    /// <summary>Everything, in order, as it is measured; what is made under <paramref name="folder"/> is
    /// removed.</summary>
    public static async IAsyncEnumerable<Rate> RunAsync(string folder)
    {
        var server = new PostgresServer();
        await server.InitializeAsync();
        try
        {
            yield return PhysicalLimits.AppendAndSync(folder, JournalBenchmarks.Runs);
            yield return await BareRows(server);
            yield return await JournalBenchmarks.SqliteAppend(folder, RowsPerCommit, 50_000);
            foreach (var (turns, count) in new[] { (1, 500), (100, 20_000), (RowsPerCommit, 50_000) })
                yield return await Append(server, turns, count);
            yield return await ManyTerritories(server);
            foreach (var rate in await Reads(server, 100_000))
                yield return rate;
            yield return await RuntimeBenchmarks.TurnsInPostgres(async () => await OpenAsync(server), 50_000);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // Rows of 200 bytes through plain Npgsql, arrays in one statement per commit, one connection.
    private static async Task<Rate> BareRows(PostgresServer server)
    {
        await using var source = NpgsqlDataSource.Create(await server.EmptyAsync());
        await using var connection = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("CREATE TABLE bare (id bigint PRIMARY KEY, bytes bytea)",
            connection))
            await create.ExecuteNonQueryAsync();
        var bytes = Enumerable.Repeat(new byte[200], RowsPerCommit).ToArray();
        var next = 0L;
        return await JournalBenchmarks.Measure(
            $"limit: PostgreSQL, bare rows, {RowsPerCommit} per commit", "rows/s", LimitRows,
            async count =>
            {
                for (var done = 0; done < count; done += RowsPerCommit, next += RowsPerCommit)
                {
                    await using var insert = new NpgsqlCommand(
                        "INSERT INTO bare SELECT * FROM unnest($1::bigint[], $2::bytea[])", connection);
                    insert.Parameters.Add(new NpgsqlParameter
                    {
                        Value = Enumerable.Range(0, RowsPerCommit).Select(n => next + n).ToArray(),
                    });
                    insert.Parameters.Add(new NpgsqlParameter { Value = bytes });
                    await insert.ExecuteNonQueryAsync();
                }
            });
    }

    private static Task<Rate> Append(PostgresServer server, int turnsPerBatch, int count) =>
        JournalBenchmarks.Measure(
            $"PostgreSQL: encode + append, {turnsPerBatch} turns per commit", "events/s", count,
            async n =>
            {
                await using var journal = await OpenAsync(server);
                await JournalBenchmarks.Append(
                    journal, new TerritoryId("bench"), 0, n, turnsPerBatch, pipelined: false);
            });

    private static Task<Rate> ManyTerritories(PostgresServer server) => JournalBenchmarks.Measure(
        "PostgreSQL: 16 territories x 50 turns per batch", "events/s", 48_000,
        async n =>
        {
            await using var journal = await OpenAsync(server);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(t => JournalBenchmarks.Append(
                journal, new TerritoryId($"bench-{t}"), 0, n / 16, turnsPerBatch: 50, pipelined: false)));
        });

    private static async Task<IReadOnlyList<Rate>> Reads(PostgresServer server, int rows)
    {
        var territory = new TerritoryId("bench");
        await using var journal = await OpenAsync(server);
        await JournalBenchmarks.Append(journal, territory, 0, rows, turnsPerBatch: 1_000, pipelined: true);
        var read = await JournalBenchmarks.Measure(
            "PostgreSQL: read + check of the chain", "rows/s", rows,
            async _ => await JournalBenchmarks.Drain(journal, territory, _ => { }));
        var verified = await JournalBenchmarks.Measure(
            "PostgreSQL: verification of everything", "rows/s", rows,
            async _ =>
            {
                var report = await JournalVerification.RunAsync(journal);
                if (!report.Holds || report.Rows != rows)
                    throw new InvalidOperationException(
                        $"the journal does not hold: {report.Findings.Count}");
            });
        return [read, verified];
    }

    private static async Task<PostgresJournal> OpenAsync(PostgresServer server) =>
        await PostgresJournal.OpenAsync(new PostgresJournalOptions(await server.EmptyAsync()));
}
