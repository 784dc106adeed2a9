using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Who gets which case, and when.</summary>
public sealed class DispatchTests
{
    [Fact]
    public void A_case_goes_to_the_free_reader_who_knows_its_specialty_best()
    {
        var story = new Story().Present(Ana, Ben);
        Assert.Equal(Ana, story.Of(story.Arrives(specialty: Specialty.Neuro)).Reader);
        Assert.Equal(Ben, story.Of(story.Arrives(specialty: Specialty.Thorax)).Reader);
    }

    [Fact]
    public void Between_equals_the_one_who_has_read_less_tonight_gets_it()
    {
        var story = new Story().Present(Ana, Cid);
        var first = story.Arrives(specialty: Specialty.Neuro, at: North);
        Assert.Equal(Ana, story.Of(first).Reader);
        story.Accepts(first).Signs(first);
        // Ana has 9 minutes more than Cid: with a large weight of fairness that outweighs her better
        // knowledge.
        var fair = new Story(With(weights => weights with { LoadMilli = 10_000 })).Present(Ana, Cid);
        var one = fair.Arrives(at: North);
        fair.Accepts(one).Signs(one);
        Assert.Equal(Cid, fair.Of(fair.Arrives(at: North)).Reader);
    }

    [Fact]
    public void Between_readers_equal_in_everything_the_order_of_their_ids_decides()
    {
        var equal = TestTerritory.Settings with
        {
            Readers = TestTerritory.Settings.Readers
                .SetItem(
                    Ben,
                    TestTerritory.Settings.Readers[Ben] with { Skills =
                        TestTerritory.Settings.Readers[Ana].Skills }),
        };
        var story = new Story(equal).Present(Ben, Ana);
        Assert.Equal(Ana, story.Of(story.Arrives()).Reader);
    }

    [Fact]
    public void A_reader_without_privilege_at_the_site_is_never_offered_its_cases()
    {
        var story = new Story().Present(Cid);
        Assert.True(story.Of(story.Arrives(at: South)).NoReader);
        Assert.Equal(Cid, story.Of(story.Arrives(at: North)).Reader);
    }

    [Fact]
    public void A_reader_who_does_not_read_the_specialty_is_never_offered_it()
    {
        var story = new Story().Present(Cid);
        Assert.True(story.Of(story.Arrives(specialty: Specialty.Thorax, at: North)).NoReader);
    }

    [Fact]
    public void Only_readers_on_duty_and_at_work_are_offered_cases()
    {
        var story = new Story();
        story.Tell(Ana, new SetPresence(Presence.Available));
        var id = story.Arrives();
        Assert.Equal(CaseStatus.ToRead, story.Of(id).Status);
        story.Tell(ActorId.Roster, new PutOnDuty(Ana, DutyLine.OnCall, story.Now, story.Now.AddHours(1)));
        Assert.Equal(Ana, story.Of(id).Reader);
    }

    [Theory]
    [InlineData(Presence.Away)]
    [InlineData(Presence.Break)]
    [InlineData(Presence.Busy)]
    public void Whoever_is_not_at_work_is_offered_nothing(Presence presence)
    {
        var story = new Story().Present(Ana);
        story.Tell(Ana, new SetPresence(presence));
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives()).Status);
    }

    [Fact]
    public void A_free_reader_has_one_offer_at_a_time()
    {
        var story = new Story().Present(Ana);
        var (first, second) = (story.Arrives(), story.Arrives());
        Assert.Equal(
            (CaseStatus.Offered, CaseStatus.ToRead), (story.Of(first).Status, story.Of(second).Status));
    }

    [Fact]
    public void The_next_case_is_offered_the_moment_the_report_is_signed()
    {
        var story = new Story().Present(Ana);
        var (first, second) = (story.Arrives(), story.Arrives());
        story.Accepts(first).Pass(5).Signs(first);
        Assert.Equal((Ana, CaseStatus.Offered), (story.Of(second).Reader, story.Of(second).Status));
    }

    [Fact]
    public void Of_cases_that_wait_the_one_that_loses_most_goes_first()
    {
        var story = new Story();
        var scheduled = story.Arrives(Urgency.Scheduled);
        var urgent = story.Arrives(Urgency.Urgent);
        story.Present(Ana);
        Assert.Equal(
            (CaseStatus.ToRead, CaseStatus.Offered), (story.Of(scheduled).Status, story.Of(urgent).Status));
    }

    [Fact]
    public void Vital_cases_go_first_whatever_waits()
    {
        var story = new Story();
        for (var i = 0; i < 20; i++)
            story.Arrives(Urgency.Urgent);
        story.Pass(60);
        var vital = story.Arrives(Urgency.Vital);
        story.Present(Ana);
        Assert.Equal(Ana, story.Of(vital).Reader);
    }

    /// <summary>
    /// Found by reading: fourteen children's cases that nobody free may read hid a fifteenth for a
    /// neuroradiologist.
    /// </summary>
    [Fact]
    public void Cases_that_nobody_free_may_read_do_not_hide_one_that_somebody_may()
    {
        var story = new Story();
        for (var i = 0; i < 30; i++)
            story.Arrives(Urgency.Urgent, Specialty.Paediatric, North);
        story.Pass(10);
        var neuro = story.Arrives(Urgency.Urgent, Specialty.Neuro, North);
        story.Present(Ana);
        Assert.Equal(Ana, story.Of(neuro).Reader);
    }

    [Fact]
    public void A_case_that_was_declined_goes_to_another_and_never_back()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        story.Tell(id, new DeclineCase(Ana, "conflit d'intérêts"));
        Assert.Equal(Ben, story.Of(id).Reader);
        story.Tell(id, new DeclineCase(Ben, "conflit d'intérêts"));
        Assert.True(story.Of(id).NoReader);
        story.Pass(30);
        Assert.Equal(CaseStatus.ToRead, story.Of(id).Status);
    }

    [Fact]
    public void A_case_given_back_is_not_offered_to_whoever_gave_it_back()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        story.Accepts(id).Tell(id, new ReleaseCase(Ana, "malaise"));
        Assert.Equal(Ben, story.Of(id).Reader);
    }

    [Fact]
    public void Whoever_lets_an_offer_expire_is_marked_away_and_the_case_goes_to_another_at_once()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        var offered = story.Now;
        story.Pass(3);
        Assert.Equal((Presence.Away, Ben), (story.Of(Ana).Presence, story.Of(id).Reader));
        Assert.Equal(offered.AddMinutes(3), story.All<OfferEnded>().Single().At);
        Assert.Equal(offered.AddMinutes(3), story.Of(id).OfferedAt);
    }

    [Fact]
    public void Whoever_leaves_loses_its_offer_at_once()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        story.Tell(Ana, new SetPresence(Presence.Break));
        Assert.Equal(OfferEnd.ReaderLeft, story.All<OfferEnded>().Single().Fact.Why);
        Assert.Equal(Ben, story.Of(id).Reader);
    }

    [Fact]
    public void At_the_end_of_a_duty_offers_go_to_others_and_what_is_in_hand_stays()
    {
        var story = new Story().Present(Ben);
        story.Tell(ActorId.Roster, new PutOnDuty(Ana, DutyLine.OnCall, story.Now, story.Now.AddMinutes(2)));
        story.Tell(Ana, new SetPresence(Presence.Available));
        var inHand = story.Arrives();
        story.Accepts(inHand);
        story.Tell(inHand, new ReassignCase(Ben, "essai"));
        story.Accepts(inHand);
        var offered = story.Arrives();
        Assert.Equal(Ana, story.Of(offered).Reader);
        story.Pass(2);
        Assert.Equal(
            (CaseStatus.ToRead, CaseStatus.Accepted), (story.Of(offered).Status, story.Of(inHand).Status));
    }

    [Fact]
    public void The_coordinator_may_offer_to_somebody_who_is_not_at_work_and_the_offer_stands()
    {
        var story = new Story().Present(Ben);
        var id = story.Arrives();
        story.Tell(id, new ReassignCase(Ana, "appelée au téléphone"));
        Assert.Equal((Ana, CaseStatus.Offered), (story.Of(id).Reader, story.Of(id).Status));
        story.Pass(2);
        Assert.Equal(Ana, story.Of(id).Reader);
        story.Pass(1);
        Assert.Equal(Ben, story.Of(id).Reader);
    }

    [Fact]
    public void Nobody_eligible_is_an_alarm_in_the_same_turn_and_ends_when_somebody_is()
    {
        var story = new Story();
        var id = story.Arrives();
        Assert.True(story.Of(id).NoReader);
        Assert.Equal(NoticeKind.NoReader, story.Of(id).Notices.Values.Single().Kind);
        Assert.Equal(
            [Obstacles.OffDuty, Obstacles.OffDuty],
            story.All<CaseUnplaced>().Single().Fact.Others.Select(other => other.Code));
        story.Present(Ana);
        Assert.False(story.Of(id).NoReader);
        Assert.Equal([NoticeKind.CaseAssigned], story.Of(id).Notices.Values.Select(notice => notice.Kind));
    }

    [Fact]
    public void A_busy_reader_who_could_take_it_later_ends_the_alarm_that_nobody_could()
    {
        var story = new Story().Present(Cid);
        var busy = story.Arrives(at: North);
        story.Accepts(busy);
        var id = story.Arrives(Urgency.SemiUrgent, Specialty.Thorax, North);
        Assert.True(story.Of(id).NoReader);
        story.Present(Ben);
        story.Tell(id, new DeclineCase(Ben, "non"));
        Assert.True(story.Of(id).NoReader);
    }

    [Fact]
    public void The_alarm_is_raised_again_when_the_last_eligible_reader_leaves()
    {
        var story = new Story().Present(Ana);
        var (first, second) = (story.Arrives(), story.Arrives());
        story.Accepts(first);
        Assert.False(story.Of(second).NoReader);
        story.Tell(Ana, new SetPresence(Presence.Away));
        Assert.True(story.Of(second).NoReader);
    }

    [Fact]
    public void While_something_waits_the_plan_is_made_anew_every_minute_and_otherwise_never()
    {
        var story = new Story().Present(Ana);
        var (first, second) = (story.Arrives(), story.Arrives());
        story.Accepts(first).Pass(5.5);
        Assert.Equal(5, Ticks(story));
        story.Signs(first).Accepts(second).Pass(10);
        Assert.Equal(6, Ticks(story));
    }

    [Fact]
    public void The_same_patient_goes_to_the_reader_who_has_read_it_already()
    {
        var patient = Story.Somebody(99);
        var story = new Story().Present(Ana, Ben);
        var first = story.Arrives(specialty: Specialty.Neuro, patient: patient);
        story.Accepts(first).Signs(first);
        var second = story.Arrives(specialty: Specialty.Thorax, patient: patient);
        Assert.Equal(Ana, story.Of(second).Reader);
    }

    [Fact]
    public void For_the_reader_who_knows_the_patient_an_emergency_waits_six_minutes_and_no_longer()
    {
        var patient = Story.Somebody(99);
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives(patient: patient));
        var second = story.Arrives(specialty: Specialty.Thorax, patient: patient);
        story.Pass(5);
        Assert.Equal(CaseStatus.ToRead, story.Of(second).Status);
        story.Pass(2);
        Assert.Equal(Ben, story.Of(second).Reader);
    }

    [Fact]
    public void A_vital_case_waits_for_nobody()
    {
        var patient = Story.Somebody(99);
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives(patient: patient));
        Assert.Equal(Ben, story.Of(story.Arrives(Urgency.Vital, Specialty.Thorax, patient: patient)).Reader);
    }

    [Fact]
    public void Who_knows_which_patient_is_forgotten_with_the_duty()
    {
        var patient = Story.Somebody(99);
        var story = new Story().Present(Ana);
        var first = story.Arrives(patient: patient);
        story.Accepts(first).Signs(first).Pass(12 * 60);
        Assert.Empty(story.Dispatcher.PatientReaders);
    }

    [Fact]
    public void A_cap_keeps_everything_but_a_vital_case_away()
    {
        var capped = TestTerritory.Settings with
        {
            Readers = TestTerritory.Settings.Readers.SetItem(
                Ana, TestTerritory.Settings.Readers[Ana] with { CapMinutes = 0 }),
        };
        var story = new Story(capped).Present(Ana);
        var urgent = story.Arrives();
        Assert.Equal((CaseStatus.ToRead, false), (story.Of(urgent).Status, story.Of(urgent).NoReader));
        var vital = story.Arrives(Urgency.Vital);
        Assert.Equal(Ana, story.Of(vital).Reader);
    }

    [Fact]
    public void A_vital_case_takes_the_place_of_an_offer_that_nobody_has_accepted()
    {
        var story = new Story().Present(Ana);
        var urgent = story.Arrives();
        var vital = story.Arrives(Urgency.Vital);
        Assert.Equal((Ana, CaseStatus.ToRead), (story.Of(vital).Reader, story.Of(urgent).Status));
        Assert.Equal(OfferEnd.VitalFirst, story.All<OfferEnded>().Single().Fact.Why);
        var second = story.Arrives(Urgency.Vital);
        Assert.Equal(
            (CaseStatus.Offered, CaseStatus.ToRead), (story.Of(vital).Status, story.Of(second).Status));
    }

    [Fact]
    public void A_case_classified_anew_while_it_is_read_by_somebody_unskilled_disturbs_nobody()
    {
        var story = new Story().Present(Ana, Ben);
        var (inHand, other) = (story.Arrives(), story.Arrives(specialty: Specialty.Thorax));
        story.Accepts(inHand).Accepts(other);
        story.Tell(inHand, new ClassifyCase(null, Specialty.Paediatric, AnatomicalRegion.Other, null));
        var vital = story.Arrives(Urgency.Vital);
        Assert.NotEqual(CaseStatus.Cancelled, story.Of(vital).Status);
        Assert.Equal(12, story.Of(Ana).LoadMinutes);
    }

    [Fact]
    public void Nothing_stays_pending_when_a_turn_has_come_to_rest()
    {
        var story = new Story().Present(Ana, Ben, Cid);
        for (var i = 0; i < 6; i++)
        {
            story.Arrives();
            Assert.Empty(story.Dispatcher.Pending);
        }
    }

    private static int Ticks(Story story) =>
        story.All<DeadlineReached>().Count(one => one.Fact.Name == "tick");
}
