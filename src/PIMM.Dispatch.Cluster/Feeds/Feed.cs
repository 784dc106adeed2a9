using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Feeds;

/// <summary>
/// A territory's committed events, in order, without a gap, to anyone who asks: first what the journal has,
/// then live. A slow subscriber never slows the owner: it is cut.
/// </summary>
public sealed class Feed
{
    // Events per item, about, while a subscriber catches up from the journal.
    private const int CatchUpLength = 512;

    private readonly Lock gate = new();
    private readonly List<Channel<FeedItem.Batch>> subscribers = [];
    private readonly TerritoryId territory;
    private readonly IJournal journal;
    private readonly ITerritoryCodec codec;
    private readonly int lengthMax;
    private long head;
    private bool completed;

    internal Feed(TerritorySetup setup, long head)
    {
        territory = setup.Id;
        journal = setup.Journal;
        codec = setup.Codec;
        lengthMax = setup.Options.FeedLengthMax;
        this.head = head;
    }

    /// <summary>The last sequence that was published.</summary>
    public long Head
    {
        get { lock (gate) return head; }
    }

    public int SubscriberCount
    {
        get { lock (gate) return subscribers.Count; }
    }

    /// <summary>
    /// All events after a sequence: those in the journal, then each batch after its commit. Ends with
    /// <see cref="FeedItem.FellBehind"/> when the subscriber is cut, plainly when the owner stops.
    /// </summary>
    public async IAsyncEnumerable<FeedItem> SubscribeAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var (live, from) = Enter();
        try
        {
            if (after > from)
            {
                yield return new FeedItem.FellBehind(from);
                yield break;
            }
            await foreach (var batch in CatchUpAsync(after, from, cancellation).ConfigureAwait(false))
                yield return batch;
            while (await live.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            {
                while (live.Reader.TryRead(out var batch))
                    yield return batch;
            }
            if (WasCut(live))
                yield return new FeedItem.FellBehind(Head);
        }
        finally
        {
            lock (gate)
                subscribers.Remove(live);
        }
    }

    internal void Publish(IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
            return;
        var batch = new FeedItem.Batch(facts);
        lock (gate)
        {
            Invariant.Holds(batch.First == head + 1, "the feed has no gap");
            head = batch.Last;
            foreach (var slow in subscribers.FindAll(subscriber => !subscriber.Writer.TryWrite(batch)))
            {
                subscribers.Remove(slow);
                slow.Writer.Complete();
            }
        }
    }

    /// <summary>The owner stops: every subscriber gets what was published, then the end.</summary>
    internal void Complete()
    {
        lock (gate)
        {
            completed = true;
            foreach (var subscriber in subscribers)
                subscriber.Writer.TryComplete();
        }
    }

    /// <summary>
    /// In one step: from here on nothing is missed, and everything up to here is in the journal.
    /// </summary>
    private (Channel<FeedItem.Batch> Live, long From) Enter()
    {
        var live = Channel.CreateBounded<FeedItem.Batch>(
            new BoundedChannelOptions(lengthMax) { SingleReader = true });
        lock (gate)
        {
            subscribers.Add(live);
            if (completed)
                live.Writer.Complete();
            return (live, head);
        }
    }

    /// <summary>
    /// A completed channel that is no longer a subscriber was cut; one that still is ended with the owner.
    /// </summary>
    private bool WasCut(Channel<FeedItem.Batch> live)
    {
        lock (gate)
            return !subscribers.Contains(live);
    }

    private async IAsyncEnumerable<FeedItem.Batch> CatchUpAsync(
        long after, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (after == upTo)
            yield break;
        var decoder = new RowDecoder(codec);
        var facts = new List<Fact>(CatchUpLength);
        await foreach (var row in journal.ReadAsync(territory, after, cancellation).ConfigureAwait(false))
        {
            if (row.Sequence > upTo)
                break;
            // A turn is never cut in two: nobody may see half of it.
            if (facts.Count >= CatchUpLength && facts[^1].Command != row.Command)
            {
                yield return new FeedItem.Batch(facts);
                facts = new List<Fact>(CatchUpLength);
            }
            facts.Add(decoder.Decode(row));
        }
        if (facts.Count > 0)
            yield return new FeedItem.Batch(facts);
    }
}
