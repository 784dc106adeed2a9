using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>A call to SQLite that failed, with the library's own extended result code.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    private const int PrimaryCodeMask = 0xFF;

    /// <summary>The primary result code, for example <see cref="raw.SQLITE_FULL"/>.</summary>
    public int PrimaryCode { get; } = code & PrimaryCodeMask;

    /// <summary>The file's content is not what SQLite wrote.</summary>
    public bool IsDamage => PrimaryCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
