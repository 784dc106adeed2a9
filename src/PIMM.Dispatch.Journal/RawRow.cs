using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>The columns of a row as the bytes that are stored and hashed, without a copy.</summary>
internal readonly ref struct RawRow
{
    public required ReadOnlySpan<byte> Territory { get; init; }
    public required long Sequence { get; init; }
    public required ReadOnlySpan<byte> Actor { get; init; }
    public required ReadOnlySpan<byte> EventType { get; init; }
    public required long EventVersion { get; init; }
    public required ReadOnlySpan<byte> At { get; init; }
    public required ReadOnlySpan<byte> By { get; init; }
    public required ReadOnlySpan<byte> Command { get; init; }
    public required long ActorVersion { get; init; }
    public required long Epoch { get; init; }
    public required ReadOnlySpan<byte> Node { get; init; }
    public required ReadOnlySpan<byte> Payload { get; init; }
}

/// <summary>
/// Turns rows into <see cref="RawRow"/> in a buffer of its own that is used again for the next row, so that a
/// row is written as UTF-8 once, for the hash and for the database. For one thread.
/// </summary>
internal sealed class RowEncoder
{
    private const int InitialLength = 1024;

    private byte[] buffer = new byte[InitialLength];
    private int length;

    public RawRow Encode(AppendBatch batch, TurnRecord turn, in EventRecord record, long sequence) => Encode(
        new JournalRow(
            batch.Territory, sequence, record.Actor, record.EventType, record.EventVersion, turn.At, turn.By,
            turn.Command, record.ActorVersion, batch.Epoch, batch.Node, record.Payload, default));

    /// <summary>The result is valid until the next call.</summary>
    public RawRow Encode(JournalRow row)
    {
        length = 0;
        var (prefix, key) = ActorText.Parts(row.Actor);
        Reserve(InstantText.Length + Encoding.UTF8.GetMaxByteCount(
            row.Territory.Value.Length + prefix.Length + key.Length + row.EventType.Length + row.By.Length
            + row.Command.Value.Length + row.Node.Length));
        var territory = Text(row.Territory.Value);
        var actor = Text(prefix).Start..Text(key).End;
        var type = Text(row.EventType);
        var by = Text(row.By);
        var command = Text(row.Command.Value);
        var node = Text(row.Node);
        var at = length..(length + InstantText.Length);
        InstantText.Write(row.At, buffer.AsSpan(at));
        return new RawRow
        {
            Territory = buffer.AsSpan(territory),
            Sequence = row.Sequence,
            Actor = buffer.AsSpan(actor),
            EventType = buffer.AsSpan(type),
            EventVersion = row.EventVersion,
            At = buffer.AsSpan(at),
            By = buffer.AsSpan(by),
            Command = buffer.AsSpan(command),
            ActorVersion = row.ActorVersion,
            Epoch = row.Epoch,
            Node = buffer.AsSpan(node),
            Payload = row.Payload.Span,
        };
    }

    private Range Text(string text)
    {
        var start = length;
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(start));
        return start..length;
    }

    private void Reserve(int size)
    {
        if (buffer.Length < size)
            buffer = new byte[size];
    }
}

/// <summary>
/// An actor's address as text in two parts, so that it is written without building a string.
/// </summary>
internal static class ActorText
{
    public static (string Prefix, string Key) Parts(ActorId actor) => actor.Kind switch
    {
        ActorKind.Case => ("case/", actor.Key),
        ActorKind.Reader => ("reader/", actor.Key),
        ActorKind.Establishment => ("establishment/", actor.Key),
        _ => (actor.ToString(), ""),
    };
}
