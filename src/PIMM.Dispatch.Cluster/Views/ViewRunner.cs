using PIMM.Dispatch.Cluster.Feeds;

namespace PIMM.Dispatch.Cluster.Views;

/// <summary>
/// Keeps one view current: folds every batch of the feed, publishes the state, tells the listeners. Begins
/// with the first event of the journal.
/// </summary>
public sealed class ViewRunner<TState>(IView<TState> view, Feed feed) where TState : class
{
    private readonly Milestones milestones = new(0);
    private volatile Folded current = new(0, view.Initial);

    /// <summary>
    /// The state, and the last sequence that is folded in; each is replaced, never changed.
    /// </summary>
    public sealed record Folded(long Sequence, TState State);

    public Folded Current => current;

    /// <summary>Raised after each batch, on the view's own thread: be quick, and do not throw.</summary>
    public event Action<Folded>? Changed;

    /// <summary>
    /// Completes when the view has come to a sequence: what a command did is then seen in it.
    /// </summary>
    public async Task<Folded> AtLeastAsync(long sequence, CancellationToken cancellation = default)
    {
        await milestones.WaitAsync(sequence, cancellation).ConfigureAwait(false);
        return current;
    }

    /// <summary>Follows the feed until the owner stops or the token is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        feed.FollowAsync(() => current.Sequence, Apply, cancellation);

    private ValueTask Apply(FeedItem.Batch batch)
    {
        var state = current.State;
        foreach (var fact in batch.Facts)
            state = view.Fold(state, fact);
        var folded = new Folded(batch.Last, state);
        current = folded;
        milestones.Reached(batch.Last);
        Changed?.Invoke(folded);
        return ValueTask.CompletedTask;
    }
}
