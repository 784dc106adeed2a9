using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

public sealed class PutOnDutyTests
{
    private static readonly DateTimeOffset Evening = VirtualClock.Evening;
    private static readonly DateTimeOffset Tonight = Evening.AddHours(4);

    private static ActorSpec Spec() => new(RosterState.Initial, ActorId.Roster, TestTerritory.Settings);

    private static PutOnDuty Duty(ReaderId reader, DateTimeOffset from, DateTimeOffset until) =>
        new(reader, DutyLine.OnCall, from, until);

    [Fact]
    public void A_duty_ahead_sets_its_start_and_its_end() =>
        Spec().When(Duty(Ana, Evening.AddHours(1), Tonight))
            .Then(
                new DutyPlanned("1", Ana, DutyLine.OnCall, Evening.AddHours(1), Tonight),
                new DeadlineSet("stop:1", Tonight),
                new NoticeRaised(1, NoticeKind.DutySoon, Audience.Of(Ana), Evening.AddHours(1), "1"),
                new DeadlineSet("start:1", Evening.AddHours(1)))
            .ThenTells()
            .ThenAnswers("1");

    [Fact]
    public void A_duty_that_is_already_running_begins_at_once() =>
        Spec().When(Duty(Ana, Evening.AddHours(-1), Tonight))
            .Then(
                new DutyPlanned("1", Ana, DutyLine.OnCall, Evening.AddHours(-1), Tonight),
                new DeadlineSet("stop:1", Tonight),
                new NoticeRaised(1, NoticeKind.DutyBegins, Audience.Of(Ana), Evening.AddHours(-1), "1"))
            .ThenTells((Ana, new BeginDuty("1", DutyLine.OnCall, Tonight)));

    [Fact]
    public void A_reader_nobody_knows_is_refused() =>
        Spec().When(Duty(new ReaderId("inconnu"), Evening, Tonight))
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");

    [Fact]
    public void A_duty_can_not_end_before_it_starts() =>
        Spec().When(Duty(Ana, Tonight, Tonight)).ThenRefused(Refusals.DutyEndsBeforeItStarts);

    [Fact]
    public void A_duty_that_is_over_is_refused() =>
        Spec().When(Duty(Ana, Evening.AddHours(-2), Evening)).ThenRefused(Refusals.InstantInThePast);

    [Fact]
    public void Nobody_is_on_two_duties_at_once() =>
        Spec().Given(new DutyPlanned("1", Ana, DutyLine.OnCall, Evening, Tonight))
            .When(Duty(Ana, Tonight.AddMinutes(-1), Tonight.AddHours(1)))
            .ThenRefused(Refusals.ReaderAlreadyOnDuty, "ana");

    [Fact]
    public void The_next_duty_may_begin_when_the_last_one_ends() =>
        Spec().Given(new DutyPlanned("1", Ana, DutyLine.OnCall, Evening, Tonight))
            .When(Duty(Ana, Tonight, Tonight.AddHours(1)))
            .ThenOne<DutyPlanned>();

    [Fact]
    public void Its_start_begins_it() =>
        Spec().Given(new DutyPlanned("1", Ana, DutyLine.OnCall, Evening, Tonight))
            .When(new ActorState.Due("start:1", Evening))
            .Then(new NoticeRaised(1, NoticeKind.DutyBegins, Audience.Of(Ana), Evening, "1"))
            .ThenTells((Ana, new BeginDuty("1", DutyLine.OnCall, Tonight)));

    [Fact]
    public void Its_end_ends_it() =>
        Spec().Given(new DutyPlanned("1", Ana, DutyLine.OnCall, Evening, Tonight))
            .When(new ActorState.Due("stop:1", Tonight))
            .Then(new DutyOver("1"))
            .ThenTells(
                (Ana, new EndDuty("1")),
                (ActorId.Dispatcher, new HandOverCasesOf(Ana, Boundary.DutyEnd)));

    [Fact]
    public void Who_goes_on_to_another_duty_hands_nothing_over() =>
        Spec().Given(
                new DutyPlanned("1", Ana, DutyLine.OnCall, Evening, Tonight),
                new DutyPlanned("2", Ana, DutyLine.OnSite, Tonight, Tonight.AddHours(8)))
            .At(Tonight).When(new ActorState.Due("stop:1", Tonight))
            .ThenTells((Ana, new EndDuty("1")));

    [Theory]
    [InlineData("start:7")]
    [InlineData("stop:7")]
    public void A_duty_that_is_no_longer_known_needs_nothing(string name) =>
        Spec().When(new ActorState.Due(name, Evening)).ThenNothing();
}
