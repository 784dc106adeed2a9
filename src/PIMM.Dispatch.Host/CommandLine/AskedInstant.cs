using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// An instant as it was typed: with an offset or Z, or as a clock of the territory shows it.
/// </summary>
public readonly record struct AskedInstant
{
    private static readonly string[] OnTheClock = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    private readonly DateTime local;
    private readonly DateTimeOffset? instant;

    private AskedInstant(DateTime local, DateTimeOffset? instant) =>
        (this.local, this.instant) = (local, instant);

    /// <exception cref="FormatException">In French: what an instant looks like.</exception>
    public static AskedInstant Parse(string name, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, OnTheClock, invariant, DateTimeStyles.None, out var local))
            return new AskedInstant(local, null);
        return DateTimeOffset.TryParseExact(text, WithOffset, invariant, DateTimeStyles.None, out var instant)
            ? new AskedInstant(default, instant.ToUniversalTime())
            : throw new FormatException(
                $"{name} attend un instant comme 2026-01-14T18:30 ou 2026-01-14T17:30Z, pas « {text} ».");
    }

    /// <summary>UTC.</summary>
    public DateTimeOffset In(TerritorySettings settings) => instant ?? settings.InstantOf(local);
}
