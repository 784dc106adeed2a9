using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>A flag from outside reorders; it is no badge, and no urgency.</summary>
public sealed class FlagOrderTests
{
    private const string Source = "Analyse d'images (essai)";

    public static TheoryData<DispatchPolicy> Offering => [DispatchPolicy.F, DispatchPolicy.E];

    private static Story Evening(DispatchPolicy policy) =>
        new(Alone(With(weights => weights with { Policy = policy })));

    private static FlagCase Found(FlagCode code) => new(Source, code, null);

    [Theory]
    [MemberData(nameof(Offering))]
    public void Of_two_equal_cases_the_flagged_one_goes_first(DispatchPolicy policy)
    {
        var plain = Evening(policy);
        var (first, _) = (plain.Arrives(), plain.Arrives());
        plain.Present(Ana);
        Assert.Equal(Ana, plain.Of(first).Reader);

        var flagged = Evening(policy);
        var (one, other) = (flagged.Arrives(), flagged.Arrives());
        flagged.Tell(other, Found(Bleeding));
        flagged.Present(Ana);
        Assert.Equal((null, Ana), (flagged.Of(one).Reader, flagged.Of(other).Reader));
    }

    [Theory]
    [MemberData(nameof(Offering))]
    public void Once_lifted_it_counts_no_more(DispatchPolicy policy)
    {
        var story = Evening(policy);
        var (one, other) = (story.Arrives(), story.Arrives());
        story.Tell(other, Found(Bleeding));
        story.Tell(other, new LiftFlag(Source, Bleeding, "artéfact"));
        story.Present(Ana);
        Assert.Equal((Ana, null), (story.Of(one).Reader, story.Of(other).Reader));
    }

    [Theory]
    [MemberData(nameof(Offering))]
    public void The_decision_names_the_source_the_finding_and_the_weight(DispatchPolicy policy)
    {
        var story = Evening(policy);
        var (plain, flagged) = (story.Arrives(), story.Arrives());
        story.Tell(flagged, Found(Bleeding));
        story.Present(Ana);
        Assert.Equal(
            new ScoreTerm("flag", 2000, new FlagNamed(Source, Bleeding)),
            story.Decided(flagged).Terms.Single(term => term.Code == "flag"));
        story.Accepts(flagged).Signs(flagged);
        Assert.DoesNotContain(story.Decided(plain).Terms, term => term.Code == "flag");
    }

    [Theory]
    [MemberData(nameof(Offering))]
    public void Strongest_of_several_flags_counts_alone(DispatchPolicy policy)
    {
        var story = Evening(policy);
        var id = story.Arrives();
        story.Tell(id, Found(Troponin));
        story.Tell(id, Found(Bleeding));
        story.Present(Ana);
        Assert.Equal(2000, story.Decided(id).Terms.Single(term => term.Code == "flag").Milli);
    }

    [Theory]
    [MemberData(nameof(Offering))]
    public void Vital_case_still_goes_before_any_flag(DispatchPolicy policy)
    {
        var story = Evening(policy);
        var (vital, urgent) = (story.Arrives(Urgency.Vital), story.Arrives(Urgency.Urgent));
        story.Tell(urgent, Found(Bleeding));
        story.Present(Ana);
        Assert.Equal((Ana, null), (story.Of(vital).Reader, story.Of(urgent).Reader));
    }

    /// <summary>A semi-urgent case weighs 450; with a flag of five times that it weighs as an urgent one.
    /// </summary>
    [Theory]
    [MemberData(nameof(Offering))]
    public void Flagged_case_never_weighs_more_than_the_class_above(DispatchPolicy policy)
    {
        var story = new Story(Alone(With(weights => weights with
        {
            Policy = policy,
            Flags = weights.Flags.SetItem(Bleeding, new FlagRule(5000, "Hémorragie intracrânienne")),
        })));
        var (semi, urgent) = (story.Arrives(Urgency.SemiUrgent), story.Arrives(Urgency.Urgent));
        story.Tell(semi, Found(Bleeding));
        story.Present(Ana);
        Assert.Equal(Ana, story.Of(urgent).Reader);
        story.Accepts(urgent).Signs(urgent);
        Assert.Equal(2222, story.Decided(semi).Terms.Single(term => term.Code == "flag").Milli);
    }

    /// <summary>Thirty cases stand before it by due date; the plan looks at fourteen.</summary>
    [Theory]
    [MemberData(nameof(Offering))]
    public void Flagged_case_is_looked_at_though_many_are_due_before(DispatchPolicy policy)
    {
        var story = Evening(policy);
        for (var i = 0; i < 30; i++)
            story.Arrives();
        story.Pass(3);
        var last = story.Arrives();
        story.Tell(last, Found(Bleeding));
        story.Present(Ana);
        Assert.Equal(Ana, story.Of(last).Reader);
    }

    [Fact]
    public void Case_that_somebody_has_stays_where_it_is()
    {
        var story = Evening(DispatchPolicy.F).Present(Ana);
        var (taken, waiting) = (story.Arrives(), story.Arrives());
        story.Accepts(taken);
        story.Tell(waiting, Found(Bleeding));
        Assert.Equal((Ana, CaseStatus.Accepted), (story.Of(taken).Reader, story.Of(taken).Status));
        Assert.Equal(CaseStatus.ToRead, story.Of(waiting).Status);
    }
}
