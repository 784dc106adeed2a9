namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// Random numbers of one stream. Each purpose has its own stream, named, so that drawing more for one of them
/// changes nothing for the others: policies are compared on the same evening. The generator (SplitMix64) is
/// our own few lines: a seed must mean the same evening with every version of the run time.
/// </summary>
public sealed class Draw
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const double Unit = 1.0 / (1UL << 53);

    private ulong state;

    public Draw(int seed, string purpose)
    {
        state = (ulong)(uint)seed;
        foreach (var letter in purpose)
            state = Next() ^ letter;
    }

    /// <summary>In [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * Unit;

    public double Between(double low, double high) => low + (high - low) * Uniform();

    public int Below(int count) => (int)(Uniform() * count);

    public bool Chance(double probability) => Uniform() < probability;

    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    public double Normal(double mean, double deviation)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return mean + deviation * radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>Log-normal with this mean and coefficient of variation.</summary>
    public double LogNormal(double mean, double variation)
    {
        var variance = Math.Log(1 + variation * variation);
        return mean * Math.Exp(Normal(-variance / 2, Math.Sqrt(variance)));
    }

    /// <summary>One of several, by weight.</summary>
    public T Choose<T>(IReadOnlyList<T> among, Func<T, double> weight)
    {
        var left = Uniform() * among.Sum(weight);
        foreach (var one in among)
        {
            left -= weight(one);
            if (left < 0)
                return one;
        }
        return among[^1];
    }

    private ulong Next()
    {
        state += Step;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
