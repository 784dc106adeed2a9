using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using Xunit;
using static PIMM.Dispatch.Host.Tests.Demo.DemoCases;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class RequesterHabitsTests
{
    private static readonly RequesterHabits Habits = new(DemoChance.Of(1));

    [Fact]
    public void A_signed_report_is_read_after_a_while_and_within_four_minutes() => Assert.All(
        Enumerable.Range(0, 200), number =>
        {
            Assert.Null(Habits.Next(Signed(number), Now.AddSeconds(29)));
            Assert.Equal(new AcknowledgeReport(null), Habits.Next(Signed(number), Now.AddMinutes(4))?.Body);
        });

    [Fact]
    public void A_critical_result_is_read_back_before_anything_else()
    {
        var critical = Signed(
            1) with { Critical = new CriticalResult("Fictif", "reader:x", Now, null, null) };
        Assert.Null(Habits.Next(critical, Now.AddSeconds(14)));
        var act = Assert.IsType<AcknowledgeReport>(Habits.Next(critical, Now.AddMinutes(1))?.Body);
        Assert.False(string.IsNullOrWhiteSpace(act.ReadBack));
    }

    [Fact]
    public void What_is_not_signed_does_not_concern_them()
    {
        Assert.Null(Habits.Next(InHand(1), Now.AddHours(1)));
        Assert.False(RequesterHabits.Concerns(InHand(1)));
        Assert.True(RequesterHabits.Concerns(Signed(1)));
    }
}
