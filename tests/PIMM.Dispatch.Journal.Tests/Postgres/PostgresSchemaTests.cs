using Npgsql;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

/// <summary>The schema, and what each session is told.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSchemaTests(PostgresServer server)
{
    [Fact]
    public async Task Three_nodes_that_start_at_once_raise_an_empty_database_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var options = await server.OptionsAsync();
            var journals = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostgresJournal.OpenAsync(options))));

            await journals[0].AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
            await journals[1].AppendAsync(Batches.Run(Batches.Lumiere, 1, 1));
            Assert.Equal(2, (await journals[2].HeadAsync(Batches.Lumiere)).Sequence);
            foreach (var journal in journals)
                await journal.DisposeAsync();
        }
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused()
    {
        var options = await server.OptionsAsync();
        await using (await PostgresJournal.OpenAsync(options))
            await PostgresServer.ExecuteAsync(
                options.ConnectionString, "INSERT INTO schema_version (version) VALUES (9999)");

        await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresJournal.OpenAsync(options));
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening()
    {
        var options = await server.OptionsAsync();
        JournalHead head;
        await using (var journal = await PostgresJournal.OpenAsync(options))
            head = await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 2_000, epoch: 7));

        await using var again = await PostgresJournal.OpenAsync(options);
        var found = await again.HeadAsync(Batches.Lumiere);
        Assert.Equal((head.Sequence, head.Epoch), (found.Sequence, found.Epoch));
        Assert.Equal(head.Hash.ToArray(), found.Hash.ToArray());
        Assert.Equal(2_000, (await again.ReadAll(Batches.Lumiere, Batches.Case)).Count);
    }

    [Theory]
    [InlineData("synchronous_commit", "on")]
    [InlineData("statement_timeout", "0")]
    [InlineData("lock_timeout", "5s")]
    [InlineData("idle_in_transaction_session_timeout", "2s")]
    [InlineData("default_transaction_isolation", "read committed")]
    public async Task Session_keeps_to_the_limits_whatever_the_operator_has_set(string name, string value)
    {
        var asked = new NpgsqlConnectionStringBuilder(await server.EmptyAsync())
        {
            Options = "-c synchronous_commit=off -c statement_timeout=7",
        };
        var options = new PostgresJournalOptions(asked.ConnectionString);
        await using var source = NpgsqlDataSource.Create(options.ToConnectionString());
        await using var command = source.CreateCommand($"SHOW {name}");

        Assert.Equal(value, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Of_several_hosts_the_primary_is_written()
    {
        var empty = new NpgsqlConnectionStringBuilder(await server.EmptyAsync());
        var schema = empty.SearchPath;
        var hosts = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Host=127.0.0.1:{PostgresServer.FreePort()},127.0.0.1:{server.Port};Username=postgres;"
            + $"Database=postgres;Search Path={schema};Target Session Attributes=primary");

        await using var journal = await PostgresJournal.OpenAsync(new PostgresJournalOptions(hosts));

        Assert.Equal(1, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1))).Sequence);
    }
}
