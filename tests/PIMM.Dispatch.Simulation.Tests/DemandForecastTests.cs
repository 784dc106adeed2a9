using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Forecasts;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>What a territory may expect, and how much it has to have seen before.</summary>
public sealed class DemandForecastTests
{
    private static readonly TerritorySettings Hainaut = Settings.Of("hainaut-cambresis");
    private static readonly EstablishmentId Denain = new("denain");

    /// <summary>A Monday, midnight in France; winter.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 1, 11, 23, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 5, 15)]
    [InlineData(100, 84, 117)]
    public void Nine_of_ten_spans_of_a_known_rate_keep_to_the_quantiles_of_Poisson(
        double mean, int low, int high) =>
        Assert.Equal(new ExpectedDemand(mean, low, high), ExpectedDemand.Of(mean, 0));

    [Fact]
    public void A_rate_that_is_known_only_about_makes_the_span_wider()
    {
        var (known, about) = (ExpectedDemand.Of(40, 0), ExpectedDemand.Of(40, 100));

        Assert.Equal(40, about.Mean);
        Assert.True(about.Low < known.Low && about.High > known.High);
    }

    [Theory]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23)]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25)]
    [InlineData("2026-01-14T17:30:00Z", "2026-01-14T22:30:00Z", 5)]
    public void A_span_is_cut_at_the_hours_of_the_local_clock(string from, string until, double hours)
    {
        var parts = LocalHours.Of(Hainaut, At(from), At(until)).ToList();

        Assert.Equal(hours, parts.Sum(part => part.Hours), 9);
        Assert.All(parts, part => Assert.InRange(part.Hours, 0.0001, 1));
    }

    [Fact]
    public void A_public_holiday_is_a_Sunday()
    {
        var ascension = LocalHours.Of(Hainaut, At("2026-05-14T10:00:00Z"), At("2026-05-14T11:00:00Z"));

        Assert.All(ascension, part => Assert.Equal(0, part.At.Day));
    }

    [Fact]
    public void After_a_long_time_each_hour_of_the_week_has_its_own_rate()
    {
        // Ten on each Saturday at 20:00, two on each other day at the same hour.
        var demand = Weekly(50, day => day == 5 ? 10 : 2, hour: 20);
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-7 * 50), Monday);
        var saturday = Monday.AddDays(5).AddHours(20);

        Assert.Equal((50.0, true), (forecast.Weeks, forecast.IsEnough));
        Assert.InRange(Expected(forecast, saturday, saturday.AddHours(1)).Mean, 9, 10);
        Assert.InRange(Expected(forecast, Monday.AddHours(20), Monday.AddHours(21)).Mean, 2, 2.2);
        Assert.InRange(Expected(forecast, Monday, Monday.AddDays(7)).Mean, 21, 23);
    }

    [Fact]
    public void After_a_short_time_a_Saturday_is_drawn_towards_what_other_days_had()
    {
        var demand = Weekly(2, day => day == 5 ? 10 : 2, hour: 20);
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-14), Monday);
        var saturday = Monday.AddDays(5).AddHours(20);

        Assert.InRange(Expected(forecast, saturday, saturday.AddHours(1)).Mean, 4, 6.5);
    }

    [Fact]
    public void The_first_of_May_is_expected_like_a_Sunday_not_like_its_Friday()
    {
        var start = Monday.AddDays(-7 * 50);
        var demand = Weekly(50, day => day == 6 ? 12 : 1, hour: 12);
        var forecast = DemandForecast.Of(Hainaut, demand, start, Monday);
        var holiday = At("2026-05-01T10:00:00Z");

        Assert.InRange(Expected(forecast, holiday, holiday.AddHours(1)).Mean, 9, 13);
        var friday = At("2026-04-24T10:00:00Z");
        Assert.InRange(Expected(forecast, friday, friday.AddHours(1)).Mean, 0.9, 2);
    }

    [Fact]
    public void Some_hospitals_have_their_own_share_and_one_that_was_never_seen_a_small_one()
    {
        var demand = Weekly(50, _ => 4, hour: 20);
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-7 * 50), Monday);
        var never = Hainaut.Establishments.Keys.First(site => site != Denain);
        var (from, until) = (Monday, Monday.AddDays(7));

        Assert.InRange(forecast.Expect([Denain], DemandKind.Emergency, from, until).Mean, 26, 28.5);
        Assert.InRange(forecast.Expect([never], DemandKind.Emergency, from, until).Mean, 0, 0.5);
        Assert.Equal(0, forecast.Expect([Denain], DemandKind.Scheduled, from, until).Mean);
    }

    [Theory]
    [InlineData(13.9, false)]
    [InlineData(14, true)]
    public void Two_weeks_are_the_least(double days, bool enough) => Assert.Equal(
        enough, DemandForecast.Of(Hainaut, [], Monday.AddDays(-days), Monday).IsEnough);

    [Fact]
    public void What_is_older_than_a_year_or_not_yet_here_does_not_count()
    {
        PastDemand[] demand =
        [
            new(Monday.AddDays(-400), Denain, Urgency.Urgent), new(Monday.AddDays(-1), Denain, Urgency.Vital),
            new(Monday, Denain, Urgency.Urgent),
        ];
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-400), Monday);

        Assert.Equal((1, 52.0), (forecast.Cases, forecast.Weeks));
    }

    [Fact]
    public void Of_drawn_evenings_about_nine_in_ten_keep_to_what_was_expected()
    {
        var draw = new Draw(3, "calibration");
        var demand = new List<PastDemand>();
        for (var hour = 0; hour < 20 * 7 * 24; hour++)
            for (var minutes = draw.Exponential(20); minutes < 60; minutes += draw.Exponential(20))
                demand.Add(new(
                    Monday.AddDays(-7 * 20).AddHours(hour).AddMinutes(minutes), Denain, Urgency.Urgent));
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-7 * 20), Monday);
        var expected = Expected(forecast, Monday.AddHours(18), Monday.AddHours(23));
        var kept = 0;
        for (var evening = 0; evening < 1000; evening++)
        {
            var count = 0;
            for (var minutes = draw.Exponential(20); minutes < 300; minutes += draw.Exponential(20))
                count++;
            kept += count >= expected.Low && count <= expected.High ? 1 : 0;
        }

        Assert.InRange(expected.Mean, 14, 16);
        Assert.InRange(kept, 880, 980);
    }

    [Fact]
    public void The_shape_of_an_evening_is_that_of_its_hours_and_its_mean_is_one()
    {
        var demand = Weekly(50, _ => 6, hour: 20).Concat(Weekly(50, _ => 2, hour: 21));
        var forecast = DemandForecast.Of(Hainaut, demand, Monday.AddDays(-7 * 50), Monday);
        var shape = forecast.ShapeOf(Monday.AddHours(20), Monday.AddHours(22));

        Assert.Equal(2, shape.Length);
        Assert.Equal(1, shape.Average(), 9);
        Assert.InRange(shape[0] / shape[1], 2.8, 3.1);
        var none = DemandForecast.Of(Hainaut, [], Monday.AddDays(-14), Monday);
        Assert.Equal([1.0, 1.0], none.ShapeOf(Monday, Monday.AddHours(2)).AsEnumerable());
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ExpectedDemand Expected(
        DemandForecast forecast, DateTimeOffset from, DateTimeOffset until) =>
        forecast.Expect(Hainaut.Establishments.Keys, DemandKind.Emergency, from, until);

    /// <summary>So many at Denain at a local hour of each day, over the weeks before the Monday.</summary>
    private static IEnumerable<PastDemand> Weekly(int weeks, Func<int, int> perDay, int hour) =>
        from day in Enumerable.Range(-7 * weeks, 7 * weeks)
        let local = DateOnly.FromDateTime(Hainaut.LocalTime(Monday)).AddDays(day)
        from number in Enumerable.Range(0, perDay((day % 7 + 7) % 7))
        select new PastDemand(
            Hainaut.InstantOf(local.ToDateTime(new TimeOnly(hour, number))), Denain, Urgency.Urgent);
}
