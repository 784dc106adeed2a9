namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// The columns of the row of <c>event</c> under a cursor, as bytes that are valid until the next step.
/// </summary>
internal static class SqliteRow
{
    public static RawRow Raw(ReadOnlySpan<byte> territory, SqliteStatement row) => new()
    {
        Territory = territory,
        Sequence = row.Number(0),
        Actor = row.Bytes(1),
        EventType = row.Bytes(2),
        EventVersion = row.Number(3),
        At = row.Bytes(4),
        By = row.Bytes(5),
        Command = row.Bytes(6),
        ActorVersion = row.Number(7),
        Epoch = row.Number(8),
        Node = row.Bytes(9),
        Payload = row.Bytes(10),
    };

    public static ReadOnlySpan<byte> Hash(SqliteStatement row) => row.Bytes(11);

    /// <summary>The sequence of the actor's event before, 0 for its first.</summary>
    public static long ActorPrevious(SqliteStatement row) => row.Number(12);
}
