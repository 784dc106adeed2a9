using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>
/// When readers were on duty, and when they were not there though on duty. Whom the rules marked as away
/// because of a missed offer is not taken as gone: under other rules there would have been another offer.
/// </summary>
internal sealed class ReaderHours
{
    private readonly SortedDictionary<ReaderId, Hours> readers = [];

    public void See(in Recorded fact, ReaderId reader)
    {
        if (!readers.TryGetValue(reader, out var hours))
            readers[reader] = hours = new Hours();
        switch (fact.Event)
        {
            case DutyBegan began:
                hours.End(fact.At);
                hours.Duties.Add(new WorkedDuty(began.Line, fact.At, began.Until));
                break;
            case DutyEnded:
                hours.End(fact.At);
                break;
            case PresenceChanged { Why: null } changed:
                hours.Change(changed.Presence is Presence.Available or Presence.Reading, fact.At);
                break;
        }
    }

    /// <summary>
    /// The readers of a night. Those who are on duty at its end, or else the last who were, stay until
    /// everything is read.
    /// </summary>
    public ImmutableArray<ReaderEvening> Evenings(
        TerritorySettings settings, DateTimeOffset from, DateTimeOffset until, TimeSpan aftermath)
    {
        var known = readers.Where(one => settings.Readers.ContainsKey(one.Key))
            .Select(one => (Id: one.Key, Hours: one.Value, Duties: one.Value.Within(from, until)))
            .Where(one => one.Duties.Count > 0).ToList();
        if (known.Count == 0)
            return [];
        var last = known.Max(one => one.Duties[^1].Until);
        return [.. known.Select(one => Evening(
            settings.Readers[one.Id],
            [.. one.Duties.Select(duty =>
                duty.Until == last ? duty with { Until = until + aftermath } : duty)],
            [.. one.Duties.SelectMany(duty => one.Hours.Absences(duty.From, duty.Until))
                .Select(away => new Pause(away.From, away.Until - away.From, Declared: true))]))];
    }

    public static ReaderEvening Evening(
        ReaderSettings reader, ImmutableArray<WorkedDuty> duties, ImmutableArray<Pause> pauses) =>
        new(reader.Id, Speed: 1, reader.Sites.Keys.FirstOrDefault(), pauses, DropsOutAt: null)
        {
            Duties = duties,
        };

    /// <summary>One reader's; away until it says otherwise.</summary>
    private sealed class Hours
    {
        private readonly List<(DateTimeOffset From, DateTimeOffset Until)> away = [];
        private DateTimeOffset? awaySince = DateTimeOffset.MinValue;

        public List<WorkedDuty> Duties { get; } = [];

        public void End(DateTimeOffset at)
        {
            if (Duties.Count > 0 && Duties[^1].Until > at)
                Duties[^1] = Duties[^1] with { Until = at };
        }

        public void Change(bool present, DateTimeOffset at)
        {
            if (present && awaySince is { } since)
                away.Add((since, at));
            awaySince = present ? null : awaySince ?? at;
        }

        /// <summary>Duties in a span, cut to it, without those at which nobody ever appeared.</summary>
        public List<WorkedDuty> Within(DateTimeOffset from, DateTimeOffset until) =>
        [
            .. Duties
                .Select(duty => duty with { From = Max(duty.From, from), Until = Min(duty.Until, until) })
                .Where(duty => duty.From < duty.Until
                    && !Absences(duty.From, duty.Until).Contains((duty.From, duty.Until))),
        ];

        public IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Absences(
            DateTimeOffset from, DateTimeOffset until) =>
            (awaySince is { } since ? away.Append((since, DateTimeOffset.MaxValue)) : away)
                .Select(one => (From: Max(one.Item1, from), Until: Min(one.Item2, until)))
                .Where(one => one.From < one.Until);

        private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) =>
            one > other ? one : other;

        private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) =>
            one < other ? one : other;
    }
}
