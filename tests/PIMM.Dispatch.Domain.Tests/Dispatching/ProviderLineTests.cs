using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Cases between the dispatcher and the external provider, over whole turns.</summary>
public sealed class ProviderLineTests
{
    /// <summary>Minutes from the story's evening to 23:30, when the provider's own slot begins.</summary>
    private const double ToNight = 210;

    [Fact]
    public void In_the_providers_own_slot_with_nobody_on_duty_a_case_goes_there_by_itself()
    {
        var story = new Story().Pass(ToNight);
        var id = story.Arrives();
        var external = story.Of(id).External!;
        Assert.Equal(
            (Provider, "deep-night", SendingDecider.Roster),
            (external.Provider, external.Reason, external.Subsidiarity.DecidedBy));
        Assert.Equal(
            [LevelObstacle.DeepNight, LevelObstacle.DeepNight],
            external.Subsidiarity.Tried.Select(tried => tried.Why));
        Assert.Equal(OwnerKind.Dispatcher, CaseOwner.Of(story.Of(id))!.Kind);
        Assert.Equal(story.Now.AddMinutes(45), story.Of(id).Target!.DueAt);
        Assert.Empty(story.All<CaseUnplaced>());
    }

    [Fact]
    public void In_an_overflow_slot_nothing_goes_by_itself() =>
        Assert.Equal(CaseStatus.ToRead, Status(new Story(), story => story.Arrives()));

    [Fact]
    public void While_somebody_is_on_duty_nothing_goes_by_itself() =>
        Assert.Equal(
            CaseStatus.Offered, Status(new Story().Pass(ToNight).Present(Ana), story => story.Arrives()));

    [Fact]
    public void What_the_contract_does_not_cover_stays_an_alarm()
    {
        var story = new Story().Pass(ToNight);
        var id = story.Arrives(specialty: Specialty.Paediatric, at: North);
        Assert.True(story.Of(id).NoReader);
        Assert.Equal(OwnerKind.Coordinators, CaseOwner.Of(story.Of(id))!.Kind);
    }

    [Fact]
    public void When_the_slot_begins_what_waits_goes_and_no_more_than_fits_the_most_pressing_first()
    {
        var story = new Story().Pass(ToNight - 1);
        var ids = Enumerable.Range(0, 5).Select(_ => story.Arrives()).ToList();
        var vital = story.Arrives(Urgency.Vital);
        story.Pass(2);
        Assert.Equal(4, story.Of(Provider).Queue.Count);
        Assert.Equal(CaseStatus.Externalised, story.Of(vital).Status);
        Assert.Equal(0, story.Of(Provider).CapacityLeft(
            TestTerritory.Settings.ExternalProviders[Provider],
            TestTerritory.Settings.LocalTime(story.Now)));
        Assert.Equal(2, ids.Count(id => story.Of(id).Status == CaseStatus.ToRead));
    }

    [Fact]
    public void Silent_it_loses_the_case_and_is_not_asked_again()
    {
        var story = new Story().Pass(ToNight);
        var id = story.Arrives();
        story.Pass(10);
        Assert.Equal(ProviderEnd.Silent, story.All<CaseReturned>().Single().Fact.Why);
        Assert.Contains(story.Of(id).Notices.Values, notice => notice.Kind == NoticeKind.CaseReturned);
        story.Pass(30);
        Assert.Single(story.All<CaseExternalised>());
        Assert.Empty(story.Of(Provider).Queue);
    }

    [Fact]
    public void Returned_it_is_offered_to_whoever_is_there_in_the_same_turn()
    {
        var story = new Story();
        var id = story.Arrives();
        story.Tell(id, new ExternaliseCase(Provider, "aucun lecteur"));
        story.Tell(id, new AcceptExternally(Provider));
        story.Present(Ana).Tell(id, new GiveBackExternally(Provider, "images illisibles"));
        Assert.Equal((CaseStatus.Offered, (ReaderId?)Ana), (story.Of(id).Status, story.Of(id).Reader));
    }

    [Fact]
    public void The_coordinators_word_meets_the_same_limits_and_changes_nothing_when_refused()
    {
        var story = new Story();
        var ids = Enumerable.Range(0, 3).Select(_ => story.Arrives()).ToList();
        story.Tell(ids[0], new ExternaliseCase(Provider, "x"));
        story.Tell(ids[1], new ExternaliseCase(Provider, "x"));
        var refused = Assert.IsType<Outcome.Refused>(story.Try(ids[2], new ExternaliseCase(Provider, "x")));
        Assert.Equal(Refusals.ProviderFull, refused.Refusal.Code);
        Assert.Equal(CaseStatus.ToRead, story.Of(ids[2]).Status);
        Assert.Equal(2, story.Of(Provider).Queue.Count);
    }

    [Fact]
    public void Signed_by_the_provider_its_lane_is_free_and_the_place_stays_used()
    {
        var story = new Story();
        var id = story.Arrives();
        story.Tell(id, new ExternaliseCase(Provider, "x"));
        story.Tell(id, new AcceptExternally(Provider));
        story.Tell(id, new SignReport(Provider, "Lu.", null));
        Assert.Empty(story.Of(Provider).Queue);
        Assert.Equal((1, 1), (story.Of(Provider).Read, story.Of(Provider).SlotCases.Values.Single()));
    }

    private static CaseStatus Status(Story story, Func<Story, CaseId> arrive) =>
        story.Of(arrive(story)).Status;

    [Fact]
    public void Of_two_that_are_open_the_one_that_begins_first_gets_the_case()
    {
        var begun = WithAnother(setUpMinutes: 3).Pass(ToNight);
        Assert.Equal(Another, begun.Of(begun.Arrives()).Provider);

        var slower = WithAnother(setUpMinutes: 20).Pass(ToNight);
        Assert.Equal(Provider, slower.Of(slower.Arrives()).Provider);
    }

    [Fact]
    public void The_last_step_of_an_escalation_passes_over_a_provider_that_is_closed()
    {
        var closed = TestTerritory.Settings.ExternalProviders[Provider] with { Slots = [] };
        var story = WithAnother(setUpMinutes: 20, first: closed);
        var id = story.Arrives();
        story.Pass(61);
        Assert.Equal((Another, "escalation"), (story.Of(id).Provider, story.Of(id).External!.Reason));
        Assert.Empty(story.All<CaseReturned>());
    }

    [Fact]
    public void With_every_provider_closed_the_step_is_said_to_have_found_nobody()
    {
        var closed = TestTerritory.Settings.ExternalProviders[Provider] with { Slots = [] };
        var settings = TestTerritory.Settings with
        {
            ExternalProviders = TestTerritory.Settings.ExternalProviders.SetItem(Provider, closed),
        };
        var story = new Story(settings);
        var id = story.Arrives();
        story.Pass(120);
        Assert.Equal(CaseStatus.ToRead, story.Of(id).Status);
        Assert.Empty(story.All<CaseExternalised>());
        Assert.Single(story.All<EscalationBegan>());
    }

    [Fact]
    public void A_slot_of_the_roster_that_was_given_sends_what_nobody_on_duty_may_read()
    {
        var neuro = Roster.ARoster.Garde with { Id = new LineId("neuro"), Specialties = [Specialty.Neuro] };
        var settings = TestTerritory.Settings with { Lines = Dated.Always(ImmutableArray.Create(neuro)) };
        var readsChests = settings.Readers[Ana] with
        {
            Skills = ImmutableSortedDictionary<Specialty, int>.Empty.Add(Specialty.Thorax, 3),
        };
        var story = new Story(settings with { Readers = settings.Readers.SetItem(Ana, readsChests) })
            .Present(Ana);
        var before = story.Arrives();
        Assert.Equal(CaseStatus.ToRead, story.Of(before).Status);

        story.Tell(ActorId.Roster, new GiveSlotsToProvider(
            Provider, [SlotId.Of(neuro.Id, new DateOnly(2026, 1, 14), new TimeOnly(18, 30))], "vacance"));

        Assert.Equal("roster-gap", story.Of(before).External!.Reason);
        Assert.Contains(
            LevelObstacle.NoneEligible, story.Of(before).External!.Subsidiarity.Tried.Select(one => one.Why));
        Assert.Equal(CaseStatus.Offered, story.Of(story.Arrives(specialty: Specialty.Thorax)).Status);
    }

    [Fact]
    public void A_given_slot_sends_nothing_while_somebody_on_duty_may_read_it()
    {
        var settings = TestTerritory.Settings with
        {
            Lines = Dated.Always(ImmutableArray.Create(Roster.ARoster.Garde with { StandIn = Provider })),
        };
        var story = new Story(settings).Present(Ana);
        story.Accepts(story.Arrives());
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives()).Status);

        var alone = new Story(settings);
        Assert.Equal(CaseStatus.Externalised, alone.Of(alone.Arrives()).Status);
    }

    private static readonly ProviderId Another = new("zz-autre");

    /// <summary>A second company with the same contract; its id comes after the first one's.</summary>
    private static Story WithAnother(int setUpMinutes, ExternalProviderSettings? first = null)
    {
        var known = TestTerritory.Settings.ExternalProviders[Provider];
        return new Story(TestTerritory.Settings with
        {
            ExternalProviders = TestTerritory.Settings.ExternalProviders
                .SetItem(Provider, first ?? known)
                .Add(Another, known with { Id = Another, SetUp = TimeSpan.FromMinutes(setUpMinutes) }),
        });
    }
}

/// <summary>Why nobody nearer could read it: as the dispatcher finds it, level by level.</summary>
public sealed class SendingProofTests
{
    private static LevelTried[] Sent(Story story, CaseId id)
    {
        story.Tell(id, new ExternaliseCase(Provider, "x"));
        var proof = story.Of(id).External!.Subsidiarity;
        Assert.Equal(SendingDecider.Coordinator, proof.DecidedBy);
        return [.. proof.Tried];
    }

    private static LevelTried Local(LevelObstacle why, int? over = null) =>
        new(SubsidiarityLevel.Local, why, over);

    private static LevelTried Region(LevelObstacle why) => new(SubsidiarityLevel.Region, why, null);

    [Fact]
    public void Nobody_is_on_duty()
    {
        var story = new Story();
        Assert.Equal(
            [Local(LevelObstacle.NobodyOnDuty), Region(LevelObstacle.NobodyOnDuty)],
            Sent(story, story.Arrives()));
    }

    [Fact]
    public void None_of_those_on_duty_can_and_another_has_no_convention()
    {
        var story = new Story().Present(Cid, Ben);
        story.Tell(Ben, new SetPresence(Presence.Busy));
        var id = story.Arrives(at: South);
        Assert.Equal([Local(LevelObstacle.NoneEligible), Region(LevelObstacle.NoPrivilege)], Sent(story, id));
    }

    [Fact]
    public void They_would_be_too_late_by_so_many_minutes()
    {
        var story = new Story().Present(Ana);
        var first = story.Arrives();
        story.Accepts(first);
        var id = story.Arrives();
        story.Pass(35);
        var minutes = 2 * story.Of(id).Classification!.ExpectedMinutes + 35 - 45;
        Assert.Equal(Local(LevelObstacle.OverTarget, minutes), Sent(story, id)[0]);
    }

    [Fact]
    public void Somebody_could_have_and_the_coordinator_decided_all_the_same()
    {
        var story = new Story().Present(Ana);
        Assert.Equal(Local(LevelObstacle.InTime), Sent(story, story.Arrives())[0]);
    }
}
