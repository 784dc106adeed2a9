using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// At start, once: gives back the time that territories keep for duties whose planning a crash cut short.
/// What can't be settled now is at the next start; until then the person is refused, never on duty twice.
/// </summary>
public sealed partial class ElsewhereSettling(
    TerritoryNode node, DutyDesk desk, ILogger<ElsewhereSettling> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var territory in node.All.OrderBy(territory => territory.Id))
        {
            try
            {
                await desk.SettleAsync(territory).WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is TerritoryUnavailableException or TimeoutException
                or ProblemException)
            {
                NotSettled(logger, failure, territory.Id.Value);
            }
        }
    }

    [LoggerMessage(45, LogLevel.Warning, "roster.unsettled {Territory}: looked at again at the next start")]
    private static partial void NotSettled(ILogger logger, Exception failure, string territory);
}
