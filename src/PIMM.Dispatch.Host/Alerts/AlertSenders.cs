using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// One sender for each territory that lives here; one that fails is reported and leaves the others alone.
/// </summary>
public sealed class AlertSenders(TerritoryNode node, SenderSetup setup) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(node.All.Select(territory => Task.Run(
            () => RunAsync(territory, stoppingToken), CancellationToken.None)));

    private async Task RunAsync(ServedTerritory territory, CancellationToken stopping)
    {
        try
        {
            await new AlertSender(territory, setup).RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            setup.Logger.Stopped(territory.Id);
        }
        catch (Exception bug)
        {
            setup.Logger.SenderFailed(bug, territory.Id);
        }
    }
}
