using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Forecasts;

/// <summary>An hour of the week on the clock of a territory; a public holiday is a Sunday.</summary>
internal readonly record struct LocalHour(int Day, int Hour)
{
    public const int Days = 7;
    public const int Hours = 24;

    public int Index => Day * Hours + Hour;
}

/// <summary>A span cut at the full hours of a territory's clock.</summary>
internal static class LocalHours
{
    /// <summary>
    /// The parts in order, and how long each is: an hour, or less at the ends. The hour that the clock
    /// repeats comes twice, the one that it skips not at all.
    /// </summary>
    public static IEnumerable<(LocalHour At, double Hours)> Of(
        TerritorySettings settings, DateTimeOffset from, DateTimeOffset until)
    {
        while (from < until)
        {
            var local = settings.LocalTime(from);
            var next = from + (TimeSpan.FromHours(1) - (local.TimeOfDay - TimeSpan.FromHours(local.Hour)));
            var end = next < until ? next : until;
            var isSunday = FrenchHolidays.Include(DateOnly.FromDateTime(local), settings.Holidays);
            yield return (
                new LocalHour(isSunday ? 0 : (int)local.DayOfWeek, local.Hour), (end - from).TotalHours);
            from = end;
        }
    }
}
