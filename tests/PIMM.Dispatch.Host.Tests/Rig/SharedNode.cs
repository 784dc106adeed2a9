namespace PIMM.Dispatch.Host.Tests.Rig;

/// <summary>One node for all the tests of a class that leave it as it was.</summary>
public sealed class SharedNode : IAsyncLifetime
{
    private NodeRig? rig;

    public NodeRig Rig => rig!;

    public async Task InitializeAsync() => rig = await NodeRig.StartAsync();

    public async Task DisposeAsync() => await Rig.DisposeAsync();
}
