using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// A journal that is only looked at: SQLite itself may not write it, and a node may be writing it meanwhile.
/// Each read is short, so that the node's log is never held back; every row is checked against the one
/// before. Where no node has it open, SQLite leaves an empty log beside it. For one thread.
/// </summary>
public sealed class JournalFile : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SqliteReader reader;

    private JournalFile(SqliteDatabase database) =>
        reader = new SqliteReader(database, new RowDecoder());

    /// <exception cref="JournalUnavailableException">There is no such file, it is no journal, or it can't be
    /// read now.</exception>
    public static JournalFile Open(string path)
    {
        if (!File.Exists(path))
            throw new JournalUnavailableException($"there is no journal '{path}'");
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.OpenReader(path, Patience);
            SqliteQueries.WithHead(database);
            return new JournalFile(database);
        }
        catch (SqliteException error)
        {
            database?.Dispose();
            throw new JournalUnavailableException($"'{path}' can't be read as a journal", error);
        }
    }

    /// <summary>Every territory that has a row, in ordinal order.</summary>
    public IReadOnlyList<TerritoryId> Territories() =>
        Read(() => reader.Database.AtOneMoment(() => SqliteQueries.Territories(reader.Database)), default);

    /// <summary>All rows of a territory, in order, up to the head seen at the end or later.</summary>
    /// <exception cref="JournalCorruptException">A row does not verify; those before it were
    /// yielded.</exception>
    /// <exception cref="JournalUnavailableException">The file can't be read now.</exception>
    public IEnumerable<JournalRow> Rows(TerritoryId territory)
    {
        var hash = new byte[HashChain.HashLength];
        for (var after = 0L; ;)
        {
            var rows = Read(() => SqliteQueries.Chunk(reader, territory, after, hash), territory);
            foreach (var row in rows)
                yield return row;
            after += rows.Count;
            if (rows.Count < RowPages.RowsMax)
                yield break;
        }
    }

    public void Dispose() => reader.Database.Dispose();

    private static T Read<T>(Func<T> read, TerritoryId territory)
    {
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw error.IsDamage
                ? new JournalCorruptException(territory, 0, error.Message)
                : new JournalUnavailableException("the journal can't be read now", error);
        }
    }
}
