using System.Globalization;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// The one text form of an instant in the journal: ISO 8601 in UTC with exactly six decimals,
/// <c>2026-03-29T01:30:00.000000Z</c>, 27 bytes, so that text order is time order and nothing is rounded.
/// </summary>
public static class InstantText
{
    /// <summary>The length of the text in bytes (ASCII).</summary>
    public const int Length = 27;

    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>True when the instant is in UTC and has no part finer than a microsecond.</summary>
    public static bool IsExact(DateTimeOffset at) =>
        at.Offset == TimeSpan.Zero && at.Ticks % TicksPerMicrosecond == 0;

    /// <summary>
    /// Writes the instant; <paramref name="utf8"/> has room for <see cref="Length"/> bytes.
    /// </summary>
    /// <exception cref="ArgumentException">The instant is not in UTC or is finer than a
    /// microsecond.</exception>
    public static void Write(DateTimeOffset at, Span<byte> utf8)
    {
        if (!IsExact(at))
            throw new ArgumentException($"not a UTC instant at microsecond resolution: {at:O}", nameof(at));
        Digits(utf8[..4], at.Year);
        utf8[4] = (byte)'-';
        Digits(utf8[5..7], at.Month);
        utf8[7] = (byte)'-';
        Digits(utf8[8..10], at.Day);
        utf8[10] = (byte)'T';
        Digits(utf8[11..13], at.Hour);
        utf8[13] = (byte)':';
        Digits(utf8[14..16], at.Minute);
        utf8[16] = (byte)':';
        Digits(utf8[17..19], at.Second);
        utf8[19] = (byte)'.';
        Digits(utf8[20..26], (int)(at.Ticks % TimeSpan.TicksPerSecond / TicksPerMicrosecond));
        utf8[26] = (byte)'Z';
    }

    /// <summary>Reads exactly the form that <see cref="Write"/> writes, nothing looser.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset at)
    {
        at = default;
        if (utf8.Length != Length || utf8[4] != '-' || utf8[7] != '-' || utf8[10] != 'T' || utf8[13] != ':'
            || utf8[16] != ':' || utf8[19] != '.' || utf8[26] != 'Z')
            return false;
        if (!(Number(utf8[..4]) is var year and > 0) || !(Number(utf8[5..7]) is var month and > 0 and <= 12)
            || !(Number(utf8[8..10]) is var day and > 0) || day > DateTime.DaysInMonth(year, month)
            || !(Number(utf8[11..13]) is var hour and >= 0 and < 24)
            || !(Number(utf8[14..16]) is var minute and >= 0 and < 60)
            || !(Number(utf8[17..19]) is var second and >= 0 and < 60)
            || !(Number(utf8[20..26]) is var microseconds and >= 0))
            return false;
        at = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero)
            .AddTicks(microseconds * TicksPerMicrosecond);
        return true;
    }

    /// <summary>The instant as a string, for messages.</summary>
    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void Digits(Span<byte> utf8, int number)
    {
        for (var i = utf8.Length - 1; i >= 0; i--)
        {
            utf8[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + (digit - '0');
        }
        return number;
    }
}
