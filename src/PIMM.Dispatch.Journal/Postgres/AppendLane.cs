namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// The appends of one territory, one after the other in the order in which they were asked for.
/// </summary>
internal sealed class AppendLane
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private volatile bool unsettled;

    /// <summary>
    /// A commit gave no answer, and its transaction may still be under way: nothing may be read as its result
    /// before it has ended.
    /// </summary>
    public bool Unsettled
    {
        get => unsettled;
        set => unsettled = value;
    }

    /// <summary>Runs the append when those before it have ended. Whoever cancels while it waits leaves the
    /// lane; from then on it runs to its end.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> append, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
            (before, last) = (last, done.Task);
        try
        {
            await before.WaitAsync(cancellation).ConfigureAwait(false);
            return await append().ConfigureAwait(false);
        }
        finally
        {
            // Who leaves early gives its place to those behind only when those before it have ended.
            _ = before.ContinueWith(
                static (_, mine) => ((TaskCompletionSource)mine!).SetResult(), done, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
