using System.Runtime.InteropServices;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>
/// Walks the rows of one territory and says of each whether it follows from those before it. The first that
/// does not ends the walk: what comes after it proves nothing.
/// </summary>
internal sealed class ChainWalk(TerritoryId territory)
{
    private readonly Dictionary<byte[], ActorEnd> actors = new(Utf8Comparer.Instance);
    private readonly byte[] hash = new byte[HashChain.HashLength];
    private long epoch;

    /// <summary>Rows that verify; the sequence of the last of them.</summary>
    public long Rows { get; private set; }

    /// <summary>The hash of the last row that verifies.</summary>
    public ReadOnlySpan<byte> Hash => hash;

    /// <summary>Where each actor's stream ends so far, by its address in UTF-8.</summary>
    public IReadOnlyDictionary<byte[], ActorEnd> Actors => actors;

    /// <summary>Takes the next row; null when it follows.</summary>
    /// <param name="actorPrevious">The sequence of the actor's event before; null where it is not
    /// stored.</param>
    public Finding? Next(in RawRow row, ReadOnlySpan<byte> storedHash, long? actorPrevious)
    {
        if (row.Sequence != Rows + 1)
            return Wrong(Rows + 1, FindingKind.RowMissing,
                $"the row is missing; the next one is {row.Sequence}");
        Span<byte> next = stackalloc byte[HashChain.HashLength];
        HashChain.Next(hash, row, next);
        if (!storedHash.SequenceEqual(next))
            return Wrong(row.Sequence, FindingKind.RowChanged,
                "the hash is not that of the row's content after the row before it");
        if (row.Epoch < epoch)
            return Wrong(row.Sequence, FindingKind.EpochDecreased,
                $"epoch {row.Epoch} stands after epoch {epoch}");
        if (!FollowsItsActor(row, actorPrevious, out var expected))
            return Wrong(row.Sequence, FindingKind.ActorVersionWrong,
                $"the actor is at {row.ActorVersion}, after {expected.Version} at {expected.Sequence}");
        next.CopyTo(hash);
        epoch = row.Epoch;
        Rows++;
        return null;
    }

    public VerifiedTerritory Report() => new(territory, Rows, hash.ToArray());

    private bool FollowsItsActor(in RawRow row, long? actorPrevious, out ActorEnd before)
    {
        var lookup = actors.GetAlternateLookup<ReadOnlySpan<byte>>();
        ref var end = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, row.Actor, out _);
        before = end;
        if (row.ActorVersion != end.Version + 1
            || (actorPrevious is { } previous && previous != end.Sequence))
            return false;
        end = new ActorEnd(row.Sequence, row.ActorVersion);
        return true;
    }

    private Finding Wrong(long sequence, FindingKind kind, string what) =>
        new(territory, sequence, kind, what);
}
