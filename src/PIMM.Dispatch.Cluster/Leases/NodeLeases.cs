using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Postgres;

namespace PIMM.Dispatch.Cluster.Leases;

/// <summary>What a round has changed.</summary>
/// <param name="Taken">Leases that this node has now: their territories may be opened.</param>
/// <param name="Lost">Leases that another node has taken: an append would be refused already.</param>
/// <param name="Misplaced">Leases of territories that belong to another node by now: to be stopped, then
/// given back.</param>
public sealed record LeaseRound(
    IReadOnlyList<Lease> Taken, IReadOnlyList<Lease> Lost, IReadOnlyList<Lease> Misplaced);

/// <summary>
/// One node's part in sharing the territories: it says that it lives, makes its leases last, and takes those
/// that are placed with it and that nobody holds. Rounds are run by the caller, a few in each
/// <see cref="Lasting"/>, one at a time.
/// </summary>
/// <param name="table">Where nodes and leases stand.</param>
/// <param name="node">The node's name, the same after a new start.</param>
/// <param name="run">This run of it: another one at each start.</param>
/// <param name="clock">Only for what this node believes of itself, never for who may write.</param>
public sealed class NodeLeases(LeaseTable table, string node, string run, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TerritoryId, Lease> held = [];
    private long renewedAt = clock.GetTimestamp();

    /// <summary>
    /// How long a lease lasts, and a node counts as alive, after its last word: the pause after which others
    /// take over. Long beside a slow commit, short beside the three seconds a take-over may cost.
    /// </summary>
    public TimeSpan Lasting { get; init; } = TimeSpan.FromMilliseconds(1_200);

    /// <summary>The leases of this node by its last round, by territory.</summary>
    public IReadOnlyList<Lease> Held
    {
        get
        {
            lock (gate)
                return [.. held.Values.OrderBy(lease => lease.Territory)];
        }
    }

    /// <summary>
    /// This node may still believe that the territory is its own: for what it shows and answers. Whether it
    /// may write is said by the append alone.
    /// </summary>
    public bool Believes(TerritoryId territory)
    {
        lock (gate)
            return held.ContainsKey(territory) && clock.GetElapsedTime(renewedAt) < Lasting;
    }

    /// <summary>Beats, renews, and takes what is placed here and free.</summary>
    /// <param name="territories">All that the nodes share.</param>
    /// <exception cref="JournalUnavailableException">The database does not answer: nothing is known to have
    /// changed; the next round finds out.</exception>
    /// <exception cref="UnknownCommitException">The same.</exception>
    public async Task<LeaseRound> RoundAsync(IReadOnlyCollection<TerritoryId> territories)
    {
        var started = clock.GetTimestamp();
        var mine = Held;
        if (!await table.BeatAsync(node, run, Lasting).ConfigureAwait(false))
            return Keep([], [], mine, [], started);
        var renewed = await table.RenewAsync(node, mine, Lasting).ConfigureAwait(false);
        var live = await table.LiveNodesAsync().ConfigureAwait(false);
        var here = territories.Where(territory => Placement.OwnerOf(territory, live) == node).ToHashSet();
        var taken = new List<Lease>();
        foreach (var territory in here.Except(renewed.Select(lease => lease.Territory)).Order())
            if (await table.TakeAsync(territory, node, Lasting).ConfigureAwait(false) is { } lease)
                taken.Add(lease);
        return Keep(
            renewed, taken, [.. mine.Except(renewed)],
            [.. renewed.Where(lease => !here.Contains(lease.Territory))], started);
    }

    /// <summary>Gives a lease back after its territory was stopped.</summary>
    public async Task GiveBackAsync(Lease lease)
    {
        lock (gate)
            held.Remove(lease.Territory);
        await table.ReleaseAsync(lease).ConfigureAwait(false);
    }

    /// <summary>Gives everything back and says that this run has ended: others need not wait.</summary>
    public async Task LeaveAsync()
    {
        foreach (var lease in Held)
            await GiveBackAsync(lease).ConfigureAwait(false);
        await table.LeaveAsync(node, run).ConfigureAwait(false);
    }

    // What was renewed lasts at least from the instant before it was asked for.
    private LeaseRound Keep(
        IReadOnlyList<Lease> renewed, List<Lease> taken, IReadOnlyList<Lease> lost,
        IReadOnlyList<Lease> misplaced, long started)
    {
        lock (gate)
        {
            held.Clear();
            foreach (var lease in renewed.Concat(taken))
                held.Add(lease.Territory, lease);
            renewedAt = started;
        }
        return new LeaseRound(taken, lost, misplaced);
    }
}
