using System.Globalization;
using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>
/// Numbers as a French reader writes them, whatever the machine is set to: a comma, and a true minus sign.
/// </summary>
internal static class FrenchNumbers
{
    public static string Say(double value, int decimals = 1) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero)
            .ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .Replace('.', ',').Replace('-', '−');

    /// <summary>As it was given, without needless decimals.</summary>
    public static string Plain(double value) =>
        value.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>With its sign, for a difference.</summary>
    public static string Signed(double value, int decimals = 1)
    {
        var text = Say(value, decimals);
        return value > 0 ? "+" + text : text;
    }

    public static string Say(Interval interval, int decimals = 1) =>
        $"{Say(interval.Value, decimals)} [{Say(interval.Low, decimals)} ; {Say(interval.High, decimals)}]";

    public static string Signed(Interval difference) =>
        $"{Signed(difference.Value)} [{Signed(difference.Low)} ; {Signed(difference.High)}]";
}
