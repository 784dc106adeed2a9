using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A study that no case could be found for.</summary>
public sealed record OrphanStudy(StudyFacts Facts, int Count, OrphanReason Why, DateTimeOffset ReceivedAt);

/// <summary>What is remembered of a case so that its images find it.</summary>
public sealed record KnownCase(
    CaseId Id, string? AccessionNumber, Patient Patient, string Modality, bool HasStudy, bool Ended,
    DateTimeOffset At);

/// <summary>
/// A hospital: gives cases their ids, and images their case. It remembers what it needs to never open a case
/// twice, for as long as the territory's <see cref="TerritorySettings.StudyMemory"/>.
/// </summary>
public sealed record EstablishmentState : ActorState
{
    public static readonly EstablishmentState Initial = new();

    public ImmutableSortedDictionary<CaseId, KnownCase> Cases { get; init; } =
        ImmutableSortedDictionary<CaseId, KnownCase>.Empty;

    public ImmutableSortedDictionary<string, CaseId> ByAccession { get; init; } =
        ImmutableSortedDictionary.Create<string, CaseId>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<StudyUid, CaseId> ByStudy { get; init; } =
        ImmutableSortedDictionary<StudyUid, CaseId>.Empty;

    public ImmutableSortedDictionary<StudyUid, OrphanStudy> Orphans { get; init; } =
        ImmutableSortedDictionary<StudyUid, OrphanStudy>.Empty;

    /// <summary>
    /// The case that an accession number belongs to. One that ended before it had a study (its request was
    /// cancelled or refused) holds its number no longer: images that come all the same are to be read.
    /// </summary>
    public KnownCase? HolderOf(string accession) =>
        ByAccession.TryGetValue(accession, out var id) && Cases.TryGetValue(id, out var known)
        && known is not { Ended: true, HasStudy: false }
            ? known
            : null;

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        RequestExam m => ExamRequests.Open(this, m, context),
        StudyArrived m => StudyMatching.Place(this, m, context),
        AttachOrphan m => StudyMatching.Attach(this, m),
        OpenOrphan m => StudyMatching.OpenFrom(this, m, context),
        CaseHasEnded m => StudyMatching.End(this, m, context),
        Due m => StudyMatching.Forget(this, m),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        CaseNumbered e => Number(e, recorded.At),
        StudyMatched e => Match(e),
        StudyOrphaned e => this with
        {
            Orphans = Orphans.SetItem(e.Facts.Study, new OrphanStudy(e.Facts, e.Count, e.Why, recorded.At)),
        },
        OrphanGrew e => Orphans.TryGetValue(e.Study, out var orphan)
            ? this with { Orphans = Orphans.SetItem(e.Study, orphan with { Count = e.Count }) }
            : this,
        CaseEnded e => Cases.TryGetValue(e.Case, out var known)
            ? this with { Cases = Cases.SetItem(e.Case, known with { Ended = true, At = recorded.At }) }
            : this,
        CaseForgotten e => Forget(e.Case),
        _ => this,
    };

    private EstablishmentState Number(CaseNumbered e, DateTimeOffset at) => this with
    {
        Cases = Cases.SetItem(
            e.Case, new KnownCase(
                e.Case, e.AccessionNumber, e.Patient, e.Modality, e.Study is not null, false, at)),
        ByAccession = e.AccessionNumber is { } accession && HolderOf(accession) is null
            ? ByAccession.SetItem(accession, e.Case)
            : ByAccession,
        ByStudy = e.Study is { } study ? ByStudy.SetItem(study, e.Case) : ByStudy,
        Orphans = e.Study is { } placed ? Orphans.Remove(placed) : Orphans,
    };

    private EstablishmentState Match(StudyMatched e) => this with
    {
        ByStudy = ByStudy.SetItem(e.Study, e.Case),
        Orphans = Orphans.Remove(e.Study),
        ByAccession = e.AccessionNumber is { } accession && HolderOf(accession) is null
            ? ByAccession.SetItem(accession, e.Case)
            : ByAccession,
        Cases = Cases.TryGetValue(e.Case, out var known)
            ? Cases.SetItem(e.Case, known with { HasStudy = true })
            : Cases,
    };

    private EstablishmentState Forget(CaseId gone) => this with
    {
        Cases = Cases.Remove(gone),
        ByAccession = ByAccession.RemoveRange(ByAccession.Where(p => p.Value == gone).Select(p => p.Key)),
        ByStudy = ByStudy.RemoveRange(ByStudy.Where(p => p.Value == gone).Select(p => p.Key)),
    };
}
