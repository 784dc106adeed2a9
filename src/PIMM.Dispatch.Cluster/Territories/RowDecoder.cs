using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>Makes events of rows. For one thread.</summary>
internal sealed class RowDecoder(ITerritoryCodec codec)
{
    // The same few people act again and again; the bound only guards against a journal of a million accounts.
    private const int IdentitiesMax = 10_000;

    private readonly Dictionary<string, Identity> identities = new(StringComparer.Ordinal);

    public Fact Decode(JournalRow row) => new(
        new Recorded(row.Sequence, row.Actor, row.At, IdentityOf(row.By),
            codec.Decode(row.EventType, row.EventVersion, row.Payload)),
        row.ActorVersion, row.Command);

    private Identity IdentityOf(string text)
    {
        if (identities.TryGetValue(text, out var known))
            return known;
        if (identities.Count >= IdentitiesMax)
            identities.Clear();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return identities[text] = new Identity(text[(colon + 1)..], colon < 0 ? "" : text[..colon]);
    }
}
