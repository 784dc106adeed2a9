using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>What can be wrong with a journal.</summary>
public enum FindingKind
{
    /// <summary>A sequence is not there, though a later one is.</summary>
    RowMissing,

    /// <summary>The row is not what was written after the row before it: edited, inserted or moved.</summary>
    RowChanged,

    /// <summary>The row can't be read at all.</summary>
    RowUnreadable,

    /// <summary>A lower epoch after a higher one: two owners wrote.</summary>
    EpochDecreased,

    /// <summary>The actor's versions are not 1, 2, 3, …, or lead nowhere.</summary>
    ActorVersionWrong,

    /// <summary>The rows end before the head, an outcome or a snapshot says that they do.</summary>
    Truncated,

    /// <summary>The head is not the last row.</summary>
    HeadWrong,

    /// <summary>The outcome of a command is missing, was changed, or speaks of other rows.</summary>
    OutcomeWrong,

    /// <summary>
    /// A snapshot is not of the row that it names. Recovery ignores it; events are not concerned.
    /// </summary>
    SnapshotWrong,

    /// <summary>The file around the rows is damaged.</summary>
    FileDamaged,
}

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="Sequence">The first row that can't be trusted; 0 when what is wrong is no row.</param>
/// <param name="What">One sentence for an operator; names no patient.</param>
public sealed record Finding(TerritoryId Territory, long Sequence, FindingKind Kind, string What)
{
    public override string ToString() => $"{Territory} {Sequence}: {What} ({Kind})";
}

/// <summary>A territory that was walked to its end or to its first bad row.</summary>
/// <param name="Rows">Rows that verify.</param>
/// <param name="HeadHash">The hash of the last of them: kept elsewhere, it shows later that nothing was cut
/// off.</param>
public sealed record VerifiedTerritory(TerritoryId Territory, long Rows, ReadOnlyMemory<byte> HeadHash);

/// <summary>What a verification found.</summary>
/// <param name="Findings">
/// In each territory the first bad row, then what is wrong beside the rows; empty when all holds.
/// </param>
public sealed record VerificationReport(
    IReadOnlyList<VerifiedTerritory> Territories, IReadOnlyList<Finding> Findings)
{
    public bool Holds => Findings.Count == 0;

    /// <summary>Rows that verify, in all.</summary>
    public long Rows => Territories.Sum(territory => territory.Rows);
}
