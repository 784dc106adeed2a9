using System.Collections.Immutable;
using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// A slot of the roster by its line, local day and local start, written <c>line/2026-03-28/1830</c>: stable
/// whatever the offset of the night.
/// </summary>
public readonly record struct SlotId(string Value) : IId<SlotId>, IComparable<SlotId>
{
    private const string DayForm = "yyyy-MM-dd";
    private const string TimeForm = "HHmm";

    /// <summary>As in the settings: a year outside is a mistake, and calendars end somewhere.</summary>
    private const int FirstYear = 2000;
    private const int EndYear = 2200;

    public static SlotId Of(string value) => new(value);

    public static SlotId Of(LineId line, DateOnly day, TimeOnly from) => new(string.Create(
        CultureInfo.InvariantCulture, $"{line.Value}/{day:yyyy-MM-dd}/{from:HHmm}"));

    /// <summary>The parts of the id; false when the text has another form.</summary>
    public bool TryRead(out LineId line, out DateOnly day, out TimeOnly from)
    {
        (line, day, from) = (default, default, default);
        if (Value?.Split('/') is not [{ Length: > 0 } name, var date, var time])
            return false;
        line = new LineId(name);
        return DateOnly.TryParseExact(
                date, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= FirstYear and < EndYear
            && TimeOnly.TryParseExact(
                time, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out from);
    }

    public int CompareTo(SlotId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>
/// One span of a line on one local day: [From, Until) in UTC, exact also on the nights on which the clock is
/// changed. A garde from 18:30 to 08:30 lasts 13 hours in spring and 15 in autumn.
/// </summary>
public sealed record Slot(SlotId Id, LineOfDuty Line, DateOnly Day, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Overlaps(DateTimeOffset from, DateTimeOffset until) => From < until && from < Until;

    /// <summary>The provider that covers it where nobody is: given for once, or by contract.</summary>
    public ProviderId? ProviderBy(ImmutableSortedDictionary<SlotId, ExternalCover> given) =>
        given.TryGetValue(Id, out var cover) ? cover.Provider : Line.StandIn;
}

/// <summary>The slots that the lines of a territory give; pure.</summary>
public static class Slots
{
    /// <summary>The slots that touch [from, until), by day, then in the order of the lines.</summary>
    public static IEnumerable<Slot> Between(
        TerritorySettings settings, DateTimeOffset from, DateTimeOffset until)
    {
        // A slot that passes midnight began on the day before.
        var first = DateOnly.FromDateTime(settings.LocalTime(from)).AddDays(-1);
        var last = DateOnly.FromDateTime(settings.LocalTime(until));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var slot in On(settings, day))
            {
                if (slot.Overlaps(from, until))
                    yield return slot;
            }
        }
    }

    /// <summary>The slots that begin on a local day, by the lines that hold on it.</summary>
    public static IEnumerable<Slot> On(TerritorySettings settings, DateOnly day)
    {
        var kind = KindOf(day, settings.Holidays);
        foreach (var line in LinesOn(settings, day))
        foreach (var hours in line.Hours)
        {
            if (hours.Days.HasFlag(kind) && Of(settings, line, hours, day) is { } slot)
                yield return slot;
        }
    }

    /// <summary>The slot of that id; null when no line gives it.</summary>
    public static Slot? Find(TerritorySettings settings, SlotId id) =>
        id.TryRead(out _, out var day, out _)
            ? On(settings, day).FirstOrDefault(slot => slot.Id == id) : null;

    public static DutyDays KindOf(DateOnly day, HolidayCalendar calendar) =>
        FrenchHolidays.Include(day, calendar) ? DutyDays.Holiday : day.DayOfWeek switch
        {
            DayOfWeek.Monday => DutyDays.Monday,
            DayOfWeek.Tuesday => DutyDays.Tuesday,
            DayOfWeek.Wednesday => DutyDays.Wednesday,
            DayOfWeek.Thursday => DutyDays.Thursday,
            DayOfWeek.Friday => DutyDays.Friday,
            DayOfWeek.Saturday => DutyDays.Saturday,
            _ => DutyDays.Sunday,
        };

    private static ImmutableArray<LineOfDuty> LinesOn(TerritorySettings settings, DateOnly day) =>
        settings.Lines.At(settings.InstantOf(day.ToDateTime(TimeOnly.MinValue)));

    /// <summary>Hours that the clock skips altogether are no slot.</summary>
    private static Slot? Of(TerritorySettings settings, LineOfDuty line, DutyHours hours, DateOnly day)
    {
        var from = settings.InstantOf(day.ToDateTime(hours.From));
        var until = settings.InstantOf((hours.EndsNextDay ? day.AddDays(1) : day).ToDateTime(hours.To));
        return from < until ? new Slot(SlotId.Of(line.Id, day, hours.From), line, day, from, until) : null;
    }
}
