namespace PIMM.Dispatch.Domain.Tests.Settings;

public sealed class DatedTests
{
    private static readonly DateTimeOffset April = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset October = new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dated<int> Hours = new([(April, 12), (October, 24)]);

    [Fact]
    public void The_first_value_holds_for_all_time_before() =>
        Assert.Equal(12, Hours.At(DateTimeOffset.MinValue));

    [Fact]
    public void A_value_holds_from_its_instant_on_inclusive()
    {
        Assert.Equal(12, Hours.At(October.AddTicks(-1)));
        Assert.Equal(24, Hours.At(October));
        Assert.Equal(24, Hours.At(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_value_that_never_changes_always_holds() => Assert.Equal("x", Dated.Always("x").At(April));

    [Fact]
    public void A_target_follows_the_rule_in_force_when_its_clock_started()
    {
        static TimeSpan TargetAt(DateTimeOffset at) =>
            TestTerritory.Settings.RuleOf(Urgency.Scheduled, at).Target;
        Assert.Equal(TimeSpan.FromHours(12), TargetAt(TestTerritory.LongerTargets.AddSeconds(-1)));
        Assert.Equal(TimeSpan.FromHours(24), TargetAt(TestTerritory.LongerTargets));
    }
}
