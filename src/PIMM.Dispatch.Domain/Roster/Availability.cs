using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// When a reader can't be on duty: on another duty, on leave, or on duty in another territory.
/// </summary>
internal static class Availability
{
    /// <summary>Why the reader can't be on duty in [from, until); null when nothing is in the way.</summary>
    public static Refusal? Obstacle(
        RosterState state, ReaderId reader, DateTimeOffset from, DateTimeOffset until)
    {
        if (state.Duties.Values.Any(d => d.Reader == reader && d.Overlaps(from, until)))
            return new Refusal(Refusals.ReaderAlreadyOnDuty, reader.Value);
        if (state.Reserved.Values.Any(r => r.Reader == reader && r.From < until && from < r.Until))
            return new Refusal(Refusals.ReaderOnDutyElsewhere, reader.Value);
        return state.Absences.Values.Any(a => a.Reader == reader && a.From < until && from < a.Until)
            ? new Refusal(Refusals.ReaderAbsent, reader.Value) : null;
    }

    public static Decision Record(RecordAbsence message, TurnContext context)
    {
        if (!context.Settings.Readers.ContainsKey(message.Reader))
            return Decision.Refuse(Refusals.ReaderUnknown, message.Reader.Value);
        if (message.Until <= message.From)
            return Decision.Refuse(Refusals.AbsenceEndsBeforeItStarts);
        if (message.Until <= context.At)
            return Decision.Refuse(Refusals.InstantInThePast);
        var id = context.NextSequence.ToString(CultureInfo.InvariantCulture);
        return Decision.Of(new AbsenceRecorded(
            id, message.Reader, message.From, message.Until, message.Reason)).Answering(id);
    }

    public static Decision Cancel(RosterState state, CancelAbsence message) =>
        state.Absences.ContainsKey(message.Absence)
            ? Decision.Of(new AbsenceCancelled(message.Absence))
            : Decision.Refuse(Refusals.AbsenceUnknown);

    /// <summary>Leave doesn't stand in the way: it is this territory's, and the duty is another's.</summary>
    public static Decision Reserve(RosterState state, ReserveElsewhere message, TurnContext context)
    {
        if (!context.Settings.Readers.ContainsKey(message.Reader))
            return Decision.Refuse(Refusals.ReaderUnknown, message.Reader.Value);
        if (state.Reserved.ContainsKey(RosterState.KeyOf(message.Territory, message.Command)))
            return Decision.Nothing;
        return Obstacle(state, message.Reader, message.From, message.Until) is
            { Code: Refusals.ReaderAlreadyOnDuty or Refusals.ReaderOnDutyElsewhere }
            ? Decision.Refuse(Refusals.ReaderOnDutyElsewhere, message.Reader.Value)
            : Decision.Of(new ElsewhereReserved(
                message.Reader, message.Territory, message.Command, message.From, message.Until));
    }

    public static Decision Release(RosterState state, ReleaseElsewhere message) =>
        state.Reserved.ContainsKey(RosterState.KeyOf(message.Territory, message.Command))
            ? Decision.Of(new ElsewhereReleased(message.Territory, message.Command))
            : Decision.Nothing;
}
