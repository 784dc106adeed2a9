using System.Collections.Concurrent;
using PIMM.Dispatch.Domain;
using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>A read-only connection and what it needs to make rows of it.</summary>
internal sealed record SqliteReader(SqliteDatabase Database, RowDecoder Rows);

/// <summary>
/// The connections that read. Each read is short, a chunk of rows at most, and ends its transaction before it
/// returns: a reader never holds the WAL back.
/// </summary>
internal sealed class SqliteReaders(SqliteJournalOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> idle = [];
    private readonly SemaphoreSlim slots = new(options.ReadersMax, options.ReadersMax);
    private volatile bool refused;

    /// <summary>Runs one read on a free connection; waits for one when all are busy.</summary>
    /// <exception cref="JournalUnavailableException">The file can't be read now.</exception>
    /// <exception cref="JournalCorruptException">What was read does not verify.</exception>
    public async ValueTask<T> Use<T>(
        Func<SqliteReader, T> read, TerritoryId territory, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return refused
                ? throw new JournalUnavailableException("the journal is closed, or waits to be opened again")
                : Run(read, territory);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Waits until nobody reads, then closes every connection and keeps new reads waiting.</summary>
    /// <returns>False when a read does not end; then nothing has changed.</returns>
    public bool Close(TimeSpan patience)
    {
        for (var taken = 0; taken < options.ReadersMax; taken++)
        {
            if (slots.Wait(patience))
                continue;
            if (taken > 0)
                slots.Release(taken);
            return false;
        }
        while (idle.TryTake(out var reader))
            reader.Database.Dispose();
        return true;
    }

    /// <summary>
    /// Lets reads go on after <see cref="Close"/>, or tells them that the file can't be trusted now.
    /// </summary>
    public void Open(bool trusted)
    {
        refused = !trusted;
        slots.Release(options.ReadersMax);
    }

    /// <summary>Ends every connection; reads that come later are refused.</summary>
    public void Dispose()
    {
        if (Close(Timeout.InfiniteTimeSpan))
            Open(trusted: false);
    }

    private T Run<T>(Func<SqliteReader, T> read, TerritoryId territory)
    {
        SqliteReader? reader = null;
        try
        {
            reader = idle.TryTake(out var free)
                ? free
                : new SqliteReader(
                    SqliteDatabase.OpenReader(options.Path, options.BusyTimeout), new RowDecoder());
            var answer = read(reader);
            idle.Add(reader);
            return answer;
        }
        catch (SqliteException error)
        {
            // The connection is not used again: what state the error left it in is not worth knowing.
            reader?.Database.Dispose();
            throw error.IsDamage
                ? new JournalCorruptException(territory, 0, error.Message)
                : new JournalUnavailableException("the journal can't be read now", error);
        }
        catch (JournalCorruptException)
        {
            reader?.Database.Dispose();
            throw;
        }
    }
}
