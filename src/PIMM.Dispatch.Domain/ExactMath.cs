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
        // Twelve terms of the series; the divisions are done by the compiler.
        var sum = 1 + r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0
            + r * (1 / 720.0 + r * (1 / 5040.0 + r * (1 / 40320.0 + r * (1 / 362880.0
            + r * (1 / 3628800.0 + r * (1 / 39916800.0 + r / 479001600.0)))))))))));
        return sum * BitConverter.Int64BitsToDouble((1023L + (long)k) << 52);
    }
}
