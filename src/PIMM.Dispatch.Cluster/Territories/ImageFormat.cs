using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// The bytes of a <see cref="TerritoryImage"/>: actors in address order, each state as the codec writes it,
/// numbers as eight bytes little-endian, texts and states with their length before them. Equal territories
/// have equal bytes.
/// </summary>
internal static class ImageFormat
{
    // Raised when the layout below changes; a snapshot with another one is rebuilt from events.
    private const long Layout = 1;
    private const long NotFinished = -1;

    /// <summary>SHA-256 of the bytes: the state hash of the territory.</summary>
    public static byte[] Hash(TerritoryImage image, ITerritoryCodec codec) =>
        SHA256.HashData(Encode(image, codec));

    public static byte[] Encode(TerritoryImage image, ITerritoryCodec codec)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, Layout);
        Write(bytes, image.Head);
        Write(bytes, image.LastAt.UtcTicks);
        Write(bytes, image.Actors.Count);
        foreach (var actor in image.Actors.OrderBy(actor => actor.Id))
        {
            Write(bytes, actor.Id.ToString());
            Write(bytes, actor.Version);
            Write(bytes, actor.FinishedAt?.UtcTicks ?? NotFinished);
            Write(bytes, actor.Id.Kind == ActorKind.Territory ? [] : codec.EncodeState(actor.State).Span);
            Write(bytes, actor.Deadlines.Length);
            foreach (var deadline in actor.Deadlines)
            {
                Write(bytes, deadline.Name);
                Write(bytes, deadline.DueAt.UtcTicks);
                Write(bytes, deadline.Sequence);
            }
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes have another layout.</exception>
    public static TerritoryImage Decode(ReadOnlyMemory<byte> bytes, ITerritoryCodec codec)
    {
        var reader = new Reader(bytes);
        if (reader.Number() != Layout)
            throw new FormatException("the snapshot has another layout");
        var head = reader.Number();
        var lastAt = Instant(reader.Number());
        var actors = new List<ActorImage>();
        for (var count = reader.Number(); count > 0; count--)
            actors.Add(Actor(ref reader, codec));
        return new TerritoryImage(head, lastAt, actors);
    }

    private static ActorImage Actor(ref Reader reader, ITerritoryCodec codec)
    {
        var id = ActorId.Parse(reader.Text());
        var version = reader.Number();
        var finishedAt = reader.Number();
        var bytes = reader.Bytes();
        var state = id.Kind == ActorKind.Territory ? RuntimeState.Only : codec.DecodeState(id, bytes);
        var deadlines = new StandingDeadline[reader.Number()];
        for (var index = 0; index < deadlines.Length; index++)
            deadlines[index] = new StandingDeadline(
                id, reader.Text(), Instant(reader.Number()), reader.Number());
        return new ActorImage(
            id, state, version, finishedAt == NotFinished ? null : Instant(finishedAt), deadlines);
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string text) =>
        Write(bytes, Encoding.UTF8.GetBytes(text));

    private static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> part)
    {
        Write(bytes, (long)part.Length);
        bytes.Write(part);
    }

    private ref struct Reader(ReadOnlyMemory<byte> bytes)
    {
        private ReadOnlyMemory<byte> rest = bytes;

        public long Number()
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(rest.Span);
            rest = rest[sizeof(long)..];
            return number;
        }

        public string Text() => Encoding.UTF8.GetString(Bytes().Span);

        public ReadOnlyMemory<byte> Bytes()
        {
            var length = checked((int)Number());
            var part = rest[..length];
            rest = rest[length..];
            return part;
        }
    }
}
