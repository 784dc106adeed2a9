using System.Buffers.Binary;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>Writes P-DATA-TF PDUs, one presentation data value in each (PS3.8 §9.3.5).</summary>
internal static class TransferPdus
{
    /// <summary>Bytes before the fragment: PDU head and PDV head.</summary>
    public const int HeadLength = PduHeader.ByteCount + PdvHeader.ByteCount;

    /// <summary>What we send at most when the peer sets no limit, or a huge one.</summary>
    private const int FragmentLengthMax = 128 * 1024 - PdvHeader.ByteCount;

    /// <summary>
    /// Longest fragment for a peer that takes PDUs of this length; 0 is no limit. Always even, as fragments
    /// must be (PS3.8 annex F.1).
    /// </summary>
    public static int FragmentLength(uint pduLengthMax) => pduLengthMax == 0
        ? FragmentLengthMax
        : (int)Math.Clamp((long)pduLengthMax - PdvHeader.ByteCount, 2, FragmentLengthMax) & ~1;

    /// <summary>
    /// Fills in the <see cref="HeadLength"/> bytes before a fragment that already stands in the buffer.
    /// </summary>
    public static void WriteHead(
        Span<byte> buffer, byte contextId, int fragmentLength, bool isCommand, bool isLast)
    {
        buffer[0] = (byte)PduType.Transfer;
        buffer[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[2..], (uint)(PdvHeader.ByteCount + fragmentLength));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[6..], (uint)(PdvHeader.CountedBytes + fragmentLength));
        buffer[10] = contextId;
        buffer[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
    }

    /// <summary>A whole command as PDUs.</summary>
    public static byte[] WriteCommand(byte contextId, ReadOnlySpan<byte> command, uint pduLengthMax)
    {
        var fragmentLength = FragmentLength(pduLengthMax);
        var count = (command.Length + fragmentLength - 1) / fragmentLength;
        var bytes = new byte[command.Length + count * HeadLength];
        var at = 0;
        while (!command.IsEmpty)
        {
            var fragment = command[..Math.Min(fragmentLength, command.Length)];
            command = command[fragment.Length..];
            WriteHead(bytes.AsSpan(at), contextId, fragment.Length, isCommand: true, isLast: command.IsEmpty);
            fragment.CopyTo(bytes.AsSpan(at + HeadLength));
            at += HeadLength + fragment.Length;
        }
        return bytes;
    }
}
