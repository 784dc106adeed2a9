using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

public sealed class WorldPartsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 17, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Percentiles_are_values_that_occurred()
    {
        var turnaround = Turnaround.Of(Enumerable.Range(1, 100).Select(minute => (double)minute));
        Assert.Equal((100, 50.5, 50.0, 90.0, 99.0),
            (turnaround.Count, turnaround.Mean, turnaround.P50, turnaround.P90, turnaround.P99));
        Assert.Equal(
            (1, 7.0, 7.0), (Turnaround.Of([7]).Count, Turnaround.Of([7]).P50, Turnaround.Of([7]).P99));
        Assert.Equal(0, Turnaround.Of([]).Count);
    }

    [Fact]
    public void Things_of_one_instant_happen_in_the_order_in_which_they_were_planned()
    {
        var agenda = new Agenda();
        var happened = new List<string>();
        agenda.At(Start.AddMinutes(1), () => happened.Add("second"));
        agenda.At(Start, () => happened.Add("first"));
        agenda.At(Start.AddMinutes(1), () => happened.Add("third"));
        while (agenda.TryStep(Start.AddMinutes(1)))
            Assert.InRange(agenda.Now, Start, Start.AddMinutes(1));
        Assert.Equal(["first", "second", "third"], happened);
    }

    [Fact]
    public void What_should_have_happened_already_happens_next()
    {
        var agenda = new Agenda();
        Assert.False(agenda.TryStep(Start));
        agenda.At(Start.AddHours(-1), () => { });
        Assert.Equal(Start, agenda.NextAt);
    }

    /// <summary>
    /// Found as an evening that stood still: rounded down, an instant stayed a fraction ahead for ever.
    /// </summary>
    [Fact]
    public void Nothing_happens_before_the_instant_it_was_planned_for()
    {
        var agenda = new Agenda();
        var instant = Start.AddTicks(3);
        agenda.At(instant, () => { });
        Assert.True(agenda.NextAt >= instant);
    }

    [Fact]
    public void Simulated_time_moves_forward_only_and_the_wall_may_be_wrong()
    {
        var clock = new SimulatedClock(Start) { WallError = TimeSpan.FromHours(1) };
        clock.MoveTo(Start.AddMinutes(5));
        clock.MoveTo(Start);
        Assert.Equal((Start.AddMinutes(5), Start.AddMinutes(65)), (clock.Now, clock.GetUtcNow()));
        Assert.Equal(TimeSpan.FromMinutes(5), clock.GetElapsedTime(0));
        Assert.Throws<NotSupportedException>(
            () => clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Streams_of_different_purposes_do_not_depend_on_each_other()
    {
        var (one, again, other) = (new Draw(1, "a"), new Draw(1, "a"), new Draw(1, "b"));
        var first = one.Uniform();
        Assert.Equal(first, again.Uniform());
        Assert.NotEqual(first, other.Uniform());
    }

    [Fact]
    public void Distributions_have_the_means_they_claim()
    {
        var draw = new Draw(1, "means");
        const int count = 200_000;
        Assert.InRange(Enumerable.Range(0, count).Average(_ => draw.Exponential(2.5)), 2.45, 2.55);
        Assert.InRange(Enumerable.Range(0, count).Average(_ => draw.LogNormal(12, 0.4)), 11.9, 12.1);
        Assert.InRange(Enumerable.Range(0, count).Average(_ => draw.Normal(1, 0.13)), 0.998, 1.002);
    }
}
