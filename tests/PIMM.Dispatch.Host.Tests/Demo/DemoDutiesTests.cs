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

    [Fact]
    public void A_duty_of_the_roster_leave_and_a_duty_elsewhere_go_first()
    {
        var now = VirtualClock.Evening;
        var ahead = new Duty("1", Reader, DutyLine.OnSite, now.AddHours(5), now.AddHours(6));
        var roster = RosterState.Initial with { Duties = RosterState.Initial.Duties.Add("1", ahead) };

        Assert.Equal(ahead.From, ((PutOnDuty)DemoDuties.Next(Reader, roster, now)!.Body).Until);
        Assert.Equal(
            now.AddHours(12), ((PutOnDuty)DemoDuties.Next(new ReaderId("autre"), roster, now)!.Body).Until);
        Assert.Null(DemoDuties.Next(Reader, roster with
        {
            Absences = roster.Absences.Add(
                "2", new Absence("2", Reader, now.AddHours(1), now.AddHours(2), "congés")),
        }, now));
        Assert.Null(DemoDuties.Next(Reader, roster with
        {
            Reserved = roster.Reserved.Add("x", new Elsewhere(
                Reader, new TerritoryId("autre"), new CommandId("x"), now.AddHours(1), now.AddHours(2))),
        }, now));
    }
}
