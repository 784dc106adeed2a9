namespace PIMM.Dispatch.Domain;

/// <summary>
/// What it costs to finish a case at a given time: the function phi of the dispatch policy. Spans of time in,
/// weighted cost in thousandths out; computed from basic operations only, and rounded before anything is
/// compared.
/// </summary>
internal readonly struct TargetCost
{
    private const double LatenessWeight = 5;
    private const double DelayWeight = 0.75;
    private const double SteepnessMinutes = 4;
    private const double SteepnessPerMinuteAhead = 0.15;
    private const double OverrunSquareWeight = 2;

    /// <summary>A typical reading, in minutes: how much later a case would be finished otherwise.</summary>
    private const double TypicalMinutes = 13;

    private const int Milli = 1000;

    private readonly double weight;
    private readonly double target;
    private readonly double waited;

    /// <param name="weightMilli">w of the urgency.</param>
    /// <param name="priorityMilli">Weight of the establishment.</param>
    /// <param name="flagMilli">Weight of what a system outside has said; 1000 without.</param>
    public TargetCost(
        int weightMilli, int priorityMilli, int flagMilli, DateTimeOffset start, DateTimeOffset due,
        DateTimeOffset now)
    {
        weight = weightMilli / (double)Milli * priorityMilli * flagMilli / Milli;
        target = (due - start).TotalMinutes;
        waited = (now - start).TotalMinutes;
    }

    /// <summary>phi of finishing so long from now.</summary>
    public long FinishingIn(TimeSpan fromNow) => (long)Math.Round(At(waited + fromNow.TotalMinutes));

    /// <summary>
    /// What a typical reading's delay would cost, per typical reading of this case's own length: what policy
    /// e compares.
    /// </summary>
    public long GainOfFinishingIn(TimeSpan fromNow, TimeSpan reading)
    {
        var finish = waited + fromNow.TotalMinutes;
        return (long)Math.Round(
            TypicalMinutes / reading.TotalMinutes * (At(finish + TypicalMinutes) - At(finish)));
    }

    private double At(double x)
    {
        var overrun = Math.Max(0, x - target) / Math.Max(1, target);
        var steepness = SteepnessMinutes + SteepnessPerMinuteAhead * Math.Max(0, x - waited);
        var lateness = LatenessWeight / (1 + ExactMath.Exp(-(x - target) / steepness));
        return weight * (DelayWeight * x / Math.Max(1, target) + lateness
            + overrun + OverrunSquareWeight * overrun * overrun);
    }
}
