namespace PIMM.Dispatch.Domain;

/// <summary>
/// What it costs to finish a case at a given time: the function phi of the dispatch policy. Minutes in,
/// weighted cost out; computed from basic operations only, and rounded to thousandths before anything is
/// compared.
/// </summary>
internal readonly struct TargetCost(double weight, double arrival, double due, double now)
{
    private const double LatenessWeight = 5;
    private const double DelayWeight = 0.75;
    private const double SteepnessMinutes = 4;
    private const double SteepnessPerMinuteAhead = 0.15;
    private const double OverrunSquareWeight = 2;

    /// <summary>phi(x): x, arrival, due and now are minutes on one axis.</summary>
    public double FinishingAt(double x)
    {
        var span = Math.Max(1, due - arrival);
        var overrun = Math.Max(0, x - due) / span;
        var steepness = SteepnessMinutes + SteepnessPerMinuteAhead * Math.Max(0, x - now);
        var lateness = LatenessWeight / (1 + ExactMath.Exp(-(x - due) / steepness));
        return weight * (DelayWeight * (x - arrival) / span + lateness
            + overrun + OverrunSquareWeight * overrun * overrun);
    }
}
