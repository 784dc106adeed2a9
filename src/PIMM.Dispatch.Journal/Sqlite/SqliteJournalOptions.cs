namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>The limits of a SQLite journal, each with its reason.</summary>
/// <param name="Path">The database file; <c>-wal</c>, <c>-shm</c> and <c>.lock</c> stand beside it.</param>
public sealed record SqliteJournalOptions(string Path)
{
    /// <summary>
    /// Batches that may wait to be written; a further append waits for room. Bounds memory.
    /// </summary>
    public int WaitingBatchesMax { get; init; } = 4_096;

    /// <summary>
    /// Rows (events and outcomes) that one commit takes; bounds the time until the first is acknowledged.
    /// </summary>
    public int CommitRowsMax { get; init; } = 8_192;

    /// <summary>Connections that read at once; a further read waits for one.</summary>
    public int ReadersMax { get; init; } = 4;

    /// <summary>How long a lock held by another process (a backup, a console) is waited for.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// With nothing waiting, the WAL is checkpointed from this size: the pause then costs nobody.
    /// </summary>
    public long CheckpointIdleBytes { get; init; } = 1 << 20;

    /// <summary>Under load, the WAL is checkpointed from this size.</summary>
    public long CheckpointBytes { get; init; } = 16 << 20;

    /// <summary>
    /// The bound of the WAL file: only a reader of another process that stays in one transaction lets it grow
    /// so far. At half of it <see cref="SqliteJournal.WalAlarm"/> is raised; at the bound appends are refused
    /// until that reader ends.
    /// </summary>
    public long WalBytesMax { get; init; } = 1L << 30;

    /// <summary>
    /// Called on the writer's thread at each <see cref="JournalPoint"/>; what it throws is the disk's error.
    /// </summary>
    internal Action<JournalPoint>? Crossing { get; init; }
}
