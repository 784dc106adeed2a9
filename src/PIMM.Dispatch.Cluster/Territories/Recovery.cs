using System.Threading.Channels;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// Builds a territory from its journal: the newest snapshot that can be trusted, then the events after it.
/// Rows are read and verified on one thread, decoded and folded on another.
/// </summary>
internal sealed class Recovery(TerritorySetup setup)
{
    // Rows that go from the reading to the folding thread at once, and how many such parcels may lie between
    // them.
    private const int ParcelLength = 512;
    private const int ParcelsMax = 16;

    private readonly RowDecoder decoder = new(setup.Codec);

    /// <summary>The sequence of the snapshot that was used last; 0 when everything was read.</summary>
    public long SnapshotAt { get; private set; }

    /// <exception cref="Exception">A row can't be read or decoded: the territory must not start.</exception>
    public async Task<(Territory Territory, JournalHead Head)> RunAsync(CancellationToken cancellation)
    {
        var territory = await FoldAllAsync(cancellation).ConfigureAwait(false);
        var head = await setup.Journal.HeadAsync(setup.Id, cancellation).ConfigureAwait(false);
        if (head.Sequence != territory.Head)
            throw new StaleOwnerException($"'{setup.Id}' was written by another owner during recovery");
        return (territory, head);
    }

    /// <summary>
    /// The territory as far as the journal goes while it is read; its owner may go on writing.
    /// </summary>
    public async Task<Territory> FoldAllAsync(CancellationToken cancellation)
    {
        var snapshot = await setup.Journal.LatestSnapshotAsync(setup.Id, cancellation).ConfigureAwait(false);
        var image = snapshot is null ? null : Trusted(snapshot);
        if (image is not null
            && await FoldAsync(image, snapshot!.RowHash, cancellation).ConfigureAwait(false) is { } territory)
        {
            SnapshotAt = image.Head;
            return territory;
        }
        SnapshotAt = 0;
        return (await FoldAsync(null, default, cancellation).ConfigureAwait(false))!;
    }

    /// <summary>Brings in an actor that had finished, from its own events before a sequence.</summary>
    public async Task AdmitAsync(
        Territory territory, ActorId actor, long before, CancellationToken cancellation)
    {
        var history = new List<Recorded>();
        await foreach (var row in setup.Journal.ReadActorAsync(setup.Id, actor, cancellation)
            .ConfigureAwait(false))
        {
            if (row.Sequence >= before)
                break;
            history.Add(decoder.Decode(row).Recorded);
        }
        territory.Admit(actor, history);
    }

    /// <summary>Folds one committed event, bringing in its actor first if it had left memory.</summary>
    public async ValueTask ReplayAsync(Territory territory, Fact fact, CancellationToken cancellation)
    {
        if (territory.Replay(fact))
            return;
        await AdmitAsync(territory, fact.Recorded.Actor, fact.Recorded.Sequence, cancellation)
            .ConfigureAwait(false);
        Invariant.Holds(territory.Replay(fact), "an admitted actor is in memory");
    }

    /// <summary>
    /// The image of a snapshot whose bytes are what was saved, in a shape that is known; else null.
    /// </summary>
    private TerritoryImage? Trusted(Snapshot snapshot)
    {
        if (snapshot.Format != setup.Codec.StateFormat)
            return Ignored(snapshot, "format");
        if (!snapshot.IsWhole)
            return Ignored(snapshot, "state hash");
        try
        {
            var image = ImageFormat.Decode(snapshot.State, setup.Codec);
            return image.Head == snapshot.Sequence ? image : Ignored(snapshot, "sequence");
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // Whatever is wrong with a snapshot, the events are the truth and are read instead.
            setup.Logger.SnapshotUnreadable(unreadable.GetType().Name, setup.Id, snapshot.Sequence);
            return null;
        }
    }

    private TerritoryImage? Ignored(Snapshot snapshot, string reason)
    {
        setup.Logger.SnapshotIgnored(setup.Id, snapshot.Sequence, reason);
        return null;
    }

    /// <summary>
    /// Folds the rows after the image; null when the journal's row is not the one the image ends at.
    /// </summary>
    private async Task<Territory?> FoldAsync(
        TerritoryImage? image, ReadOnlyMemory<byte> rowHash, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var parcels = Channel.CreateBounded<List<JournalRow>>(
            new BoundedChannelOptions(ParcelsMax) { SingleReader = true, SingleWriter = true });
        var after = Math.Max(0, (image?.Head ?? 0) - 1);
        var reading = Task.Run(() => ReadAsync(after, parcels.Writer, stop.Token), CancellationToken.None);
        var territory = new Territory(setup.Settings, setup.Actors, setup.Options.Limits);
        if (image is not null)
            territory.Restore(image);
        var trusted = image is null or { Head: 0 };
        try
        {
            await foreach (var parcel in parcels.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                var start = 0;
                if (!trusted)
                {
                    if (parcel[0].Sequence != image!.Head || !parcel[0].Hash.Span.SequenceEqual(rowHash.Span))
                        break;
                    trusted = true;
                    start = 1;
                }
                for (var index = start; index < parcel.Count; index++)
                    await ReplayAsync(territory, decoder.Decode(parcel[index]), cancellation)
                        .ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!trusted)
        {
            setup.Logger.SnapshotIgnored(setup.Id, image!.Head, "row hash");
            return null;
        }
        territory.EndReplay();
        return territory;
    }

    private async Task ReadAsync(
        long after, ChannelWriter<List<JournalRow>> parcels, CancellationToken cancellation)
    {
        try
        {
            var parcel = new List<JournalRow>(ParcelLength);
            await foreach (var row in setup.Journal.ReadAsync(setup.Id, after, cancellation)
                .ConfigureAwait(false))
            {
                parcel.Add(row);
                if (parcel.Count < ParcelLength)
                    continue;
                await parcels.WriteAsync(parcel, cancellation).ConfigureAwait(false);
                parcel = new List<JournalRow>(ParcelLength);
            }
            if (parcel.Count > 0)
                await parcels.WriteAsync(parcel, cancellation).ConfigureAwait(false);
            parcels.Complete();
        }
        catch (Exception failure)
        {
            // Handed to the folding side, which throws it on.
            parcels.Complete(failure);
        }
    }
}
