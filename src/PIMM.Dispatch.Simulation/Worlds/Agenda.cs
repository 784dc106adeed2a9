using PIMM.Dispatch.Cluster.Clocks;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// What will happen when; things of one instant happen in the order in which they were planned.
/// </summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> planned = new();
    private long count;

    /// <summary>The instant of what happens now or happened last.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The instant of what happens next; null when nothing is planned.</summary>
    public DateTimeOffset? NextAt => planned.TryPeek(out _, out var next) ? next.At : null;

    /// <summary>
    /// Plans something, at the next full microsecond: never before the instant, so that whoever waits for it
    /// does not find it still ahead. What should have happened already happens next.
    /// </summary>
    public void At(DateTimeOffset instant, Action what)
    {
        var at = Microseconds.Truncate(instant.AddTicks(TimeSpan.TicksPerMicrosecond - 1));
        planned.Enqueue(what, (at > Now ? at : Now, count++));
    }

    public void After(TimeSpan wait, Action what) => At(Now + wait, what);

    /// <summary>Does the next thing if it is due by then; false when nothing is.</summary>
    public bool TryStep(DateTimeOffset until)
    {
        if (NextAt is not { } next || next > until)
        {
            Now = until > Now ? until : Now;
            return false;
        }
        Now = next;
        planned.Dequeue()();
        return true;
    }
}
