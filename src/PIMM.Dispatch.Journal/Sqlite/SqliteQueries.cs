using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>The reads of the journal, each a short read transaction of its own.</summary>
internal static class SqliteQueries
{
    /// <summary>The last row of a territory, as its rows and the table of heads say it.</summary>
    /// <exception cref="JournalCorruptException">They disagree.</exception>
    public static JournalHead Head(SqliteDatabase database, TerritoryId territory) => ReadCheck.Agreed(
        territory, Head(database, "ReadLastEvent", territory), Head(database, "ReadHead", territory));

    /// <summary>The last row of a territory, as one of the two says it.</summary>
    /// <param name="operation"><c>ReadHead</c> or <c>ReadLastEvent</c>.</param>
    public static JournalHead Head(SqliteDatabase database, string operation, TerritoryId territory)
    {
        var query = database.Statement(operation).Bind(1, territory.Value);
        try
        {
            return query.Step()
                ? new JournalHead(query.Number(0), query.Bytes(1).ToArray(), query.Number(2))
                : JournalHead.Empty;
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>The hash of one row; zeros for sequence 0; null when there is no such row.</summary>
    public static byte[]? Hash(SqliteDatabase database, TerritoryId territory, long sequence)
    {
        if (sequence == 0)
            return new byte[HashChain.HashLength];
        var query = database.Statement("ReadHash").Bind(1, territory.Value).Bind(2, sequence);
        try
        {
            return query.Step() ? query.Bytes(0).ToArray() : null;
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>The next rows of a territory, each checked against the one before it.</summary>
    /// <param name="hash">The hash of the row at <paramref name="after"/>; becomes that of the last row
    /// read.</param>
    public static List<JournalRow> Chunk(SqliteReader reader, TerritoryId territory, long after, byte[] hash)
    {
        var rows = new List<JournalRow>(RowPages.RowsMax);
        var name = Encoding.UTF8.GetBytes(territory.Value);
        var query = reader.Database.Statement("ReadTerritory").Bind(1, name).Bind(2, after)
            .Bind(3, RowPages.RowsMax);
        try
        {
            while (query.Step())
            {
                var raw = SqliteRow.Raw(name, query);
                if (raw.Sequence != ++after)
                    throw ReadCheck.Missing(territory, after);
                ReadCheck.Follows(territory, raw, SqliteRow.Hash(query), hash);
                rows.Add(reader.Rows.Decode(territory, raw, hash));
            }
            return rows;
        }
        finally
        {
            query.Reset();
        }
    }

    public static ActorEnd ActorEnd(SqliteDatabase database, TerritoryId territory, ActorId actor) =>
        ActorEnd(
        database, Encoding.UTF8.GetBytes(territory.Value), Encoding.UTF8.GetBytes(actor.ToString()));

    /// <summary>Where the stream of an actor ends.</summary>
    public static ActorEnd ActorEnd(
        SqliteDatabase database, ReadOnlySpan<byte> territory, ReadOnlySpan<byte> actor)
    {
        var query = database.Statement("FindActorEnd").Bind(1, territory).Bind(2, actor);
        try
        {
            return query.Step() ? new ActorEnd(query.Number(0), query.Number(1)) : default;
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>
    /// Follows an actor's stream back from a sequence, at most a chunk of rows; 0 is its beginning.
    /// </summary>
    /// <param name="path">Gets the sequences on the way, last first.</param>
    /// <returns>Where to go on.</returns>
    public static long Back(
        SqliteDatabase database, TerritoryId territory, ActorId actor, long sequence, List<long> path)
    {
        var name = Encoding.UTF8.GetBytes(actor.ToString());
        for (var steps = 0; sequence > 0 && steps < RowPages.RowsMax; steps++)
        {
            var query = database.Statement("ReadActorLink").Bind(1, territory.Value).Bind(2, sequence);
            try
            {
                if (!query.Step() || !query.Bytes(0).SequenceEqual(name))
                    throw new JournalCorruptException(
                        territory, sequence, $"no event of '{actor}' where one should be");
                path.Add(sequence);
                if (query.Number(1) >= sequence)
                    throw new JournalCorruptException(
                        territory, sequence, "the actor's event before stands after it");
                sequence = query.Number(1);
            }
            finally
            {
                query.Reset();
            }
        }
        return sequence;
    }

    /// <summary>
    /// The rows at these sequences, each checked against the row before it and for its actor's version.
    /// </summary>
    /// <param name="version">The actor's version before the first of them.</param>
    public static List<JournalRow> ActorRows(
        SqliteReader reader, TerritoryId territory, IEnumerable<long> sequences, long version)
    {
        var rows = new List<JournalRow>(RowPages.RowsMax);
        var name = Encoding.UTF8.GetBytes(territory.Value);
        foreach (var sequence in sequences)
        {
            var hash = Hash(reader.Database, territory, sequence - 1)
                ?? throw ReadCheck.Missing(territory, sequence - 1);
            var query = reader.Database.Statement("ReadEvent").Bind(1, name).Bind(2, sequence);
            try
            {
                if (!query.Step())
                    throw ReadCheck.Missing(territory, sequence);
                var raw = SqliteRow.Raw(name, query);
                ReadCheck.Follows(territory, raw, SqliteRow.Hash(query), hash);
                ReadCheck.IsNextOfItsActor(territory, raw, ++version);
                rows.Add(reader.Rows.Decode(territory, raw, hash));
            }
            finally
            {
                query.Reset();
            }
        }
        return rows;
    }

    /// <summary>The stored outcome of a command, or null.</summary>
    /// <exception cref="JournalCorruptException">Its checksum does not match.</exception>
    public static Outcome? Outcome(SqliteDatabase database, TerritoryId territory, CommandId command)
    {
        var query = database.Statement("FindOutcome").Bind(1, territory.Value).Bind(2, command.Value);
        try
        {
            return query.Step() ? Outcome(query).For(command, territory) : null;
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>The outcome under the cursor.</summary>
    public static StoredOutcome Outcome(SqliteStatement row) => new()
    {
        At = row.Bytes(0).ToArray(),
        By = row.Bytes(1).ToArray(),
        Code = row.Text(2),
        Detail = row.Text(3),
        Answer = row.Text(4),
        First = row.Number(5),
        Last = row.Number(6),
        Checksum = row.Bytes(7).ToArray(),
        Command = row.Bytes(8).ToArray(),
    };

    /// <summary>The snapshots that are kept, newest first.</summary>
    public static IEnumerable<Snapshot> Snapshots(SqliteDatabase database, TerritoryId territory)
    {
        var query = database.Statement("ReadSnapshots").Bind(1, territory.Value);
        try
        {
            while (query.Step())
                yield return new Snapshot(
                    territory, query.Number(0), query.Bytes(1).ToArray(), (int)query.Number(2),
                    query.Bytes(3).ToArray(), query.Bytes(4).ToArray());
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>Every territory that has a row.</summary>
    /// <exception cref="JournalCorruptException">Rows and heads are not of the same territories.</exception>
    public static IReadOnlyList<TerritoryId> Territories(SqliteDatabase database) =>
        ReadCheck.Agreed(WithRows(database), WithHead(database));

    /// <summary>The territories of the rows, in ordinal order.</summary>
    public static List<TerritoryId> WithRows(SqliteDatabase database)
    {
        var territories = new List<TerritoryId>();
        for (var last = ""; Next(database, last) is { } next; last = next)
            territories.Add(new TerritoryId(next));
        return territories;
    }

    /// <summary>The territories of the heads, in ordinal order.</summary>
    public static List<TerritoryId> WithHead(SqliteDatabase database)
    {
        var territories = new List<TerritoryId>();
        var query = database.Statement("ReadHeads");
        try
        {
            while (query.Step())
                territories.Add(new TerritoryId(query.Text(0) ?? ""));
            return territories;
        }
        finally
        {
            query.Reset();
        }
    }

    private static string? Next(SqliteDatabase database, string after)
    {
        var query = database.Statement("NextTerritory").Bind(1, after);
        try
        {
            return query.Step() ? query.Text(0) : null;
        }
        finally
        {
            query.Reset();
        }
    }
}
