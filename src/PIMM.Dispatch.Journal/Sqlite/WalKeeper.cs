using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Keeps the WAL small: copies it into the database file when it is worth it. Runs on the writer's connection
/// and thread, because two connections that write or checkpoint at once can damage the file in SQLite before
/// 3.51.3.
/// </summary>
internal sealed class WalKeeper(SqliteDatabase database, SqliteJournalOptions options)
{
    // Past this many times the checkpoint size, a reader has kept the WAL from starting over: wait for it a
    // little.
    private const int PatienceFactor = 4;
    private const int FrameHeaderBytes = 24;
    private const int CacheWriteStatus = 9;

    private readonly long frameBytes = database.Number("PRAGMA page_size") + FrameHeaderBytes;
    private long framesInFile;
    private long framesSince;

    /// <summary>The length of the WAL, in bytes, as far as frames are in use.</summary>
    public long Bytes => (framesInFile + framesSince) * frameBytes;

    /// <summary>Counts what the last commit wrote.</summary>
    public void Count()
    {
        framesSince += database.Status(CacheWriteStatus);
    }

    /// <summary>
    /// Checkpoints when enough was written since the last time; <paramref name="idle"/>: nothing waits.
    /// </summary>
    public void Keep(bool idle)
    {
        if (framesSince * frameBytes >= (idle ? options.CheckpointIdleBytes : options.CheckpointBytes))
            Checkpoint(Bytes > PatienceFactor * options.CheckpointBytes
                ? raw.SQLITE_CHECKPOINT_TRUNCATE
                : raw.SQLITE_CHECKPOINT_PASSIVE);
    }

    /// <summary>Copies everything and makes the WAL empty, as before closing.</summary>
    public void Empty() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private void Checkpoint(int mode)
    {
        var whole = database.Checkpoint(mode, out var frames, out var copied);
        // Wholly copied, the next commit starts the WAL over, unless a reader still looks at it.
        framesInFile = whole && copied == frames ? 0 : frames;
        framesSince = 0;
    }
}
