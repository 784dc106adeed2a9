using PIMM.Dispatch.Cluster.Feeds;

namespace PIMM.Dispatch.Cluster.Views;

/// <summary>The loop of everyone who folds the feed.</summary>
internal static class FeedFollowing
{
    /// <summary>
    /// Applies every batch after a position, in order, once; begins again from there whenever it was cut.
    /// Ends when the owner stops.
    /// </summary>
    /// <exception cref="InvalidOperationException">The position is past the journal's head: it is of another
    /// history.</exception>
    public static async Task FollowAsync(
        this Feed feed, Func<long> position, Func<FeedItem.Batch, ValueTask> apply,
        CancellationToken cancellation)
    {
        var cut = true;
        while (cut)
        {
            cut = false;
            await foreach (var item in feed.SubscribeAsync(position(), cancellation).ConfigureAwait(false))
            {
                if (item is FeedItem.Batch batch)
                {
                    Invariant.Holds(batch.First == position() + 1, "a follower sees no gap and no double");
                    await apply(batch).ConfigureAwait(false);
                }
                else if (item is FeedItem.FellBehind behind)
                {
                    cut = position() <= behind.Head ? true
                        : throw new InvalidOperationException($"{position()} is past the head {behind.Head}");
                }
            }
        }
    }
}
