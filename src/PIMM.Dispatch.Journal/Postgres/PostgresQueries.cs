using Npgsql;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>What the head and what the last row say of a territory, at one moment.</summary>
internal readonly record struct PostgresEnd(JournalHead Head, JournalHead Last);

/// <summary>The reads of the journal.</summary>
internal static class PostgresQueries
{
    public static PostgresQuery<PostgresEnd> End(TerritoryId territory) => new(
        new PostgresStatement("ReadHead", territory.Value),
        row => new PostgresEnd(HeadAt(row, 0), HeadAt(row, 3)));

    public static PostgresQuery<long> Fence(TerritoryId territory) =>
        new(new PostgresStatement("LockHead", territory.Value), row => row.GetInt64(0));

    public static PostgresQuery<byte[]> Hash(TerritoryId territory, long sequence) =>
        new(new PostgresStatement("ReadHash", territory.Value, sequence), row => row.Bytes(0));

    /// <summary>The next page of a territory.</summary>
    public static PostgresQuery<PostgresRow> Rows(TerritoryId territory, long after) => new(
        new PostgresStatement("ReadTerritory", territory.Value, after, RowPages.RowsMax), PostgresRow.Read);

    /// <summary>The next page of an actor, each row with the hash of the row before it.</summary>
    public static PostgresQuery<PostgresRow> Rows(TerritoryId territory, ActorId actor, long after) => new(
        new PostgresStatement("ReadActor", territory.Value, actor.ToString(), after, RowPages.RowsMax),
        PostgresRow.Read);

    /// <summary>Which of the commands have an outcome.</summary>
    public static PostgresQuery<string> Commands(TerritoryId territory, string[] commands) => new(
        new PostgresStatement("FindCommands", territory.Value, commands), row => row.GetString(0));

    public static PostgresQuery<StoredOutcome> Outcomes(TerritoryId territory, string[] commands) =>
        new(new PostgresStatement("FindOutcomes", territory.Value, commands), Outcome);

    /// <summary>The next page of outcomes, by their commands.</summary>
    public static PostgresQuery<StoredOutcome> OutcomesAfter(TerritoryId territory, string command) => new(
        new PostgresStatement("ReadOutcomes", territory.Value, command, RowPages.RowsMax), Outcome);

    /// <summary>The snapshots that are kept, newest first.</summary>
    public static PostgresQuery<Snapshot> Snapshots(TerritoryId territory) => new(
        new PostgresStatement("ReadSnapshots", territory.Value),
        row => new Snapshot(
            territory, row.GetInt64(0), row.Bytes(1), row.GetInt32(2), row.Bytes(3), row.Bytes(4)));

    /// <summary>The territories of the rows, and those of the heads, each in ordinal order.</summary>
    public static PostgresQuery<(TerritoryId Territory, bool OfRows)> Territories() => new(
        new PostgresStatement("ReadTerritories"),
        row => (new TerritoryId(row.GetString(0)), row.GetBoolean(1)));

    private static JournalHead HeadAt(NpgsqlDataReader row, int column) => row.IsDBNull(column)
        ? JournalHead.Empty
        : new JournalHead(row.GetInt64(column), row.Bytes(column + 1), row.GetInt64(column + 2));

    private static StoredOutcome Outcome(NpgsqlDataReader row) => new()
    {
        At = row.Bytes(0),
        By = row.Bytes(1),
        Code = row.TextOrNull(2),
        Detail = row.TextOrNull(3),
        Answer = row.TextOrNull(4),
        First = row.GetInt64(5),
        Last = row.GetInt64(6),
        Checksum = row.Bytes(7),
        Command = row.Bytes(8),
    };
}
