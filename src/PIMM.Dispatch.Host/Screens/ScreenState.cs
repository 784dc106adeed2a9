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

/// <summary>A case that changed, with what decides who may know of it even when it is gone.</summary>
internal readonly record struct CaseTouch(CaseId Case, CaseReach Reach)
{
    public static CaseTouch Of(CaseState? before, CaseState? after)
    {
        var item = (after ?? before)!;
        return new CaseTouch(item.Id, new CaseReach(
            item.Establishment,
            [.. new[] { before?.Provider, after?.Provider }.OfType<ProviderId>().Distinct()]));
    }
}

/// <summary>Whom a case concerns: its hospital, and the providers that have or had it.</summary>
internal sealed record CaseReach(EstablishmentId Establishment, ImmutableArray<ProviderId> Providers)
{
    public CaseReach With(CaseReach other) =>
        other.Providers.IsEmpty ? this
            : this with { Providers = [.. Providers.Union(other.Providers)] };
}

/// <summary>The state of now, and everything that changed after a sequence; without double.</summary>
/// <param name="Cases">With what decides who may know of each even when it is gone.</param>
internal sealed record ScreenDelta(
    ScreenState State, long From, IReadOnlyDictionary<CaseId, CaseReach> Cases,
    IReadOnlySet<ReaderId> Readers, IReadOnlySet<OrphanKey> Orphans, IReadOnlyList<NoticeRow> NoticesGone);
