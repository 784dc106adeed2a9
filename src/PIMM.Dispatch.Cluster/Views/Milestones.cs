namespace PIMM.Dispatch.Cluster.Views;

/// <summary>Lets callers wait until a view has come to a sequence.</summary>
internal sealed class Milestones(long reached)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private long reached = reached;

    public void Reached(long sequence)
    {
        lock (gate)
        {
            reached = sequence;
            while (waiting.TryPeek(out var waiter, out var wanted) && wanted <= sequence)
            {
                waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    public Task WaitAsync(long sequence, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (sequence <= reached)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter, sequence);
            return waiter.Task.WaitAsync(cancellation);
        }
    }
}
