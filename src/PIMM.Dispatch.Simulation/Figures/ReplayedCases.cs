using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>What became of a case, and what would have: minutes from images to signature.</summary>
/// <param name="Played">The median of the draws; null when most of them never read it.</param>
public sealed record ReplayedCase(CaseId Id, Urgency Urgency, double Real, double? Played)
{
    /// <summary>Minutes by which it would have been signed earlier; negative: later.</summary>
    public double Gain => Played is { } played ? Real - played : double.NegativeInfinity;
}

/// <summary>The cases of a past night under one policy, in the order of the night.</summary>
public sealed record ReplayedCases(RehearsedPolicy Policy, ImmutableArray<ReplayedCase> Cases)
{
    /// <summary>Less than this is no difference.</summary>
    public const double SameMinutes = 1;

    private const int MostCount = 10;

    public int Better => Cases.Count(one => one.Gain >= SameMinutes);

    public int Worse => Cases.Count(one => one.Gain <= -SameMinutes);

    public int Same => Cases.Length - Better - Worse;

    /// <summary>Those that would have gained or lost most, the greatest difference first.</summary>
    public ImmutableArray<ReplayedCase> Most =>
        [.. Cases.Where(one => Math.Abs(one.Gain) >= SameMinutes)
            .OrderByDescending(one => Math.Abs(one.Gain)).ThenBy(one => one.Id).Take(MostCount)];

    /// <summary>For each policy that was played; empty when no past night was.</summary>
    public static ImmutableArray<ReplayedCases> Of(Campaign campaign) =>
        campaign.Plan.Setting.Night is { } night
            ? [.. campaign.Policies.Where(figures => figures.Policy != RehearsedPolicy.Real)
                .Select(figures => Of(night, figures))]
            : [];

    internal static ReplayedCases Of(PastNight night, PolicyFigures figures)
    {
        var played = figures.Evenings.SelectMany(evening => evening.Reads)
            .ToLookup(read => read.Number, read => read.Minutes);
        return new ReplayedCases(figures.Policy, [.. night.Cases.Zip(night.Real.Reads, (one, real) =>
            new ReplayedCase(
                one.Id, real.Urgency, real.Minutes,
                Median([.. played[real.Number].Order()], figures.Evenings.Length)))]);
    }

    /// <summary>By nearest rank; what was never signed stands behind all that was.</summary>
    private static double? Median(double[] sorted, int draws) =>
        (draws - 1) / 2 is var middle && middle < sorted.Length ? sorted[middle] : null;
}
