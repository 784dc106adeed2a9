using System.Globalization;

namespace PIMM.Dispatch.Domain.Tests.Roster;

public sealed class FrenchHolidaysTests
{
    /// <summary>Published dates of Gregorian Easter.</summary>
    private static readonly string[] Easters =
    [
        "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
        "2027-03-28",
        "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09",
        "2035-03-25",
        "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01", "2041-04-21", "2042-04-06",
        "2043-03-29",
        "2044-04-17", "2045-04-09",
    ];

    [Fact]
    public void Easter_falls_on_the_published_days()
    {
        foreach (var published in Easters)
        {
            var day = DateOnly.Parse(published, CultureInfo.InvariantCulture);
            Assert.Equal(day, FrenchHolidays.EasterSunday(day.Year));
        }
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-04-06")] // Easter Monday
    [InlineData("2026-05-01")]
    [InlineData("2026-05-08")]
    [InlineData("2026-05-14")] // Ascension
    [InlineData("2026-05-25")] // Whit Monday
    [InlineData("2026-07-14")]
    [InlineData("2026-08-15")]
    [InlineData("2026-11-01")]
    [InlineData("2026-11-11")]
    [InlineData("2026-12-25")]
    public void The_eleven_holidays_are_known(string day) =>
        Assert.True(FrenchHolidays.Include(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_year_has_eleven_of_them_or_ten_when_two_fall_on_one_day()
    {
        for (var year = 2020; year <= 2045; year++)
        {
            var first = new DateOnly(year, 1, 1);
            var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
                .Select(first.AddDays).ToList();
            var ascension = FrenchHolidays.EasterSunday(year).AddDays(39);
            var shared = (ascension.Month, ascension.Day) is (5, 1) or (5, 8);
            Assert.Equal(shared ? 10 : 11, days.Count(day => FrenchHolidays.Include(day)));
        }
    }

    [Theory]
    [InlineData("2026-04-03")] // Good Friday is one in Alsace-Moselle alone
    [InlineData("2026-12-26")]
    [InlineData("2026-04-05")] // Easter Sunday is a Sunday, not a holiday of the code
    public void Other_days_are_not(string day) =>
        Assert.False(FrenchHolidays.Include(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(HolidayCalendar.AlsaceMoselle, "2026-04-03", Holiday.GoodFriday)]
    [InlineData(HolidayCalendar.AlsaceMoselle, "2026-12-26", Holiday.SaintStephen)]
    [InlineData(HolidayCalendar.Mayotte, "2026-04-27", Holiday.AbolitionOfSlavery)]
    [InlineData(HolidayCalendar.Martinique, "2026-05-22", Holiday.AbolitionOfSlavery)]
    [InlineData(HolidayCalendar.Guadeloupe, "2026-05-27", Holiday.AbolitionOfSlavery)]
    [InlineData(HolidayCalendar.Guyane, "2026-06-10", Holiday.AbolitionOfSlavery)]
    [InlineData(HolidayCalendar.Reunion, "2026-12-20", Holiday.AbolitionOfSlavery)]
    public void A_place_has_days_of_its_own(HolidayCalendar calendar, string text, Holiday holiday)
    {
        var day = DateOnly.Parse(text, CultureInfo.InvariantCulture);

        Assert.Equal(holiday, FrenchHolidays.Find(day, calendar));
        Assert.False(FrenchHolidays.Include(day));
        Assert.False(
            TestTerritory.Settings.WorkingHours.Cover(day.ToDateTime(new TimeOnly(10, 0)), calendar));
    }

    [Fact]
    public void Every_holiday_bears_its_name()
    {
        var year = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays);

        Assert.Equal(
            Enum.GetValues<Holiday>().Where(holiday => holiday != Holiday.AbolitionOfSlavery),
            year.Select(day => FrenchHolidays.Find(day, HolidayCalendar.AlsaceMoselle))
                .OfType<Holiday>().Order());
    }
}
