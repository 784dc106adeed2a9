using System.Text;
using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// A prepared statement. Parameters count from 1 and columns from 0, as in SQLite. A span that a column gives
/// is valid until the next step.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        database.Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    public SqliteStatement Bind(int parameter, string? text)
    {
        if (text is null)
            database.Check(raw.sqlite3_bind_null(handle, parameter));
        else
            Bind(parameter, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public SqliteStatement Bind(int parameter, long number)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, number));
        return this;
    }

    public SqliteStatement BindBytes(int parameter, ReadOnlySpan<byte> bytes)
    {
        database.Check(bytes.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
            : raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that answers no row, and makes it ready for the next time.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>
    /// Ends the read, which also ends the read transaction. The error of a failed step was thrown there.
    /// </summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>The bytes of a text (UTF-8) or of a blob.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => handle.Dispose();
}
