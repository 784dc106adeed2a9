using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// Makes records of the columns of rows as they are stored; their bytes are copied. For one thread.
/// </summary>
internal sealed class RowDecoder
{
    private const int ChunkBytes = 64 * 1024;

    private readonly Utf8Texts texts = new();
    private readonly Dictionary<string, ActorId> actors = new(StringComparer.Ordinal);
    private byte[] chunk = [];
    private int chunkUsed;

    /// <summary>The row as a record that outlives the cursor.</summary>
    /// <exception cref="JournalCorruptException">A column does not have its form.</exception>
    public JournalRow Decode(TerritoryId territory, in RawRow raw, ReadOnlySpan<byte> hash)
    {
        if (!InstantText.TryParse(raw.At, out var at) || raw.EventVersion is < 1 or > int.MaxValue)
            throw new JournalCorruptException(
                territory, raw.Sequence, "the instant or the event version is not readable");
        return new JournalRow(
            territory, raw.Sequence, Actor(territory, raw), texts.Of(raw.EventType), (int)raw.EventVersion,
            at, texts.Of(raw.By), new CommandId(Encoding.UTF8.GetString(raw.Command)), raw.ActorVersion,
            raw.Epoch, texts.Of(raw.Node), Keep(raw.Payload), Keep(hash));
    }

    private ActorId Actor(TerritoryId territory, in RawRow raw)
    {
        var text = texts.Of(raw.Actor);
        if (actors.TryGetValue(text, out var actor))
            return actor;
        try
        {
            actor = ActorId.Parse(text);
        }
        catch (FormatException)
        {
            throw new JournalCorruptException(territory, raw.Sequence, "the actor is not readable");
        }
        if (actors.Count >= Utf8Texts.CountMax)
            actors.Clear();
        actors.Add(text, actor);
        return actor;
    }

    // Rows share arrays: one allocation for hundreds of payloads and hashes.
    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ChunkBytes / 2)
            return bytes.ToArray();
        if (chunk.Length - chunkUsed < bytes.Length)
            (chunk, chunkUsed) = (GC.AllocateUninitializedArray<byte>(ChunkBytes), 0);
        bytes.CopyTo(chunk.AsSpan(chunkUsed));
        var kept = chunk.AsMemory(chunkUsed, bytes.Length);
        chunkUsed += bytes.Length;
        return kept;
    }
}

/// <summary>The strings of texts that come again and again: event types, nodes, accounts, actors.</summary>
internal sealed class Utf8Texts
{
    /// <summary>Beyond so many the texts are forgotten: the memory of a long read stays bounded.</summary>
    public const int CountMax = 16_384;

    private readonly Dictionary<byte[], string> known = new(Utf8Comparer.Instance);

    public string Of(ReadOnlySpan<byte> utf8)
    {
        var lookup = known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(utf8, out var text))
            return text;
        if (known.Count >= CountMax)
            known.Clear();
        text = Encoding.UTF8.GetString(utf8);
        known[utf8.ToArray()] = text;
        return text;
    }
}
