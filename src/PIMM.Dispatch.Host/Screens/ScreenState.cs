using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// Everything that a screen of a territory can show, as of one committed sequence; replaced, never changed.
/// </summary>
public sealed record ScreenState(
    TerritorySettings Settings, TerritoryView View, ImmutableDictionary<CaseId, CaseRow> Cases,
    ImmutableDictionary<ReaderId, ReaderDto> Readers, ImmutableDictionary<OrphanKey, OrphanStudy> Orphans,
    ImmutableSortedDictionary<NoticeKey, NoticeRow> Notices)
{
    public long Sequence => View.Sequence;

    /// <summary>A notice by the order in which it was raised.</summary>
    public static NoticeKey KeyOf(NoticeRow row) => new(row.Written.Sequence, row.Id);
}

/// <summary>Notices are ordered as they were raised.</summary>
public readonly record struct NoticeKey(long Sequence, NoticeId Id) : IComparable<NoticeKey>
{
    public int CompareTo(NoticeKey other) => Sequence != other.Sequence
        ? Sequence.CompareTo(other.Sequence)
        : Id.Number.CompareTo(other.Id.Number);
}

/// <summary>
/// What one batch touched, by id: rows are taken from the state of the moment in which they are sent.
/// </summary>
/// <param name="NoticesGone">With what decides who was told of them.</param>
internal sealed record ScreenChange(
    long From, long To, IReadOnlyList<CaseTouch> Cases, IReadOnlyList<ReaderId> Readers,
    IReadOnlyList<OrphanKey> Orphans, IReadOnlyList<NoticeRow> NoticesGone);

/// <summary>
/// A case that changed, with the hospital that decides who may know of it even when the case is gone.
/// </summary>
internal readonly record struct CaseTouch(CaseId Case, EstablishmentId Establishment);

/// <summary>The state of now, and everything that changed after a sequence; without double.</summary>
/// <param name="Cases">With the hospital of each, which decides who may know of it even when the case is
/// gone.</param>
public sealed record ScreenDelta(
    ScreenState State, long From, IReadOnlyDictionary<CaseId, EstablishmentId> Cases,
    IReadOnlySet<ReaderId> Readers, IReadOnlySet<OrphanKey> Orphans, IReadOnlyList<NoticeRow> NoticesGone);
