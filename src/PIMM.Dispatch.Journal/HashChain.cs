using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// Chains each row of a territory to the one before it with SHA-256 (FIPS 180-4), so that a row that was
/// edited, deleted, inserted or moved is found and named.
/// </summary>
/// <remarks>
/// The hash of a row is SHA-256 over: the 32 bytes of the hash of the row before (zeros before the first
/// row), then every other column in the order of <see cref="JournalRow"/>. A text or a payload is its length
/// in bytes as an unsigned 32-bit little-endian number, then its bytes (UTF-8 for texts; an instant is the
/// text of <see cref="InstantText"/>). A number is 8 bytes, two's complement, little-endian. The form never
/// changes: another one would be another journal format.
/// </remarks>
public static class HashChain
{
    /// <summary>Bytes in a hash.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    // Most rows fit without renting; one with the text of a report may not.
    private const int StackBytesMax = 1024;
    private const int NumberCount = 4;
    private const int TextCount = 8;

    /// <summary>
    /// The hash of <paramref name="row"/> after a row with hash <paramref name="previous"/>; the row's own
    /// hash is not read.
    /// </summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, JournalRow row)
    {
        var hash = new byte[HashLength];
        Next(previous, new RowEncoder().Encode(row), hash);
        return hash;
    }

    /// <summary>
    /// The same from the bytes of a row; <paramref name="hash"/> may be <paramref name="previous"/>.
    /// </summary>
    internal static void Next(ReadOnlySpan<byte> previous, in RawRow row, Span<byte> hash)
    {
        var size = HashLength + (NumberCount * sizeof(long)) + (TextCount * sizeof(uint))
            + row.Territory.Length + row.Actor.Length + row.EventType.Length + row.At.Length + row.By.Length
                + row.Command.Length
            + row.Node.Length + row.Payload.Length;
        var rented = size > StackBytesMax ? ArrayPool<byte>.Shared.Rent(size) : null;
        var form = new CanonicalForm(rented ?? stackalloc byte[StackBytesMax]);
        form.Bytes(previous);
        form.Text(row.Territory);
        form.Number(row.Sequence);
        form.Text(row.Actor);
        form.Text(row.EventType);
        form.Number(row.EventVersion);
        form.Text(row.At);
        form.Text(row.By);
        form.Text(row.Command);
        form.Number(row.ActorVersion);
        form.Number(row.Epoch);
        form.Text(row.Node);
        form.Text(row.Payload);
        SHA256.HashData(form.Written, hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>
    /// A checksum of an outcome, which no row of the chain covers: a flipped bit is seen before the outcome
    /// is returned to anyone. Laid out like a row: territory, command, instant, who, code, detail, answer
    /// (each with a number before it, 0 when absent and 1 when present, for the last three), first, last.
    /// </summary>
    internal static byte[] Checksum(
        ReadOnlySpan<byte> territory, ReadOnlySpan<byte> command, ReadOnlySpan<byte> at,
        ReadOnlySpan<byte> by, Outcome outcome)
    {
        var accepted = outcome as Outcome.Accepted;
        var refusal = (outcome as Outcome.Refused)?.Refusal;
        string?[] words = [refusal?.Code, refusal?.Detail, accepted?.Answer];
        var size = territory.Length + command.Length + at.Length + by.Length
            + words.Sum(word => Encoding.UTF8.GetByteCount(word ?? ""))
            + ((4 + words.Length) * sizeof(uint)) + ((2 + words.Length) * sizeof(long));
        var rented = ArrayPool<byte>.Shared.Rent(size);
        var form = new CanonicalForm(rented);
        form.Text(territory);
        form.Text(command);
        form.Text(at);
        form.Text(by);
        foreach (var word in words)
        {
            form.Number(word is null ? 0 : 1);
            form.Text(Encoding.UTF8.GetBytes(word ?? ""));
        }
        form.Number(accepted?.First ?? 0);
        form.Number(accepted?.Last ?? 0);
        var checksum = SHA256.HashData(form.Written);
        ArrayPool<byte>.Shared.Return(rented);
        return checksum;
    }
}

/// <summary>
/// Lays out columns in the canonical form of <see cref="HashChain"/>, in a buffer that is large enough.
/// </summary>
internal ref struct CanonicalForm(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int length;

    public readonly ReadOnlySpan<byte> Written => buffer[..length];

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[length..]);
        length += bytes.Length;
    }

    public void Text(ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[length..], (uint)bytes.Length);
        length += sizeof(uint);
        Bytes(bytes);
    }

    public void Number(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer[length..], number);
        length += sizeof(long);
    }
}
