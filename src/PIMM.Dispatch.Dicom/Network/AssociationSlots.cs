using System.Net;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// Counts connections and associations against their limits: in all, by address, by calling AE title.
/// </summary>
internal sealed class AssociationSlots(DicomServerLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _connectionsByAddress = [];
    private readonly Dictionary<IPAddress, int> _associationsByAddress = [];
    private readonly Dictionary<string, int> _associationsByAe = [];
    private int _connections;
    private int _associations;

    public bool TryEnterConnection(IPAddress address)
    {
        lock (_gate)
        {
            if (_connections >= limits.ConnectionsMax
                || _connectionsByAddress.GetValueOrDefault(address) >= limits.ConnectionsPerAddressMax)
                return false;
            _connections++;
            Add(_connectionsByAddress, address, 1);
            return true;
        }
    }

    public void LeaveConnection(IPAddress address)
    {
        lock (_gate)
        {
            _connections--;
            Add(_connectionsByAddress, address, -1);
        }
    }

    public bool TryEnterAssociation(IPAddress address, string callingAeTitle)
    {
        lock (_gate)
        {
            if (_associations >= limits.AssociationsMax
                || _associationsByAddress.GetValueOrDefault(address) >= limits.AssociationsPerAddressMax
                || _associationsByAe.GetValueOrDefault(callingAeTitle) >= limits.AssociationsPerAeMax)
                return false;
            _associations++;
            Add(_associationsByAddress, address, 1);
            Add(_associationsByAe, callingAeTitle, 1);
            return true;
        }
    }

    public void LeaveAssociation(IPAddress address, string callingAeTitle)
    {
        lock (_gate)
        {
            _associations--;
            Add(_associationsByAddress, address, -1);
            Add(_associationsByAe, callingAeTitle, -1);
        }
    }

    /// <summary>Open connections and associations, for health and tests.</summary>
    public (int Connections, int Associations) Counts()
    {
        lock (_gate)
            return (_connections, _associations);
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int change) where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + change;
        if (count == 0)
            counts.Remove(key);
        else
            counts[key] = count;
    }
}
