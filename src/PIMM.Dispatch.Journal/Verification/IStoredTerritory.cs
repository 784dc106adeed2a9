using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>Takes a row as it is stored.</summary>
/// <param name="actorPrevious">The sequence of the actor's event before; null where it is not stored.</param>
/// <returns>False when no more rows are wanted.</returns>
internal delegate bool RowVisitor(in RawRow row, ReadOnlySpan<byte> hash, long? actorPrevious);

/// <summary>Takes an outcome as it is stored.</summary>
internal delegate void OutcomeVisitor(StoredOutcome outcome);

/// <summary>
/// All that is stored of one territory, at one moment and unchecked, for a verification. Each read throws
/// <see cref="JournalCorruptException"/> when the database itself can't read what it holds.
/// </summary>
internal interface IStoredTerritory
{
    TerritoryId Territory { get; }

    /// <summary>The snapshots that are kept, newest first.</summary>
    IReadOnlyList<Snapshot> Snapshots();

    /// <summary>Shows every row, in order.</summary>
    void Rows(RowVisitor visit);

    /// <summary>The outcome of a command, also while rows are shown; null when there is none.</summary>
    Outcome? Outcome(CommandId command);

    /// <summary>Shows every outcome.</summary>
    void Outcomes(OutcomeVisitor visit);

    /// <summary>The head, whatever the rows say.</summary>
    JournalHead Head();

    /// <summary>Where each actor's stream ends, by its address in UTF-8; null where it is not
    /// stored.</summary>
    IEnumerable<KeyValuePair<byte[], ActorEnd>>? ActorEnds();
}
