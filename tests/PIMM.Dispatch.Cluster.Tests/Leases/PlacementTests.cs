using FsCheck;
using FsCheck.Fluent;
using PIMM.Dispatch.Cluster.Leases;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Leases;

/// <summary>Where territories belong, whoever computes it.</summary>
public sealed class PlacementTests
{
    private static readonly TerritoryId[] Territories =
        [.. Enumerable.Range(0, 600).Select(n => new TerritoryId($"territoire-{n}"))];

    // One to eight nodes out of twelve, in any order.
    private static readonly Arbitrary<string[]> LiveNodes = (
        from order in Gen.Shuffle(Enumerable.Range(0, 12).Select(n => $"node-{n}").ToArray())
        from count in Gen.Choose(1, 8)
        select order.Take(count).ToArray()).ToArbitrary();

    [Fact]
    public void Nobody_owns_anything_when_no_node_lives() =>
        Assert.Null(Placement.OwnerOf(Territories[0], []));

    [Fact]
    public void Order_in_which_nodes_are_named_does_not_matter() => Prop
        .ForAll(LiveNodes, nodes => Territories.All(territory =>
            Placement.OwnerOf(territory, nodes) == Placement.OwnerOf(territory, nodes.Order())))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void When_a_node_goes_only_its_own_territories_move() => Prop
        .ForAll(LiveNodes, nodes => Territories.All(territory =>
            Placement.OwnerOf(territory, nodes) is var before
            && (before == nodes[0] || before == Placement.OwnerOf(territory, nodes.Skip(1)))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void When_a_node_comes_territories_move_to_it_and_nowhere_else() => Prop
        .ForAll(LiveNodes, nodes => Territories.All(territory =>
            Placement.OwnerOf(territory, [.. nodes, "newcomer"]) is var after
            && (after == "newcomer" || after == Placement.OwnerOf(territory, nodes))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_node_has_its_share_within_a_half() => Prop
        .ForAll(LiveNodes, nodes => nodes.All(node =>
        {
            var share = Territories.Length / (double)nodes.Length;
            var owned = Territories.Count(territory => Placement.OwnerOf(territory, nodes) == node);
            return owned > share / 2 && owned < share * 3 / 2;
        }))
        .QuickCheckThrowOnFailure();

    /// <summary>Nodes of two versions must agree: what is computed today is computed for ever.</summary>
    [Theory]
    [InlineData("lumiere", "node-1")]
    [InlineData("aurore", "node-3")]
    [InlineData("territoire-8", "node-2")]
    public void Owner_is_the_same_for_ever(string territory, string owner) => Assert.Equal(
        owner, Placement.OwnerOf(new TerritoryId(territory), ["node-1", "node-2", "node-3"]));
}
