using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Local first: a case goes out only when it would be done so much sooner there.</summary>
public sealed class OverflowTests
{
    private static readonly DateTimeOffset Now = VirtualClock.Evening;

    [Fact]
    public void A_case_that_would_be_late_here_goes_out_with_its_costs()
    {
        var sent = Assert.IsType<CaseSentOut>(Sent(Told(waited: 44, Lane)));
        Assert.Equal(Provider, sent.Provider);
        var terms = sent.Terms.ToDictionary(term => term.Code, term => term.Milli);
        Assert.True(terms["inside"] < terms["outside"] + terms["margin"]);
        Assert.Equal(Obstacles.Busy, sent.Others.Single(other => other.Reader == Ana).Code);
    }

    [Fact]
    public void A_case_that_can_wait_stays() => Assert.Null(Sent(Told(waited: 1, Lane, minutes: 9)));

    [Fact]
    public void A_case_that_a_free_reader_may_have_stays() =>
        Assert.Null(Sent(Told(waited: 44, Lane, reading: false)));

    [Fact]
    public void A_lane_that_is_free_much_later_is_no_help() =>
        Assert.Null(Sent(Told(waited: 44, Lane with { FreeAt = Now.AddHours(2) })));

    [Fact]
    public void A_provider_without_a_contract_gets_nothing() =>
        Assert.Null(Sent(Told(waited: 44, Lane with { Provider = new ProviderId("inconnue") })));

    [Fact]
    public void Without_anybody_eligible_here_it_goes_out_at_once()
    {
        var decision = Told(waited: 1, Lane, specialty: Specialty.Vascular);
        Assert.NotNull(Sent(decision));
        Assert.Contains(decision.Tells, tell => tell.Body is SendCaseOut);
    }

    [Fact]
    public void The_lane_is_taken_until_the_provider_says_when_it_is_free_again()
    {
        var state = State(44, Lane, true, Specialty.Neuro, 40);
        var after = (DispatcherState)state.Evolve(new Recorded(
            1, ActorId.Dispatcher, Now, Identity.System, Sent(state.Decide(Replan.Now, Context))!));
        Assert.Empty(after.Lanes);
        Assert.DoesNotContain(ACase.Id, after.Cases.Keys);
    }

    [Fact]
    public void The_case_goes_to_the_provider_and_says_why()
    {
        var verdict = ACase.Spec().Given(ACase.ToRead()).When(new SendCaseOut(Provider)).Then();
        verdict.ThenTells((ActorId.Dispatcher, new JustifySending(
            (CaseState)verdict.Before, Provider, "overflow", SendingDecider.Dispatcher, Accepted: false)));
        ACase.Spec().Given(ACase.Accepted(Ana)).When(new SendCaseOut(Provider)).Then();
    }

    private static ExternalLane Lane => new(Provider, Now, SetUpMinutes: 8, SpeedMilli: 1000);

    private static TurnContext Context => new(
        Now, Identity.System, new CommandId("overflow"), ActorId.Dispatcher, TestTerritory.Settings, 1);

    private static CaseSentOut? Sent(Decision decision) =>
        decision.Events.OfType<CaseSentOut>().SingleOrDefault();

    private static Decision Told(
        double waited, ExternalLane lane, bool reading = true, Specialty specialty = Specialty.Neuro,
        int minutes = 40) =>
        State(waited, lane, reading, specialty, minutes).Decide(Replan.Now, Context);

    /// <summary>Ana alone is here and has begun a case; another waits.</summary>
    private static DispatcherState State(
        double waited, ExternalLane lane, bool reading, Specialty specialty, int minutes)
    {
        var waiting = Case(ACase.Id, specialty, 9, waited) with { Status = CaseStatus.ToRead };
        var read = Case(ACase.Other, Specialty.Neuro, minutes, 5) with
        {
            Status = CaseStatus.Accepted, Reader = Ana, AcceptedAt = Now,
        };
        var ana = ReaderState.Initial with
        {
            Duty = new CurrentDuty("1", DutyLine.OnCall, Now.AddHours(5)), Presence = Presence.Available,
        };
        var state = DispatcherState.Initial with
        {
            Cases = DispatcherState.Initial.Cases.Add(waiting.Id, waiting), Lanes = [lane],
            Readers = DispatcherState.Initial.Readers.Add(
                Ana, reading ? ana with { InHand = ana.InHand.Add(read.Id, minutes) } : ana),
        };
        return reading ? state with { Cases = state.Cases.Add(read.Id, read) } : state;
    }

    private static CaseState Case(CaseId id, Specialty specialty, int minutes, double waited)
    {
        var start = Now.AddMinutes(-waited);
        return CaseState.Initial with
        {
            Exists = true, Id = id, Establishment = South, Patient = ACase.Someone, OpenedAt = start,
            Exam = new Exam("CT", null, "Scanner"), ImagesCompleteAt = start,
            Classification = new Classification(
                Urgency.Urgent, specialty, AnatomicalRegion.Other, minutes, false),
            Target = new Target(start, start, start, start.AddMinutes(45)),
        };
    }
}
