using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>
/// How long readings really took: from the acceptance to the signature, where the reader had nothing else in
/// hand and did not leave. Any other reading, and one of a length that no reading has, is not measured.
/// </summary>
internal sealed class MeasuredReadings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private readonly SortedDictionary<CaseId, Reading> open = [];
    private readonly Dictionary<CaseId, (ReaderId Reader, TimeSpan Length)> measured = [];

    /// <summary>null: it is not known.</summary>
    public (ReaderId Reader, TimeSpan Length)? Of(CaseId id) =>
        measured.TryGetValue(id, out var reading) ? reading : null;

    public void See(in Recorded fact, CaseId id)
    {
        switch (fact.Event)
        {
            case CaseAccepted accepted:
                Begin(id, accepted.Reader, fact.At);
                break;
            case CaseInterrupted interrupted:
                open.Remove(id);
                BeginAlone(interrupted.By, fact.At);
                break;
            case CaseHeld or CaseReleased or CaseHandedOver or CaseExternalised or CaseCancelled:
                open.Remove(id);
                break;
            case ReportSigned or PartSigned:
                End(id, fact.At);
                break;
        }
    }

    /// <summary>The reader went away: what is in its hands takes longer than it is read.</summary>
    public void Leave(ReaderId reader)
    {
        foreach (var reading in Of(reader))
            reading.Alone = false;
    }

    private IEnumerable<Reading> Of(ReaderId reader) =>
        open.Values.Where(reading => reading.Reader == reader);

    private void Begin(CaseId id, ReaderId reader, DateTimeOffset at)
    {
        open.Remove(id);
        var alone = !Of(reader).Any();
        Leave(reader);
        open[id] = new Reading(reader, at) { Alone = alone };
    }

    /// <summary>The case before it was laid aside in the same turn: there was one in hand, not two.</summary>
    private void BeginAlone(CaseId id, DateTimeOffset at)
    {
        if (open.TryGetValue(id, out var reading) && reading.Since == at)
            reading.Alone = Of(reading.Reader).Count() == 1;
    }

    private void End(CaseId id, DateTimeOffset at)
    {
        if (!open.Remove(id, out var reading) || !reading.Alone)
            return;
        var length = at - reading.Since;
        if (length >= Shortest && length <= Longest)
            measured[id] = (reading.Reader, length);
    }

    private sealed class Reading(ReaderId reader, DateTimeOffset since)
    {
        public ReaderId Reader { get; } = reader;
        public DateTimeOffset Since { get; } = since;
        public bool Alone { get; set; }
    }
}
