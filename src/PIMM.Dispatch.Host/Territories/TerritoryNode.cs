using PIMM.Dispatch.Cluster;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Statistics;

namespace PIMM.Dispatch.Host.Territories;

/// <summary>
/// A territory as this node serves it: its rules, its live view, its screens, its statistics.
/// </summary>
public sealed class ServedTerritory(
    TerritorySettings settings, LiveTerritory live, TerritoryScreen screen, ViewRunner<SignedCases> signed,
    DecisionLog decisions, ViewRunner<DutyHistory> duties, ViewRunner<AlertHistory> alerts)
{
    private static readonly TimeSpan StatisticsEvery = TimeSpan.FromSeconds(10);

    private volatile StatisticsDto? last24Hours;

    public TerritoryId Id => Settings.Id;

    public TerritorySettings Settings { get; } = settings;

    public LiveTerritory Live { get; } = live;

    public TerritoryScreen Screen { get; } = screen;

    public ViewRunner<SignedCases> Signed { get; } = signed;

    public DecisionLog Decisions { get; } = decisions;

    public ViewRunner<DutyHistory> Duties { get; } = duties;

    /// <summary>What was told outside the screens, and what came of it.</summary>
    public ViewRunner<AlertHistory> Alerts { get; } = alerts;

    /// <summary>What is told outside the screens now.</summary>
    public AlertsState Ledger => Screen.Current.View.Alerts as AlertsState ?? AlertsState.Initial;

    /// <summary>When the next duty of a person begins, or the one that runs began.</summary>
    public DateTimeOffset? NextDuty(Account account, DateTimeOffset now) =>
        (Screen.Current.View.Roster as RosterState)?.Duties.Values
            .Where(duty => duty.Reader == account.Reader && duty.Until > now)
            .Min(duty => (DateTimeOffset?)duty.From);

    /// <summary>Today's numbers for a wall: folded at most so often, whoever asks.</summary>
    public StatisticsDto Last24Hours(DateTimeOffset now)
    {
        var known = last24Hours;
        if (known is not null && (now - known.To).Duration() < StatisticsEvery)
            return known;
        return last24Hours = Turnaround.Of(Signed.Current.State, Settings, now.AddDays(-1), now);
    }
}

/// <summary>The territories of this node once they run; before that, none.</summary>
public sealed class TerritoryNode
{
    private volatile TerritoryHost? host;
    private volatile IReadOnlyDictionary<TerritoryId, ServedTerritory> served =
        new Dictionary<TerritoryId, ServedTerritory>();

    /// <summary>The runtime; null until every territory has been recovered.</summary>
    public TerritoryHost? Host => host;

    public ServedTerritory? Find(TerritoryId territory) => served.GetValueOrDefault(territory);

    public IEnumerable<ServedTerritory> All => served.Values;

    internal void Serve(TerritoryHost running, IEnumerable<ServedTerritory> territories)
    {
        served = territories.ToDictionary(territory => territory.Id);
        host = running;
    }
}
