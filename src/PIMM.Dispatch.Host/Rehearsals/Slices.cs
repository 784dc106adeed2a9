namespace PIMM.Dispatch.Host.Rehearsals;

/// <summary>
/// Long work beside live dispatch, in slices: after each it rests as long as it may work, so that it takes
/// half of one core at most and a turn of a territory never waits longer than a slice for it.
/// </summary>
internal sealed class Slices(TimeProvider clock)
{
    public static readonly TimeSpan Work = TimeSpan.FromMilliseconds(10);
    public static readonly TimeSpan Rest = Work;

    private long began = clock.GetTimestamp();

    /// <summary>To be called often: rests when the slice is over.</summary>
    /// <exception cref="OperationCanceledException">The work is no longer wanted.</exception>
    public ValueTask RestAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return clock.GetElapsedTime(began) < Work ? ValueTask.CompletedTask : PauseAsync(cancellation);
    }

    private async ValueTask PauseAsync(CancellationToken cancellation)
    {
        await Task.Delay(Rest, clock, cancellation);
        began = clock.GetTimestamp();
    }
}
