using Npgsql;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>The columns of a row of <c>event</c>, as the bytes that are hashed.</summary>
/// <param name="Before">The hash of the row before, where it was asked for; null when there is none.</param>
internal sealed record PostgresRow(
    long Sequence, byte[] Actor, byte[] EventType, int EventVersion, byte[] At, byte[] By, byte[] Command,
    long ActorVersion, long Epoch, byte[] Node, byte[] Payload, byte[] Hash, byte[]? Before)
{
    private const int BeforeColumn = 12;

    public static PostgresRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Bytes(1), row.Bytes(2), row.GetInt32(3), row.Bytes(4), row.Bytes(5),
        row.Bytes(6), row.GetInt64(7), row.GetInt64(8), row.Bytes(9), row.Bytes(10), row.Bytes(11),
        row.FieldCount > BeforeColumn ? row.BytesOrNull(BeforeColumn) : null);

    public RawRow Raw(ReadOnlySpan<byte> territory) => new()
    {
        Territory = territory,
        Sequence = Sequence,
        Actor = Actor,
        EventType = EventType,
        EventVersion = EventVersion,
        At = At,
        By = By,
        Command = Command,
        ActorVersion = ActorVersion,
        Epoch = Epoch,
        Node = Node,
        Payload = Payload,
    };
}

/// <summary>Columns of a result as they are needed here.</summary>
internal static class PostgresColumns
{
    /// <summary>A text as UTF-8, or a bytea.</summary>
    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Bytes(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
