namespace PIMM.Dispatch.Domain;

/// <summary>
/// Elementary functions from IEEE 754 basic operations only, so that a decision is the same to the last bit
/// on every machine; the run time's own functions call the platform's library, which differs.
/// </summary>
public static class ExactMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.44269504088896338700;

    /// <summary>
    /// Argument beyond which the result is taken at the bound: e^±40 decides nothing that e^±41 would not.
    /// </summary>
    private const double Bound = 40;

    /// <summary>e^x, relative error below 1e-13, for x clamped to ±40.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -Bound, Bound);
        var k = Math.Floor(x * Log2E + 0.5);
        var r = x - k * Ln2High - k * Ln2Low;
        var sum = 1.0;
        for (var n = 12; n >= 1; n--)
            sum = 1.0 + r / n * sum;
        return sum * BitConverter.Int64BitsToDouble((1023L + (long)k) << 52);
    }
}
