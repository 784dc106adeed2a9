using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>What the dispatcher remembers of a reader from one duty to the next.</summary>
/// <param name="BalanceMilli">Minutes read beyond an equal share of what was read while the reader was there,
/// in thousandths: above zero the reader has done more than the others.</param>
/// <param name="BalanceAt">Until when the balance has faded.</param>
/// <param name="Interruptions">How often the reader laid a case aside in the present duty.</param>
public sealed record ReaderStanding(int BalanceMilli, DateTimeOffset BalanceAt, int Interruptions)
{
    /// <summary>A day takes a twenty-eighth of what is remembered: a memory of four weeks.</summary>
    private const int MemoryDays = 28;

    /// <summary>After that many days next to nothing is left.</summary>
    private const int DaysMax = 365;

    /// <summary>Nobody owes or is owed more than two hours.</summary>
    private const int BalanceMaxMilli = 120 * Milli;

    private const int Milli = 1000;

    /// <summary>
    /// A reading was signed: its reader has done more, and everybody present was owed an equal share of it.
    /// </summary>
    public static ImmutableSortedDictionary<ReaderId, ReaderStanding> AfterReading(
        ImmutableSortedDictionary<ReaderId, ReaderStanding> standings,
        ImmutableSortedDictionary<ReaderId, ReaderState> readers, ReaderId reader, int minutes,
        DateTimeOffset at)
    {
        var sharing = readers.Where(pair => pair.Value.IsPresent || pair.Key == reader)
            .Select(pair => pair.Key).ToList();
        var share = minutes * Milli / sharing.Count;
        var next = standings.ToBuilder();
        foreach (var id in sharing)
        {
            var change = id == reader ? minutes * Milli - share : -share;
            next[id] = Of(standings, id, at).FadedTo(at).Changed(change);
        }
        return next.ToImmutable();
    }

    public static ReaderStanding Of(
        ImmutableSortedDictionary<ReaderId, ReaderStanding> standings, ReaderId reader, DateTimeOffset at) =>
        standings.GetValueOrDefault(reader) ?? new ReaderStanding(0, at, 0);

    public ReaderStanding FadedTo(DateTimeOffset at)
    {
        var days = (int)Math.Min((at - BalanceAt).Days, DaysMax);
        var milli = BalanceMilli;
        for (var day = 0; day < days && milli != 0; day++)
            milli -= milli / MemoryDays;
        return days <= 0 ? this : this with { BalanceMilli = milli, BalanceAt = BalanceAt.AddDays(days) };
    }

    private ReaderStanding Changed(int milli) =>
        this with { BalanceMilli = Math.Clamp(BalanceMilli + milli, -BalanceMaxMilli, BalanceMaxMilli) };
}
