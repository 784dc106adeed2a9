using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Radiologists;

public sealed class ReaderTests
{
    private static readonly DateTimeOffset Until = VirtualClock.Evening.AddHours(4);

    private static readonly DutyBegan OnDuty = new("1", DutyLine.OnCall, Until);

    private static ActorSpec Spec() => new(ReaderState.Initial, Ana, TestTerritory.Settings);

    [Fact]
    public void A_change_of_presence_is_told_to_the_dispatcher() =>
        Spec().When(new SetPresence(Presence.Available))
            .Then(new PresenceChanged(Presence.Available, null))
            .ThenTells((ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void The_same_presence_again_changes_nothing() =>
        Spec().Given(new PresenceChanged(Presence.Break, null))
            .When(new SetPresence(Presence.Break)).ThenNothing();

    [Fact]
    public void Somebody_who_is_no_reader_of_the_territory_is_refused() =>
        new ActorSpec(ReaderState.Initial, new ReaderId("inconnu"), TestTerritory.Settings)
            .When(new SetPresence(Presence.Available))
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");

    [Fact]
    public void A_missed_offer_marks_the_reader_away() =>
        Spec().Given(new PresenceChanged(Presence.Available, null)).When(new MissOffer(ACase.Id))
            .Then(new PresenceChanged(Presence.Away, "offer-missed"));

    [Fact]
    public void A_duty_begins_once() =>
        Spec().When(new BeginDuty("1", DutyLine.OnCall, Until))
            .Then(OnDuty)
            .ThenTells((ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void The_same_duty_again_changes_nothing() =>
        Spec().Given(OnDuty).When(new BeginDuty("1", DutyLine.OnCall, Until)).ThenNothing();

    [Fact]
    public void A_duty_ends_once()
    {
        Spec().Given(OnDuty).When(new EndDuty("1"))
            .Then(new DutyEnded("1"))
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        Spec().Given(OnDuty, new DutyEnded("1")).When(new EndDuty("1")).ThenNothing();
    }

    [Fact]
    public void The_end_of_an_earlier_duty_does_not_end_the_present_one() =>
        Spec().Given(OnDuty, new DutyBegan("2", DutyLine.OnCall, Until)).When(new EndDuty("1")).ThenNothing();

    [Fact]
    public void A_case_taken_on_adds_its_minutes_once()
    {
        var taken = Spec().When(new TakeOn(ACase.Id, 9)).Then(new LoadTaken(ACase.Id, 9));
        Assert.Equal(9, ((ReaderState)taken.After).LoadMinutes);
        Spec().Given(new LoadTaken(ACase.Id, 9)).When(new TakeOn(ACase.Id, 9)).ThenNothing();
    }

    [Fact]
    public void A_case_that_is_found_longer_counts_its_new_minutes()
    {
        var taken = Spec().Given(new LoadTaken(ACase.Id, 9))
            .When(new TakeOn(ACase.Id, 26)).Then(new LoadTaken(ACase.Id, 26));
        Assert.Equal(26, ((ReaderState)taken.After).LoadMinutes);
    }

    [Fact]
    public void A_case_put_down_takes_its_minutes_away_and_counts_as_read_when_it_was()
    {
        var put = Spec().Given(OnDuty, new LoadTaken(ACase.Id, 9)).When(new PutDown(ACase.Id, Read: true))
            .Then(new LoadPutDown(ACase.Id, 9, true));
        Assert.Equal((0, 1), (((ReaderState)put.After).LoadMinutes, ((ReaderState)put.After).CasesRead));
        put = Spec().Given(OnDuty, new LoadTaken(ACase.Id, 9)).When(new PutDown(ACase.Id, Read: false));
        Assert.Equal((0, 0), (((ReaderState)put.After).LoadMinutes, ((ReaderState)put.After).CasesRead));
    }

    [Fact]
    public void A_case_that_is_not_in_hand_can_not_be_put_down() =>
        Spec().When(new PutDown(ACase.Id, Read: true)).ThenNothing();

    [Fact]
    public void What_was_read_in_an_earlier_duty_does_not_count_in_this_one()
    {
        var state = (ReaderState)Spec()
            .Given(OnDuty, new LoadTaken(ACase.Id, 9), new LoadPutDown(ACase.Id, 9, true), new DutyEnded("1"))
            .Given(new DutyBegan("2", DutyLine.OnCall, Until))
            .State;
        Assert.Equal(0, state.CasesRead);
    }
}
