namespace PIMM.Dispatch.Domain;

/// <summary>A public holiday by its name; its French stands at the edge.</summary>
public enum Holiday
{
    NewYear, GoodFriday, EasterMonday, LabourDay, VictoryDay, Ascension, WhitMonday, BastilleDay, Assumption,
    AllSaints, ArmisticeDay, Christmas, SaintStephen, AbolitionOfSlavery,
}

/// <summary>
/// Which days of its own a place adds to the national list. Alsace-Moselle: Code du travail, L3134-13 (Good
/// Friday holds there in communes with a Protestant or a shared church, and is taken for all of them). The
/// overseas departments: L3422-2.
/// </summary>
public enum HolidayCalendar { Metropolitan, AlsaceMoselle, Guadeloupe, Martinique, Guyane, Reunion, Mayotte }

/// <summary>
/// The eleven public holidays of Code du travail, article L3133-1, and those that <see
/// cref="HolidayCalendar"/> adds.
/// </summary>
public static class FrenchHolidays
{
    public static bool Include(DateOnly day, HolidayCalendar calendar = HolidayCalendar.Metropolitan) =>
        Find(day, calendar) is not null;

    /// <summary>The holiday of a day, or null; where two fall on one day, the one of fixed date.</summary>
    public static Holiday? Find(DateOnly day, HolidayCalendar calendar = HolidayCalendar.Metropolitan) =>
        National(day) ?? Local(day, calendar);

    private static Holiday? National(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => Holiday.NewYear,
        (5, 1) => Holiday.LabourDay,
        (5, 8) => Holiday.VictoryDay,
        (7, 14) => Holiday.BastilleDay,
        (8, 15) => Holiday.Assumption,
        (11, 1) => Holiday.AllSaints,
        (11, 11) => Holiday.ArmisticeDay,
        (12, 25) => Holiday.Christmas,
        _ => (day.DayNumber - EasterSunday(day.Year).DayNumber) switch
        {
            1 => Holiday.EasterMonday,
            39 => Holiday.Ascension,
            50 => Holiday.WhitMonday,
            _ => null,
        },
    };

    private static Holiday? Local(DateOnly day, HolidayCalendar calendar) => calendar switch
    {
        HolidayCalendar.Metropolitan => null,
        HolidayCalendar.AlsaceMoselle when (day.Month, day.Day) == (12, 26) => Holiday.SaintStephen,
        HolidayCalendar.AlsaceMoselle =>
            day == EasterSunday(day.Year).AddDays(-2) ? Holiday.GoodFriday : null,
        _ => (day.Month, day.Day) == AbolitionOf(calendar) ? Holiday.AbolitionOfSlavery : null,
    };

    private static (int Month, int Day) AbolitionOf(HolidayCalendar calendar) => calendar switch
    {
        HolidayCalendar.Mayotte => (4, 27),
        HolidayCalendar.Martinique => (5, 22),
        HolidayCalendar.Guadeloupe => (5, 27),
        HolidayCalendar.Guyane => (6, 10),
        _ => (12, 20),
    };

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
