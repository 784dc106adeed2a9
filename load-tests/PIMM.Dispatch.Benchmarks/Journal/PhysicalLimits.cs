using System.Diagnostics;
using SQLitePCL;

namespace PIMM.Dispatch.Benchmarks.Journal;

/// <summary>
/// What the disk and SQLite can do at most on this machine, in this run: the yardstick of the others.
/// </summary>
public static class PhysicalLimits
{
    private const int BlockLength = 8_192;
    private const int Syncs = 1_000;
    private const int Rows = 100_000;

    /// <summary>Appends of 8 KB, each synced.</summary>
    public static Rate AppendAndSync(string folder, int runs)
    {
        var path = Path.Combine(folder, "limit.bin");
        var block = new byte[BlockLength];
        var rate = Measure("limit: append 8 KB + fsync", "syncs/s", Syncs, runs, () =>
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None,
                bufferSize: 0);
            for (var i = 0; i < Syncs; i++)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }
        });
        File.Delete(path);
        return rate;
    }

    /// <summary>Bare rows of 200 bytes into one SQLite table, WAL and FULL.</summary>
    public static Rate SqliteRows(string folder, int rowsPerCommit, int runs)
    {
        var path = Path.Combine(folder, "limit.db");
        var rate = Measure(
            $"limit: SQLite FULL, bare rows, {rowsPerCommit} per commit", "rows/s", Rows, runs,
            () => InsertRows(path, rowsPerCommit));
        Remove(path);
        return rate;
    }

    private static void InsertRows(string path, int rowsPerCommit)
    {
        Remove(path);
        Batteries_V2.Init();
        raw.sqlite3_open_v2(path, out var db, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null);
        raw.sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        raw.sqlite3_exec(db, "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB)");
        raw.sqlite3_prepare_v2(db, "INSERT INTO row (bytes) VALUES (?1)", out var insert);
        var bytes = new byte[200];
        for (var row = 0; row < Rows; row++)
        {
            if (row % rowsPerCommit == 0)
                raw.sqlite3_exec(db, row == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE");
            raw.sqlite3_bind_blob(insert, 1, bytes);
            raw.sqlite3_step(insert);
            raw.sqlite3_reset(insert);
        }
        raw.sqlite3_exec(db, "COMMIT");
        insert.Dispose();
        db.Dispose();
    }

    private static Rate Measure(string what, string unit, int count, int runs, Action run)
    {
        var rates = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            run();
            rates.Add(count / clock.Elapsed.TotalSeconds);
        }
        rates.Sort();
        return new Rate(what, unit, rates[rates.Count / 2], rates[0], rates[^1], runs);
    }

    private static void Remove(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            File.Delete(file);
    }
}
