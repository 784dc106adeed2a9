using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// The one connection that writes, and the one thread that uses it. It takes every batch that waits, of all
/// territories, and commits them together: while one commit is synced the next one gathers.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int ReopenEveryMilliseconds = 1_000;

    private readonly SqliteJournalOptions options;
    private readonly SqliteReaders readers;
    private readonly BlockingCollection<WriteItem> waiting = [];
    private readonly SemaphoreSlim room;
    private readonly Thread thread;
    private readonly List<WriteItem> group = [];
    private SqliteDatabase? database;
    private SqliteTransaction transaction = null!;
    private WalKeeper wal = null!;
    private long walBytes;

    public SqliteWriter(SqliteJournalOptions options, SqliteReaders readers)
    {
        this.options = options;
        this.readers = readers;
        room = new SemaphoreSlim(options.WaitingBatchesMax, options.WaitingBatchesMax);
        Open();
        SqliteMigrations.Apply(database!);
        thread = new Thread(Run) { IsBackground = true, Name = "journal-writer" };
        thread.Start();
    }

    public long WalBytes => Volatile.Read(ref walBytes);

    /// <summary>Hands an item over; from then on it will be answered, whatever the caller does.</summary>
    public async ValueTask SendAsync(WriteItem item, CancellationToken cancellation)
    {
        try
        {
            await room.WaitAsync(cancellation).ConfigureAwait(false);
            waiting.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException error)
        {
            throw new JournalUnavailableException("the journal is closed", error);
        }
    }

    /// <summary>Writes what waits, then closes.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
        room.Dispose();
    }

    private void Run()
    {
        while (Gather())
        {
            if (Ready(out var why))
                Write();
            else
                Answer(item => item.Undone(why, null));
            room.Release(group.Count);
            group.Clear();
        }
        Close();
    }

    private bool Gather()
    {
        if (!waiting.TryTake(out var item))
        {
            if (database is not null)
                Attempt(() => wal.Keep(idle: true));
            // While the file is closed after an error, it is tried again: reads wait for it too.
            while (!waiting.TryTake(out item, database is null ? ReopenEveryMilliseconds : Timeout.Infinite))
            {
                if (waiting.IsCompleted)
                    return false;
                Reopen();
            }
        }
        var rows = 0;
        do
        {
            group.Add(item);
            rows += item.Rows;
        }
        while (rows < options.CommitRowsMax && waiting.TryTake(out item));
        return true;
    }

    private bool Ready(out string why)
    {
        why = "the journal's file can't be opened again after an error";
        if (database is null && !Reopen())
            return false;
        why = "the journal's WAL is at its bound: a reader of another process does not end";
        if (wal.Bytes >= options.WalBytesMax)
            Attempt(wal.Empty);
        return wal.Bytes < options.WalBytesMax;
    }

    private void Write()
    {
        if (!Attempt(Stage, out var error))
        {
            Undo(error);
            return;
        }
        if (!Attempt(Commit, out error))
        {
            // SQLite writes the commit mark last, so a full disk or a lock left no commit. After any other
            // error, a failed sync for one, nobody knows: the file is opened anew and says it.
            if (error.PrimaryCode is raw.SQLITE_FULL or raw.SQLITE_BUSY)
            {
                Undo(error);
                return;
            }
            Drop();
            Reopen();
            Answer(item => item.Unknown(error));
            return;
        }
        Answer(item => item.Committed());
        wal.Count();
        Attempt(() => wal.Keep(idle: false));
        Volatile.Write(ref walBytes, wal.Bytes);
    }

    private void Stage()
    {
        transaction.Begin();
        foreach (var item in group)
            item.Stage(transaction);
        transaction.Seal();
    }

    private void Commit()
    {
        options.Crossing?.Invoke(JournalPoint.BeforeCommit);
        transaction.Commit();
        options.Crossing?.Invoke(JournalPoint.AfterCommit);
    }

    private void Undo(SqliteException error)
    {
        if (!Attempt(transaction.Rollback, out _))
            Drop();
        Answer(item => item.Undone("nothing was written", error));
    }

    private void Answer(Action<WriteItem> answer)
    {
        foreach (var item in group)
            answer(item);
    }

    private void Open()
    {
        database = SqliteDatabase.OpenWriter(options.Path, options.BusyTimeout);
        transaction = new SqliteTransaction(database);
        wal = new WalKeeper(database, options);
    }

    // With every connection closed, opening makes SQLite read the WAL again and decide what was committed;
    // copying all of it into the database file with a sync makes that decision final, whatever the failed
    // sync left behind.
    private bool Reopen()
    {
        if (!readers.Close(options.BusyTimeout))
            return false;
        var opened = Attempt(
            () =>
            {
                Open();
                if (!database!.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _))
                    throw new SqliteException(raw.SQLITE_BUSY, "another process reads the WAL");
            },
            out _) || Drop();
        readers.Open(trusted: opened);
        return opened;
    }

    private bool Drop()
    {
        database?.Dispose();
        database = null;
        return false;
    }

    private void Close()
    {
        if (database is not null)
            Attempt(wal.Empty);
        Drop();
    }

    // A failed checkpoint loses nothing: the WAL holds every commit, and the next one tries again.
    private static void Attempt(Action action) => Attempt(action, out _);

    private static bool Attempt(Action action, [NotNullWhen(false)] out SqliteException? error)
    {
        try
        {
            action();
            error = null;
            return true;
        }
        catch (SqliteException caught)
        {
            error = caught;
            return false;
        }
    }
}
