using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>What systems outside say about a case: who may say it, how often, and how it ends.</summary>
public sealed class FlagTests
{
    private const string Images = "Analyse d'images (essai)";
    private const string Laboratory = "Laboratoire (essai)";

    private static readonly FlagCase Found = new(Images, Bleeding, "hyperdensité frontale");

    private static ActorSpec ToRead(params DomainEvent[] then) =>
        ACase.Spec().By("ia-essai", "integration").Given([.. ACase.ToRead(), .. then]);

    private static CaseFlagged Flagged(string source = Images) => new(source, Bleeding, null, 2000);

    [Fact]
    public void Flag_stands_with_its_source_and_the_weight_of_the_day_and_the_case_is_planned_anew()
    {
        var verdict = ToRead().When(Found)
            .Then(new CaseFlagged(Images, Bleeding, "hyperdensité frontale", 2000))
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        Assert.Equal(
            new CaseFlag(Images, Bleeding, "hyperdensité frontale", 2000, ACase.Evening, "ia-essai"),
            ((CaseState)verdict.After).StrongestFlag);
    }

    [Fact]
    public void Flag_said_again_by_the_same_source_changes_nothing() =>
        ToRead(Flagged()).When(Found).ThenNothing();

    [Fact]
    public void Another_source_may_say_the_same() =>
        ToRead(Flagged()).When(Found with { Source = Laboratory }).ThenOne<CaseFlagged>();

    [Fact]
    public void Code_that_the_territory_does_not_know_is_refused() =>
        ToRead().When(Found with { Code = new FlagCode("autre") }).ThenRefused(Refusals.FlagUnknown, "autre");

    [Fact]
    public void Code_counts_from_the_day_on_which_the_territory_names_it()
    {
        var weights = TestTerritory.Settings.Weights.At(ACase.Evening);
        var later = TestTerritory.Settings with
        {
            Weights = new Dated<DispatchWeights>(
                [(DateTimeOffset.MinValue, weights with { Flags = weights.Flags.Clear() }),
                    (ACase.Evening.AddMinutes(1), weights)]),
        };
        var spec = ACase.Spec(later).Given(ACase.ToRead());
        spec.When(Found).ThenRefused(Refusals.FlagUnknown);
        spec.After(TimeSpan.FromMinutes(1)).When(Found).ThenOne<CaseFlagged>();
    }

    [Fact]
    public void Case_may_be_flagged_before_its_images_are_complete() =>
        ACase.Spec().Given(ACase.Arriving()).When(Found).ThenOne<CaseFlagged>();

    [Fact]
    public void Signed_case_is_flagged_no_more() =>
        ACase.Spec().Given(ACase.Signed(Ana)).When(Found).ThenRefused(Refusals.CaseFinished);

    [Fact]
    public void Number_of_flags_is_limited()
    {
        var many = Enumerable.Range(1, 16).Select(number => (DomainEvent)Flagged($"source {number}"));
        ToRead([.. many.Take(15)]).When(Found).ThenOne<CaseFlagged>();
        ToRead([.. many]).When(Found).ThenRefused(Refusals.TooManyFlags);
        ToRead([.. many]).When(Found with { Source = "source 16" }).ThenNothing();
    }

    [Fact]
    public void What_a_person_has_lifted_does_not_come_back()
    {
        var lift = new LiftFlag(Images, Bleeding, "artéfact");
        var verdict = ToRead(Flagged()).By("ana", "reader").When(lift)
            .Then(new FlagLifted(Images, Bleeding, "artéfact"))
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        var after = (CaseState)verdict.After;
        Assert.Equal((null, "ana"), (after.StrongestFlag, after.Flags.Single().LiftedBy));
        var lifted = ToRead(Flagged(), new FlagLifted(Images, Bleeding, "artéfact"));
        lifted.When(Found).ThenRefused(Refusals.FlagWasLifted);
        lifted.When(lift).ThenNothing();
        lifted.When(Found with { Source = Laboratory }).ThenOne<CaseFlagged>();
    }

    [Fact]
    public void Flag_that_nobody_gave_cannot_be_lifted()
    {
        ToRead(Flagged()).When(new LiftFlag(Laboratory, Bleeding, "x")).ThenRefused(Refusals.NoSuchFlag);
        ToRead(Flagged()).When(new LiftFlag(Images, Troponin, "x")).ThenRefused(Refusals.NoSuchFlag);
    }

    [Fact]
    public void What_a_system_takes_back_it_may_say_again()
    {
        var withdraw = new WithdrawFlag(Images, Bleeding, "étude d'un autre patient");
        var verdict = ToRead(Flagged()).When(withdraw)
            .Then(new FlagWithdrawn(Images, Bleeding, "étude d'un autre patient"))
            .ThenTells((ActorId.Dispatcher, Replan.Now));
        Assert.Empty(((CaseState)verdict.After).Flags);
        ToRead(Flagged(), new FlagWithdrawn(Images, Bleeding, "x")).When(Found).ThenOne<CaseFlagged>();
    }

    [Fact]
    public void Nobody_takes_back_the_flag_of_another_account()
    {
        var withdraw = new WithdrawFlag(Images, Bleeding, "x");
        ToRead(Flagged()).By("autre", "integration").When(withdraw).ThenRefused(Refusals.FlagOfAnother);
        ToRead().When(withdraw).ThenRefused(Refusals.NoSuchFlag);
        ToRead(Flagged(), new FlagLifted(Images, Bleeding, "x")).When(withdraw).ThenNothing();
    }

    [Fact]
    public void Flag_brings_the_place_forward_and_leaves_urgency_and_target_alone()
    {
        var before = (CaseState)ToRead().State;
        var after = (CaseState)ToRead(Flagged(), new CaseFlagged(Laboratory, Troponin, null, 1500)).State;
        Assert.Equal(ACase.Evening.AddMinutes(45), before.PressingAt);
        Assert.Equal(ACase.Evening.AddMinutes(22.5), after.PressingAt);
        Assert.Equal((before.Target, before.Classification), (after.Target, after.Classification));
        Assert.Equal(before.Deadlines.AsEnumerable(), after.Deadlines);
    }
}
