namespace PIMM.Dispatch.Domain;

/// <summary>
/// The eleven public holidays of Code du travail, article L3133-1 (metropolitan France without
/// Alsace-Moselle).
/// </summary>
public static class FrenchHolidays
{
    public static bool Include(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8)
        or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25)
        || (day.DayNumber - EasterSunday(day.Year).DayNumber) is 1 or 39 or 50;

    /// <summary>
    /// Gregorian Easter, by the anonymous algorithm that Meeus gives (Astronomical Algorithms, chapter 8).
    /// </summary>
    public static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, rest) = Math.DivRem(year, 100);
        var correction = (century - (century + 8) / 25 + 1) / 3;
        var epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        var late = (golden + 11 * epact + 22 * weekday) / 451;
        var (month, day) = Math.DivRem(epact + weekday - 7 * late + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
