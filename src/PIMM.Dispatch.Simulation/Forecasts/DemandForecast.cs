using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Forecasts;

/// <summary>What an examination asks of the readers: at once, or when there is time.</summary>
public enum DemandKind { Emergency, Scheduled }

/// <summary>An examination that has come.</summary>
/// <param name="At">When its target began to count.</param>
public readonly record struct PastDemand(DateTimeOffset At, EstablishmentId Site, Urgency Urgency)
{
    public DemandKind Kind => Urgency == Urgency.Scheduled ? DemandKind.Scheduled : DemandKind.Emergency;
}

/// <summary>
/// How much is to be expected, from what a territory has seen. Each hour of the week has a Poisson rate of
/// its own; where few weeks were seen it is drawn towards the rate of that hour on all days, and that towards
/// the territory's mean (gamma priors, so that a rate is a count with some weeks of the prior added). The
/// share of some hospitals is drawn towards an equal one. Seasons and trends are not known.
/// </summary>
public sealed class DemandForecast
{
    /// <summary>With less, a rate says more about the prior than about the territory.</summary>
    public const int WeeksMin = 2;

    /// <summary>Older than this tells little about the coming week.</summary>
    public static readonly TimeSpan SeenMax = TimeSpan.FromDays(7 * 52);

    /// <summary>What the rate of an hour on all days is worth against one day's own, in weeks.</summary>
    private const double HourWeeks = 4;

    /// <summary>What the territory's mean is worth against the rate of an hour, in hours seen.</summary>
    private const double MeanHours = 7;

    /// <summary>What an equal share is worth against that of some hospitals, in examinations.</summary>
    private const double ShareCases = 20;

    private readonly TerritorySettings settings;
    private readonly double[] seen = new double[LocalHour.Days * LocalHour.Hours];
    private readonly SortedDictionary<(EstablishmentId Site, DemandKind Kind), int[]> counts = [];

    private DemandForecast(TerritorySettings settings, TimeSpan span, int cases) =>
        (this.settings, Weeks, Cases) = (settings, span.TotalDays / 7, cases);

    /// <summary>How long was seen.</summary>
    public double Weeks { get; }

    /// <summary>Examinations that were seen.</summary>
    public int Cases { get; }

    /// <summary>False: it says nothing yet, and must not be shown as if it did.</summary>
    public bool IsEnough => Weeks >= WeeksMin;

    /// <param name="demand">What came, in any order; older than <see cref="SeenMax"/> is left out.</param>
    /// <param name="since">From when on everything that came is in it.</param>
    public static DemandForecast Of(
        TerritorySettings settings, IEnumerable<PastDemand> demand, DateTimeOffset since, DateTimeOffset now)
    {
        var from = since < now - SeenMax ? now - SeenMax : since;
        var within = demand.Where(one => one.At >= from && one.At < now).ToList();
        var forecast = new DemandForecast(settings, now > from ? now - from : TimeSpan.Zero, within.Count);
        foreach (var (at, hours) in LocalHours.Of(settings, from, now))
            forecast.seen[at.Index] += hours;
        foreach (var one in within)
            forecast.Count(one);
        return forecast;
    }

    /// <summary>What is expected of some hospitals in a span.</summary>
    public ExpectedDemand Expect(
        IEnumerable<EstablishmentId> sites, DemandKind kind, DateTimeOffset from, DateTimeOffset until)
    {
        var rates = RatesOf([.. sites], kind);
        var (mean, variance) = (0.0, 0.0);
        foreach (var (at, hours) in LocalHours.Of(settings, from, until))
        {
            var rate = rates(at);
            mean += rate * hours;
            variance += rate * hours * hours / (seen[at.Index] + HourWeeks);
        }
        return ExpectedDemand.Of(mean, variance);
    }

    /// <summary>
    /// The territory's emergencies over the hours of a span against their mean; all ones when there are none.
    /// </summary>
    public ImmutableArray<double> ShapeOf(DateTimeOffset from, DateTimeOffset until)
    {
        var hour = HourRates(DemandKind.Emergency);
        var rates = LocalHours.Of(settings, from, until).Select(part => hour[part.At.Hour]).ToList();
        var whole = rates.Take(Math.Max(1, (int)Math.Ceiling((until - from).TotalHours))).ToList();
        var mean = whole.Average();
        return mean == 0 ? [.. whole.Select(_ => 1.0)] : [.. whole.Select(rate => rate / mean)];
    }

    /// <summary>Examinations per hour of some hospitals, by the hour of the week.</summary>
    private Func<LocalHour, double> RatesOf(ImmutableHashSet<EstablishmentId> sites, DemandKind kind)
    {
        var own = new int[seen.Length];
        foreach (var (key, hours) in counts)
            if (key.Kind == kind && sites.Contains(key.Site))
                for (var index = 0; index < hours.Length; index++)
                    own[index] += hours[index];
        var all = counts.Where(pair => pair.Key.Kind == kind).Sum(pair => pair.Value.Sum());
        var known = counts.Keys.Select(key => key.Site).Union(sites).Count();
        var equal = sites.Count / (double)Math.Max(1, known);
        var share = (own.Sum() + ShareCases * equal) / (all + ShareCases);
        var hourly = HourRates(kind);
        return at =>
            (own[at.Index] + HourWeeks * share * hourly[at.Hour]) / (seen[at.Index] + HourWeeks);
    }

    /// <summary>Of the whole territory, by hour of the day, drawn towards the mean of all hours.</summary>
    private double[] HourRates(DemandKind kind)
    {
        var (came, there) = (new double[LocalHour.Hours], new double[LocalHour.Hours]);
        for (var index = 0; index < seen.Length; index++)
            there[index % LocalHour.Hours] += seen[index];
        foreach (var hours in counts.Where(pair => pair.Key.Kind == kind).Select(pair => pair.Value))
            for (var index = 0; index < hours.Length; index++)
                came[index % LocalHour.Hours] += hours[index];
        var mean = there.Sum() == 0 ? 0 : came.Sum() / there.Sum();
        return [.. came.Zip(there, (cases, hours) => (cases + MeanHours * mean) / (hours + MeanHours))];
    }

    private void Count(in PastDemand one)
    {
        if (!counts.TryGetValue((one.Site, one.Kind), out var hours))
            counts[(one.Site, one.Kind)] = hours = new int[seen.Length];
        foreach (var (at, _) in LocalHours.Of(settings, one.At, one.At.AddTicks(1)))
            hours[at.Index]++;
    }
}
