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

    /// <summary>Where each reader works: in the first territory, by id, that has the reader.</summary>
    public static IReadOnlyDictionary<ReaderId, TerritoryId> Posts(IEnumerable<TerritorySettings> territories)
    {
        var posts = new SortedDictionary<ReaderId, TerritoryId>();
        foreach (var territory in territories.OrderBy(t => t.Id))
        foreach (var reader in territory.Readers.Keys)
            posts.TryAdd(reader, territory.Id);
        return posts;
    }

    /// <summary>The duty to plan now; null while the one that stands lasts.</summary>
    public static DemoAct? Next(ReaderId reader, RosterState? roster, DateTimeOffset now)
    {
        var until = roster?.Duties.Values
            .Where(duty => duty.Reader == reader)
            .Select(duty => (DateTimeOffset?)duty.Until)
            .Max() ?? DateTimeOffset.MinValue;
        if (until > now + Ahead)
            return null;
        var from = until > now ? until : now;
        return new DemoAct(
            $"duty:{reader}:{from.UtcTicks}", ActorId.Roster, new PutOnDuty(
                reader, DutyLine.OnCall, from, from + Length));
    }
}
