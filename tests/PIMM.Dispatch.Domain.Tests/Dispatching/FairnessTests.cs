using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>What is remembered of each reader, and how it weighs.</summary>
public sealed class FairnessTests
{
    private static readonly DateTimeOffset Start = VirtualClock.Evening;

    [Fact]
    public void Whoever_reads_owes_the_others_who_are_there_their_share()
    {
        var story = new Story().Present(Ana, Cid);
        var id = story.Arrives(at: North);
        story.Accepts(id).Signs(id);
        Assert.Equal((4_500, -4_500), (Balance(story, Ana), Balance(story, Cid)));
        Assert.Null(story.Dispatcher.Standings.GetValueOrDefault(Ben));
    }

    [Fact]
    public void Whoever_was_alone_is_owed_nothing()
    {
        var story = new Story().Present(Ana);
        var id = story.Arrives();
        story.Accepts(id).Signs(id);
        Assert.Equal(0, Balance(story, Ana));
    }

    [Fact]
    public void A_debt_outlasts_the_duty_and_fades_over_four_weeks()
    {
        var standing = new ReaderStanding(28_000, Start, 0);
        Assert.Equal(28_000, standing.FadedTo(Start.AddHours(23)).BalanceMilli);
        Assert.Equal(27_000, standing.FadedTo(Start.AddDays(1)).BalanceMilli);
        Assert.Equal(26_036, standing.FadedTo(Start.AddDays(1)).FadedTo(Start.AddDays(2)).BalanceMilli);
        Assert.InRange(standing.FadedTo(Start.AddDays(28)).BalanceMilli, 9_500, 10_700);
        Assert.InRange(standing.FadedTo(Start.AddDays(5_000)).BalanceMilli, 0, 100);
    }

    [Fact]
    public void No_balance_passes_two_hours_and_while_none_does_what_some_owe_others_are_owed() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(
            Gen.Choose(1, 30).ListOf(60).ToArbitrary(), minutes =>
            {
                var readers = ImmutableSortedDictionary.CreateRange(
                    new[] { Ana, Ben, Cid }.Select(id => KeyValuePair.Create(id, OnDuty)));
                var standings = ImmutableSortedDictionary<ReaderId, ReaderStanding>.Empty;
                foreach (var one in minutes)
                {
                    var reader = one % 4 == 0 ? Ben : Ana;
                    standings = ReaderStanding.AfterReading(standings, readers, reader, one, Start);
                    var balances = standings.Values.Select(standing => standing.BalanceMilli).ToList();
                    Assert.All(balances, milli => Assert.InRange(milli, -120_000, 120_000));
                    if (balances.TrueForAll(milli => Math.Abs(milli) < 120_000))
                        Assert.InRange(balances.Sum(), -minutes.Count, minutes.Count);
                    else
                        return;
                }
            }));

    [Fact]
    public void Between_equals_the_one_who_has_done_more_over_the_weeks_goes_last()
    {
        Assert.Equal(Ana, ReaderAfter(weights => weights));
        Assert.Equal(Ben, ReaderAfter(weights => weights with { LoadMilli = 1_000 }));
        Assert.Equal(Ana, ReaderAfter(weights => weights with { LoadMilli = 1_000, BalanceMilli = 0 }));
    }

    [Fact]
    public void Cases_read_and_hours_on_duty_weigh_what_is_published()
    {
        var story = new Story(With(weights => weights with
        {
            LoadMilli = 0, VolumeMilli = 500, FatigueMilli = 60,
        }));
        story.Present(Ana).Pass(60).Present(Ben);
        var first = story.Arrives();
        story.Accepts(first).Signs(first);
        var terms = story.Decided(story.Arrives()).Terms.ToDictionary(term => term.Code, term => term.Milli);
        // Half an hour and half a case above the mean, in the measure of 7.92 minutes of 14.
        Assert.Equal((-16, -14), (terms["fatigue"], terms["volume"]));
    }

    [Fact]
    public void Whoever_was_interrupted_before_is_spared()
    {
        static ReaderId Second(int milli)
        {
            var story = new Story(With(weights => weights with { InterruptionMilli = milli }))
                .Present(Ana, Ben);
            var (one, other) = (story.Arrives(Urgency.Scheduled),
                story.Arrives(Urgency.Scheduled, Specialty.Thorax));
            story.Accepts(one).Accepts(other);
            var first = story.Arrives();
            Assert.Equal(Ana, story.Of(first).Reader);
            story.Accepts(first).Signs(first);
            Assert.Equal(1, story.Dispatcher.Standings[Ana].Interruptions);
            return story.Of(story.Arrives()).Reader!.Value;
        }
        Assert.Equal((Ana, Ben), (Second(0), Second(2_000)));
    }

    private static ReaderState OnDuty => ReaderState.Initial with
    {
        Duty = new CurrentDuty("1", DutyLine.OnCall, Start.AddHours(12)), Presence = Presence.Available,
    };

    /// <summary>Ana knows it best; she read twenty minutes more than Ben.</summary>
    private static ReaderId ReaderAfter(Func<DispatchWeights, DispatchWeights> change)
    {
        var story = new Story(With(change)).Present(Ana, Ben);
        for (var i = 0; i < 2; i++)
        {
            var id = story.Arrives();
            story.Accepts(id).Signs(id);
        }
        return story.Of(story.Arrives()).Reader!.Value;
    }

    private static int Balance(Story story, ReaderId id) => story.Dispatcher.Standings[id].BalanceMilli;
}
