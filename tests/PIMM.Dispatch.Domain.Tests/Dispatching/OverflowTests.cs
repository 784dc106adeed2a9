using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Local first: a case goes out only when it would be done so much sooner there.</summary>
public sealed class OverflowTests
{
    private static readonly DateTimeOffset Now = VirtualClock.Evening;

    [Fact]
    public void A_case_that_would_be_late_here_goes_out_with_its_costs()
    {
        var sent = Assert.IsType<CaseSentOut>(Sent(Told(waited: 44)));
        Assert.Equal(Provider, sent.Provider);
        var terms = sent.Terms.ToDictionary(term => term.Code, term => term.Milli);
        Assert.True(terms["inside"] < terms["outside"] + terms["margin"]);
        Assert.Equal(Obstacles.Busy, sent.Others.Single(other => other.Reader == Ana).Code);
    }

    [Fact]
    public void In_a_whole_territory_the_provider_has_it_with_the_proof_before_it_is_late()
    {
        var story = new Story().Present(Ana);
        story.Accepts(story.Arrives());
        for (var waiting = 0; waiting < 6; waiting++)
            story.Arrives();
        story.Pass(44);
        Assert.NotEmpty(story.All<ProviderEngaged>());
        Assert.NotEmpty(story.All<CaseExternalised>());
        foreach (var (at, sent) in story.All<CaseExternalised>())
        {
            Assert.Equal((Provider, "overflow"), (sent.Provider, sent.Reason));
            Assert.Equal(SendingDecider.Dispatcher, sent.Subsidiarity.DecidedBy);
            Assert.True(at < VirtualClock.Evening.AddMinutes(45));
        }
    }

    [Fact]
    public void A_case_that_can_wait_stays() => Assert.Null(Sent(Told(waited: 1, minutes: 9)));

    [Fact]
    public void A_case_that_a_free_reader_may_have_stays() =>
        Assert.Null(Sent(Told(waited: 44, reading: false)));

    [Fact]
    public void A_provider_that_has_enough_to_do_is_no_help()
    {
        var busy = Enumerable.Range(1, 8).Aggregate(ProviderState.Initial, (state, number) =>
            (ProviderState)state.Evolve(new Recorded(
                number, Provider, Now, Identity.System,
                new ProviderEngaged(new CaseId($"hc.9{number}"), 30, "another"))));
        Assert.Null(Sent(Told(State(44) with { Providers = Known(busy) })));
    }

    [Fact]
    public void A_provider_whose_contract_is_used_up_or_that_is_closed_gets_nothing()
    {
        Assert.Null(Sent(Told(State(44) with
        {
            Providers = Known(ProviderState.Initial with
            {
                SlotCases = ProviderState.Initial.SlotCases.Add(EveningSlot, 2),
            }),
        })));
        Assert.Null(Sent(State(44, at: Morning).Decide(Replan.Now, Context with { At = Morning })));
    }

    [Fact]
    public void A_case_that_the_provider_gave_back_is_not_sent_there_again()
    {
        var state = State(44);
        var returned = state.Cases[ACase.Id] with { ReturnedBy = [Provider] };
        Assert.Null(Sent(Told(state with { Cases = state.Cases.SetItem(ACase.Id, returned) })));
    }

    [Fact]
    public void A_case_on_hold_that_nobody_has_is_left_alone()
    {
        var state = State(44, reading: false);
        var held = state.Cases[ACase.Id] with { Status = CaseStatus.OnHold };
        var decision = Told(state with { Cases = state.Cases.SetItem(ACase.Id, held) });
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Tells);
    }

    [Fact]
    public void Without_anybody_eligible_here_it_is_an_alarm_and_stays_until_somebody_decides()
    {
        var decision = Told(waited: 1, specialty: Specialty.Vascular);
        Assert.Null(Sent(decision));
        Assert.Contains(decision.Tells, tell => tell.Body is ReportNoReader { Found: false });
    }

    [Fact]
    public void One_case_goes_out_at_an_instant_since_the_provider_has_not_counted_it_yet()
    {
        var state = State(44);
        var after = (DispatcherState)state.Evolve(new Recorded(
            1, ActorId.Dispatcher, Now, Identity.System, Sent(Told(state))!));
        Assert.DoesNotContain(ACase.Id, after.Cases.Keys);
        var second = state.Cases[ACase.Id] with { Id = new CaseId("hc.77") };
        var waiting = after with { Cases = after.Cases.Add(second.Id, second) };
        Assert.Null(Sent(Told(waiting)));
        Assert.NotNull(Sent(waiting.Decide(Replan.Now, Context with { At = Now.AddSeconds(1) })));
    }

    [Fact]
    public void The_case_goes_to_the_provider_and_says_why()
    {
        var verdict = ACase.Spec().Given(ACase.ToRead()).When(new SendCaseOut(Provider)).Then();
        verdict.ThenTells((ActorId.Dispatcher, new JustifySending(
            (CaseState)verdict.Before, Provider, "overflow", SendingDecider.Dispatcher, Accepted: false)));
        ACase.Spec().Given(ACase.Accepted(Ana)).When(new SendCaseOut(Provider)).Then();
    }

    private static ImmutableSortedDictionary<ProviderId, ProviderState> Known(ProviderState state) =>
        DispatcherState.Initial.Providers.Add(Provider, state);

    /// <summary>The key under which the contract counts what goes out this evening.</summary>
    private static string EveningSlot => TestTerritory.Settings.ExternalProviders[Provider]
        .OpenAt(TestTerritory.Settings.LocalTime(Now)).Single().Key;

    private static DateTimeOffset Morning => Now.AddHours(15);

    private static TurnContext Context => new(
        Now, Identity.System, new CommandId("overflow"), ActorId.Dispatcher, TestTerritory.Settings, 1);

    private static CaseSentOut? Sent(Decision decision) =>
        decision.Events.OfType<CaseSentOut>().SingleOrDefault();

    private static Decision Told(DispatcherState state) => state.Decide(Replan.Now, Context);

    private static Decision Told(
        double waited, bool reading = true, Specialty specialty = Specialty.Neuro, int minutes = 40) =>
        Told(State(waited, reading, specialty, minutes));

    /// <summary>Ana alone is here and has begun a case; another waits.</summary>
    private static DispatcherState State(
        double waited, bool reading = true, Specialty specialty = Specialty.Neuro, int minutes = 40,
        DateTimeOffset? at = null)
    {
        var now = at ?? Now;
        var waiting = Case(ACase.Id, specialty, 9, now.AddMinutes(-waited)) with
        {
            Status = CaseStatus.ToRead,
        };
        var read = Case(ACase.Other, Specialty.Neuro, minutes, now.AddMinutes(-5)) with
        {
            Status = CaseStatus.Accepted, Reader = Ana, AcceptedAt = now,
        };
        var ana = ReaderState.Initial with
        {
            Duty = new CurrentDuty("1", DutyLine.OnCall, now.AddHours(5)), Presence = Presence.Available,
        };
        var state = DispatcherState.Initial with
        {
            Cases = DispatcherState.Initial.Cases.Add(waiting.Id, waiting),
            Readers = DispatcherState.Initial.Readers.Add(
                Ana, reading ? ana with { InHand = ana.InHand.Add(read.Id, minutes) } : ana),
        };
        return reading ? state with { Cases = state.Cases.Add(read.Id, read) } : state;
    }

    private static CaseState Case(CaseId id, Specialty specialty, int minutes, DateTimeOffset start) =>
        CaseState.Initial with
        {
            Exists = true, Id = id, Establishment = South, Patient = ACase.Someone, OpenedAt = start,
            Exam = new Exam("CT", null, "Scanner"), ImagesCompleteAt = start,
            Classification = new Classification(
                Urgency.Urgent, specialty, AnatomicalRegion.Other, minutes, false),
            Target = new Target(start, start, start, start.AddMinutes(45)),
        };
}
