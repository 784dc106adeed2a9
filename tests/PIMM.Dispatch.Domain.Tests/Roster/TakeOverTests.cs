using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Reprendre la garde: one act, and nobody between the two.</summary>
public sealed class TakeOverTests
{
    private static readonly DateTimeOffset Until = Evening.AddHours(4);

    private static ActorSpec Running() => Spec()
        .Given(Planned("7", Ana, Evening.AddHours(-2), Until, new SlotId("garde/2026-01-14/1830")));

    [Fact]
    public void The_former_duty_ends_and_the_takers_begins_in_one_turn() =>
        Running().When(new TakeOverDuty("7", Ben, "malade"))
            .Then(
                new DutyTakenOver("7", Ben, "malade"),
                new DeadlineCleared("stop:7"),
                new DutyPlanned(
                    "2", Ben, DutyLine.OnSite, Evening, Until, new SlotId("garde/2026-01-14/1830"), "7"),
                new DeadlineSet("stop:2", Until),
                new NoticeRaised(1, NoticeKind.DutyBegins, Audience.Of(Ben), Evening, "2"))
            .ThenTells(
                (Ana, new EndDuty("7")), (Ben, new BeginDuty("2", DutyLine.OnSite, Until)),
                (ActorId.Dispatcher, new HandOverCasesOf(Ana, Boundary.DutyEnd)))
            .ThenAnswers("2");

    [Fact]
    public void A_duty_ahead_is_replaced_from_its_start() =>
        Spec().Given(Planned("7", Ana, Evening.AddHours(1), Until))
            .When(new TakeOverDuty("7", Ben, "échange"))
            .Then(
                new DutyTakenOver("7", Ben, "échange"),
                new DeadlineCleared("stop:7"),
                new DeadlineCleared("start:7"),
                new DutyPlanned("2", Ben, DutyLine.OnSite, Evening.AddHours(1), Until, null, "7"),
                new DeadlineSet("stop:2", Until),
                new NoticeRaised(1, NoticeKind.DutySoon, Audience.Of(Ben), Evening.AddHours(1), "2"),
                new DeadlineSet("start:2", Evening.AddHours(1)))
            .ThenTells();

    [Fact]
    public void Both_are_in_the_history_each_for_its_time()
    {
        var after = (RosterState)Running().When(new TakeOverDuty("7", Ben, "malade")).After;

        Assert.Equal(Evening, after.Past["7"].Until);
        Assert.Equal(Ana, after.Past["7"].Reader);
        Assert.Equal((Evening, Until), (after.Duties["2"].From, after.Duties["2"].Until));
    }

    [Fact]
    public void Nobody_takes_over_from_oneself_or_while_on_another_duty()
    {
        Running().When(new TakeOverDuty("7", Ana, "x")).ThenRefused(Refusals.ReaderAlreadyOnDuty, "ana");
        Running().Given(Planned("8", Ben, Until.AddHours(-1), Until))
            .When(new TakeOverDuty("7", Ben, "x")).ThenRefused(Refusals.ReaderAlreadyOnDuty, "ben");
    }

    [Fact]
    public void Nobody_takes_over_without_saying_why_or_without_a_right()
    {
        Running().When(new TakeOverDuty("7", Ben, " ")).ThenRefused(Refusals.TextMissing);
        Running().When(new TakeOverDuty("7", new ReaderId("inconnu"), "x"))
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");
    }

    [Fact]
    public void What_is_over_or_unknown_can_not_be_taken_over()
    {
        Running().Given(new DutyOver("7")).When(new TakeOverDuty("7", Ben, "x"))
            .ThenRefused(Refusals.DutyIsOver);
        Running().When(new TakeOverDuty("6", Ben, "x")).ThenRefused(Refusals.DutyUnknown);
    }

    [Fact]
    public void The_reader_is_told_in_the_same_turn()
    {
        var story = new Story();
        var planned = story.Tell(
            ActorId.Roster, new PutOnDuty(Ana, DutyLine.OnSite, story.Now, story.Now.AddHours(2)));
        var duty = Assert.IsType<Outcome.Accepted>(planned).Answer!;

        story.Tell(ActorId.Roster, new TakeOverDuty(duty, Ben, "malade"));

        Assert.Null(story.Of(Ana).Duty);
        Assert.Equal(DutyLine.OnSite, story.Of(Ben).Duty?.Line);
    }
}
