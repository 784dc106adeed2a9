using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class DemoDutiesTests
{
    private static readonly TerritorySettings Hainaut = Repository.Territory("hainaut-cambresis");
    private static readonly ReaderId Reader = new("radiologue1");

    [Fact]
    public void Nobody_is_on_duty_in_two_territories_at_once()
    {
        var posts = DemoDuties.Posts(Repository.Territories);
        Assert.Equal(9, posts.Count);
        Assert.Equal("centre-val-de-loire", posts[new ReaderId("radiologue6")].Value);
        Assert.Equal(4, posts.Values.Distinct().Count());
    }

    [Fact]
    public void A_reader_is_on_duty_without_a_gap_for_a_day_and_a_half()
    {
        var spec = new TerritorySpec(Hainaut, (actor, _) => Actors.Initial(actor));
        for (var minute = 0; minute < 36 * 60; minute += 10)
        {
            if (DemoDuties.Next(
                Reader, spec.Territory.StateOf(ActorId.Roster) as RosterState, spec.Now) is { } act)
                spec.Accepted(act.To, act.Body);
            Assert.NotNull(spec.State<ReaderState>(Reader).Duty);
            spec.Advance(TimeSpan.FromMinutes(10));
        }
        Assert.Equal(4, spec.Happened<DutyPlanned>().Count);
    }
}
