using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>A night that has been, played as it was and with something else.</summary>
public sealed class NightRehearsalTests
{
    private const int Draws = 3;

    /// <summary>With its external provider, and few readers: something to gain.</summary>
    private static readonly TerritorySettings Centre = Settings.Of("centre-val-de-loire").With(3);

    private static readonly Lazy<Task<PastNight>> Recorded = new(RecordAsync);

    [Fact]
    public async Task Without_a_change_the_same_draws_give_the_same_night_twice()
    {
        var played = await PlayAsync(NightChange.None);

        Assert.Equal(played.Again.Emergencies, played.Changed.Emergencies);
        Assert.Equal(played.Again.MinutesRead, played.Changed.MinutesRead);
        Assert.All(played.Cases, one => Assert.Equal(one.Again, one.Changed));
        Assert.Equal(played.Night.Real.Emergencies.Average(read => read.Minutes),
            played.Real.Emergencies.Mean, 6);
    }

    [Fact]
    public async Task One_reader_more_makes_it_quicker_and_reads_too()
    {
        var played = await PlayAsync(new NightChange { ReadersMore = 1 });

        Assert.Equal(4, played.Played.Scenario.Readers.Length);
        Assert.True(played.Changed.Emergencies.Mean < played.Again.Emergencies.Mean);
        Assert.Equal(4, played.Changed.MinutesRead.Count);
    }

    [Fact]
    public async Task One_reader_fewer_is_the_one_who_read_least_and_makes_cases_late()
    {
        var night = await Recorded.Value;
        var least = night.Real.MinutesRead.MinBy(pair => pair.Value).Key;
        var played = await PlayAsync(new NightChange { ReadersMore = -1 });

        Assert.DoesNotContain(least, played.Played.Scenario.Readers);
        Assert.DoesNotContain(least, played.Changed.MinutesRead.Keys);
        Assert.True(played.Changed.InTime < played.Again.InTime);
        Assert.Contains(played.Cases, one => !one.WasLate && one.WouldBeLate);
    }

    [Fact]
    public async Task Named_readers_are_the_only_ones()
    {
        var (setting, _) = new NightChange { Readers = [new ReaderId("virtuel002")] }
            .Applied(await Recorded.Value, Centre, "x");

        Assert.Equal(new ReaderId("virtuel002"), Assert.Single(setting.Scenario.Readers));
        Assert.Equal(new ReaderId("virtuel002"), Assert.Single(setting.Settings.Readers.Keys));
    }

    [Fact]
    public async Task Who_is_left_when_the_last_have_gone_reads_after_the_night_what_is_left()
    {
        var night = await Recorded.Value;
        var (first, others) = (night.Readers[0], night.Readers.RemoveAt(0));
        var early = night with
        {
            Readers = others.Insert(0, first with
            {
                Duties = [first.Duties[0] with { Until = night.From.AddHours(2) }],
            }),
        };
        var alone = early.With(Centre with
        {
            Readers = Centre.Readers.RemoveRange(others.Select(reader => reader.Id)),
        });

        var duties = Assert.Single(alone.Readers).Duties;
        Assert.Equal([night.From.AddHours(2), night.Until.AddHours(48)], duties.Select(duty => duty.Until));
        Assert.Equal(night.Until, duties[1].From);
    }

    [Fact]
    public async Task A_closed_provider_reads_nothing_and_one_that_is_open_all_night_covers_every_hour()
    {
        var night = await Recorded.Value;
        var (closed, _) = new NightChange { External = ExternalChange.Closed }.Applied(night, Centre, "x");
        var (open, _) = new NightChange { External = ExternalChange.Open }.Applied(night, Centre, "x");

        Assert.Empty(closed.Settings.ExternalProviders);
        var provider = open.Settings.ExternalProviders.Values.Single();
        Assert.All(Enumerable.Range(0, 24), hour =>
            Assert.Contains(provider.OpenAt(new DateTime(2026, 1, 14, hour, 0, 0)),
                slot => slot.Slot.Use == SlotUse.Overflow));
        var crowded = await PlayAsync(new NightChange { ReadersMore = -2, External = ExternalChange.Closed });
        Assert.Equal(0, crowded.Changed.SentOut);
    }

    [Fact]
    public async Task Weights_and_policy_are_those_that_were_asked_for()
    {
        var (setting, policy) = new NightChange
        {
            Policy = DispatchPolicy.E,
            Weights = new WeightChange(OverflowMilli: 1, HoldMilli: 2, ExpertWait: TimeSpan.FromMinutes(3)),
        }.Applied(await Recorded.Value, Centre, "x");

        var (was, weights) = (Centre.Weights.Steps[0].Value, setting.Settings.Weights.Steps[0].Value);
        Assert.Equal(DispatchPolicy.E, policy.Dispatch);
        Assert.Equal(
            was with { OverflowMilli = 1, HoldMilli = 2, ExpertWait = TimeSpan.FromMinutes(3) }, weights);
        var (_, usual) = NightChange.None.Applied(await Recorded.Value, Centre, "x");
        Assert.Equal(was.Policy, usual.Dispatch);
    }

    [Fact]
    public async Task Resting_changes_nothing_and_may_end_it()
    {
        var rests = 0;
        var rested = await NightRehearsal.RunAsync(await Recorded.Value, Centre, NightChange.None, 1, () =>
        {
            rests++;
            return ValueTask.CompletedTask;
        });
        var usual = await NightRehearsal.RunAsync(await Recorded.Value, Centre, NightChange.None, 1);

        Assert.True(rests > 100, "the evening hardly rests");
        Assert.Equal(usual.Changed.MinutesRead, rested.Changed.MinutesRead);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await NightRehearsal.RunAsync(
            await Recorded.Value, Centre, NightChange.None, 1,
            () => ValueTask.FromCanceled(new CancellationToken(canceled: true))));
    }

    [Theory]
    [InlineData(45.0, 45.0, false)]
    [InlineData(45.0, 45.1, true)]
    [InlineData(45.0, null, true)]
    [InlineData(null, 999.0, false)]
    public async Task Late_is_after_the_target_or_never(double? target, double? minutes, bool late)
    {
        var one = (await Recorded.Value).Cases[0] with { TargetMinutes = target };

        Assert.Equal(late, one.IsLate(minutes));
    }

    [Fact]
    public async Task The_curve_rises_to_what_was_read_and_passes_the_promise()
    {
        var played = await PlayAsync(NightChange.None);

        Assert.Equal(played.Real.Within.Order(), played.Real.Within);
        var within45 = played.Night.Real.Emergencies.ToList();
        Assert.Equal(
            100.0 * within45.Count(read => read.Minutes <= 45) / within45.Count, played.Real.Within[8], 6);
    }

    private static async Task<NightRehearsal> PlayAsync(NightChange change) =>
        await NightRehearsal.RunAsync(await Recorded.Value, Centre, change, Draws);

    private static async Task<PastNight> RecordAsync()
    {
        var scenario = EveningScenario.Centre(Centre) with
        {
            Readers = [.. Centre.Readers.Keys], Hazards = Hazards.None,
        };
        var journal = new InMemoryJournal();
        await Rehearsal.RunAsync(EveningPlan.Of(5, scenario, Centre), Centre, journal);
        return await PastNight.OfAsync(
            FactsAsync(journal), Centre, scenario.Start, scenario.End.AddHours(1));
    }

    private static async IAsyncEnumerable<Recorded> FactsAsync(InMemoryJournal journal)
    {
        await foreach (var row in journal.ReadAsync(Centre.Id, 0))
            yield return Facts.Of(row, new DomainCodec());
    }
}
