using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>Why this reader, and why none of the others: kept with each decision.</summary>
public sealed class ReasonsTests
{
    private static Dictionary<string, string> Others(CaseDispatched decided) =>
        decided.Others.ToDictionary(other => other.Reader.Value, other => other.Code);

    [Fact]
    public void Every_other_reader_has_its_reason()
    {
        var story = new Story().Present(Ana, Ben, Cid);
        var reasons = Others(story.Decided(story.Arrives(at: North)));
        Assert.Equal([("ben", Obstacles.Costlier), ("cid", Obstacles.Costlier)],
            reasons.Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public void A_busy_reader_is_said_to_be_busy()
    {
        var story = new Story().Present(Ana, Ben);
        story.Accepts(story.Arrives());
        Assert.Equal(Obstacles.Busy, Others(story.Decided(story.Arrives(Urgency.Vital)))["ana"]);
    }

    [Fact]
    public void Privilege_and_specialty_are_told_apart()
    {
        var story = new Story().Present(Ana, Ben, Cid);
        Assert.Equal(Obstacles.NoPrivilege, Others(story.Decided(story.Arrives(at: South)))["cid"]);
        var thorax = story.Arrives(specialty: Specialty.Thorax, at: North);
        Assert.Equal(Obstacles.NoSpecialty, Others(story.Decided(thorax))["cid"]);
    }

    [Fact]
    public void Whoever_said_no_is_said_to_have_declined()
    {
        var story = new Story().Present(Ana, Ben);
        var id = story.Arrives();
        story.Tell(id, new DeclineCase(Ana, "non"));
        Assert.Equal(Obstacles.Declined, Others(story.Decided(id))["ana"]);
    }

    [Fact]
    public void Whoever_is_not_here_is_off_duty_or_away_if_it_could_have_read_it()
    {
        var story = new Story().Present(Ana, Ben);
        story.Tell(Ben, new SetPresence(Presence.Break));
        var reasons = Others(story.Decided(story.Arrives(at: North)));
        Assert.Equal((Obstacles.Away, Obstacles.OffDuty), (reasons["ben"], reasons["cid"]));
    }

    [Fact]
    public void A_reader_at_its_cap_is_said_to_be()
    {
        var capped = TestTerritory.Settings with
        {
            Readers = TestTerritory.Settings.Readers.SetItem(
                Ana, TestTerritory.Settings.Readers[Ana] with { CapMinutes = 0 }),
        };
        var story = new Story(capped).Present(Ana, Ben);
        Assert.Equal(Obstacles.Cap, Others(story.Decided(story.Arrives()))["ana"]);
    }

    [Fact]
    public void The_terms_of_the_score_are_kept_and_the_hosts_priority_with_them()
    {
        var story = new Story().Present(Ana);
        var terms = story.Decided(
            story.Arrives(at: North)).Terms.ToDictionary(term => term.Code, term => term.Milli);
        Assert.Equal(
            ["balance", "fatigue", "host-priority", "load", "mismatch", "plan-change", "volume", "wait"],
            terms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1100, 0, 0), (terms["host-priority"], terms["load"], terms["mismatch"]));
    }

    [Fact]
    public void The_hosts_priority_weighs_as_much_as_it_says()
    {
        static long Wait(EstablishmentId site)
        {
            var story = new Story().Present(Ana);
            return story.Decided(story.Arrives(at: site)).Terms.Single(term => term.Code == "wait").Milli;
        }
        Assert.InRange(Wait(North) / (double)Wait(South), 1.09, 1.11);
    }

    [Fact]
    public void A_poorer_match_costs_what_the_settings_say_and_less_when_scheduled()
    {
        static long Mismatch(Urgency urgency)
        {
            var story = new Story().Present(Ben);
            return story.Decided(story.Arrives(urgency)).Terms.Single(term => term.Code == "mismatch").Milli;
        }
        Assert.Equal((-250, -150), (Mismatch(Urgency.Urgent), Mismatch(Urgency.Scheduled)));
    }

    /// <summary>
    /// The formula of the dispatch policy, computed here a second time from the platform's functions.
    /// </summary>
    [Theory]
    [InlineData(Urgency.Vital, 6, 20, 0)]
    [InlineData(Urgency.Urgent, 1, 45, 0)]
    [InlineData(Urgency.Urgent, 1, 45, 30)]
    [InlineData(Urgency.Urgent, 1, 45, 90)]
    [InlineData(Urgency.SemiUrgent, 0.45, 120, 15)]
    [InlineData(Urgency.Scheduled, 1, 720, 300)]
    public void Waiting_costs_what_the_policy_says(
        Urgency urgency, double weight, double target, double waited)
    {
        var minutes = 9 * 0.88;
        double Phi(double x) => PhiOf(x, weight, target, waited);
        Assert.InRange(
            Term("wait", DispatchPolicy.F, urgency, waited) + Phi(waited + 1 + minutes) * 1000, -1, 1);
        var gain = 13 / minutes * (Phi(waited + 1 + minutes + 13) - Phi(waited + 1 + minutes)) * 1000;
        Assert.InRange(Term("gain", DispatchPolicy.E, urgency, waited), gain - 1, gain + 1);
    }

    [Fact]
    public void The_same_evening_twice_gives_the_same_decisions()
    {
        static IEnumerable<string> Evening()
        {
            var story = new Story().Present(Cid, Ben, Ana);
            for (var i = 0; i < 12; i++)
            {
                var id = story.Arrives(
                    (Urgency)(i % 4), i % 3 == 0 ? Specialty.Thorax : Specialty.Neuro, North);
                if (story.Of(id).Status == CaseStatus.Offered)
                    story.Accepts(id);
                story.Pass(2);
            }
            return story.Journal.Select(recorded => Text.Of(recorded));
        }
        Assert.Equal(Evening(), Evening());
    }

    private static long Term(string code, DispatchPolicy policy, Urgency urgency, double waited)
    {
        var story = new Story(Alone(With(weights => weights with { Policy = policy })));
        var id = story.Arrives(urgency);
        story.Pass(waited).Present(Ana);
        return story.Decided(id).Terms.Single(term => term.Code == code).Milli;
    }

    private static double PhiOf(double x, double weight, double target, double waited)
    {
        var q = Math.Max(0, x - target) / target;
        return weight * ((0.75 * x / target)
            + (5 / (1 + Math.Exp(-(x - target) / (4 + (0.15 * Math.Max(0, x - waited))))))
            + q + (2 * q * q));
    }
}
