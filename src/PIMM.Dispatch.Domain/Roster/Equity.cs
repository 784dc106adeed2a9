using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// How much of the duties one reader has, for an equitable roster; no ranking. A duty belongs to the local
/// day on which it begins.
/// </summary>
/// <param name="OnSite">Gardes.</param>
/// <param name="OnCall">Astreintes.</param>
/// <param name="HalfDays">Half-days of sessions; a local day has two, parted at 13:00.</param>
/// <param name="Weekends">Duties that begin on a Saturday or Sunday.</param>
/// <param name="Holidays">Duties that begin on a public holiday.</param>
/// <param name="Nights">Nights at whose 03:00 the reader was on duty.</param>
/// <param name="HalfDaysByLine">The half-days by line: by equipment and site. A free session is under
/// none.</param>
public sealed record EquityCounts(
    int OnSite, int OnCall, int DeepNight, int HalfDays, int Weekends, int Holidays, int Nights,
    ImmutableSortedDictionary<LineId, int> HalfDaysByLine)
{
    public static readonly EquityCounts None =
        new(0, 0, 0, 0, 0, 0, 0, ImmutableSortedDictionary<LineId, int>.Empty);
}

/// <summary>Counts duties by reader; pure.</summary>
public static class Equity
{
    private static readonly TimeOnly Noon = new(13, 0);
    private static readonly TimeOnly MiddleOfNight = new(3, 0);

    /// <summary>
    /// The duties that begin on the local days [first, end), by reader; readers of the territory without any
    /// stand with zeros.
    /// </summary>
    public static ImmutableSortedDictionary<ReaderId, EquityCounts> Count(
        TerritorySettings settings, DutyHistory history, DateOnly first, DateOnly end)
    {
        var counts = settings.Readers.Keys.ToImmutableSortedDictionary(id => id, _ => EquityCounts.None)
            .ToBuilder();
        foreach (var (_, duty) in history.Duties)
        {
            var day = DateOnly.FromDateTime(settings.LocalTime(duty.From));
            if (day >= first && day < end)
                counts[duty.Reader] = Add(
                    counts.GetValueOrDefault(duty.Reader) ?? EquityCounts.None, settings, duty, day);
        }
        return counts.ToImmutable();
    }

    private static EquityCounts Add(
        EquityCounts so, TerritorySettings settings, Duty duty, DateOnly day)
    {
        var halfDays = duty.Line == DutyLine.Session ? HalfDays(settings, duty) : 0;
        return new EquityCounts(
            so.OnSite + One(duty.Line == DutyLine.OnSite),
            so.OnCall + One(duty.Line == DutyLine.OnCall),
            so.DeepNight + One(duty.Line == DutyLine.DeepNight),
            so.HalfDays + halfDays,
            so.Weekends + One(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday),
            so.Holidays + One(FrenchHolidays.Include(day, settings.Holidays)),
            so.Nights + Nights(settings, duty, day),
            halfDays > 0 && duty.Slot is { } slot && slot.TryRead(out var line, out _, out _)
                ? so.HalfDaysByLine.SetItem(line, so.HalfDaysByLine.GetValueOrDefault(line) + halfDays)
                : so.HalfDaysByLine);
    }

    private static int One(bool counts) => counts ? 1 : 0;

    private static int HalfDays(TerritorySettings settings, Duty duty) =>
        HalfDay(settings.LocalTime(duty.Until.AddTicks(-1))) - HalfDay(settings.LocalTime(duty.From)) + 1;

    /// <summary>The half-days of all days in one row.</summary>
    private static int HalfDay(DateTime local) =>
        DateOnly.FromDateTime(local).DayNumber * 2 + One(TimeOnly.FromDateTime(local) >= Noon);

    private static int Nights(TerritorySettings settings, Duty duty, DateOnly day)
    {
        var nights = 0;
        for (var night = day; ; night = night.AddDays(1))
        {
            var middle = settings.InstantOf(night.ToDateTime(MiddleOfNight));
            if (middle >= duty.Until)
                return nights;
            nights += One(middle >= duty.From);
        }
    }
}
