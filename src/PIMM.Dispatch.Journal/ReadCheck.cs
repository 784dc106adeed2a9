using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// What every durable implementation checks of what it has read before anybody sees it: the same words.
/// </summary>
internal static class ReadCheck
{
    /// <summary>A sequence is not there, though it should be.</summary>
    public static JournalCorruptException Missing(TerritoryId territory, long sequence) =>
        new(territory, sequence, "the row is missing");

    /// <summary>The row is what was written after the row before it.</summary>
    /// <param name="hash">The hash of the row before; becomes that of this row.</param>
    /// <exception cref="JournalCorruptException">It is not.</exception>
    public static void Follows(TerritoryId territory, in RawRow raw, ReadOnlySpan<byte> stored, byte[] hash)
    {
        HashChain.Next(hash, raw, hash);
        if (!stored.SequenceEqual(hash))
            throw new JournalCorruptException(
                territory, raw.Sequence, "the hash is not that of the row's content after the row before it");
    }

    /// <summary>The row is the next one of its actor.</summary>
    /// <exception cref="JournalCorruptException">It is not.</exception>
    public static void IsNextOfItsActor(TerritoryId territory, in RawRow raw, long version)
    {
        if (raw.ActorVersion != version)
            throw new JournalCorruptException(
                territory, raw.Sequence, $"the actor's version is {raw.ActorVersion}, not {version}");
    }

    /// <summary>The end of a territory, as its last row and its head say it.</summary>
    /// <exception cref="JournalCorruptException">They disagree.</exception>
    public static JournalHead Agreed(TerritoryId territory, in JournalHead last, in JournalHead head) =>
        (last.Sequence, last.Epoch) == (head.Sequence, head.Epoch)
            && last.Hash.Span.SequenceEqual(head.Hash.Span)
            ? head
            : throw new JournalCorruptException(
                territory, Math.Min(last.Sequence, head.Sequence) + 1,
                $"the rows end at {last.Sequence}, the head is {head.Sequence}");

    /// <summary>The territories of the rows, when the heads are of the same ones.</summary>
    /// <exception cref="JournalCorruptException">They are not.</exception>
    public static IReadOnlyList<TerritoryId> Agreed(List<TerritoryId> withRows, List<TerritoryId> withHead)
    {
        var odd = withRows.Except(withHead).Concat(withHead.Except(withRows)).ToList();
        return odd.Count == 0
            ? withRows
            : throw new JournalCorruptException(odd[0], 1, "there are rows or a head, and not both");
    }

    /// <summary>The newest snapshot that is whole, or the newest, or null.</summary>
    /// <param name="newestFirst">Read again when the newest is not whole.</param>
    public static Snapshot? Latest(IEnumerable<Snapshot> newestFirst) =>
        newestFirst.FirstOrDefault(snapshot => snapshot.IsWhole) ?? newestFirst.FirstOrDefault();
}
