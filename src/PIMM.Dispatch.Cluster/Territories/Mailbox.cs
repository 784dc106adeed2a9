using System.Threading.Channels;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>A command that waits, and the caller who waits for its outcome.</summary>
/// <param name="arrived">The monotonic clock's timestamp at its arrival.</param>
internal sealed class Mail(Command command, long arrived)
{
    private readonly TaskCompletionSource<Outcome> reply = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public Command Command { get; } = command;

    public long Arrived { get; } = arrived;

    public Task<Outcome> Reply => reply.Task;

    public void Complete(Outcome outcome) => reply.TrySetResult(outcome);

    public void Fail(Exception reason) => reply.TrySetException(reason);
}

/// <summary>
/// Commands in the order of their arrival; many writers, one reader. What the reader took and could not run
/// yet is held and comes first again. When it is full a command is turned away at once.
/// </summary>
internal sealed class Mailbox(int lengthMax, TimeProvider clock)
{
    private readonly Channel<Mail> waiting = Channel.CreateBounded<Mail>(
        new BoundedChannelOptions(lengthMax) { SingleReader = true });
    private readonly Queue<Mail> held = [];
    private int heldCount;
    private volatile bool closed;

    /// <summary>Set when something may be taken, and by anyone who wants the owner to look.</summary>
    public Signal Wake { get; } = new();

    public int Count => waiting.Reader.Count + Volatile.Read(ref heldCount);

    /// <summary>How long the first mail that nobody has taken yet has waited; zero without any.</summary>
    public TimeSpan OldestWait =>
        waiting.Reader.TryPeek(out var first) ? clock.GetElapsedTime(first.Arrived) : TimeSpan.Zero;

    /// <summary>
    /// The outcome to come; fails with <see cref="TerritoryUnavailableException"/> when full or closed.
    /// </summary>
    public Task<Outcome> Post(Command command)
    {
        var mail = new Mail(command, clock.GetTimestamp());
        if (waiting.Writer.TryWrite(mail))
            Wake.Set();
        else
            mail.Fail(
                new TerritoryUnavailableException(
                    closed ? UnavailableReason.Stopped : UnavailableReason.MailboxFull));
        return mail.Reply;
    }

    /// <summary>Takes what waits, up to a number; held mail first.</summary>
    public List<Mail> Take(int countMax)
    {
        var taken = new List<Mail>(Math.Min(countMax, Count));
        while (taken.Count < countMax && held.TryDequeue(out var mail))
            taken.Add(mail);
        while (taken.Count < countMax && waiting.Reader.TryRead(out var mail))
            taken.Add(mail);
        Volatile.Write(ref heldCount, held.Count);
        return taken;
    }

    /// <summary>Puts back the end of what was taken, from an index on; it is no longer in the list.</summary>
    public void Hold(List<Mail> taken, int from)
    {
        if (from == taken.Count)
            return;
        var behind = held.ToArray();
        held.Clear();
        foreach (var mail in taken.Skip(from).Concat(behind))
            held.Enqueue(mail);
        taken.RemoveRange(from, taken.Count - from);
        Volatile.Write(ref heldCount, held.Count);
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close()
    {
        closed = true;
        waiting.Writer.TryComplete();
        Wake.Set();
    }

    /// <summary>Tells everyone who waits that there will be no outcome.</summary>
    public void FailAll(Exception reason)
    {
        Close();
        foreach (var mail in Take(int.MaxValue))
            mail.Fail(reason);
    }
}

/// <summary>Wakes one waiter, once, however often it is set before the waiter looks.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => set.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => set.Reader.ReadAsync(cancellation);
}
