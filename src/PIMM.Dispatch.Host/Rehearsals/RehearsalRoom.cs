using System.Globalization;
using System.Runtime.CompilerServices;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Territories;

namespace PIMM.Dispatch.Host.Rehearsals;

/// <summary>
/// The rehearsals of this node: one at a time, beside live dispatch, which it only reads the journal of.
/// Results stay in memory; the oldest makes room, and a restart forgets them all.
/// </summary>
public sealed partial class RehearsalRoom(
    IJournal journal, ITerritoryCodec codec, TimeProvider clock, ILogger<RehearsalRoom> logger)
    : IHostedService, IDisposable
{
    public const int KeptMax = 10;

    private readonly Lock gate = new();
    private readonly LinkedList<RehearsalRun> kept = [];
    private readonly CancellationTokenSource stopping = new();
    private CancellationTokenSource? cancelling;
    private int count;

    /// <summary>Completes when the rehearsal that was begun last is over.</summary>
    internal Task Playing { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Begins a rehearsal, or finds the one that the same caller began with the same key; null while another
    /// one runs.
    /// </summary>
    public RehearsalRun? Begin(RehearsalOrder order)
    {
        lock (gate)
        {
            var same = kept.FirstOrDefault(run => run.Territory == order.Settings.Id
                && (run.Order.By, run.Order.Key) == (order.By, order.Key));
            if (same is not null)
                return same;
            if (stopping.IsCancellationRequested || kept.Any(run => !run.Status.IsOver))
                return null;
            var id = (++count).ToString(CultureInfo.InvariantCulture);
            var run = new RehearsalRun(id, order, clock.GetUtcNow());
            kept.AddFirst(run);
            if (kept.Count > KeptMax)
                kept.RemoveLast();
            cancelling?.Dispose();
            cancelling = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var token = cancelling.Token;
            Playing = Task.Run(() => PlayAsync(run, token), CancellationToken.None);
            return run;
        }
    }

    /// <summary>Those of a territory that are kept, the latest first.</summary>
    public IReadOnlyList<RehearsalRun> Of(TerritoryId territory)
    {
        lock (gate)
            return [.. kept.Where(run => run.Territory == territory)];
    }

    public RehearsalRun? Find(TerritoryId territory, string id) =>
        Of(territory).FirstOrDefault(run => run.Id == id);

    /// <summary>Ends a rehearsal at its next step; one that is over stays as it is.</summary>
    public void Cancel(RehearsalRun run)
    {
        lock (gate)
        {
            if (!run.Status.IsOver)
                cancelling?.Cancel();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Playing.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        cancelling?.Dispose();
        stopping.Dispose();
    }

    private async Task PlayAsync(RehearsalRun run, CancellationToken cancellation)
    {
        try
        {
            run.Say(await PlayNightAsync(run, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            End(run, RehearsalState.Cancelled, null);
        }
        catch (Exception unreadable)
            when (unreadable is JournalCorruptException or JournalUnavailableException)
        {
            Failed(logger, unreadable, run.Territory, run.Id);
            End(run, RehearsalState.Failed, RehearsalTexts.JournalUnreadable);
        }
        catch (Exception bug)
        {
            Failed(logger, bug, run.Territory, run.Id);
            End(run, RehearsalState.Failed, RehearsalTexts.Broken);
        }
        Ended(logger, run.Territory, run.Id, run.Status.State, run.Status.Played);
    }

    private async Task<RehearsalStatus> PlayNightAsync(RehearsalRun run, CancellationToken cancellation)
    {
        var (order, slices) = (run.Order, new Slices(clock));
        var night = await PastNight.OfAsync(
            FactsAsync(run.Territory, slices, cancellation), order.Settings, order.From, order.Until);
        var (setting, _) = order.Change.Applied(night, order.Settings, run.Territory.Value);
        if (night.Cases.IsEmpty)
            return Over(run, RehearsalState.Failed, RehearsalTexts.NoCases, null);
        if (night.Readers.IsEmpty || setting.Scenario.Readers.IsEmpty)
            return Over(run, RehearsalState.Failed, RehearsalTexts.NoReaders, null);
        run.Say(run.Status with { State = RehearsalState.Playing });
        var result = await NightRehearsal.RunAsync(
            night, order.Settings, order.Change, order.Draws, () => slices.RestAsync(cancellation),
            () => run.Say(run.Status with { Played = run.Status.Played + 1 }));
        return Over(run, RehearsalState.Done, null, result);
    }

    /// <summary>Read from the journal, as any follower would; nothing is written.</summary>
    private async IAsyncEnumerable<Recorded> FactsAsync(
        TerritoryId territory, Slices slices, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in journal.ReadAsync(territory, 0, cancellation))
        {
            await slices.RestAsync(cancellation);
            yield return Facts.Of(row, codec);
        }
    }

    private void End(RehearsalRun run, RehearsalState state, string? why) =>
        run.Say(Over(run, state, why, null));

    private RehearsalStatus Over(
        RehearsalRun run, RehearsalState state, string? why, NightRehearsal? result) =>
        new(state, run.Status.Played, clock.GetUtcNow(), why, result);

    [LoggerMessage(
        120, LogLevel.Information, "rehearsal.ended {Territory} {Id} {State} after {Played} evenings")]
    private static partial void Ended(
        ILogger logger, TerritoryId territory, string id, RehearsalState state, int played);

    [LoggerMessage(121, LogLevel.Error, "rehearsal.failed {Territory} {Id}")]
    private static partial void Failed(ILogger logger, Exception failure, TerritoryId territory, string id);
}
