using System.Data;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// Verifies a PostgreSQL journal in one read transaction: it sees one moment, whatever is written meanwhile.
/// </summary>
internal static class PostgresVerification
{
    /// <exception cref="JournalUnavailableException">It can't be read now.</exception>
    public static VerificationReport Run(PostgresDatabase database, CancellationToken cancellation)
    {
        try
        {
            using var connection = database.Open();
            using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var territories = PostgresQueries.Territories().List(connection)
                .Select(name => name.Territory).Distinct();
            return TerritoryVerification.Run(
                territories.Select(territory => new PostgresTerritory(database, connection, territory)),
                cancellation);
        }
        catch (Exception error) when (PostgresDatabase.IsFailure(error))
        {
            throw database.Reading(error, default);
        }
    }
}
