using PIMM.Dispatch.Host.Demo;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class DemoChanceTests
{
    private static readonly DemoChance Chance = DemoChance.Of(1);

    [Fact]
    public void The_same_words_give_the_same_number_in_any_order()
    {
        var first = Chance.For("reader").For(7).Share();
        _ = Chance.For("something else").Share();
        Assert.Equal(first, Chance.For("reader").For(7).Share());
        Assert.NotEqual(first, Chance.For("reader").For(8).Share());
        Assert.NotEqual(first, DemoChance.Of(2).For("reader").For(7).Share());
    }

    [Fact]
    public void Words_do_not_run_into_each_other() =>
        Assert.NotEqual(Chance.For("ab").For("c").Bits(), Chance.For("a").For("bc").Bits());

    [Fact]
    public void Shares_are_even()
    {
        var shares = Enumerable.Range(0, 10_000).Select(n => Chance.For(n).Share()).ToList();
        Assert.All(shares, share => Assert.InRange(share, 0, 0.9999999999999999));
        Assert.InRange(shares.Average(), 0.49, 0.51);
        foreach (var tenth in shares.GroupBy(share => (int)(share * 10)))
            Assert.InRange(tenth.Count(), 850, 1150);
    }

    [Fact]
    public void Both_ends_are_drawn()
    {
        var drawn = Enumerable.Range(0, 1_000).Select(n => Chance.For(n).Between(3, 5)).ToHashSet();
        Assert.Equal([3, 4, 5], drawn.Order());
    }

    [Fact]
    public void Weights_are_kept()
    {
        var drawn = Enumerable.Range(0, 10_000)
            .Select(n => Chance.For(n).OneOf([1, 9, 0], weight => weight)).ToList();
        Assert.InRange(drawn.Count(d => d == 1), 850, 1150);
        Assert.DoesNotContain(0, drawn);
    }
}
