using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Verifies a SQLite journal over a read-only connection of its own, in one read transaction: it sees one
/// moment, whatever is written meanwhile.
/// </summary>
internal static class SqliteVerification
{
    /// <exception cref="JournalUnavailableException">There is no such file, or it can't be
    /// opened.</exception>
    public static VerificationReport Run(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new JournalUnavailableException($"there is no journal '{path}'");
        try
        {
            using var database = SqliteDatabase.OpenReader(path, TimeSpan.FromSeconds(2));
            return Run(database, cancellation);
        }
        catch (SqliteException error) when (error.IsDamage)
        {
            return new VerificationReport([], [Damage(error.Message)]);
        }
        catch (SqliteException error)
        {
            throw new JournalUnavailableException($"the journal '{path}' can't be read", error);
        }
    }

    private static VerificationReport Run(SqliteDatabase database, CancellationToken cancellation)
    {
        database.Execute("BEGIN");
        var report = TerritoryVerification.Run(
            SqliteQueries.WithRows(database).Union(SqliteQueries.WithHead(database))
                .Select(territory => new SqliteTerritory(database, territory)),
            cancellation);
        return database.Text("PRAGMA quick_check(1)") is not "ok" and var damage
            ? report with { Findings = [.. report.Findings, Damage(damage)] }
            : report;
    }

    private static Finding Damage(string what) => new(default, 0, FindingKind.FileDamaged, what);
}
