using PIMM.Dispatch.Cluster.Feeds;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Views;

/// <summary>
/// Keeps the <see cref="TerritoryView"/> current on any node: recovers like the owner does, then follows the
/// feed. It replays into a <see cref="Territory"/> of its own, so there is one fold, the owner's.
/// </summary>
public sealed class LiveTerritory
{
    private readonly Feed feed;
    private readonly Recovery recovery;
    private readonly Territory territory;
    private readonly Milestones milestones;
    private readonly HashSet<ActorId> left = [];
    private volatile TerritoryView current;

    private LiveTerritory(Feed feed, Recovery recovery, Territory territory)
    {
        this.feed = feed;
        this.recovery = recovery;
        this.territory = territory;
        territory.Left = actor => left.Add(actor);
        milestones = new Milestones(territory.Head);
        current = TerritoryView.Of(territory);
    }

    /// <summary>The view of now; replaced after each batch, never changed.</summary>
    public TerritoryView Current => current;

    /// <summary>Raised after each batch, on the view's own thread: be quick, and do not throw.</summary>
    public event Action<TerritoryChange>? Changed;

    /// <exception cref="Exception">The journal can't be read, or holds an event that is not
    /// known.</exception>
    public static async Task<LiveTerritory> OpenAsync(
        TerritorySetup setup, Feed feed, CancellationToken cancellation = default)
    {
        var recovery = new Recovery(setup);
        return new LiveTerritory(
            feed, recovery, await recovery.FoldAllAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>
    /// Completes when the view has come to a sequence: what a command did is then seen in it.
    /// </summary>
    public async Task<TerritoryView> AtLeastAsync(long sequence, CancellationToken cancellation = default)
    {
        await milestones.WaitAsync(sequence, cancellation).ConfigureAwait(false);
        return current;
    }

    /// <summary>Follows the feed until the owner stops or the token is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        feed.FollowAsync(() => territory.Head, ApplyAsync, cancellation);

    private async ValueTask ApplyAsync(FeedItem.Batch batch)
    {
        foreach (var fact in batch.Facts)
            await recovery.ReplayAsync(territory, fact, CancellationToken.None).ConfigureAwait(false);
        territory.EndReplay();
        var changed = new SortedSet<ActorId>(batch.Facts.Select(fact => fact.Recorded.Actor).Concat(left));
        left.Clear();
        var before = current;
        current = before.After(territory, changed, batch.Facts);
        milestones.Reached(batch.Last);
        Changed?.Invoke(new TerritoryChange(before.Sequence, batch.Last, current,
            [.. changed.Where(actor => actor.Kind == ActorKind.Case).Select(actor => new CaseId(actor.Key))],
            [.. changed.Where(actor => actor.Kind == ActorKind.Reader)
                .Select(actor => new ReaderId(actor.Key))],
            batch.Facts));
    }
}
