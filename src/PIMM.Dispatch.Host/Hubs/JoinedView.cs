using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// One view on one connection: how far it has been sent, and which notices it has been told how often. Used
/// by one thread at a time.
/// </summary>
internal sealed class JoinedView
{
    private readonly ServedTerritory territory;
    private readonly ViewKind kind;
    private readonly Action changed;
    private readonly Dictionary<NoticeId, (int Times, DateTimeOffset At)> told = [];
    private StatisticsDto? statistics;

    public JoinedView(ServedTerritory territory, ViewKind kind, Action wake)
    {
        (this.territory, this.kind, changed) = (territory, kind, wake);
        territory.Screen.Changed += changed;
    }

    /// <summary>The last sequence that the client has been sent.</summary>
    public long Sequence { get; private set; }

    public void Leave() => territory.Screen.Changed -= changed;

    /// <summary>Goes on after a sequence that is still known; false when only a snapshot will do.</summary>
    public bool TryResume(long after)
    {
        if (territory.Screen.Since(after) is null)
            return false;
        Sequence = after;
        return true;
    }

    public SnapshotDto Snapshot(Caller caller, DateTimeOffset now)
    {
        var page = ScreenPage.For(caller, territory, kind);
        var screen = territory.Screen.Current;
        Sequence = screen.Sequence;
        statistics = page.StatisticsAt(now);
        return new SnapshotDto(
            territory.Id.Value, Words.Of(kind), screen.Sequence, now, page.CasesOf(screen),
            page.ReadersOf(screen),
            page.OrphansOf(screen), [.. page.NoticesOf(screen).Select(notice => notice.Written)],
            statistics, null);
    }

    /// <summary>
    /// What changed since the last sending, null when nothing did; false when that is no longer known.
    /// </summary>
    public bool TakeChanges(Caller caller, DateTimeOffset now, out ChangesDto? changes)
    {
        changes = null;
        if (territory.Screen.Since(Sequence) is not { } delta)
            return false;
        if (delta.State.Sequence == Sequence)
            return true;
        var page = ScreenPage.For(caller, territory, kind);
        var fresh = page.StatisticsAt(now);
        changes = Written(page, delta, ReferenceEquals(fresh, statistics) ? null : fresh);
        (Sequence, statistics) = (delta.State.Sequence, fresh);
        return true;
    }

    /// <summary>
    /// Notices that the client's person has not been told of yet, or has to be told of again.
    /// </summary>
    public IReadOnlyList<NoticeDto> DueNotices(Caller caller, DateTimeOffset now, PushOptions options)
    {
        var page = ScreenPage.For(caller, territory, kind);
        var open = page.NoticesOf(territory.Screen.Current);
        var due = new List<NoticeDto>();
        foreach (var notice in open)
        {
            var every = notice.Urgency == Urgency.Vital ? options.RepeatVitalEvery : options.RepeatEvery;
            var before = told.GetValueOrDefault(notice.Id);
            if (before.Times > 0 && (!notice.Repeats || now - before.At < every))
                continue;
            told[notice.Id] = (before.Times + 1, now);
            due.Add(notice.Written with { Repeat = before.Times });
        }
        if (told.Count > open.Count)
            Forget(open);
        return due;
    }

    private void Forget(IReadOnlyList<NoticeRow> open)
    {
        var standing = open.Select(notice => notice.Id).ToHashSet();
        foreach (var gone in told.Keys.Where(id => !standing.Contains(id)).ToList())
            told.Remove(gone);
    }

    private ChangesDto Written(ScreenPage page, ScreenDelta delta, StatisticsDto? fresh)
    {
        var screen = delta.State;
        var shown = new List<CaseDto>();
        var removed = new List<string>();
        foreach (var (id, reach) in delta.Cases)
        {
            if (!page.MayKnow(reach))
                continue;
            if (screen.Cases.TryGetValue(id, out var row) && page.Shows(row.State))
                shown.Add(row.As(page.Visibility));
            else
                removed.Add(id.Value);
        }
        var orphans = delta.Orphans.Where(page.MayKnowOrphan).ToLookup(screen.Orphans.ContainsKey);
        return new ChangesDto(
            territory.Id.Value, delta.From, screen.Sequence, shown, removed,
            page.ReadersOf(screen, delta.Readers),
            [.. orphans[true].Select(key => page.OrphanOf(key, screen.Orphans[key]))],
            [.. orphans[false].Select(key => key.Study.Value)],
            [.. delta.NoticesGone.Where(gone => page.MayHaveHeard(gone)).Select(gone => gone.Id.ToString())],
            fresh);
    }
}
