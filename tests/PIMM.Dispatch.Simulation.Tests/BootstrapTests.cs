using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Tests;

public sealed class BootstrapTests
{
    [Fact]
    public void An_evening_with_more_cases_counts_more()
    {
        var evenings = new[] { Evening(10), Evening(50, 60, 70) };
        Assert.Equal(25, Bootstrap.Of(Measure.Under45, evenings).Value);
        Assert.Equal(47.5, Bootstrap.Of(Measure.Mean, evenings).Value);
    }

    [Fact]
    public void Evenings_that_are_all_alike_leave_no_doubt()
    {
        var interval = Bootstrap.Of(Measure.Mean, [Evening(20), Evening(20), Evening(20)]);
        Assert.Equal(new Interval(20, 20, 20), interval);
    }

    [Fact]
    public void The_interval_holds_the_value_and_narrows_with_more_evenings()
    {
        var few = Bootstrap.Of(Measure.Mean, Mixed(10));
        var many = Bootstrap.Of(Measure.Mean, Mixed(200));
        Assert.InRange(few.Value, few.Low, few.High);
        Assert.True(many.High - many.Low < (few.High - few.Low) / 2);
    }

    /// <summary>The mean of 200 values of which half are 10 and half 30: 20 ± 1.96 · 10/√200.</summary>
    [Fact]
    public void The_interval_is_about_that_of_the_normal_law()
    {
        var interval = Bootstrap.Of(Measure.Mean, Mixed(200));
        Assert.InRange(interval.High - interval.Low, 2.77 * 0.85, 2.77 * 1.15);
    }

    /// <summary>Ten minutes on every evening are certain, however different the evenings are.</summary>
    [Fact]
    public void What_both_policies_have_in_common_falls_out_of_their_difference()
    {
        var difference = Bootstrap.Difference(
            Measure.Mean, [Evening(20), Evening(50), Evening(35)], [Evening(10), Evening(40), Evening(25)]);
        Assert.Equal((10, 10, 10),
            (Math.Round(difference.Value, 9), Math.Round(difference.Low, 9), Math.Round(difference.High, 9)));
    }

    [Fact]
    public void Only_pairs_of_evenings_are_compared() => Assert.Throws<ArgumentException>(
        () => Bootstrap.Difference(Measure.Mean, [Evening(20)], [Evening(10), Evening(40)]));

    [Fact]
    public void Nothing_to_count_is_zero() =>
        Assert.Equal(new Interval(0, 0, 0), Bootstrap.Of(Measure.StrokeUnder20, [Evening(20)]));

    private static List<EveningResult> Mixed(int count) =>
        [.. Enumerable.Range(0, count).Select(number => Evening(number % 2 == 0 ? 10 : 30))];

    private static EveningResult Evening(params double[] minutes) => new(
        1,
        [.. minutes.Select((one, index) => new ReadCase(
            index + 1, Urgency.Urgent, false, TimeSpan.Zero, one, null, null, false))],
        0, 0, 0, ImmutableSortedDictionary<ReaderId, int>.Empty, 0);
}
