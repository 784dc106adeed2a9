using System.Collections.Immutable;
using PIMM.Dispatch.Cluster;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Statistics;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Host.Territories;

/// <summary>
/// Recovers every territory before anything can reach it, and ends them after everything that reaches them.
/// </summary>
public sealed partial class TerritoryStartup(
    PimmOptions options, IReadOnlyList<TerritorySettings> territories, IJournal journal,
    ITerritoryCodec codec,
    TimeProvider clock, TerritoryNode node, ILogger<TerritoryStartup> logger)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> folding = [];
    private TerritoryHost? host;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var setups = territories.Select(SetupOf).ToList();
        host = await TerritoryHost.StartAsync(setups, cancellationToken);
        node.Serve(host, territories.Select(Serve).ToList());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (host is not null)
            await host.StopAsync().WaitAsync(cancellationToken);
        await stopping.CancelAsync();
        await Task.WhenAll(folding).WaitAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private TerritorySetup SetupOf(TerritorySettings settings) => new(
        settings, static (actor, _) => Actors.Initial(actor), codec, journal, clock,
        new OwnerOptions { Node = options.Node.Name }, logger);

    private ServedTerritory Serve(TerritorySettings settings)
    {
        var live = host!.View(settings.Id)!;
        var signed = new ViewRunner<SignedCases>(new SignedCasesView(), host.FeedOf(settings.Id)!);
        var duties = new ViewRunner<DutyHistory>(new DutyHistoryView(), host.FeedOf(settings.Id)!);
        var alerts = new ViewRunner<AlertHistory>(new AlertHistoryView(), host.FeedOf(settings.Id)!);
        var decisions = new DecisionLog(live.Current.Sequence);
        var screen = new TerritoryScreen(settings, live.Current, clock, options.Push.ResumeBatchesMax);
        live.Changed += change =>
        {
            decisions.Add(change.Facts);
            screen.Apply(change);
        };
        screen.CatchUp(live.Current);
        folding.Add(FoldAsync(settings.Id, signed.RunAsync));
        folding.Add(FoldAsync(settings.Id, duties.RunAsync));
        folding.Add(FoldAsync(settings.Id, alerts.RunAsync));
        return new ServedTerritory(settings, live, screen, signed, decisions, duties, alerts);
    }

    /// <summary>
    /// The statistics are read from the first event on, beside the work, and stop alone if they fail.
    /// </summary>
    private async Task FoldAsync(TerritoryId territory, Func<CancellationToken, Task> run)
    {
        try
        {
            await Task.Run(() => run(stopping.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Folded(logger, territory);
        }
        catch (Exception bug)
        {
            FoldFailed(logger, bug, territory);
        }
    }

    [LoggerMessage(40, LogLevel.Debug, "statistics.stopped {Territory}")]
    private static partial void Folded(ILogger logger, TerritoryId territory);

    [LoggerMessage(41, LogLevel.Critical, "statistics.failed {Territory}: they stay at what was folded")]
    private static partial void FoldFailed(ILogger logger, Exception failure, TerritoryId territory);
}
