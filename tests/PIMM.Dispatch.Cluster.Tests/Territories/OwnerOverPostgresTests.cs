using Npgsql;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.TestKit.Postgres;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

/// <summary>A territory on PostgreSQL whose link is cut around its commits (N1, seen by who sends).</summary>
public sealed class OwnerOverPostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Commands = 100;
    private const int TriesMax = 50;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Each_command_that_is_sent_until_it_is_answered_is_done_once()
    {
        var random = new Random(2);
        await using var proxy = new LinkProxy(server.Port);
        var through = new NpgsqlConnectionStringBuilder(await server.EmptyAsync()) { Port = proxy.Port };
        await using var journal = await PostgresJournal.OpenAsync(
            new PostgresJournalOptions(through.ConnectionString)
            {
                SilenceMax = Silence, LockTimeout = 2 * Silence,
            });
        proxy.AtCommit = () => random.Next(2) == 0
            ? CommitFate.Pass
            : (CommitFate)random.Next((int)CommitFate.CutBefore, (int)CommitFate.Late);
        var rig = await new OwnerRig(disk: journal).StartAsync();

        for (var number = 1; number <= Commands; number++)
            Assert.Equal(
                new Outcome.Accepted(number, number, $"{number}"),
                await SendSurelyAsync(rig, $"add-{number}"));

        Assert.Equal(Commands, rig.State(Toy("a")).Count);
        Assert.Equal(
            Enumerable.Range(1, Commands).Select(number => new CommandId($"add-{number}")),
            (await rig.RowsAsync()).Select(row => row.Command));
    }

    private static async Task<Outcome> SendSurelyAsync(OwnerRig rig, string id)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await rig.Send(Toy("a"), new Add(1), id);
            }
            catch (TerritoryUnavailableException) when (tries < TriesMax)
            {
                // Not done, surely: the same command again.
            }
        }
    }
}
