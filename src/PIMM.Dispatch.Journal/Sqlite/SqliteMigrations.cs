namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Raises the schema to the newest version, one migration after the other, each in a transaction.
/// </summary>
internal static class SqliteMigrations
{
    /// <exception cref="InvalidOperationException">The file was written by a newer version of the
    /// product.</exception>
    public static void Apply(SqliteDatabase database)
    {
        var version = database.Number("PRAGMA user_version");
        var migrations = SqliteScripts.Migrations;
        if (version > migrations.Count)
            throw new InvalidOperationException(
                $"the journal has schema version {version}, newer than this program's {migrations.Count}");
        for (; version < migrations.Count; version++)
        {
            database.Execute("BEGIN IMMEDIATE");
            database.Execute(migrations[(int)version]);
            database.Execute("COMMIT");
        }
    }
}
