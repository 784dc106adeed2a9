using System.Globalization;

namespace PIMM.Dispatch.Domain.Tests.Settings;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("2026-01-14T08:29:59", true)] // Wednesday
    [InlineData("2026-01-14T08:30:00", false)]
    [InlineData("2026-01-14T18:29:59", false)]
    [InlineData("2026-01-14T18:30:00", true)]
    [InlineData("2026-01-17T12:00:00", true)] // Saturday
    [InlineData("2026-01-18T12:00:00", true)] // Sunday
    [InlineData("2026-05-14T12:00:00", true)] // Ascension
    [InlineData("2026-05-25T12:00:00", true)] // Whit Monday
    [InlineData("2026-07-14T12:00:00", true)]
    [InlineData("2026-07-15T12:00:00", false)]
    public void Nights_weekends_and_holidays_are_on_call(string local, bool onCall) =>
        Assert.Equal(onCall,
            !TestTerritory.Settings.WorkingHours.Cover(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    // In the night of 28 March 2027 two o'clock is three: 08:30 local is 06:30 UTC, the Friday before it was
    // 07:30.
    [Theory]
    [InlineData("2027-03-26T07:29:59Z", true)]
    [InlineData("2027-03-26T07:30:00Z", false)]
    [InlineData("2027-03-30T06:29:59Z", true)]
    [InlineData("2027-03-30T06:30:00Z", false)]
    // In the night of 31 October 2027 three o'clock is two: the evening begins at 17:30 UTC, before it at
    // 16:30.
    [InlineData("2027-10-29T16:29:59Z", false)]
    [InlineData("2027-10-29T16:30:00Z", true)]
    [InlineData("2027-11-02T17:29:59Z", false)]
    [InlineData("2027-11-02T17:30:00Z", true)]
    public void Hours_are_those_of_the_wall_clock_on_both_sides_of_summer_time(string utc, bool onCall) =>
        Assert.Equal(
            onCall, TestTerritory.Settings.IsOnCall(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2027-03-28T00:59:59Z")]
    [InlineData("2027-03-28T01:00:00Z")]
    [InlineData("2027-10-31T00:30:00Z")]
    [InlineData("2027-10-31T01:30:00Z")]
    public void The_hour_that_is_missing_and_the_hour_that_comes_twice_are_on_call(string utc) =>
        Assert.True(TestTerritory.Settings.IsOnCall(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture)));
}
