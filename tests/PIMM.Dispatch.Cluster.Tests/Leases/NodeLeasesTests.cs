using PIMM.Dispatch.Cluster.Leases;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Leases;

/// <summary>Nodes that share territories over one PostgreSQL.</summary>
public sealed class NodeLeasesTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly TerritoryId[] Territories =
        [.. Enumerable.Range(0, 24).Select(n => new TerritoryId($"territoire-{n}"))];

    // Longer than any test: nothing expires unless a node is made to have expired.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly VirtualClock clock = new();
    private LeaseTable table = null!;
    private string connectionString = "";

    public async Task InitializeAsync()
    {
        connectionString = await server.EmptyAsync();
        table = await LeaseTable.OpenAsync(
            new PostgresJournalOptions(connectionString) { SilenceMax = Long, LockTimeout = Long });
    }

    public async Task DisposeAsync() => await table.DisposeAsync();

    [Fact]
    public async Task First_node_takes_everything_and_gives_to_those_who_come()
    {
        var (a, b, c) = (Node("a"), Node("b"), Node("c"));
        var alone = await a.RoundAsync(Territories);
        Assert.Equal(Territories.Length, alone.Taken.Count);
        Assert.Empty(alone.Misplaced);

        await b.RoundAsync(Territories);
        await c.RoundAsync(Territories);
        await MoveAsync(a);
        Assert.NotEmpty((await b.RoundAsync(Territories)).Taken);
        await MoveAsync(b);
        Assert.NotEmpty((await c.RoundAsync(Territories)).Taken);

        var all = a.Held.Concat(b.Held).Concat(c.Held).ToList();
        Assert.Equal(Territories.Order(), all.Select(lease => lease.Territory).Order());
        Assert.All(all, lease => Assert.Equal(
            Placement.OwnerOf(lease.Territory, ["a", "b", "c"]), lease.Node));
        Assert.Equal(
            all.OrderBy(lease => lease.Territory), await table.LeasesAsync());
    }

    [Fact]
    public async Task Node_that_is_silent_for_too_long_is_replaced_and_learns_of_it()
    {
        var (a, b) = (Node("a"), Node("b"));
        await a.RoundAsync(Territories);
        await ExpireAsync("a");

        var taken = (await b.RoundAsync(Territories)).Taken;
        var late = await a.RoundAsync(Territories);

        Assert.Equal(Territories.Length, taken.Count);
        Assert.All(taken, lease => Assert.Equal(2, lease.Epoch));
        Assert.Equal(Territories.Length, late.Lost.Count);
        Assert.All(late.Lost, lease => Assert.Equal(1, lease.Epoch));
        Assert.Empty(a.Held);
    }

    [Fact]
    public async Task Node_that_was_silent_but_not_replaced_goes_on_at_its_epoch()
    {
        var a = Node("a");
        await a.RoundAsync(Territories);
        await ExpireAsync("a");

        var round = await a.RoundAsync(Territories);

        Assert.Empty(round.Lost);
        Assert.Empty(round.Taken);
        Assert.All(a.Held, lease => Assert.Equal(1, lease.Epoch));
    }

    [Fact]
    public async Task Node_that_leaves_is_followed_at_once()
    {
        var (a, b) = (Node("a"), Node("b"));
        await a.RoundAsync(Territories);
        await a.LeaveAsync();

        Assert.Equal(Territories.Length, (await b.RoundAsync(Territories)).Taken.Count);
        Assert.Equal(["b"], await table.LiveNodesAsync());
    }

    [Fact]
    public async Task Second_run_of_a_name_has_nothing_until_the_first_is_silent()
    {
        var first = Node("a");
        await first.RoundAsync(Territories);
        var second = new NodeLeases(table, "a", "second", clock) { Lasting = Long };

        Assert.Empty((await second.RoundAsync(Territories)).Taken);
        await ExpireAsync("a");
        var taken = (await second.RoundAsync(Territories)).Taken;

        Assert.Equal(Territories.Length, taken.Count);
        Assert.Equal(Territories.Length, (await first.RoundAsync(Territories)).Lost.Count);
        Assert.Empty(first.Held);
    }

    [Fact]
    public async Task Node_believes_in_its_leases_only_as_long_as_they_last_since_it_asked()
    {
        var a = Node("a");
        await a.RoundAsync(Territories);

        Assert.True(a.Believes(Territories[0]));
        Assert.False(a.Believes(new TerritoryId("another")));
        clock.Advance(Long - TimeSpan.FromTicks(1));
        Assert.True(a.Believes(Territories[0]));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(a.Believes(Territories[0]));
        await a.RoundAsync(Territories);
        Assert.True(a.Believes(Territories[0]));
    }

    private NodeLeases Node(string name) => new(table, name, "first", clock) { Lasting = Long };

    // A round, and what belongs to another node is given back, as a node does when it has stopped it.
    private static async Task MoveAsync(NodeLeases node)
    {
        foreach (var lease in (await node.RoundAsync(Territories)).Misplaced)
            await node.GiveBackAsync(lease);
    }

    // As if the database's clock had gone on so far.
    private Task ExpireAsync(string node) => PostgresServer.ExecuteAsync(
        connectionString,
        $"UPDATE lease SET expires_at = clock_timestamp() WHERE node = '{node}'; "
        + $"UPDATE node SET expires_at = clock_timestamp() WHERE node = '{node}'");
}
