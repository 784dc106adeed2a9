namespace PIMM.Dispatch.Domain;

/// <summary>
/// What a coordinator has to look at. Absent: on duty while on leave. Rest: less than the safety rest after
/// the duty before. NotEligible: no longer a reader, or no privilege left.
/// </summary>
public enum ConflictKind { Absent, Rest, NotEligible }

/// <summary>Something about a duty that warns and never blocks.</summary>
/// <param name="With">The absence, or the duty before; null when it is about the duty alone.</param>
public sealed record RosterConflict(ConflictKind Kind, string Duty, ReaderId Reader, string? With);

/// <summary>The conflicts of the duties that are not over; pure.</summary>
public static class RosterConflicts
{
    public static IReadOnlyList<RosterConflict> Of(TerritorySettings settings, RosterState roster) =>
    [
        .. roster.Duties.Values.Where(duty => !IsEligible(settings, duty))
            .Select(duty => new RosterConflict(ConflictKind.NotEligible, duty.Id, duty.Reader, null)),
        .. from duty in roster.Duties.Values
           from absence in roster.Absences.Values
           where absence.Reader == duty.Reader && duty.Overlaps(absence.From, absence.Until)
           select new RosterConflict(ConflictKind.Absent, duty.Id, duty.Reader, absence.Id),
        .. TooSoon(settings, roster),
    ];

    /// <summary>
    /// A duty that begins before its reader has rested from the one before. Sessions by day ask for no rest.
    /// </summary>
    private static IEnumerable<RosterConflict> TooSoon(TerritorySettings settings, RosterState roster) =>
        from readers in roster.Past.Values.Concat(roster.Duties.Values).GroupBy(duty => duty.Reader)
        orderby readers.Key
        let inOrder = readers.OrderBy(duty => duty.From).ToList()
        from pair in inOrder.Zip(inOrder.Skip(1))
        where pair.First.Line != DutyLine.Session && roster.Duties.ContainsKey(pair.Second.Id)
            && pair.Second.From - pair.First.Until < settings.SafetyRest
        select new RosterConflict(ConflictKind.Rest, pair.Second.Id, readers.Key, pair.First.Id);

    private static bool IsEligible(TerritorySettings settings, Duty duty) =>
        settings.Readers.TryGetValue(duty.Reader, out var reader)
        && reader.Sites.Values.Any(
            privilege => privilege.From < duty.Until && duty.From < privilege.Until);
}
