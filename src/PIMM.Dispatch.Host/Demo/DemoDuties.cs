using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// Who is on duty in the demonstration: every reader, twelve hours at a time, and nobody in two places.
/// </summary>
internal static class DemoDuties
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(12);

    /// <summary>A duty is renewed so long before it ends.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>The week that is filled begins when the duties of this evening have ended.</summary>
    private static readonly TimeSpan WeekBeginsAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan WeekEndsAfter = TimeSpan.FromDays(8);

    /// <summary>Where each reader works: in the first territory, by id, that has the reader.</summary>
    public static IReadOnlyDictionary<ReaderId, TerritoryId> Posts(IEnumerable<TerritorySettings> territories)
    {
        var posts = new SortedDictionary<ReaderId, TerritoryId>();
        foreach (var territory in territories.OrderBy(t => t.Id))
        foreach (var reader in territory.Readers.Keys)
            posts.TryAdd(reader, territory.Id);
        return posts;
    }

    /// <summary>
    /// The duty to plan now; null while the one that stands lasts. It ends where a duty of the roster begins,
    /// and makes way for leave and for a duty elsewhere.
    /// </summary>
    public static DemoAct? Next(ReaderId reader, RosterState? roster, DateTimeOffset now)
    {
        var from = now;
        var until = now + Length;
        var own = roster?.Duties.Values.Where(duty => duty.Reader == reader) ?? [];
        foreach (var duty in own.OrderBy(duty => duty.From))
        {
            if (duty.From > from)
            {
                until = duty.From < until ? duty.From : until;
                break;
            }
            (from, until) = (duty.Until, duty.Until + Length);
        }
        if (from > now + Ahead || (roster is not null && IsTaken(roster, reader, from, until)))
            return null;
        return new DemoAct(
            $"duty:{reader}:{from.UtcTicks}", ActorId.Roster, new PutOnDuty(
                reader, DutyLine.OnCall, from, until));
    }

    /// <summary>
    /// The coming week as the desk has filled it: each slot by the readers whose turn it is and who can take
    /// it. What nobody can take stays a gap, for visitors to look at.
    /// </summary>
    public static IEnumerable<DemoAct> Week(
        TerritorySettings territory, IReadOnlyCollection<ReaderId> posts, DateTimeOffset now)
    {
        var planned = new List<PutOnDuty>();
        var turn = new Queue<ReaderId>(posts);
        foreach (var slot in Slots.Between(territory, now + WeekBeginsAfter, now + WeekEndsAfter))
        for (var place = 0; place < slot.Line.Readers; place++)
        {
            var taker = turn.Cast<ReaderId?>().FirstOrDefault(reader =>
                CanTake(territory.Readers[reader!.Value], slot) && !planned.Exists(
                    other => other.Reader == reader && slot.Overlaps(other.From, other.Until)));
            if (taker is not { } reader)
                continue;
            turn = new Queue<ReaderId>(turn.Where(other => other != reader).Append(reader));
            var duty = new PutOnDuty(reader, slot.Line.Kind, slot.From, slot.Until, slot.Id);
            planned.Add(duty);
            yield return new DemoAct($"week:{slot.Id}:{reader}", ActorId.Roster, duty);
        }
    }

    private static bool CanTake(ReaderSettings reader, Slot slot) =>
        slot.Line.Specialties.Any(specialty => reader.SkillIn(specialty) > 0)
        && slot.Line.Sites.Any(site => reader.MayReadFor(site, slot.From));

    private static bool IsTaken(
        RosterState roster, ReaderId reader, DateTimeOffset from, DateTimeOffset until) =>
        roster.Absences.Values.Any(one => one.Reader == reader && one.From < until && from < one.Until)
        || roster.Reserved.Values.Any(one => one.Reader == reader && one.From < until && from < one.Until);
}
