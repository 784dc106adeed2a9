using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>The roster's side of a hand-over: opened, answered or not, accepted by one side.</summary>
public sealed class HandoverTests
{
    private static readonly DateTimeOffset Evening = VirtualClock.Evening;
    private static readonly CaseId One = CaseId.At(Territory, 7);
    private static readonly CaseId Two = CaseId.At(Territory, 8);

    private static ActorSpec Spec() => new(RosterState.Initial, ActorId.Roster, TestTerritory.Settings);

    private static OpenHandover Open(ReaderId[] to, ProviderId? provider = null, params CaseId[] cases) =>
        new(Boundary.DutyEnd, Ana, [.. to], provider, [.. cases]);

    private static HandoverOpened Opened(ReaderId[] to, ProviderId? provider = null, string id = "1") =>
        new(id, Boundary.DutyEnd, Ana, [.. to], provider, [One, Two]);

    private static ProposeHandover Proposed(params Audience[] to) => new(Ana, [.. to], Answered: true);

    private static ProposeHandover Unanswered() => new(Ana, [Audience.Coordinators], Answered: false);

    private static Handover Of(Verdict verdict) => ((RosterState)verdict.After).Handovers["1"];

    [Fact]
    public void Each_case_tells_the_receiving_side_and_an_answer_is_awaited() =>
        Spec().When(Open([Ben, Cid], null, One, Two))
            .Then(Opened([Ben, Cid]), new DeadlineSet("handover:1", Evening.AddMinutes(5)))
            .ThenTells(
                (One, Proposed(Audience.Of(Ben), Audience.Of(Cid))),
                (Two, Proposed(Audience.Of(Ben), Audience.Of(Cid))));

    [Fact]
    public void With_nobody_there_the_coordinator_hears_it_at_once() =>
        Spec().When(Open([], null, One, Two))
            .Then(
                Opened([]), new HandoverUnanswered("1"), new DeadlineSet("handover:1", Evening.AddMinutes(5)))
            .ThenTells((One, Unanswered()), (Two, Unanswered()));

    [Fact]
    public void A_case_is_in_one_open_hand_over_at_a_time()
    {
        Spec().Given(Opened([Ben])).When(Open([Cid], null, One)).ThenNothing();
        Spec().Given(Opened([Ben]), new HandoverClosed("1")).When(Open([Cid], null, One))
            .ThenOne<HandoverOpened>();
    }

    [Fact]
    public void Whoever_accepts_takes_all_cases_in_one_turn()
    {
        var verdict = Spec().Given(Opened([Ben, Cid])).When(new AcceptHandover("1", Ben))
            .Then(new HandoverAccepted("1", Ben), new DeadlineCleared("handover:1"))
            .ThenTells(
                (One, new HandOverCase("1", Ana, Ben, SendingDecider.Roster)),
                (Two, new HandOverCase("1", Ana, Ben, SendingDecider.Roster)));
        Assert.Equal((HandoverStatus.Accepted, (ActorId?)Ben), (Of(verdict).Status, Of(verdict).AcceptedBy));
    }

    [Fact]
    public void Accepting_twice_is_harmless_and_the_second_to_accept_hears_who_has_it()
    {
        var spec = Spec().Given(Opened([Ben, Cid]), new HandoverAccepted("1", Ben));
        spec.When(new AcceptHandover("1", Ben)).ThenNothing();
        spec.When(new AcceptHandover("1", Cid)).ThenRefused(Refusals.HandoverEnded, "ben");
        spec.When(new DeclineHandover("1", Cid, "x")).ThenRefused(Refusals.HandoverEnded, "ben");
    }

    [Fact]
    public void A_hand_over_that_never_was_is_refused()
    {
        Spec().When(new AcceptHandover("9", Ben)).ThenRefused(Refusals.HandoverUnknown);
        Spec().When(new DeclineHandover("9", Ben, "x")).ThenRefused(Refusals.HandoverUnknown);
    }

    [Fact]
    public void Who_was_not_asked_has_nothing_to_answer()
    {
        Spec().Given(Opened([Ben])).When(new AcceptHandover("1", Cid)).ThenRefused(Refusals.HandoverNotToYou);
        Spec().Given(Opened([Ben])).When(new AcceptHandover("1", Provider))
            .ThenRefused(Refusals.HandoverNotToYou);
        Spec().Given(Opened([Ben])).When(new DeclineHandover("1", Cid, "x"))
            .ThenRefused(Refusals.HandoverNotToYou);
    }

    [Fact]
    public void One_who_declines_leaves_it_to_the_others() =>
        Spec().Given(Opened([Ben, Cid])).When(new DeclineHandover("1", Ben, "bloc"))
            .Then(new HandoverDeclined("1", Ben, "bloc"))
            .ThenTells((One, Proposed(Audience.Of(Cid))), (Two, Proposed(Audience.Of(Cid))));

    [Fact]
    public void The_last_who_declines_leaves_it_to_the_coordinator()
    {
        Spec().Given(Opened([Ben])).When(new DeclineHandover("1", Ben, "bloc"))
            .Then(new HandoverDeclined("1", Ben, "bloc"), new HandoverUnanswered("1"))
            .ThenTells((One, Unanswered()), (Two, Unanswered()));
        Assert.Equal(HandoverStatus.Unanswered, Of(
            Spec().Given(Opened([], Provider)).When(new DeclineHandover("1", Provider, "saturé"))).Status);
    }

    [Fact]
    public void After_nobody_answered_anybody_may_still_accept()
    {
        var spec = Spec().Given(Opened([Ben]), new HandoverUnanswered("1"));
        spec.When(new AcceptHandover("1", Cid))
            .Then(new HandoverAccepted("1", Cid), new DeadlineCleared("handover:1"));
        spec.When(new DeclineHandover("1", Ben, "x")).Then(new HandoverDeclined("1", Ben, "x")).ThenTells();
    }

    [Fact]
    public void Nobody_whom_the_territory_does_not_know_accepts()
    {
        var spec = Spec().Given(Opened([Ben]), new HandoverUnanswered("1"));
        spec.When(new AcceptHandover("1", new ReaderId("inconnu")))
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");
        spec.When(new AcceptHandover("1", new ProviderId("inconnue")))
            .ThenRefused(Refusals.ProviderUnknown, "inconnue");
    }

    [Fact]
    public void When_nobody_answers_the_dispatcher_says_whether_it_still_matters()
    {
        var due = new ActorState.Due("handover:1", Evening.AddMinutes(5));
        var spec = Spec().Given(Opened([Ben]));
        var handover = ((RosterState)spec.State).Handovers["1"];
        spec.When(due).Then().ThenTells((ActorId.Dispatcher, new ReviewHandover(handover)));
        spec.When(new HandoverReviewed("1", [Two]))
            .Then(new HandoverUnanswered("1"), new DeadlineSet("handover:1", Evening.AddMinutes(5)))
            .ThenTells((One, Unanswered()), (Two, Unanswered()));
        spec.When(new HandoverReviewed("1", [])).Then(new HandoverClosed("1"))
            .ThenTells((One, new CloseHandover(Ana)), (Two, new CloseHandover(Ana)));
        Spec().Given(Opened([Ben]), new HandoverAccepted("1", Ben)).When(due).ThenNothing();
    }

    [Fact]
    public void What_ended_a_day_ago_is_forgotten_and_what_is_open_is_not()
    {
        var spec = Spec().Given(
            Opened([Ben]), new HandoverClosed("1"), Opened([Ben], id: "2"), Opened([Cid], id: "3"),
            new HandoverAccepted("3", Cid));
        Assert.Equal(["1", "2", "3"], ((RosterState)spec.State).Handovers.Keys);
        spec.After(TimeSpan.FromHours(25)).Given(Opened([Ben], id: "4"));
        Assert.Equal(["2", "4"], ((RosterState)spec.State).Handovers.Keys);
    }
}
