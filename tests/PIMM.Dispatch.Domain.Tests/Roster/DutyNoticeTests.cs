using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>A day before, an hour before, and at the start: the reader knows.</summary>
public sealed class DutyNoticeTests
{
    private static readonly DateTimeOffset From = Evening.AddDays(3);
    private static readonly DateTimeOffset Until = From.AddHours(5);
    private static readonly DutyPlanned Ahead = Planned("7", Ana, From, Until);

    private static NoticeRaised Raised(int number, NoticeKind kind) =>
        new(number, kind, Audience.Of(Ana), From, "7");

    [Fact]
    public void A_duty_planned_early_is_told_later() =>
        Spec().When(new PutOnDuty(Ana, DutyLine.OnSite, From, Until)).Then(
            new DutyPlanned("1", Ana, DutyLine.OnSite, From, Until),
            new DeadlineSet("stop:1", Until),
            new DeadlineSet("duty-hour:1", From.AddHours(-1)),
            new DeadlineSet("duty-day:1", From.AddHours(-24)),
            new DeadlineSet("start:1", From));

    [Fact]
    public void A_duty_planned_for_the_same_evening_is_told_at_once_and_again_an_hour_before()
    {
        var tonight = Evening.AddHours(3);

        Spec().When(new PutOnDuty(Ana, DutyLine.OnSite, tonight, Until)).Then(
            new DutyPlanned("1", Ana, DutyLine.OnSite, tonight, Until),
            new DeadlineSet("stop:1", Until),
            new DeadlineSet("duty-hour:1", tonight.AddHours(-1)),
            new NoticeRaised(1, NoticeKind.DutyAnnounced, Audience.Of(Ana), tonight, "1"),
            new DeadlineSet("start:1", tonight));
    }

    [Theory]
    [InlineData(-24 * 60, NoticeKind.DutyAnnounced)]
    [InlineData(-60, NoticeKind.DutySoon)]
    [InlineData(0, NoticeKind.DutyBegins)]
    public void The_notice_says_how_near_the_duty_is(int minutes, NoticeKind kind)
    {
        var due = new ActorState.Due(
            minutes switch { 0 => "start:7", -60 => "duty-hour:7", _ => "duty-day:7" },
            From.AddMinutes(minutes));

        Spec().Given(Ahead).At(From.AddMinutes(minutes)).When(due).Then(Raised(1, kind));
    }

    [Fact]
    public void One_notice_of_a_duty_stands_at_a_time()
    {
        var verdict = Spec().Given(Ahead, Raised(1, NoticeKind.DutyAnnounced)).At(From.AddHours(-1))
            .When(new ActorState.Due("duty-hour:7", From.AddHours(-1)))
            .Then(new NoticeCleared(1), Raised(2, NoticeKind.DutySoon));

        Assert.Equal([2], ((RosterState)verdict.After).Notices.Keys);
    }

    [Fact]
    public void What_is_off_the_roster_is_told_nobody()
    {
        var verdict = Spec().Given(Ahead, Raised(1, NoticeKind.DutyAnnounced)).At(From.AddHours(-12))
            .When(new CancelDuty("7", "erreur"))
            .Then(
                new DutyCancelled("7", "erreur"),
                new DeadlineCleared("stop:7"),
                new DeadlineCleared("duty-hour:7"),
                new NoticeCleared(1),
                new DeadlineCleared("start:7"));

        Assert.Empty(((RosterState)verdict.After).Notices);
    }

    [Fact]
    public void A_duty_that_ends_takes_its_notice_along() =>
        Spec().Given(Ahead, Raised(1, NoticeKind.DutyBegins)).At(Until)
            .When(new ActorState.Due("stop:7", Until))
            .Then(new DutyOver("7"), new NoticeCleared(1));

    [Fact]
    public void Acknowledging_once_or_twice_is_the_same()
    {
        var told = Spec().Given(Ahead, Raised(1, NoticeKind.DutyAnnounced));

        told.When(new AcknowledgeDutyNotice(1)).Then(new NoticeAcknowledged(1));
        told.Given(new NoticeAcknowledged(1)).When(new AcknowledgeDutyNotice(1)).Then();
        told.When(new AcknowledgeDutyNotice(2)).ThenRefused(Refusals.NoticeUnknown);
    }
}
