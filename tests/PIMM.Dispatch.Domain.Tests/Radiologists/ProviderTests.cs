using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Radiologists;

public sealed class ProviderTests
{
    private const string Evening1 = "2026-01-14#0";
    private const string Night1 = "2026-01-14#1";

    /// <summary>23:30 in Paris.</summary>
    private static readonly DateTimeOffset Night = Evening.AddMinutes(210);

    private static readonly ExternalProviderSettings Contract =
        TestTerritory.Settings.ExternalProviders[Provider];

    private static ActorSpec Spec() => new(ProviderState.Initial, Provider, TestTerritory.Settings);

    private static EngageProvider Engage(
        int number = 1, Specialty specialty = Specialty.Neuro, EstablishmentId? at = null,
        bool firm = true) =>
        new(Case(number), at ?? North, Facts(specialty: specialty).Classification, firm);

    private static CaseId Case(int number) => CaseId.At(Territory, number);

    private static ProviderEngaged Engaged(int number, string slot = Evening1) => new(Case(number), 9, slot);

    [Fact]
    public void A_case_counts_in_the_slot_that_runs()
    {
        Spec().When(Engage()).Then(Engaged(1)).ThenTells();
        Spec().At(Night).When(Engage()).Then(Engaged(1, Night1));
        Spec().At(Night.AddHours(2)).When(Engage()).Then(Engaged(1, Night1));
    }

    [Fact]
    public void The_same_case_again_counts_once() =>
        Spec().Given(Engaged(1)).When(Engage()).ThenNothing();

    [Fact]
    public void Out_of_hours_it_takes_nothing() =>
        Spec().At(Evening.AddHours(-3)).When(Engage())
            .ThenRefused(Refusals.ProviderOutOfHours, Provider.Value);

    [Fact]
    public void What_the_contract_does_not_cover_it_does_not_take()
    {
        Spec().When(Engage(specialty: Specialty.Paediatric))
            .ThenRefused(Refusals.ProviderContractExcludes, Provider.Value);
        Spec().When(Engage(at: Lake)).ThenRefused(Refusals.ProviderContractExcludes, Provider.Value);
    }

    [Fact]
    public void Its_capacity_is_never_exceeded()
    {
        Spec().Given(Engaged(1), Engaged(2)).When(Engage(3))
            .ThenRefused(Refusals.ProviderFull, Provider.Value);
        Spec().Given(Engaged(1), Engaged(2), new ProviderPutDown(Case(1), ProviderEnd.Read)).When(Engage(3))
            .ThenRefused(Refusals.ProviderFull, Provider.Value);
    }

    [Fact]
    public void The_next_slot_has_its_own_count() =>
        Spec().Given(Engaged(1), Engaged(2)).At(Night).When(Engage(3)).Then(Engaged(3, Night1));

    [Fact]
    public void A_case_given_back_leaves_its_place()
    {
        foreach (var why in new[] { ProviderEnd.Returned, ProviderEnd.Silent, ProviderEnd.TakenBack })
            Spec().Given(Engaged(1), Engaged(2), new ProviderPutDown(Case(1), why)).When(Engage(3))
                .Then(Engaged(3));
    }

    [Fact]
    public void What_the_territory_sends_by_itself_is_answered_to_the_case() =>
        Spec().Given(Engaged(1), Engaged(2)).When(Engage(3, firm: false)).Then()
            .ThenTells((Case(3), new ProviderRefuses(Provider, Refusals.ProviderFull)));

    [Fact]
    public void A_provider_that_left_the_settings_takes_nothing() =>
        new ActorSpec(ProviderState.Initial, new ProviderId("ancienne"), TestTerritory.Settings)
            .When(Engage()).ThenRefused(Refusals.ProviderUnknown, "ancienne");

    [Fact]
    public void What_it_never_had_it_neither_takes_on_nor_puts_down()
    {
        Spec().When(new ProviderTakesOn(Case(1))).ThenNothing();
        Spec().When(new ProviderPutsDown(Case(1), ProviderEnd.Read)).ThenNothing();
        Spec().Given(Engaged(1), new ProviderTookOn(Case(1))).When(new ProviderTakesOn(Case(1)))
            .ThenNothing();
    }

    [Fact]
    public void Capacity_left_is_that_of_the_running_slots()
    {
        var state = (ProviderState)Spec().Given(Engaged(1)).State;
        Assert.Equal(1, state.CapacityLeft(Contract, Local(Evening)));
        Assert.Equal(4, state.CapacityLeft(Contract, Local(Night)));
        Assert.Equal(0, state.CapacityLeft(Contract, Local(Evening.AddHours(-3))));
    }

    [Fact]
    public void A_lane_is_free_at_once_while_not_all_are_taken()
    {
        var one = (ProviderState)Spec().Given(Engaged(1), new ProviderTookOn(Case(1))).State;
        Assert.Equal(Evening, one.LaneFreeAt(Contract, Evening));
    }

    [Fact]
    public void Then_it_is_free_when_the_first_has_been_set_up_and_read()
    {
        var full = (ProviderState)Spec().Given(Engaged(1), new ProviderTookOn(Case(1)))
            .After(TimeSpan.FromMinutes(2)).Given(Engaged(2)).State;
        Assert.Equal(Evening.AddMinutes(17), full.LaneFreeAt(Contract, Evening.AddMinutes(2)));
        Assert.Equal(Evening.AddMinutes(40), full.LaneFreeAt(Contract, Evening.AddMinutes(40)));
    }

    [Fact]
    public void Only_as_many_are_read_as_there_are_lanes()
    {
        var spec = Spec();
        for (var number = 1; number <= 3; number++)
            spec.Given(Engaged(number), new ProviderTookOn(Case(number))).After(TimeSpan.FromMinutes(1));
        var state = (ProviderState)spec.Given(Engaged(4)).State;
        Assert.Equal(
            [true, true, false, false],
            Enumerable.Range(1, 4).Select(number => state.IsReading(Case(number), Contract)));
    }

    [Fact]
    public void What_it_read_and_what_it_gave_back_are_counted()
    {
        var state = (ProviderState)Spec().Given(
            Engaged(1), Engaged(2), new ProviderPutDown(Case(1), ProviderEnd.Read),
            new ProviderPutDown(Case(2), ProviderEnd.Silent)).State;
        Assert.Equal((1, 1), (state.Read, state.Returned));
        Assert.Empty(state.Queue);
    }

    [Fact]
    public void A_slot_over_midnight_belongs_to_the_day_on_which_it_began()
    {
        var weekend = Contract.Slots[1] with { Days = [DayOfWeek.Saturday] };
        Assert.Equal(
            new DateOnly(2026, 1, 17), weekend.DayCovering(new DateTime(2026, 1, 18, 7, 59, 0)));
        Assert.Null(weekend.DayCovering(new DateTime(2026, 1, 18, 8, 0, 0)));
        Assert.Null(weekend.DayCovering(new DateTime(2026, 1, 17, 7, 0, 0)));
        Assert.NotNull(weekend.DayCovering(new DateTime(2026, 1, 17, 23, 30, 0)));
    }

    [Fact]
    public void A_public_holiday_counts_as_a_sunday()
    {
        var sundays = Contract.Slots[0] with { Days = [DayOfWeek.Sunday] };
        Assert.NotNull(sundays.DayCovering(new DateTime(2026, 5, 1, 20, 0, 0)));
        Assert.Null(sundays.DayCovering(new DateTime(2026, 4, 30, 20, 0, 0)));
    }

    private static DateTime Local(DateTimeOffset at) => TestTerritory.Settings.LocalTime(at);
}
