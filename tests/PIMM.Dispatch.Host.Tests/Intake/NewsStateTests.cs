using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Intake;

public sealed class NewsStateTests
{
    private static readonly IntakeOptions Options = new() { StoreFolder = "unused" };
    private static readonly DateTimeOffset Now = VirtualClock.Evening;
    private static readonly NewsState Sending = NewsState.Of(1) with { Senders = 1 };

    [Fact]
    public void The_first_image_is_due_at_once() => Assert.True(Sending.IsDue(Options, Now));

    [Theory]
    [InlineData(50, 0, false)]
    [InlineData(51, 0, true)]
    [InlineData(2, 1.9, false)]
    [InlineData(2, 2, true)]
    [InlineData(1, 60, false)]
    public void While_its_sender_is_connected_a_study_is_due_at_fifty_images_or_after_two_seconds(
        int stored, double seconds, bool expected)
    {
        var told = Sending.Accepted(1, closed: false, Now) with { Stored = stored };
        Assert.Equal(expected, told.IsDue(Options, Now + TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void The_end_of_the_sending_is_due_at_once_and_only_once()
    {
        var left = Sending.Accepted(1, closed: false, Now) with { Senders = 0 };
        Assert.True(left.IsDue(Options, Now));
        var closed = left.Accepted(1, closed: true, Now);
        Assert.True(closed.IsTold);
        Assert.False(closed.IsDue(Options, Now.AddDays(1)));
    }

    [Fact]
    public void Tries_without_an_outcome_wait_longer_and_longer_up_to_a_bound()
    {
        var state = Sending;
        var waits = new List<double>();
        for (var attempt = 0; attempt < 40; attempt++)
        {
            state = state.Failed(Options, Now);
            waits.Add((state.RetryAt - Now).TotalSeconds);
        }
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], waits.Take(8));
        Assert.Equal(30, waits[^1]);
        Assert.False(state.IsDue(Options, state.RetryAt.AddTicks(-1)));
        Assert.True(state.IsDue(Options, state.RetryAt));
    }

    [Fact]
    public void An_outcome_forgets_the_failures()
    {
        var state = Sending.Failed(Options, Now).Failed(Options, Now).Accepted(1, closed: false, Now);
        Assert.Equal((0, DateTimeOffset.MinValue), (state.Failures, state.RetryAt));
    }

    [Fact]
    public void A_refusal_is_asked_again_after_an_hour()
    {
        var state = (Sending with { Senders = 0 }).Refused(Options, Now);
        Assert.False(state.IsDue(Options, Now.AddMinutes(59)));
        Assert.True(state.IsDue(Options, Now.AddMinutes(60)));
    }
}
