using PIMM.Dispatch.Host.Access;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// On a hub method: what it asks of the access table; several, when its argument says which.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HubOperationAttribute(params Operation[] operations) : Attribute
{
    public IReadOnlyList<Operation> Operations { get; } = operations;
}
