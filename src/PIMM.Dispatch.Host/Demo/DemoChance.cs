using System.Text;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// Chance without memory: the same seed and the same words give the same number, in whatever order one asks.
/// So what a virtual person does is a pure function of what that person sees.
/// </summary>
internal readonly record struct DemoChance(ulong Seed)
{
    private const ulong FnvPrime = 0x00000100000001B3;
    private const ulong FnvOffset = 0xCBF29CE484222325;

    public static DemoChance Of(int seed) => new(FnvOffset ^ unchecked((ulong)seed * FnvPrime));

    /// <summary>Another chance, for one thing among many.</summary>
    public DemoChance For(string word)
    {
        var hash = Seed;
        foreach (var part in Encoding.UTF8.GetBytes(word))
            hash = unchecked((hash ^ part) * FnvPrime);
        return new DemoChance(unchecked((hash ^ 0xFF) * FnvPrime));
    }

    public DemoChance For(long number) =>
        For(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>All 64 bits, well mixed (finaliser of SplitMix64).</summary>
    public ulong Bits()
    {
        unchecked
        {
            var mixed = Seed + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>Within [0, 1).</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Within [min, max].</summary>
    public int Between(int min, int max) => min + (int)(Share() * (max - min + 1));

    public TimeSpan Between(TimeSpan min, TimeSpan max) =>
        min + TimeSpan.FromTicks((long)(Share() * (max - min).Ticks));

    public TimeSpan Seconds(double min, double max) =>
        Between(TimeSpan.FromSeconds(min), TimeSpan.FromSeconds(max));

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>One of them, as often as its weight says.</summary>
    public T OneOf<T>(IReadOnlyList<T> choices, Func<T, int> weight)
    {
        var left = (int)(Share() * choices.Sum(weight));
        foreach (var choice in choices)
        {
            left -= weight(choice);
            if (left < 0)
                return choice;
        }
        return choices[^1];
    }
}
