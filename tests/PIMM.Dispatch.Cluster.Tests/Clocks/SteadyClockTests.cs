using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Clocks;

public sealed class SteadyClockTests
{
    private readonly VirtualClock machine = new();

    public static TheoryData<double> JumpHours => [1, -1, 24, -24];

    [Fact]
    public void It_goes_with_the_wall_clock_while_that_is_steady()
    {
        var clock = new SteadyClock(machine);
        for (var minute = 0; minute < 100; minute++)
        {
            machine.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
        }
        Assert.Equal(TimeSpan.Zero, clock.Alarm);
    }

    [Theory]
    [MemberData(nameof(JumpHours))]
    public void A_jump_of_the_wall_clock_is_not_followed_but_reported(double hours)
    {
        var clock = new SteadyClock(machine);
        var alarms = new List<TimeSpan>();
        clock.Alarmed += alarms.Add;
        machine.Advance(TimeSpan.FromMinutes(1));
        machine.SetWall(TimeSpan.FromHours(hours));
        machine.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VirtualClock.Evening.AddMinutes(2), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(hours), clock.Alarm);
        machine.SetWall(TimeSpan.Zero);
        machine.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(VirtualClock.Evening.AddMinutes(3), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Alarm);
        Assert.Equal([TimeSpan.FromHours(hours), TimeSpan.Zero], alarms);
    }

    [Theory]
    [InlineData(2.0, false)]
    [InlineData(2.001, true)]
    [InlineData(-2.0, false)]
    [InlineData(-2.001, true)]
    public void Two_seconds_are_the_border_between_a_correction_and_a_jump(double seconds, bool alarmed)
    {
        var clock = new SteadyClock(machine);
        machine.SetWall(TimeSpan.FromSeconds(seconds));
        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(alarmed, clock.Alarm != TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_small_disagreement_is_worked_off_slowly_and_time_never_goes_back(int seconds)
    {
        var clock = new SteadyClock(machine);
        machine.SetWall(TimeSpan.FromSeconds(seconds));
        var (last, quarters) = (clock.GetUtcNow(), 0);
        while (clock.GetUtcNow() != machine.GetUtcNow())
        {
            machine.Advance(TimeSpan.FromSeconds(0.25));
            var now = clock.GetUtcNow();
            Assert.InRange((now - last).TotalMilliseconds, 249, 251);
            last = now;
            Assert.True(++quarters < 10_000, "the disagreement is worked off within the hour");
        }
        Assert.InRange(quarters / 4, 1_990, 2_010);
    }

    [Fact]
    public void Instants_are_cut_to_a_microsecond()
    {
        var clock = new SteadyClock(machine);
        machine.Advance(new TimeSpan(19));

        Assert.Equal(VirtualClock.Evening.AddTicks(10), clock.GetUtcNow());
    }

    [Theory]
    [MemberData(nameof(JumpHours))]
    public async Task Deadlines_neither_come_early_nor_get_lost_when_the_wall_clock_jumps(double hours)
    {
        var setup = new TerritorySetup(
            ToySettings.Default, Factory, new ToyCodec(), new Journal.InMemoryJournal(),
            new SteadyClock(machine), new OwnerOptions(), new RecordingLogger());
        var owner = await TerritoryOwner.OpenAsync(setup);
        var set = owner.SendAsync(
            new Command(new CommandId("1"), ToySettings.Id, VirtualClock.Evening, Identity.System,
            Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(45))));
        await owner.StepAsync();
        Assert.IsType<Outcome.Accepted>(await set);

        machine.Advance(TimeSpan.FromMinutes(44));
        machine.SetWall(TimeSpan.FromHours(hours));
        await owner.StepAsync();
        Assert.Equal(1, owner.Feed.Head);
        Assert.Equal(TimeSpan.FromHours(hours), owner.Health.ClockAlarm);
        Assert.False(owner.Health.IsHealthy);
        machine.Advance(TimeSpan.FromMinutes(1));
        await owner.StepAsync();
        Assert.Equal(3, owner.Feed.Head);
    }

    [Fact]
    public async Task A_deadline_comes_by_the_monotonic_timer_while_the_wall_clock_is_frozen()
    {
        var setup = new TerritorySetup(
            ToySettings.Default, Factory, new ToyCodec(), new Journal.InMemoryJournal(),
            new SteadyClock(machine), new OwnerOptions(), new RecordingLogger());
        var owner = await TerritoryOwner.OpenAsync(setup);
        using var stopping = new CancellationTokenSource();
        var running = owner.RunAsync(stopping.Token);
        await owner.SendAsync(
            new Command(new CommandId("1"), ToySettings.Id, VirtualClock.Evening, Identity.System,
            Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(10))))
                .WaitAsync(TimeSpan.FromSeconds(30));
        // The answer comes before the feed has it, and whoever asks for what lies ahead has fallen behind.
        while (owner.Feed.Head < 1)
            await Task.Yield();
        var reached = FirstAfterAsync(owner, 1);
        for (var second = 0; second < 600; second++)
        {
            while (machine.TimerCount == 0 && !reached.IsCompleted)
                await Task.Yield();
            machine.SetWall(TimeSpan.FromSeconds(-second - 1));
            machine.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(VirtualClock.Evening, machine.GetUtcNow());
        Assert.Equal(VirtualClock.Evening.AddMinutes(10), await reached.WaitAsync(TimeSpan.FromSeconds(30)),
            TimeSpan.FromSeconds(2));
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<DateTimeOffset> FirstAfterAsync(TerritoryOwner owner, long after)
    {
        await foreach (var item in owner.Feed.SubscribeAsync(after))
            return ((Cluster.Feeds.FeedItem.Batch)item).Facts[0].Recorded.At;
        throw new SpecFailedException("the feed ended");
    }
}
