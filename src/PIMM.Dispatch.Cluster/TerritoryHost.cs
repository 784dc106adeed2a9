using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Cluster.Feeds;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster;

/// <summary>
/// The territories that live on this node, each with its owner and its live view. One that stops by a bug is
/// reported and leaves the others alone.
/// </summary>
public sealed class TerritoryHost : IAsyncDisposable
{
    private readonly SortedDictionary<TerritoryId, Place> places = [];
    private readonly CancellationTokenSource stopping = new();

    private TerritoryHost() { }

    public IReadOnlyCollection<TerritoryId> Territories => places.Keys;

    /// <summary>How each territory does, in the order of their ids.</summary>
    public IReadOnlyList<TerritoryHealth> Health => [.. places.Values.Select(place => place.Health)];

    /// <summary>Recovers every territory, then lets all of them run.</summary>
    /// <exception cref="Exception">One of them can't be recovered: none is started.</exception>
    public static async Task<TerritoryHost> StartAsync(
        IReadOnlyList<TerritorySetup> setups, CancellationToken cancellation = default)
    {
        var host = new TerritoryHost();
        foreach (var setup in setups)
        {
            var owner = await TerritoryOwner.OpenAsync(setup, cancellation).ConfigureAwait(false);
            var live = await LiveTerritory.OpenAsync(setup, owner.Feed, cancellation).ConfigureAwait(false);
            host.places.Add(setup.Id, new Place(owner, live, setup.Logger));
        }
        foreach (var place in host.places.Values)
            place.Start(host.stopping.Token);
        return host;
    }

    /// <summary>Sends a command to its territory; see <see cref="TerritoryOwner.SendAsync"/>.</summary>
    /// <exception cref="KeyNotFoundException">The territory does not live here.</exception>
    public Task<Outcome> SendAsync(Command command) => places[command.Territory].Owner.SendAsync(command);

    /// <summary>The live view of a territory, or null when it does not live here.</summary>
    public LiveTerritory? View(TerritoryId territory) => places.GetValueOrDefault(territory)?.Live;

    /// <summary>The feed of a territory, or null when it does not live here.</summary>
    public Feed? FeedOf(TerritoryId territory) => places.GetValueOrDefault(territory)?.Owner.Feed;

    /// <summary>Takes no more commands, finishes those that wait, takes snapshots, and ends.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(places.Values.Select(place => place.Running)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private sealed class Place(TerritoryOwner owner, LiveTerritory live, ILogger logger)
    {
        private volatile string? fallen;

        public TerritoryOwner Owner { get; } = owner;

        public LiveTerritory Live { get; } = live;

        public TerritoryHealth Health =>
            fallen is { } error ? Owner.Health with { LastError = error } : Owner.Health;

        public Task Running { get; private set; } = Task.CompletedTask;

        public void Start(CancellationToken stopping) => Running = Task.WhenAll(
            WatchAsync(Task.Run(() => Owner.RunAsync(stopping), CancellationToken.None)),
            WatchAsync(Task.Run(() => Live.RunAsync(CancellationToken.None), CancellationToken.None)));

        /// <summary>Whichever part falls over, health shows it until the node is started again.</summary>
        private async Task WatchAsync(Task part)
        {
            try
            {
                await part.ConfigureAwait(false);
            }
            catch (Exception bug)
            {
                fallen = bug.GetType().Name;
                logger.PartEnded(bug, Owner.Id);
            }
        }
    }
}
