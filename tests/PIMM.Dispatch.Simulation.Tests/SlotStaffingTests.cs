using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Forecasts;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>What one reader more or fewer does to a slot of duty, on the same evenings.</summary>
public sealed class SlotStaffingTests
{
    private const int Evenings = 6;
    private static readonly TerritorySettings Hainaut = Settings.Of("hainaut-cambresis");

    [Fact]
    public async Task What_is_planned_stands_between_one_fewer_and_one_more()
    {
        var staffing = await FindAsync(6, planned: 2);

        Assert.Equal(2, staffing.Planned);
        Assert.Equal(
            staffing.Trials.Select(trial => trial.Readers),
            Enumerable.Range(staffing.Trials[0].Readers, staffing.Trials.Length));
        Assert.NotNull(staffing.With(1));
        Assert.NotNull(staffing.With(3));
        Assert.True(staffing.With(1)!.Under45.Value < staffing.With(2)!.Under45.Value);
        Assert.True(staffing.With(3)!.Mean.Value < staffing.With(2)!.Mean.Value);
    }

    [Fact]
    public async Task What_a_provider_would_take_does_not_hide_that_readers_are_missing()
    {
        var alone = Hainaut with { ExternalProviders = Hainaut.ExternalProviders.Clear() };
        var without = await SlotStaffing.FindAsync(alone, DemandOf(6), 2, null, Evenings);

        Assert.NotEmpty(Hainaut.ExternalProviders);
        Assert.Equal(without.Trials.AsEnumerable(), (await FindAsync(6, planned: 2)).Trials);
    }

    [Fact]
    public async Task Nobody_planned_begins_with_one_and_goes_on_until_the_high_goal()
    {
        var staffing = await FindAsync(5, planned: 0);

        Assert.Equal(1, staffing.Trials[0].Readers);
        Assert.Null(staffing.With(0));
        Assert.Equal(staffing.Trials[^1].Readers, staffing.Needed(SlotStaffing.HighGoal));
        Assert.All(staffing.Trials.RemoveAt(staffing.Trials.Length - 1), trial =>
            Assert.True(trial.Under45.Value < SlotStaffing.HighGoal));
        Assert.True(staffing.Needed(SlotStaffing.UsualGoal) <= staffing.Needed(SlotStaffing.HighGoal));
    }

    [Fact]
    public async Task Too_many_planned_are_tried_downwards_to_the_first_that_are_too_few()
    {
        var staffing = await FindAsync(2, planned: 5);

        Assert.True(staffing.Needed(SlotStaffing.UsualGoal) < 4);
        Assert.True(staffing.Trials[0].Readers == 1
            || staffing.Trials[0].Under45.Value < SlotStaffing.UsualGoal);
    }

    [Fact]
    public async Task Nothing_to_read_keeps_every_promise()
    {
        var staffing = await FindAsync(0, planned: 1);

        Assert.Equal(1, staffing.Needed(SlotStaffing.HighGoal));
        Assert.All(staffing.Trials, trial => Assert.Equal(100, trial.Under45.Value));
    }

    [Fact]
    public async Task The_same_slot_has_the_same_advice_and_only_its_hospitals_examinations()
    {
        var (one, other) = (await FindAsync(4, planned: 1), await FindAsync(4, planned: 1));
        Assert.Equal(one.Trials.AsEnumerable(), other.Trials.AsEnumerable());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SlotStaffing.FindAsync(
            Hainaut, DemandOf(4), 1, () => ValueTask.FromCanceled(new CancellationToken(canceled: true)), 1));
    }

    private static Task<SlotStaffing> FindAsync(double perHour, int planned) =>
        SlotStaffing.FindAsync(Hainaut, DemandOf(perHour), planned, null, Evenings);

    /// <summary>From 18:30 to 23:30 on a Saturday, two hospitals.</summary>
    private static SlotDemand DemandOf(double perHour)
    {
        var from = new DateTimeOffset(2026, 1, 17, 17, 30, 0, TimeSpan.Zero);
        return new SlotDemand(
            from, from.AddHours(5), [.. Hainaut.Establishments.Keys.Take(2)], perHour, 1,
            [1.2, 1.2, 1, 0.9, 0.7]);
    }
}
