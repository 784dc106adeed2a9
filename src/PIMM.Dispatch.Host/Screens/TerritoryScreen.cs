using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// The screens' copy of a territory: follows the committed view batch by batch, and remembers for a while
/// what each batch touched, so that a client which was away gets what it missed.
/// </summary>
public sealed class TerritoryScreen
{
    private readonly Lock gate = new();
    private readonly LinkedList<ScreenChange> changes = [];
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private readonly ScreenFold fold;
    private readonly int changesMax;
    private ScreenState state;

    /// <param name="changesMax">Batches that are remembered.</param>
    public TerritoryScreen(TerritorySettings settings, TerritoryView view, TimeProvider clock, int changesMax)
    {
        fold = new ScreenFold(settings, clock);
        this.changesMax = changesMax;
        state = fold.Begin(view);
    }

    /// <summary>Raised after each batch, on the view's thread: be quick, and do not throw.</summary>
    public event Action? Changed;

    public TerritoryId Territory => Current.View.Territory;

    public ScreenState Current
    {
        get { lock (gate) return state; }
    }

    /// <summary>
    /// Completes when the screens have come to a sequence: what a command did is then seen by who asks.
    /// </summary>
    public Task AtLeastAsync(long sequence, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (sequence <= state.Sequence)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter, sequence);
            return waiter.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Takes in one batch; after a gap, begins anew from the view that comes with it.</summary>
    public void Apply(TerritoryChange change)
    {
        lock (gate)
        {
            if (change.To <= state.Sequence)
                return;
            if (change.From != state.Sequence)
                Restart(change.View);
            else
            {
                (state, var touched) = fold.Apply(state, change);
                changes.AddLast(touched);
                if (changes.Count > changesMax)
                    changes.RemoveFirst();
            }
            TellWaiting();
        }
        Changed?.Invoke();
    }

    /// <summary>
    /// Begins anew from a view, if it is ahead of what is shown; what was missed before it is not known.
    /// </summary>
    public void CatchUp(TerritoryView view)
    {
        lock (gate)
        {
            if (view.Sequence > state.Sequence)
                Restart(view);
            TellWaiting();
        }
        Changed?.Invoke();
    }

    /// <summary>
    /// What changed after a sequence, with the state of now; null when that is no longer known, or was never:
    /// then only the whole will do.
    /// </summary>
    internal ScreenDelta? Since(long after)
    {
        lock (gate)
        {
            var first = changes.First?.Value.From ?? state.Sequence;
            return after < first || after > state.Sequence ? null : Merge(after);
        }
    }

    private ScreenDelta Merge(long after)
    {
        var cases = new Dictionary<CaseId, CaseReach>();
        var readers = new HashSet<ReaderId>();
        var orphans = new HashSet<OrphanKey>();
        var gone = new List<NoticeRow>();
        for (var node = changes.Last; node is not null && node.Value.To > after; node = node.Previous)
        {
            foreach (var touch in node.Value.Cases)
                cases[touch.Case] = cases.GetValueOrDefault(touch.Case)?.With(touch.Reach) ?? touch.Reach;
            readers.UnionWith(node.Value.Readers);
            orphans.UnionWith(node.Value.Orphans);
            gone.AddRange(node.Value.NoticesGone);
        }
        return new ScreenDelta(state, after, cases, readers, orphans, gone);
    }

    private void TellWaiting()
    {
        while (waiting.TryPeek(out var waiter, out var wanted) && wanted <= state.Sequence)
        {
            waiting.Dequeue();
            waiter.TrySetResult();
        }
    }

    private void Restart(TerritoryView view)
    {
        state = fold.Begin(view);
        changes.Clear();
    }
}
