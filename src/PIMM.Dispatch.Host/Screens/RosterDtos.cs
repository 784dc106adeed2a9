using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>The roster and its counters as they cross the wire.</summary>
internal static class RosterDtos
{
    public static RosterDto Of(
        TerritorySettings settings, RosterState roster, DateTimeOffset from, DateTimeOffset until)
    {
        var covers = Coverage.Of(settings, roster, from, until);
        return new RosterDto(
            settings.Id.Value, from, until,
            [.. covers.Select(cover => cover.Slot.Line).DistinctBy(line => line.Id).Select(Of)],
            [.. covers.Select(cover => Of(cover, roster))],
            [
                .. roster.Past.Values.Concat(roster.Duties.Values)
                    .Where(duty => duty.Overlaps(from, until)).OrderBy(duty => duty.From)
                    .Select(duty => Of(settings, duty, !roster.Duties.ContainsKey(duty.Id))),
            ],
            [
                .. roster.Absences.Values.Where(one => one.From < until && from < one.Until)
                    .Select(one => new AbsenceDto(
                        one.Id, one.Reader.Value, NameOf(settings, one.Reader), one.From, one.Until)),
            ],
            [.. Holidays(settings, from, until)],
            [
                .. RosterConflicts.Of(settings, roster).Select(conflict => new ConflictDto(
                    Words.Of(conflict.Kind), conflict.Duty, conflict.Reader.Value,
                    RosterTexts.Of(conflict.Kind))),
            ]);
    }

    public static EquityDto Of(
        TerritorySettings settings, ImmutableSortedDictionary<ReaderId, EquityCounts> counts, DateOnly first,
        DateOnly end) => new(
        settings.Id.Value, Of(first), Of(end),
        [.. counts.Select(pair => Of(settings, pair.Key, pair.Value, first))]);

    private static ReaderEquityDto Of(
        TerritorySettings settings, ReaderId reader, EquityCounts counts, DateOnly day)
    {
        var lines = settings.Lines.At(settings.InstantOf(day.ToDateTime(TimeOnly.MinValue)));
        return new ReaderEquityDto(
            reader.Value, NameOf(settings, reader), counts.OnSite, counts.OnCall, counts.DeepNight,
            counts.HalfDays, counts.Weekends, counts.Holidays, counts.Nights,
            [
                .. counts.HalfDaysByLine.Select(pair => new LineHalfDaysDto(
                    pair.Key.Value, lines.FirstOrDefault(line => line.Id == pair.Key)?.Equipment,
                    pair.Value)),
            ]);
    }

    private static LineDto Of(LineOfDuty line) => new(
        line.Id.Value, line.Name, Words.Of(line.Kind), [.. line.Sites.Select(site => site.Value)],
        [.. line.Specialties.Select(Words.Of)], line.Readers, line.StandIn?.Value, line.Equipment);

    private static SlotDto Of(SlotCover cover, RosterState roster)
    {
        var given = roster.External.GetValueOrDefault(cover.Slot.Id);
        return new SlotDto(
            cover.Slot.Id.Value, cover.Slot.Line.Id.Value, Of(cover.Slot.Day), cover.Slot.From,
            cover.Slot.Until,
            [
                .. cover.Spans.Select(span => new CoverSpanDto(
                    span.From, span.Until, Words.Of(span.Source), span.By, span.Duty)),
            ],
            [.. cover.Gaps.Select(Of)], cover.MissingReaders, given?.Provider.Value, given?.Reason);
    }

    private static GapDto Of(Gap gap) => new(
        gap.From, gap.Until,
        [
            .. gap.Sites.Select(open => new UncoveredSiteDto(
                open.Site.Value, [.. open.Specialties.Select(Words.Of)])),
        ]);

    private static DutyDto Of(TerritorySettings settings, Duty duty, bool over) => new(
        duty.Id, duty.Reader.Value, NameOf(settings, duty.Reader), Words.Of(duty.Line), duty.From, duty.Until,
        duty.Slot?.Value, duty.InPlaceOf, over);

    private static IEnumerable<HolidayDto> Holidays(
        TerritorySettings settings, DateTimeOffset from, DateTimeOffset until)
    {
        var last = DateOnly.FromDateTime(settings.LocalTime(until));
        for (var day = DateOnly.FromDateTime(settings.LocalTime(from)); day <= last; day = day.AddDays(1))
        {
            if (FrenchHolidays.Find(day, settings.Holidays) is { } holiday)
                yield return new HolidayDto(Of(day), RosterTexts.Of(holiday));
        }
    }

    private static string NameOf(TerritorySettings settings, ReaderId reader) =>
        settings.Readers.GetValueOrDefault(reader)?.Name ?? reader.Value;

    private static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
