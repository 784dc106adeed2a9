using PIMM.Dispatch.Cluster.Territories;

namespace PIMM.Dispatch.Cluster.Feeds;

/// <summary>What a subscriber of the feed gets.</summary>
public abstract record FeedItem
{
    private FeedItem() { }

    /// <summary>Committed events, dense: the first follows the last of the item before.</summary>
    public sealed record Batch(IReadOnlyList<Fact> Facts) : FeedItem
    {
        public long First => Facts[0].Recorded.Sequence;

        public long Last => Facts[^1].Recorded.Sequence;
    }

    /// <summary>
    /// The last item of a subscriber that was too slow, or that asked for what is past the head: it
    /// subscribes again from what it has, or begins anew if the journal does not know its sequence.
    /// </summary>
    /// <param name="Head">The head when it was cut.</param>
    public sealed record FellBehind(long Head) : FeedItem;
}
