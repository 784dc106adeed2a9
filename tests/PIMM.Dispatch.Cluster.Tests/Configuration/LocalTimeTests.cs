using PIMM.Dispatch.Cluster.Configuration;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>
/// The nights on which clocks change: delays are counted in real minutes, shown in local ones.
/// </summary>
public sealed class LocalTimeTests
{
    private static readonly TerritoryZone s_paris = TerritoryZone.Find("Europe/Paris")!;

    [Fact]
    public void Thirty_minutes_after_ten_to_two_on_the_short_night_is_twenty_past_three()
    {
        var images = new DateTimeOffset(2027, 3, 28, 0, 50, 0, TimeSpan.Zero);
        Assert.Equal(new DateTime(2027, 3, 28, 1, 50, 0), s_paris.LocalTime(images));
        Assert.Equal(new DateTime(2027, 3, 28, 3, 20, 0), s_paris.LocalTime(images.AddMinutes(30)));
    }

    [Fact]
    public void The_same_local_minute_comes_twice_on_the_long_night()
    {
        var first = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
        Assert.Equal(new DateTime(2026, 10, 25, 2, 30, 0), s_paris.LocalTime(first));
        Assert.Equal(new DateTime(2026, 10, 25, 2, 30, 0), s_paris.LocalTime(first.AddHours(1)));
    }

    [Fact]
    public void Every_change_of_clocks_until_2045_moves_by_one_hour_at_one_oclock_utc()
    {
        for (var year = 2025; year <= 2045; year++)
        {
            var (spring, autumn) = (LastSunday(year, 3), LastSunday(year, 10));
            Assert.Equal(
                new DateTime(year, 3, spring.Day, 1, 59, 59), s_paris.LocalTime(spring.AddSeconds(-1)));
            Assert.Equal(new DateTime(year, 3, spring.Day, 3, 0, 0), s_paris.LocalTime(spring));
            Assert.Equal(
                new DateTime(year, 10, autumn.Day, 2, 59, 59), s_paris.LocalTime(autumn.AddSeconds(-1)));
            Assert.Equal(new DateTime(year, 10, autumn.Day, 2, 0, 0), s_paris.LocalTime(autumn));
        }
    }

    [Theory]
    [InlineData(2026, 3, 29, 23)] // the day that has 23 hours begins in winter time
    [InlineData(2026, 3, 30, 22)]
    [InlineData(2026, 10, 25, 22)]
    [InlineData(2026, 10, 26, 23)]
    public void A_local_day_begins_at_the_right_utc_hour(
        int year, int month, int day, int utcHourOfTheDayBefore)
    {
        var start = s_paris.StartOf(new DateOnly(year, month, day));
        Assert.Equal(
            new DateTimeOffset(year, month, day, utcHourOfTheDayBefore, 0, 0, TimeSpan.Zero)
                .AddDays(-1), start);
    }

    [Fact]
    public void A_day_without_midnight_begins_at_its_first_minute() => Assert.Equal(
        new DateTimeOffset(2018, 11, 4, 3, 0, 0, TimeSpan.Zero),
        TerritoryZone.Find("America/Sao_Paulo")!.StartOf(new DateOnly(2018, 11, 4)));

    [Fact]
    public void An_unknown_zone_is_nothing()
    {
        Assert.Null(TerritoryZone.Find("Europe/Valenciennes"));
        Assert.NotEmpty(TerritoryZone.DatabaseVersion);
    }

    /// <summary>One o'clock UTC, when all of the European Union changes.</summary>
    private static DateTimeOffset LastSunday(int year, int month)
    {
        var day = new DateTimeOffset(year, month, DateTime.DaysInMonth(year, month), 1, 0, 0, TimeSpan.Zero);
        return day.AddDays(-(int)day.DayOfWeek);
    }
}
