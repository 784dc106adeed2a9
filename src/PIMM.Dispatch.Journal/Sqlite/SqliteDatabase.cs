using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// One connection, straight on SQLite's C interface: parameters and columns are spans, no row makes garbage.
/// For one thread at a time. A writing connection is opened in one place only, <see cref="SqliteWriter"/>;
/// every other one is read-only for SQLite itself, so that it can neither write nor checkpoint.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    private SqliteDatabase(sqlite3 handle) => this.handle = handle;

    /// <summary>The version of the SQLite library, for example <c>3.50.4</c>.</summary>
    public static string LibraryVersion
    {
        get
        {
            Batteries_V2.Init();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    public static SqliteDatabase OpenWriter(string path, TimeSpan busyTimeout)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, busyTimeout);
        return Prepared(database, "OpenWriter");
    }

    public static SqliteDatabase OpenReader(string path, TimeSpan busyTimeout) =>
        Prepared(Open(path, raw.SQLITE_OPEN_READONLY, busyTimeout), "OpenReader");

    /// <summary>
    /// The statement of <c>Scripts/Sqlite/&lt;operation&gt;.sql</c>, prepared once per connection.
    /// </summary>
    public SqliteStatement Statement(string operation)
    {
        if (statements.TryGetValue(operation, out var statement))
            return statement;
        Check(raw.sqlite3_prepare_v3(
            handle, SqlScripts.Sqlite.Text(operation), raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        return statements[operation] = new SqliteStatement(this, prepared);
    }

    /// <summary>Runs every statement of a text that needs no parameter.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>The single number that a query answers.</summary>
    public long Number(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        using var statement = new SqliteStatement(this, prepared);
        return statement.Step() ? statement.Number(0) : throw new InvalidOperationException($"no row: {sql}");
    }

    /// <summary>The single text that a query answers.</summary>
    public string Text(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        using var statement = new SqliteStatement(this, prepared);
        return statement.Step()
            ? statement.Text(0) ?? ""
            : throw new InvalidOperationException($"no row: {sql}");
    }

    /// <summary>
    /// Runs several reads that see the same moment; inside a transaction they do so anyway.
    /// </summary>
    public T AtOneMoment<T>(Func<T> read)
    {
        if (InTransaction)
            return read();
        Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            Execute("COMMIT");
        }
    }

    /// <summary>True while a transaction is open: SQLite rolls some back by itself.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Copies committed pages from the WAL into the database file.</summary>
    /// <param name="mode">One of the SQLITE_CHECKPOINT modes.</param>
    /// <returns>Frames in the WAL, and how many of them are copied by now; false when a reader held it
    /// up.</returns>
    public bool Checkpoint(int mode, out int frames, out int copied)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", mode, out frames, out copied);
        if (code != raw.SQLITE_BUSY)
            Check(code);
        return code == raw.SQLITE_OK;
    }

    /// <summary>A counter of this connection, set back to zero by the reading.</summary>
    public int Status(int counter)
    {
        Check(raw.sqlite3_db_status(handle, counter, out var current, out _, 1));
        return current;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteException(
                raw.sqlite3_extended_errcode(handle) is var extended and not 0 ? extended : code,
                raw.sqlite3_errmsg(handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
        handle.Dispose();
    }

    private static SqliteDatabase Open(string path, int flags, TimeSpan busyTimeout)
    {
        Batteries_V2.Init();
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(handle);
        try
        {
            database.Check(code);
            database.Check(raw.sqlite3_extended_result_codes(handle, 1));
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return database;
        }
        catch (SqliteException)
        {
            database.Dispose();
            throw;
        }
    }

    private static SqliteDatabase Prepared(SqliteDatabase database, string operation)
    {
        try
        {
            database.Execute(SqlScripts.Sqlite.Text(operation));
            return database;
        }
        catch (SqliteException)
        {
            database.Dispose();
            throw;
        }
    }
}
