using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Whether a case goes to an external provider: when reading it here would cost so much more than reading it
/// there. Local first: outside has to be better by a published margin, within hours, contract and capacity.
/// </summary>
internal sealed class Overflow
{
    /// <summary>Emergencies that are looked at, the most pressing ones: more hardly ever wait.</summary>
    private const int EmergenciesMax = 32;

    private readonly CaseCosts costs;
    private readonly NotChosenReasons reasons;
    private readonly DateTime local;
    private readonly int marginMilli;
    private readonly List<Lane> lanes = [];

    public Overflow(
        DispatcherState state, TerritorySettings settings, CaseCosts costs, NotChosenReasons reasons,
        DateTimeOffset now)
    {
        (this.costs, this.reasons, local) = (costs, reasons, settings.LocalTime(now));
        marginMilli = settings.Weights.At(now).OverflowMilli;
        // What left at this very instant is not in the provider's queue yet: the next plan sees it there.
        if (state.SentOutAt == now)
            return;
        foreach (var provider in settings.ExternalProviders.Values)
            lanes.Add(new Lane(provider, ProviderLine.Of(state.Providers, provider.Id), now));
    }

    /// <summary>False when nothing can go out now.</summary>
    public bool IsOpen => lanes.Count > 0;

    /// <summary>
    /// The first of these emergencies that is better off outside; null when none is. What nobody here may
    /// read is an alarm, and goes out by the steps of its escalation or by the coordinator's word.
    /// </summary>
    public CaseSentOut? Choose(List<WaitingCase> waiting)
    {
        if (!IsOpen)
            return null;
        foreach (var item in waiting
            .Where(item => item.Urgency != Urgency.Scheduled && item.Case.Part is null)
            .Take(EmergenciesMax))
        {
            if (LaneFor(item.Case) is not { } lane)
                continue;
            var outside = costs.Waiting(item, lane.FinishIn(item.Case));
            if (InsideMilli(item) is { } inside && inside > outside + marginMilli)
                return new CaseSentOut(
                    item.Case.Id, lane.Provider, [.. Terms(inside, outside), .. FlagOf(item)],
                    reasons.Others(item, chosen: null));
        }
        return null;
    }

    /// <summary>The provider that may have the case now and begins it first.</summary>
    private Lane? LaneFor(CaseState item) => lanes
        .Where(lane => !item.ReturnedBy.Contains(lane.Provider) && lane.IsOpenFor(item, local))
        .MinBy(lane => lane.BeginsIn);

    private ImmutableArray<ScoreTerm> Terms(long insideMilli, long outsideMilli) =>
    [
        new ScoreTerm("inside", -insideMilli), new ScoreTerm("outside", -outsideMilli),
        new ScoreTerm("margin", -marginMilli),
    ];

    /// <summary>A flag weighs on both sides; whoever asks why it left must see it.</summary>
    private IEnumerable<ScoreTerm> FlagOf(WaitingCase item) =>
        costs.Factors(item).Where(term => term.Flag is not null);

    /// <summary>
    /// What the case costs as planned here, or behind everybody's plan; null when nobody may read it.
    /// </summary>
    private long? InsideMilli(WaitingCase item)
    {
        long? least = null;
        foreach (var seat in item.Seats.All)
        {
            if (Obstacles.Between(item, seat) is not (null or Obstacles.Cap))
                continue;
            var start = seat.FreeIn;
            foreach (var before in seat.Planned.TakeWhile(before => before != item))
                start += costs.ReadingTime(before.Case, seat);
            var milli = costs.Waiting(item, start + costs.ReadingTime(item.Case, seat));
            if (seat.Planned.Contains(item))
                return milli;
            least = least < milli ? least : milli;
        }
        return least;
    }

    /// <summary>A provider as it is now.</summary>
    private sealed class Lane(ExternalProviderSettings settings, ProviderState state, DateTimeOffset now)
    {
        public ProviderId Provider => settings.Id;

        /// <summary>To the first look at a case that is sent now.</summary>
        public TimeSpan BeginsIn { get; } = state.LaneFreeAt(settings, now) - now + settings.SetUp;

        public bool IsOpenFor(CaseState item, DateTime local) =>
            state.PlaceFor(settings, local, item.Establishment, item.Classification!).Slot is not null;

        public TimeSpan FinishIn(CaseState item) =>
            BeginsIn + TimeSpan.FromMinutes(item.Classification!.ExpectedMinutes);
    }
}
