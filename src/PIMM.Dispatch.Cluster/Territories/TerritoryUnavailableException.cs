namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// Why a command got no outcome. Nothing of it is durable; the caller may send it again under its id.
/// </summary>
public enum UnavailableReason { MailboxFull, JournalUnavailable, Stopped, OwnershipLost }

/// <summary>A command got no outcome.</summary>
public sealed class TerritoryUnavailableException(UnavailableReason reason, Exception? inner = null)
    : Exception($"the territory can't take commands now: {reason}", inner)
{
    public UnavailableReason Reason { get; } = reason;
}
