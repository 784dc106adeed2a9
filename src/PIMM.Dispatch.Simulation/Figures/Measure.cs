using System.Collections.Immutable;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>
/// A figure of many evenings that is a ratio of two sums, so that an evening with more cases counts more: a
/// share of cases, a mean over cases, or a mean over evenings.
/// </summary>
/// <param name="Code">As the machine-readable output says it.</param>
/// <param name="Part">What one evening adds above and below the line.</param>
public sealed record Measure(string Code, Func<EveningResult, (double Above, double Below)> Part)
{
    public static readonly Measure Under45 = new("under45", evening =>
        Share(evening.Emergencies, read => read.Minutes < EveningResult.EmergencyMinutes));

    public static readonly Measure Mean = new("mean", evening =>
        (evening.Emergencies.Sum(read => read.Minutes), evening.Emergencies.Count()));

    public static readonly Measure StrokeUnder20 = new("strokeUnder20", evening =>
        Share(evening.Strokes, read => read.Minutes < EveningResult.StrokeMinutes));

    public static readonly Measure ScheduledUnder12h = new("scheduledUnder12h", evening =>
        Share(evening.Scheduled, read => read.Minutes < EveningResult.ScheduledMinutes));

    /// <summary>Emergencies read by a specialist.</summary>
    public static readonly Measure Match = new("match", evening =>
        Share(evening.Emergencies, read => read.BySpecialist));

    public static readonly Measure Gini = new("gini", evening => (evening.Gini, 1));

    /// <summary>Of all cases.</summary>
    public static readonly Measure Externalised = new("externalised", evening =>
        Share(evening.Reads, read => read.IsExternal));

    /// <summary>For each evening.</summary>
    public static readonly Measure Reassignments = new("reassignments", evening =>
        (evening.Reassignments, 1));

    public static readonly ImmutableArray<Measure> All =
        [Under45, Mean, StrokeUnder20, ScheduledUnder12h, Match, Gini, Externalised, Reassignments];

    private static (double, double) Share(IEnumerable<ReadCase> reads, Predicate<ReadCase> holds)
    {
        var (held, all) = (0, 0);
        foreach (var read in reads)
        {
            all++;
            held += holds(read) ? 1 : 0;
        }
        return (100.0 * held, all);
    }
}
