using static PIMM.Dispatch.Domain.Tests.ACase;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>
/// Targets are spans of real time: wall clocks, summer time and holidays do not move them (faults.md T3, T4).
/// </summary>
public sealed class TargetTests
{
    private static Target TargetAt(DateTimeOffset completed, Urgency urgency) =>
        Spec().Given(Arriving(Facts(urgency))).At(completed)
            .When(new CompleteImages()).ThenOne<TargetSet>().Target;

    [Fact]
    public void A_target_set_before_the_clocks_change_is_reached_after_as_many_minutes_as_ever()
    {
        var before = new DateTimeOffset(
            2027, 3, 28, 0, 50, 0, TimeSpan.Zero); // 01:50 in Paris; at 02:00 it is 03:00
        var target = TargetAt(before, Urgency.Urgent);
        Assert.Equal(TimeSpan.FromMinutes(45), target.DueAt - before);
        Assert.Equal(new DateTime(2027, 3, 28, 3, 35, 0), TestTerritory.Settings.LocalTime(target.DueAt));
    }

    [Fact]
    public void Due_instants_are_exact_for_a_hundred_thousand_random_instants()
    {
        const int seed = 20_260_114;
        var random = new Random(seed);
        var first = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var span = (long)(new DateTimeOffset(2045, 12, 31, 0, 0, 0, TimeSpan.Zero) - first).TotalMicroseconds;
        var state = Spec().Given(Arriving()).State;
        for (var i = 0; i < 100_000; i++)
        {
            var at = first.AddMicroseconds(random.NextInt64(span));
            var context = new TurnContext(
                at, Identity.System, new CommandId("c"), Id, TestTerritory.Settings, 10);
            var target = state.Decide(new CompleteImages(), context).Events.OfType<TargetSet>()
                .Single().Target;
            Assert.Equal(TimeSpan.FromMinutes(45), target.DueAt - at);
            Assert.Equal(TimeSpan.FromMinutes(22), target.DueAt - target.WarningAt);
            Assert.Equal(TimeSpan.FromMinutes(7), target.DueAt - target.ImminentAt);
        }
    }

    [Fact]
    public void The_ladder_comes_at_its_instants_through_the_night_of_summer_time()
    {
        var story = new Story();
        story.Pass((new DateTimeOffset(2027, 3, 28, 0, 40, 0, TimeSpan.Zero) - story.Now).TotalMinutes);
        var start = story.Now;
        story.Arrives(Urgency.Urgent);
        story.Pass(200);
        Assert.Equal(
            [(start.AddMinutes(23), TargetAlert.Warning), (start.AddMinutes(38), TargetAlert.Imminent),
                (start.AddMinutes(45), TargetAlert.Breached), (start.AddMinutes(90), TargetAlert.Breached),
                (start.AddMinutes(135), TargetAlert.Breached), (start.AddMinutes(180), TargetAlert.Breached)],
            story.All<TargetAlerted>().Select(one => (one.At, one.Fact.Alert)));
    }
}
