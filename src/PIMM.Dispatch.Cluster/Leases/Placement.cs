using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Leases;

/// <summary>
/// Which node should own a territory: each node that knows who lives comes to the same answer by itself, and
/// when a node goes or comes, no territory moves between two others (rendezvous hashing; Thaler and
/// Ravishankar, 1998).
/// </summary>
public static class Placement
{
    /// <summary>The node that should own the territory; null when none lives.</summary>
    /// <param name="liveNodes">In any order, without repetition.</param>
    public static string? OwnerOf(TerritoryId territory, IEnumerable<string> liveNodes) => liveNodes
        .OrderByDescending(node => Weight(node, territory))
        .ThenBy(node => node, StringComparer.Ordinal)
        .FirstOrDefault();

    // SHA-256, because it is the same in every process and version, and spreads names that are alike.
    private static ulong Weight(string node, TerritoryId territory) => BinaryPrimitives.ReadUInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{node}\0{territory.Value}")));
}
