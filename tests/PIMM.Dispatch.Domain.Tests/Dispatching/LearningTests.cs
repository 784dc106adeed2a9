using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Reading times are learned from readings that nothing disturbed.</summary>
public sealed class LearningTests
{
    private const string Kind = "Neuro/Head/CT";

    [Fact]
    public void From_acceptance_to_signature_is_what_a_reading_took()
    {
        var story = Read(new Story().Present(Ana), 18);
        Assert.Equal(new ReadingPace(1, 2_000), story.Dispatcher.Paces[Kind].All);
        Assert.Equal(new ReadingPace(1, 2_000), story.Dispatcher.Paces[Kind].ByReader[Ana]);
    }

    [Fact]
    public void A_reading_that_was_interrupted_held_or_shared_says_nothing()
    {
        var interrupted = new Story().Present(Ana);
        var scheduled = interrupted.Arrives(Urgency.Scheduled);
        interrupted.Accepts(scheduled).Pass(1);
        var urgent = interrupted.Arrives();
        interrupted.Accepts(urgent).Pass(9).Signs(urgent).Pass(5).Signs(scheduled);
        Assert.Equal(new ReadingPace(1, 1_000), interrupted.Dispatcher.Paces[Kind].All);

        var held = new Story().Present(Ana);
        var id = held.Arrives();
        held.Accepts(id).Tell(id, new HoldCase(held.Now.AddMinutes(5), "antériorités"));
        held.Pass(6).Signs(id);

        var shared = new Story().Present(Ana);
        var (one, other) = (shared.Arrives(), shared.Arrives());
        shared.Tell(one, new ClaimCase(Ana));
        shared.Tell(other, new ClaimCase(Ana));
        shared.Pass(9).Signs(one).Signs(other);

        var left = new Story().Present(Ana);
        var alone = left.Arrives();
        left.Accepts(alone).Tell(Ana, new SetPresence(Presence.Break));
        left.Pass(9).Signs(alone);
        foreach (var story in new[] { held, shared, left })
            Assert.Empty(story.Dispatcher.Paces);
        foreach (var story in new[] { interrupted, held, shared, left })
            Assert.Empty(story.Dispatcher.Disturbed);
    }

    [Fact]
    public void After_a_case_changes_hands_its_new_reader_is_measured()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        story.Accepts(id).Tell(Ana, new SetPresence(Presence.Break));
        story.Tell(id, new ReleaseCase(Ana, "malaise"));
        story.Accepts(id).Pass(9).Signs(id);
        Assert.Equal([Ben], story.Dispatcher.Paces[Kind].ByReader.Keys);
    }

    [Fact]
    public void The_more_was_read_the_less_the_assumption_counts_between_half_and_double()
    {
        var pace = ReadingPace.None;
        Assert.Equal(1_000, pace.Milliratio(1_000, cases: 10));
        for (var i = 0; i < 10; i++)
            pace = pace.With(TimeSpan.FromMinutes(15), 10);
        Assert.Equal(1_250, pace.Milliratio(1_000, cases: 10));
        for (var i = 0; i < 1_000; i++)
            pace = pace.With(TimeSpan.FromMinutes(90), 10);
        Assert.Equal(2_000, pace.Milliratio(1_000, cases: 10));
        for (var i = 0; i < 2_000; i++)
            pace = pace.With(TimeSpan.FromMinutes(1), 10);
        Assert.Equal(500, pace.Milliratio(1_000, cases: 10));
        Assert.Equal(200, pace.Count);
    }

    [Fact]
    public void What_was_learned_counts_only_where_the_territory_says_so()
    {
        static long Wait(int learningCases)
        {
            var story = new Story(With(weights => weights with { LearningCases = learningCases }))
                .Present(Ana);
            Read(story, 30);
            return story.Decided(story.Arrives()).Terms.Single(term => term.Code == "wait").Milli;
        }
        Assert.True(Wait(1) < Wait(0), $"{Wait(1)} {Wait(0)}");
    }

    private static Story Read(Story story, double minutes)
    {
        var id = story.Arrives();
        return story.Accepts(id).Pass(minutes).Signs(id);
    }
}
