using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>The views of the hub.</summary>
public enum ViewKind { Reader, Wallboard, Tracking, Coordination, Provider }

/// <summary>What one caller sees of a territory in one view: which cases, and how much of each.</summary>
public sealed class ScreenPage
{
    private readonly ServedTerritory territory;
    private readonly Grant view;
    private readonly Grant? orphans;

    private ScreenPage(
        ServedTerritory territory, ViewKind kind, Grant view, Grant? orphans, Visibility visibility) =>
        (this.territory, Kind, this.view, this.orphans, Visibility) = (
            territory, kind, view, orphans, visibility);

    public ViewKind Kind { get; }

    public Visibility Visibility { get; }

    public Caller Caller => view.Caller;

    /// <exception cref="Problems.ProblemException">403: the view is nothing for this caller.</exception>
    public static ScreenPage For(Caller caller, ServedTerritory territory, ViewKind kind) => new(
        territory, kind, Grant.For(caller, OperationOf(kind)),
        kind == ViewKind.Wallboard ? null : Grant.Find(caller, Operation.ReadOrphans),
        kind == ViewKind.Wallboard ? Visibility.Wall : Visibilities.Of(caller));

    public static Operation OperationOf(ViewKind kind) => kind switch
    {
        ViewKind.Reader => Operation.JoinReader,
        ViewKind.Wallboard => Operation.JoinWallboard,
        ViewKind.Tracking => Operation.JoinTracking,
        ViewKind.Provider => Operation.JoinProvider,
        _ => Operation.JoinCoordination,
    };

    /// <summary>Whether this page shows the case at all.</summary>
    public bool Shows(CaseState item) =>
        view.Reaches(territory.Id, item)
        && (Kind != ViewKind.Wallboard || item is { Unsigned: true, Part: null });

    /// <summary>Whether this page may know that a case is no longer shown: it may have been.</summary>
    internal bool MayKnow(CaseReach reach) => view.Reaches(territory.Id, reach.Establishment)
        && (Kind != ViewKind.Provider
            || (view.Account.Provider is { } self && reach.Providers.Contains(self)));

    /// <summary>Whether the page's person has to know of a notice. A wall is nobody.</summary>
    public bool Hears(NoticeRow notice, ScreenState screen) =>
        Kind != ViewKind.Wallboard
        && notice.Notice.Includes(view.Account, screen.View, notice.Case, territory.Settings);

    /// <summary>Whether the page's person may have been told of a notice at some time.</summary>
    public bool MayHaveHeard(NoticeRow notice) =>
        Kind != ViewKind.Wallboard && notice.Notice.Audience.Concerns(view.Account, territory.Id);

    public IReadOnlyList<CaseDto> CasesOf(ScreenState screen) =>
    [
        .. screen.Cases.Values.Where(row => Shows(row.State)).OrderBy(row => row.State.Sequence)
            .Select(row => row.As(Visibility)),
    ];

    /// <summary>An external provider is not told who of the pool is at work.</summary>
    public IReadOnlyList<ReaderDto> ReadersOf(ScreenState screen) =>
        ReadersOf(screen, screen.Settings.Readers.Keys);

    public IReadOnlyList<ReaderDto> ReadersOf(ScreenState screen, IEnumerable<ReaderId> some) =>
        Kind == ViewKind.Provider ? []
            : [.. some.Where(screen.Readers.ContainsKey).Select(id => Seen(screen.Readers[id]))];

    /// <summary>The figures of the last day are the pool's own.</summary>
    public StatisticsDto? StatisticsAt(DateTimeOffset now) =>
        Kind == ViewKind.Provider ? null : territory.Last24Hours(now);

    private ReaderDto Seen(ReaderDto reader) =>
        Kind == ViewKind.Wallboard ? ReaderDtos.OnTheWall(reader) : reader;

    public IReadOnlyList<OrphanDto> OrphansOf(ScreenState screen) =>
    [
        .. screen.Orphans.Where(pair => MayKnowOrphan(pair.Key)).OrderBy(pair => pair.Value.ReceivedAt)
            .Select(pair => OrphanOf(pair.Key, pair.Value)),
    ];

    public bool MayKnowOrphan(OrphanKey key) => orphans?.Reaches(territory.Id, key.Establishment) == true;

    public OrphanDto OrphanOf(OrphanKey key, OrphanStudy orphan) => OrphanDtos.Of(
        key.Establishment, orphan, territory.Settings, Visibility < Visibility.WithoutIdentity);

    public IReadOnlyList<NoticeRow> NoticesOf(ScreenState screen) =>
        [.. screen.Notices.Values.Where(notice => Hears(notice, screen))];
}
