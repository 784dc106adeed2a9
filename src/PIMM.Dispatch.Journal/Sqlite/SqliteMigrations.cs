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
        foreach (var migration in SqlScripts.Sqlite.MigrationsAfter(database.Number("PRAGMA user_version")))
        {
            database.Execute("BEGIN IMMEDIATE");
            database.Execute(migration);
            database.Execute("COMMIT");
        }
    }
}
