using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Rehearsals;

/// <summary>A rehearsal takes at most half of a core from those who work.</summary>
public sealed class SlicesTests
{
    private readonly VirtualClock clock = new();

    [Fact]
    public void Within_a_slice_work_goes_on()
    {
        var slices = new Slices(clock);
        clock.Advance(Slices.Work / 2);

        Assert.True(slices.RestAsync(default).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task After_a_slice_it_rests_as_long_and_a_new_slice_begins()
    {
        var slices = new Slices(clock);
        clock.Advance(Slices.Work);
        var resting = slices.RestAsync(default).AsTask();
        clock.Advance(Slices.Work / 2);
        Assert.False(resting.IsCompleted);

        clock.Advance(Slices.Work / 2);
        await resting.WaitAsync(Rig.NodeRig.Patience);
        Assert.True(slices.RestAsync(default).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_no_longer_wanted_ends_at_once_and_while_it_rests()
    {
        using var cancelling = new CancellationTokenSource();
        var slices = new Slices(clock);
        clock.Advance(Slices.Work);
        var resting = slices.RestAsync(cancelling.Token).AsTask();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await slices.RestAsync(cancelling.Token));
    }
}
