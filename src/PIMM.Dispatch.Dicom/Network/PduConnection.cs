using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>Takes bytes as they arrive.</summary>
internal interface IByteSink
{
    void Write(ReadOnlySpan<byte> bytes);
}

/// <summary>
/// One connection, read as PDUs. Bytes are handed on as they come: a PDU never has to stand in memory whole,
/// and what it announces never sizes an allocation.
/// </summary>
internal sealed class PduConnection : IAsyncDisposable
{
    // One read of the socket takes half of what a common sender's PDU holds; more was not faster.
    private const int ReadLength = 64 * 1024;

    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly PeerWatch? _watch;
    private long _unread;

    public PduConnection(Stream stream, PeerWatch? watch)
    {
        _stream = stream;
        _watch = watch;
        // Zero-byte reads: a silent association holds no buffer.
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(
            bufferSize: ReadLength, leaveOpen: true, useZeroByteReads: true));
    }

    /// <summary>
    /// The next PDU's head, or null when the peer closed between two PDUs. The type is looked at as soon as
    /// it is there, so that an HTTP request fails at its first letter.
    /// </summary>
    public async ValueTask<PduHeader?> ReadHeaderAsync(CancellationToken cancellation)
    {
        var first = await ReadAtLeastAsync(1, endAllowed: true, cancellation).ConfigureAwait(false);
        if (first.IsEmpty)
            return null;
        var type = (PduType)first.FirstSpan[0];
        _reader.AdvanceTo(first.Start);
        if (type is < PduType.AssociateRequest or > PduType.Abort)
            throw new DicomProtocolException(AbortReason.UnrecognizedPdu, "Not a PDU of DICOM");
        _watch?.EnterMessage();
        var length = await ReadUInt32FieldAsync(PduHeader.ByteCount, at: 2, cancellation)
            .ConfigureAwait(false);
        return new PduHeader(type, length.Value);
    }

    /// <summary>The head of the next presentation data value.</summary>
    public async ValueTask<PdvHeader> ReadPdvHeaderAsync(CancellationToken cancellation)
    {
        var head = await ReadUInt32FieldAsync(PdvHeader.ByteCount, at: 0, cancellation).ConfigureAwait(false);
        return new PdvHeader(head.Value, head.FifthByte, head.SixthByte);
    }

    /// <summary>The whole body of a small PDU, whose length the caller has checked.</summary>
    public async ValueTask<byte[]> ReadBodyAsync(uint length, CancellationToken cancellation)
    {
        var body = new GrowingSink();
        await ReadFragmentAsync(length, body, cancellation).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>
    /// Hands the next <paramref name="count"/> bytes to <paramref name="sink"/>, piece by piece.
    /// </summary>
    public async ValueTask ReadFragmentAsync(long count, IByteSink sink, CancellationToken cancellation)
    {
        while (count > 0)
        {
            var buffer = await ReadAtLeastAsync(1, endAllowed: false, cancellation).ConfigureAwait(false);
            var part = buffer.Slice(0, Math.Min(count, buffer.Length));
            foreach (var segment in part)
                sink.Write(segment.Span);
            count -= part.Length;
            _unread = buffer.Length - part.Length;
            _reader.AdvanceTo(part.End);
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> pdu, CancellationToken cancellation)
    {
        _watch?.EnterSending();
        await _stream.WriteAsync(pdu, cancellation).ConfigureAwait(false);
        _watch?.LeaveSending();
    }

    /// <summary>
    /// Makes a waiting read throw <see cref="DicomConnectionLostException"/>; callable from any thread.
    /// </summary>
    public void CancelRead() => _reader.CancelPendingRead();

    /// <summary>
    /// Throws away what still comes, until the peer closes: else the system answers it with a reset.
    /// </summary>
    public async ValueTask DrainAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var buffer = await ReadAtLeastAsync(1, endAllowed: true, cancellation).ConfigureAwait(false);
            if (buffer.IsEmpty)
                return;
            _unread = 0;
            _reader.AdvanceTo(buffer.End);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<(uint Value, byte FifthByte, byte SixthByte)> ReadUInt32FieldAsync(
        int byteCount, int at, CancellationToken cancellation)
    {
        var buffer = await ReadAtLeastAsync(byteCount, endAllowed: false, cancellation).ConfigureAwait(false);
        var head = buffer.Slice(0, byteCount);
        var parsed = Parse(head, at);
        _unread = buffer.Length - byteCount;
        _reader.AdvanceTo(head.End);
        return parsed;
    }

    private static (uint Value, byte FifthByte, byte SixthByte) Parse(ReadOnlySequence<byte> head, int at)
    {
        Span<byte> bytes = stackalloc byte[PduHeader.ByteCount];
        head.CopyTo(bytes);
        return (BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]), bytes[4], bytes[5]);
    }

    /// <summary>At least so many bytes, or none at all when the end is allowed here and has come.</summary>
    private async ValueTask<ReadOnlySequence<byte>> ReadAtLeastAsync(
        int minimum, bool endAllowed, CancellationToken cancellation)
    {
        while (true)
        {
            _watch?.EnterWaiting();
            var result = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            var buffer = result.Buffer;
            _watch?.LeaveWaiting(buffer.Length - _unread);
            _unread = buffer.Length;
            if (!result.IsCanceled && buffer.Length >= minimum)
                return buffer;
            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCanceled)
                throw new DicomConnectionLostException("Reading was given up");
            if (!result.IsCompleted)
                continue;
            if (endAllowed && buffer.IsEmpty)
                return buffer;
            throw new DicomConnectionLostException("The connection ended within a PDU");
        }
    }
}

/// <summary>Collects a bounded number of bytes in memory; the caller has checked the bound.</summary>
internal sealed class GrowingSink : IByteSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public int Length => _bytes.WrittenCount;

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Clear() => _bytes.ResetWrittenCount();
}

/// <summary>Forgets what it is given: the rest of a message that is already refused.</summary>
internal sealed class DiscardingSink : IByteSink
{
    public static readonly DiscardingSink Instance = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
    }
}
