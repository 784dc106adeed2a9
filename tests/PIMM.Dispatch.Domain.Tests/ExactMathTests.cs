namespace PIMM.Dispatch.Domain.Tests;

public sealed class ExactMathTests
{
    private const double RelativeErrorMax = 1e-13;

    [Fact]
    public void The_exponential_agrees_with_the_platform_over_its_whole_range()
    {
        for (var step = -40_000; step <= 40_000; step++)
        {
            var x = step / 1000.0;
            var expected = Math.Exp(x);
            Assert.InRange(
                ExactMath.Exp(x), expected * (1 - RelativeErrorMax), expected * (1 + RelativeErrorMax));
        }
    }

    [Fact]
    public void Arguments_beyond_the_bound_give_the_value_at_the_bound()
    {
        Assert.Equal(ExactMath.Exp(40), ExactMath.Exp(1e9));
        Assert.Equal(ExactMath.Exp(-40), ExactMath.Exp(double.NegativeInfinity));
    }

    [Fact]
    public void Zero_gives_exactly_one() => Assert.Equal(1.0, ExactMath.Exp(0));
}
