using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// Sends a command to the owner of its territory; completes when the outcome is durable. Throws
/// <see cref="Cluster.Territories.TerritoryUnavailableException"/> when there is no outcome: then the same
/// command may be sent again.
/// </summary>
public delegate Task<Outcome> SendCommand(Command command);
