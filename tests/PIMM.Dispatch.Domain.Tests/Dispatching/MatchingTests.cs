using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Policy f: cases and the next places of all readers are seen together.</summary>
public sealed class MatchingTests
{
    [Fact]
    public void Two_cases_go_each_to_its_specialist_whichever_came_first()
    {
        var decided = Plan([Ana, Ben],
            Case(1, Urgency.Urgent, Specialty.Thorax, North),
            Case(2, Urgency.Urgent, Specialty.Neuro, North));
        Assert.Equal([(1, Ben), (2, Ana)], decided.Select(one => (NumberOf(one.Case), one.Reader)).Order());
        Assert.All(decided, one => Assert.Equal(
            ("f", Obstacles.BetterForAnother), (one.Policy, ReasonOf(one, one.Reader == Ana ? Ben : Ana))));
    }

    [Fact]
    public void A_case_waits_for_a_specialist_who_is_nearly_done_while_somebody_lesser_is_idle()
    {
        var story = new Story().Present(Ana, Ben);
        var first = story.Arrives();
        story.Accepts(first).Pass(6);
        var second = story.Arrives();
        Assert.Equal(CaseStatus.ToRead, story.Of(second).Status);
        Assert.Equal(new PlannedCase(second, Ana), story.All<PlanRevised>().Single().Fact.Changes.Single());
        Assert.Equal(Ana, story.Dispatcher.Planned[second]);
        story.Pass(1).Signs(first);
        Assert.Equal(Ana, story.Of(second).Reader);
        Assert.Empty(story.Dispatcher.Planned);
    }

    [Fact]
    public void It_waits_for_the_specialist_six_minutes_and_no_longer()
    {
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives()).Pass(6);
        var second = story.Arrives();
        story.Pass(5);
        Assert.Equal(CaseStatus.ToRead, story.Of(second).Status);
        story.Pass(1);
        Assert.Equal(Ben, story.Of(second).Reader);
        Assert.Equal(Obstacles.HoldExpired, ReasonOf(story.Decided(second), Ana));
    }

    [Fact]
    public void Waiting_for_a_specialist_has_its_price()
    {
        var story = new Story(With(weights => weights with { HoldMilli = 1_000 })).Present(Ana, Ben);
        story.Accepts(story.Arrives()).Pass(6);
        Assert.Equal(Ben, story.Of(story.Arrives()).Reader);
    }

    [Fact]
    public void A_vital_case_does_not_wait_for_a_specialist()
    {
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives()).Pass(6);
        Assert.Equal(Ben, story.Of(story.Arrives(Urgency.Vital)).Reader);
    }

    [Fact]
    public void Of_two_vital_cases_one_leaves_the_other_the_only_reader_who_may_have_it()
    {
        var decided = Plan([Ana, Cid],
            Case(1, Urgency.Vital, Specialty.Neuro, North), Case(2, Urgency.Vital, Specialty.Neuro, South));
        Assert.Equal([(1, Cid), (2, Ana)], decided.Select(one => (NumberOf(one.Case), one.Reader)).Order());
    }

    [Fact]
    public void Behind_what_is_planned_for_a_busy_reader_another_case_is_told_so()
    {
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives()).Pass(7);
        story.Arrives();
        var thorax = story.Arrives(specialty: Specialty.Thorax);
        Assert.Equal(Ben, story.Of(thorax).Reader);
        Assert.Equal(Obstacles.PlannedNext, ReasonOf(story.Decided(thorax), Ana));
    }

    [Fact]
    public void A_case_leaves_the_reader_it_was_planned_for_only_for_a_gain_that_is_written_down()
    {
        static CaseDispatched Decided(int planChangeMilli)
        {
            var story = new Story(With(weights => weights with { PlanChangeMilli = planChangeMilli }))
                .Present(Ana, Ben);
            story.Accepts(story.Arrives()).Pass(6);
            var second = story.Arrives();
            story.Pass(6);
            return story.Decided(second);
        }
        Assert.Equal(-100, Decided(100).Terms.Single(term => term.Code == "plan-change").Milli);
        Assert.Equal(-40, Decided(40).Terms.Single(term => term.Code == "plan-change").Milli);
    }

    [Fact]
    public void Nobody_is_planned_for_beyond_the_end_of_the_duty()
    {
        var story = new Story().Present(Ben);
        story.Tell(ActorId.Roster, new PutOnDuty(Ana, DutyLine.OnCall, story.Now, story.Now.AddMinutes(7)));
        story.Tell(Ana, new SetPresence(Presence.Available));
        story.Accepts(story.Arrives()).Pass(4);
        Assert.Equal(Ben, story.Of(story.Arrives()).Reader);
    }

    [Fact]
    public void The_index_waits_for_no_specialist()
    {
        var story = new Story(With(weights => weights with { Policy = DispatchPolicy.E })).Present(Ana, Ben);
        story.Accepts(story.Arrives()).Pass(6);
        var second = story.Arrives();
        Assert.Equal(Ben, story.Of(second).Reader);
        Assert.Equal("e", story.Decided(second).Policy);
    }

    [Fact]
    public void With_the_list_nothing_is_offered_a_claim_is_taken_and_nobody_eligible_is_still_an_alarm()
    {
        var list = With(weights => weights with { Policy = DispatchPolicy.List });
        var story = new Story(list).Present(Ana);
        var id = story.Arrives();
        Assert.Equal(CaseStatus.ToRead, story.Pass(10).Of(id).Status);
        story.Tell(id, new ClaimCase(Ana));
        Assert.Equal(Ana, story.Of(id).Reader);
        Assert.True(story.Of(story.Arrives(specialty: Specialty.Vascular)).NoReader);
    }

    private static string ReasonOf(CaseDispatched decided, ReaderId reader) =>
        decided.Others.Single(other => other.Reader == reader).Code;

    private static int NumberOf(CaseId id) => id == ACase.Id ? 1 : 2;

    /// <summary>What is decided when these readers are free and these cases wait, all at once.</summary>
    private static List<CaseDispatched> Plan(ReaderId[] readers, params CaseState[] cases)
    {
        var present = ReaderState.Initial with
        {
            Presence = Presence.Available,
            Duty = new CurrentDuty("1", DutyLine.OnCall, ACase.Evening.AddHours(5)),
        };
        var state = DispatcherState.Initial with
        {
            Cases = cases.ToImmutableSortedDictionary(item => item.Id, item => item),
            Readers = readers.ToImmutableSortedDictionary(id => id, _ => present),
        };
        return [.. state.Decide(Replan.Now, new TurnContext(
            ACase.Evening, Identity.System, new CommandId("plan"), ActorId.Dispatcher, TestTerritory.Settings,
            1)).Events.OfType<CaseDispatched>()];
    }

    private static CaseState Case(int number, Urgency urgency, Specialty specialty, EstablishmentId site)
    {
        var id = number == 1 ? ACase.Id : ACase.Other;
        var start = ACase.Evening.AddMinutes(-number);
        var due = start + TestTerritory.Settings.RuleOf(urgency, start).Target;
        return CaseState.Initial with
        {
            Exists = true, Id = id, Status = CaseStatus.ToRead, Establishment = site,
            Patient = Story.Somebody(number), Exam = new Exam("CT", null, "Scanner"), OpenedAt = start,
            ImagesCompleteAt = start, Target = new Target(start, start, start, due),
            Classification = new Classification(urgency, specialty, AnatomicalRegion.Other, 12, false),
        };
    }
}
