using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Api;

/// <summary>From the bodies of the roster to the words of the rules.</summary>
internal static class RosterParsing
{
    /// <summary>Two months of four lines a day, given away in one act.</summary>
    private const int SlotCountMax = 250;

    /// <summary>A line's id, a day and a time.</summary>
    private const int SlotLengthMax = 60;

    /// <summary>Nobody plans a duty longer than a week with one call.</summary>
    private static readonly TimeSpan DutyMax = TimeSpan.FromDays(7);

    /// <summary>Whatever is further from today is a year typed wrong.</summary>
    private static readonly TimeSpan FarMax = TimeSpan.FromDays(2 * 366);

    /// <summary>A year of leave, and a day for the leap.</summary>
    private static readonly TimeSpan AbsenceMax = TimeSpan.FromDays(366);

    /// <summary>What is left out is the slot's.</summary>
    public static PutOnDuty Duty(DutyBody body, TerritorySettings settings, DateTimeOffset now)
    {
        var reader = new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax));
        SlotId? id = Field.Optional(body.Slot, "slot", SlotLengthMax) is { } text ? new SlotId(text) : null;
        var slot = id is { } known ? Slots.Find(settings, known) ?? throw Field.Invalid("slot") : null;
        var line = Field.OptionalWord<DutyLine>(body.Line, "line") ?? slot?.Line.Kind
            ?? throw Field.Missing("line");
        var (from, until) = Span(
            body.From ?? slot?.From ?? now, Field.Instant(body.Until ?? slot?.Until, "until"), DutyMax, now);
        return new PutOnDuty(reader, line, from, until, id);
    }

    /// <summary>
    /// All that was asked for, so that one key never stands for two readers or two spans. A start that was
    /// left out may be another now when the request is repeated.
    /// </summary>
    public static string WhatOf(PutOnDuty duty, DutyBody body) => string.Create(
        CultureInfo.InvariantCulture,
        $"duty/{duty.Reader}/{duty.Line}/{body.From?.UtcTicks}/{duty.Until.UtcTicks}/{duty.Slot}");

    public static CorrectDuty Correction(string duty, CorrectionBody body, DateTimeOffset now)
    {
        var (from, until) = Span(body.From, body.Until, DutyMax, now);
        return new CorrectDuty(
            duty, new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax)), from, until,
            Field.Required(body.Reason, "reason", Field.ReasonLengthMax));
    }

    public static RecordAbsence Absence(AbsenceBody body, DateTimeOffset now)
    {
        var (from, until) = Span(body.From, body.Until, AbsenceMax, now);
        return new RecordAbsence(
            new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax)), from, until,
            Field.Optional(body.Reason, "reason", Field.ReasonLengthMax) ?? "");
    }

    public static ImmutableArray<SlotId> SlotIds(IReadOnlyList<string> slots)
    {
        if (slots.Count is 0 or > SlotCountMax)
            throw Field.Invalid("slots");
        return [.. slots.Select(slot => new SlotId(Field.Required(slot, "slots", SlotLengthMax)))];
    }

    private static (DateTimeOffset From, DateTimeOffset Until) Span(
        DateTimeOffset from, DateTimeOffset until, TimeSpan lengthMax, DateTimeOffset now)
    {
        if ((from - now).Duration() > FarMax)
            throw Field.Invalid("from");
        if (until - from > lengthMax)
            throw Field.Invalid("until");
        return (from.ToUniversalTime(), until.ToUniversalTime());
    }
}
