using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// From one state of the screens to the next: rows of what a batch touched, and estimates that moved.
/// </summary>
internal sealed class ScreenFold(TerritorySettings settings, TimeProvider clock)
{
    /// <summary>Estimates of untouched cases are looked at again this often, with the next batch.</summary>
    private static readonly TimeSpan EstimateEvery = TimeSpan.FromSeconds(5);

    /// <summary>A smaller move of an estimate is not worth a message.</summary>
    private static readonly TimeSpan EstimateMove = TimeSpan.FromMinutes(2);

    private long estimatedAt = clock.GetTimestamp();

    /// <summary>Everything, from a view alone.</summary>
    public ScreenState Begin(TerritoryView view)
    {
        var queue = new ReadingQueue(view, settings, clock.GetUtcNow());
        var rows = view.Cases.Values.OfType<CaseState>().ToImmutableDictionary(
            item => item.Id, item => new CaseRow(item, settings, queue.EstimateOf(item)));
        return new ScreenState(
            settings, view, rows,
            settings.Readers.Values.ToImmutableDictionary(
                reader => reader.Id, reader => ReaderDtos.Of(reader, view)),
            view.Establishments.SelectMany(OrphansOf).ToImmutableDictionary(),
            rows.Values.SelectMany(row => NoticesOf(row.State)).Concat(NoticesOf(view.Roster))
                .ToImmutableSortedDictionary(ScreenState.KeyOf, notice => notice));
    }

    public (ScreenState State, ScreenChange Change) Apply(ScreenState before, TerritoryChange change)
    {
        var view = change.View;
        var touches = new List<CaseTouch>();
        var gone = new List<NoticeRow>();
        var rows = before.Cases.ToBuilder();
        var notices = before.Notices.ToBuilder();
        var queue = new ReadingQueue(view, settings, clock.GetUtcNow());
        foreach (var id in change.Cases)
        {
            var old = before.Cases.GetValueOrDefault(id)?.State;
            var now = view.Cases.GetValueOrDefault(id) as CaseState;
            if (now is { Exists: true })
                rows[id] = new CaseRow(now, settings, queue.EstimateOf(now));
            else
                rows.Remove(id);
            gone.AddRange(Replace(notices, NoticesOf(old), [.. NoticesOf(now)]));
            if ((now ?? old) is { Exists: true })
                touches.Add(CaseTouch.Of(old, now));
        }
        if (!ReferenceEquals(before.View.Roster, view.Roster))
            gone.AddRange(Replace(notices, NoticesOf(before.View.Roster), [.. NoticesOf(view.Roster)]));
        touches.AddRange(Reestimate(rows, queue, change.Cases));
        var readers = before.Readers.SetItems(ReadersOf(change, view));
        var (orphans, orphanKeys) = Orphans(before, view);
        var after = new ScreenState(
            settings, view, rows.ToImmutable(), readers, orphans, notices.ToImmutable());
        return (after,
            new ScreenChange(change.From, change.To, touches, [.. TouchedReaders(change)], orphanKeys, gone));
    }

    private IEnumerable<NoticeRow> NoticesOf(CaseState? item) =>
        item?.Notices.Values.Select(notice => NoticeRow.Of(item, notice, settings)) ?? [];

    private IEnumerable<NoticeRow> NoticesOf(ActorState? roster) =>
        (roster as RosterState)?.Notices.Values.Select(notice => NoticeRow.OfRoster(notice, settings)) ?? [];

    /// <returns>The notices that no longer stand.</returns>
    private static List<NoticeRow> Replace(
        ImmutableSortedDictionary<NoticeKey, NoticeRow>.Builder notices, IEnumerable<NoticeRow> old,
        List<NoticeRow> now)
    {
        var gone = new List<NoticeRow>();
        foreach (var notice in old)
        {
            notices.Remove(ScreenState.KeyOf(notice));
            if (!now.Exists(one => one.Id == notice.Id))
                gone.Add(notice);
        }
        foreach (var notice in now)
            notices[ScreenState.KeyOf(notice)] = notice;
        return gone;
    }

    /// <summary>Cases whose estimate moved because others did.</summary>
    private List<CaseTouch> Reestimate(
        ImmutableDictionary<CaseId, CaseRow>.Builder rows, ReadingQueue queue, IReadOnlyList<CaseId> fresh)
    {
        var moved = new List<CaseTouch>();
        if (clock.GetElapsedTime(estimatedAt) < EstimateEvery)
            return moved;
        estimatedAt = clock.GetTimestamp();
        foreach (var row in rows.Values.Where(row => row.State.Unsigned
            && !fresh.Contains(row.State.Id)).ToList())
        {
            var estimate = queue.EstimateOf(row.State);
            if (!HasMoved(row.Estimate, estimate))
                continue;
            rows[row.State.Id] = row.WithEstimate(estimate);
            moved.Add(CaseTouch.Of(row.State, row.State));
        }
        return moved;
    }

    private static bool HasMoved(DateTimeOffset? before, DateTimeOffset? now) =>
        before.HasValue != now.HasValue || (now - before)?.Duration() >= EstimateMove;

    private IEnumerable<KeyValuePair<ReaderId, ReaderDto>> ReadersOf(
        TerritoryChange change, TerritoryView view) =>
        from id in TouchedReaders(change)
        where settings.Readers.ContainsKey(id)
        select KeyValuePair.Create(id, ReaderDtos.Of(settings.Readers[id], view));

    /// <summary>A reader's row shows the current case, so it changes with the case too.</summary>
    private static HashSet<ReaderId> TouchedReaders(TerritoryChange change)
    {
        var readers = new HashSet<ReaderId>(change.Readers);
        foreach (var id in change.Cases)
            if (change.View.Cases.GetValueOrDefault(id) is CaseState { InHand: true, Reader: { } reader })
                readers.Add(reader);
        return readers;
    }

    private static IEnumerable<KeyValuePair<OrphanKey, OrphanStudy>> OrphansOf(
        KeyValuePair<EstablishmentId, ActorState> establishment) =>
        ((EstablishmentState)establishment.Value).Orphans.Select(
            pair => KeyValuePair.Create(new OrphanKey(establishment.Key, pair.Key), pair.Value));

    private static (
        ImmutableDictionary<OrphanKey, OrphanStudy> Orphans, IReadOnlyList<OrphanKey> Touched) Orphans(
        ScreenState before, TerritoryView view)
    {
        if (ReferenceEquals(before.View.Establishments, view.Establishments))
            return (before.Orphans, []);
        var now = view.Establishments.SelectMany(OrphansOf).ToImmutableDictionary();
        var touched = now.Where(pair => before.Orphans.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => pair.Key)
            .Concat(before.Orphans.Keys.Where(key => !now.ContainsKey(key)));
        return (now, [.. touched]);
    }
}
