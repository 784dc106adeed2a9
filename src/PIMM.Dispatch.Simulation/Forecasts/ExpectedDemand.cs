namespace PIMM.Dispatch.Simulation.Forecasts;

/// <summary>How many examinations are expected, with the span that nine of ten such spans keep to.</summary>
/// <param name="Mean">Of their number.</param>
/// <param name="Low">Fewer come in one of twenty.</param>
/// <param name="High">More come in one of twenty.</param>
public sealed record ExpectedDemand(double Mean, int Low, int High)
{
    private const double Tail = 0.05;

    /// <summary>Of the mean itself, as it is known.</summary>
    private double Variance { get; init; }

    /// <summary>Both together; they come independently of each other.</summary>
    public ExpectedDemand With(ExpectedDemand other) => Of(Mean + other.Mean, Variance + other.Variance);

    /// <summary>Beyond this no territory receives in one slot, and the sum of the tails ends.</summary>
    private const int CountMax = 5_000;

    /// <summary>
    /// Of a Poisson count whose own mean is only known about: gamma-distributed with this mean and variance,
    /// so that the count is negative binomial. A variance of zero is plain Poisson.
    /// </summary>
    public static ExpectedDemand Of(double mean, double variance)
    {
        if (mean <= 0)
            return new ExpectedDemand(0, 0, 0);
        var shape = variance > 0 ? mean * mean / variance : double.PositiveInfinity;
        var probability = double.IsInfinity(shape)
            ? Math.Exp(-mean) : Math.Exp(-shape * Math.Log(1 + mean / shape));
        var (count, sum, low) = (0, probability, -1);
        while (true)
        {
            if (low < 0 && sum > Tail)
                low = count;
            if (sum >= 1 - Tail || count == CountMax)
                return new ExpectedDemand(mean, Math.Max(low, 0), count) { Variance = variance };
            count++;
            probability *= double.IsInfinity(shape)
                ? mean / count : (shape + count - 1) / count * (mean / (shape + mean));
            sum += probability;
        }
    }
}
