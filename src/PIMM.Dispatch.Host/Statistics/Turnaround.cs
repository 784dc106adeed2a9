using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Statistics;

/// <summary>
/// The table of the committee: how many, how long, how many in time. The clock is the territory's; the 90th
/// percentile is the nearest rank; minutes are rounded to a hundredth, half to even, and nothing is left out.
/// </summary>
public static class Turnaround
{
    private const int Decimals = 2;

    /// <summary>Of the cases signed within [from, to).</summary>
    public static StatisticsDto Of(
        SignedCases cases, TerritorySettings settings, DateTimeOffset from, DateTimeOffset to)
    {
        var within = Within(cases, from, to);
        return new StatisticsDto(
            from, to, Words.Of(settings.Clock.At(to)),
            Row("emergency", within.Where(item => item.Urgency != Urgency.Scheduled)),
            Row("scheduled", within.Where(item => item.Urgency == Urgency.Scheduled)),
            [.. within.GroupBy(item => item.Region).OrderBy(group => group.Key)
                .Select(group => Row(Words.Of(group.Key), group))],
            [.. within.GroupBy(item => item.Establishment).OrderBy(group => group.Key)
                .Select(group => Row(group.Key.Value, group))]);
    }

    /// <summary>Minutes as they are published.</summary>
    public static decimal Minutes(TimeSpan span) =>
        Math.Round(span.Ticks / (decimal)TimeSpan.TicksPerMinute, Decimals, MidpointRounding.ToEven);

    /// <summary>Signatures come in order, so the last part of the list is enough.</summary>
    private static List<SignedCase> Within(SignedCases cases, DateTimeOffset from, DateTimeOffset to)
    {
        var within = new List<SignedCase>();
        for (var index = cases.Signed.Count - 1; index >= 0 && cases.Signed[index].SignedAt >= from; index--)
            if (cases.Signed[index].SignedAt < to)
                within.Add(cases.Signed[index]);
        return within;
    }

    private static TurnaroundDto Row(string group, IEnumerable<SignedCase> cases)
    {
        var all = cases.ToList();
        var sorted = all.Select(item => item.Turnaround).Order().ToList();
        return new TurnaroundDto(
            group, all.Count, all.Count(item => item.InTarget),
            all.Count == 0 ? null : Minutes(new TimeSpan((long)sorted.Average(span => span.Ticks))),
            all.Count == 0 ? null : Minutes(MedianOf(sorted)),
            all.Count == 0 ? null : Minutes(sorted[NinetiethOf(sorted.Count)]));
    }

    private static TimeSpan MedianOf(List<TimeSpan> sorted)
    {
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// Index of the nearest rank: the smallest value that at least nine in ten do not exceed.
    /// </summary>
    private static int NinetiethOf(int count) => ((count * 9) + 9) / 10 - 1;
}
