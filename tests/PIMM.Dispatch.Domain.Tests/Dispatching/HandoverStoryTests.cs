using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Hand-overs over whole turns: who has what before, at and after a boundary.</summary>
public sealed class HandoverStoryTests
{
    /// <summary>Minutes from the story's evening to 23:30.</summary>
    private const double ToNight = 210;

    private static void OnDuty(Story story, ReaderId reader, double minutes)
    {
        story.Tell(
            ActorId.Roster, new PutOnDuty(reader, DutyLine.OnCall, story.Now, story.Now.AddMinutes(minutes)));
        story.Tell(reader, new SetPresence(Presence.Available));
    }

    /// <summary>Ana has one case on hold, one laid aside for a vital one, and reads that one.</summary>
    private static (Story Story, CaseId Held, CaseId Aside, CaseId Reading) BusyUntil(double minutes)
    {
        var story = new Story();
        OnDuty(story, Ana, minutes);
        story.Pass(minutes - 20);
        var held = story.Arrives(Urgency.SemiUrgent);
        story.Accepts(held).Tell(held, new HoldCase(story.Now.AddHours(2), "antériorités"));
        var aside = story.Arrives(Urgency.Scheduled);
        story.Accepts(aside).Pass(1);
        var reading = story.Arrives(Urgency.Vital);
        story.Accepts(reading);
        Assert.Equal(1, story.Of(aside).Interruptions);
        return (story, held, aside, reading);
    }

    private static CaseOwner Reader(ReaderId reader) => new(OwnerKind.Reader, reader.Value);

    private static Handover Only(Story story) => Assert.Single(story.Roster.Handovers.Values);

    [Fact]
    public void At_the_end_of_a_duty_what_is_not_started_waits_for_another_hand_and_what_is_read_stays()
    {
        var (story, held, aside, reading) = BusyUntil(60);
        OnDuty(story, Ben, 600);
        story.Pass(20);
        var handover = Only(story);
        Assert.Equal(
            (Boundary.DutyEnd, Ana, HandoverStatus.Offered),
            (handover.Boundary, handover.From, handover.Status));
        Assert.Equivalent(new[] { held, aside }, handover.Cases, strict: true);
        Assert.Equal(Ben, Assert.Single(handover.To));
        foreach (var id in new[] { held, aside, reading })
            Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(id)));
        Assert.Contains(
            story.Of(aside).Notices.Values,
            notice => notice.Kind == NoticeKind.HandoverOffered && notice.Audience == Audience.Of(Ben));

        var due = story.Of(aside).Target!.DueAt;
        story.Tell(ActorId.Roster, new AcceptHandover(handover.Id, Ben));
        Assert.Equal(Reader(Ben), CaseOwner.Of(story.Of(held)));
        Assert.Equal(Reader(Ben), CaseOwner.Of(story.Of(aside)));
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(reading)));
        Assert.Equal(due, story.Of(aside).Target!.DueAt);
        Assert.Equal([aside], story.Of(Ben).InHand.Keys);
        Assert.Equal([reading], story.Of(Ana).InHand.Keys);
        story.Signs(reading);
        Assert.Equal(CaseStatus.Signed, story.Of(reading).Status);
    }

    [Fact]
    public void Unanswered_the_coordinator_is_told_and_the_outgoing_reader_still_has_the_cases()
    {
        var (story, held, aside, _) = BusyUntil(60);
        OnDuty(story, Ben, 600);
        story.Pass(19 + 5);
        Assert.Equal(HandoverStatus.Unanswered, Only(story).Status);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(held)));
        Assert.Contains(
            story.Of(aside).Notices.Values, notice => notice.Kind == NoticeKind.HandoverUnanswered
                && notice.Audience == Audience.Coordinators);
        story.Pass(10);
        Assert.Equal(3, story.All<HandoverUnanswered>().Count());
        story.Tell(held, new ReleaseCase(null, "x"));
        story.Tell(aside, new ReleaseCase(null, "x"));
        story.Pass(5);
        Assert.Equal(HandoverStatus.Closed, Only(story).Status);
    }

    [Fact]
    public void Nothing_left_to_hand_over_needs_no_alarm()
    {
        var (story, held, aside, reading) = BusyUntil(60);
        OnDuty(story, Ben, 600);
        story.Pass(20).Signs(reading).Signs(aside);
        story.Tell(held, new ReleaseCase(Ana, "fin de garde"));
        story.Pass(10);
        Assert.Equal(HandoverStatus.Closed, Only(story).Status);
    }

    [Fact]
    public void With_nobody_there_the_provider_is_asked_and_counted_when_it_accepts()
    {
        var (story, held, aside, reading) = BusyUntil(ToNight);
        story.Pass(20);
        var handover = Only(story);
        Assert.Equal((ProviderId?)Provider, handover.Provider);
        Assert.Empty(story.Of(Provider).Queue);
        story.Tell(ActorId.Roster, new AcceptHandover(handover.Id, Provider));
        foreach (var id in new[] { held, aside })
        {
            Assert.Equal(new CaseOwner(OwnerKind.Provider, Provider.Value), CaseOwner.Of(story.Of(id)));
            Assert.Equal(SendingDecider.Roster, story.Of(id).External!.Subsidiarity.DecidedBy);
        }
        Assert.Equivalent(new[] { held, aside }, story.Of(Provider).Queue.Keys, strict: true);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(reading)));
    }

    [Fact]
    public void A_provider_that_is_full_by_then_is_refused_and_nothing_changes_hands()
    {
        var (story, held, aside, _) = BusyUntil(ToNight);
        story.Pass(20);
        for (var more = 0; more < 3; more++)
            story.Arrives();
        var refused = Assert.IsType<Outcome.Refused>(
            story.Try(ActorId.Roster, new AcceptHandover(Only(story).Id, Provider)));
        Assert.Equal(Refusals.ProviderFull, refused.Refusal.Code);
        Assert.All([held, aside], id => Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(id))));
        Assert.Equal(3, story.Of(Provider).Queue.Count);
    }

    [Fact]
    public void A_provider_that_declines_leaves_them_with_their_reader_and_the_coordinator_knows()
    {
        var (story, held, _, _) = BusyUntil(ToNight);
        story.Pass(20);
        story.Tell(ActorId.Roster, new DeclineHandover(Only(story).Id, Provider, "saturé"));
        Assert.Equal(HandoverStatus.Unanswered, Only(story).Status);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(held)));
    }

    [Fact]
    public void A_reader_who_drops_out_hands_over_and_the_case_that_was_read_is_the_coordinators_alarm()
    {
        var (story, held, aside, reading) = BusyUntil(600);
        OnDuty(story, Ben, 600);
        story.Tell(Ana, new SetPresence(Presence.Away));
        Assert.Equivalent(new[] { held, aside }, Only(story).Cases, strict: true);
        Assert.Equal(Boundary.DropOut, Only(story).Boundary);
        Assert.Contains(
            story.Of(reading).Notices.Values, notice => notice.Kind == NoticeKind.HandoverUnanswered
                && notice.Audience == Audience.Coordinators);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(reading)));
    }

    [Fact]
    public void Who_is_back_in_time_hands_nothing_over()
    {
        var (story, _, aside, reading) = BusyUntil(600);
        OnDuty(story, Ben, 600);
        story.Tell(Ana, new SetPresence(Presence.Away));
        story.Tell(Ana, new SetPresence(Presence.Available));
        Assert.DoesNotContain(
            story.Of(reading).Notices.Values, notice => notice.Kind == NoticeKind.HandoverUnanswered);
        story.Pass(6);
        Assert.Equal(HandoverStatus.Closed, Only(story).Status);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(aside)));
        Assert.DoesNotContain(
            story.Of(aside).Notices.Values, notice => notice.Kind == NoticeKind.HandoverOffered);
    }

    [Fact]
    public void An_offer_that_nobody_accepted_moves_at_once_and_without_a_hand_over()
    {
        var story = new Story();
        OnDuty(story, Ana, 60);
        var id = story.Arrives();
        OnDuty(story, Ben, 600);
        story.Tell(Ana, new SetPresence(Presence.Away));
        Assert.Equal((ReaderId?)Ben, story.Of(id).Reader);
        Assert.Empty(story.Roster.Handovers);
    }

    [Fact]
    public void A_vital_case_waits_for_no_acceptance()
    {
        var story = new Story();
        OnDuty(story, Ana, 60);
        var vital = story.Arrives(Urgency.Vital);
        story.Accepts(vital).Tell(vital, new HoldCase(story.Now.AddHours(2), "scanner refait"));
        OnDuty(story, Ben, 600);
        story.Pass(60);
        Assert.Equal((CaseStatus.Offered, (ReaderId?)Ben), (story.Of(vital).Status, story.Of(vital).Reader));
        Assert.Empty(story.Roster.Handovers);
    }

    [Fact]
    public void A_vital_case_with_nobody_there_is_sent_to_the_provider_at_once()
    {
        var story = new Story();
        OnDuty(story, Ana, ToNight);
        var vital = story.Arrives(Urgency.Vital);
        story.Accepts(vital).Tell(vital, new HoldCase(story.Now.AddHours(9), "scanner refait"));
        story.Pass(ToNight);
        Assert.Equal(
            (CaseStatus.Externalised, (ProviderId?)Provider),
            (story.Of(vital).Status, story.Of(vital).Provider));
    }

    [Fact]
    public void A_vital_case_that_nobody_can_have_stays_with_its_reader_and_is_an_alarm()
    {
        var story = new Story(TestTerritory.Alone());
        OnDuty(story, Ana, 60);
        var vital = story.Arrives(Urgency.Vital);
        story.Accepts(vital).Tell(vital, new HoldCase(story.Now.AddHours(9), "scanner refait"));
        story.Pass(60);
        Assert.Equal(Reader(Ana), CaseOwner.Of(story.Of(vital)));
        Assert.Equal(HandoverStatus.Unanswered, Only(story).Status);
    }

    [Fact]
    public void The_coordinators_word_hands_over_too()
    {
        var (story, _, aside, _) = BusyUntil(600);
        OnDuty(story, Ben, 600);
        story.Tell(ActorId.Dispatcher, new HandOverCasesOf(Ana, Boundary.CoordinatorsWord));
        Assert.Equal(Boundary.CoordinatorsWord, Only(story).Boundary);
        Assert.Contains(aside, Only(story).Cases);
        story.Tell(ActorId.Roster, new DeclineHandover(Only(story).Id, Ben, "bloc"));
        story.Tell(ActorId.Roster, new AcceptHandover(Only(story).Id, Provider));
        Assert.Equal(SendingDecider.Coordinator, story.Of(aside).External!.Subsidiarity.DecidedBy);
    }

    [Fact]
    public void With_nothing_to_hand_over_the_coordinator_hears_it() =>
        new ActorSpec(DispatcherState.Initial, ActorId.Dispatcher, TestTerritory.Settings)
            .When(new HandOverCasesOf(Ana, Boundary.CoordinatorsWord))
            .ThenRefused(Refusals.NothingToHandOver, Ana.Value);
}
