using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>A figure with its 95 % confidence interval.</summary>
public sealed record Interval(double Value, double Low, double High);

/// <summary>
/// Confidence intervals by drawing evenings anew, with replacement: an evening is the unit, because its cases
/// wait for each other. Seeded, so that the same evenings give the same interval.
/// </summary>
public static class Bootstrap
{
    private const int Resamples = 1000;
    private const double Tail = 0.025;
    private const int Seed = 20_260_114;

    public static Interval Of(Measure measure, IReadOnlyList<EveningResult> evenings)
    {
        var parts = Parts(measure, evenings);
        return Around(parts.Length, picks => Ratio(parts, picks));
    }

    /// <summary>
    /// First less second, evening by evening: what both have in common, the evening, falls out.
    /// </summary>
    public static Interval Difference(
        Measure measure, IReadOnlyList<EveningResult> first, IReadOnlyList<EveningResult> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException("pairs of evenings are compared", nameof(second));
        var (ones, others) = (Parts(measure, first), Parts(measure, second));
        return Around(ones.Length, picks => Ratio(ones, picks) - Ratio(others, picks));
    }

    private static (double Above, double Below)[] Parts(
        Measure measure, IReadOnlyList<EveningResult> evenings) => [.. evenings.Select(measure.Part)];

    /// <summary>Nothing to count is a promise kept by nobody: zero.</summary>
    private static double Ratio((double Above, double Below)[] parts, int[] picks)
    {
        var (above, below) = (0.0, 0.0);
        foreach (var pick in picks)
        {
            above += parts[pick].Above;
            below += parts[pick].Below;
        }
        return below == 0 ? 0 : above / below;
    }

    private static Interval Around(int count, Func<int[], double> figure)
    {
        var picks = Enumerable.Range(0, count).ToArray();
        var value = figure(picks);
        if (count == 0)
            return new Interval(value, value, value);
        var draw = new Draw(Seed, "bootstrap");
        var drawn = new double[Resamples];
        for (var sample = 0; sample < Resamples; sample++)
        {
            for (var place = 0; place < count; place++)
                picks[place] = draw.Below(count);
            drawn[sample] = figure(picks);
        }
        Array.Sort(drawn);
        return new Interval(value, drawn[(int)(Tail * Resamples)], drawn[(int)((1 - Tail) * Resamples) - 1]);
    }
}
