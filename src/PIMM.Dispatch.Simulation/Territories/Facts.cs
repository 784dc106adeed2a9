using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Simulation.Territories;

/// <summary>Rows read back as events.</summary>
public static class Facts
{
    public static Recorded Of(JournalRow row, ITerritoryCodec codec)
    {
        var colon = row.By.IndexOf(':', StringComparison.Ordinal);
        return new Recorded(
            row.Sequence, row.Actor, row.At, new Identity(row.By[(colon + 1)..], row.By[..colon]),
            codec.Decode(row.EventType, row.EventVersion, row.Payload));
    }
}
