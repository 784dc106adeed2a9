using System.Buffers;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// The bytes of a data set, forward only: either all in memory, or a stream seen through one pooled buffer,
/// so that skipping gigabytes costs a seek. No declared length ever sizes an allocation here.
/// </summary>
internal sealed class ByteWindow : IDisposable
{
    private const int BufferLength = 16 * 1024;

    // After a seek over bulk, most of a full buffer would be read for nothing.
    private const int ReadLengthAfterSkip = 4 * 1024;

    private const int CopyChunkLength = 64 * 1024;

    private readonly Stream? _stream;
    private readonly long _length;
    private byte[]? _rented;
    private ReadOnlyMemory<byte> _window;
    private int _next;
    private int _readLength = BufferLength;

    public ByteWindow(ReadOnlyMemory<byte> memory)
    {
        _window = memory;
        _length = memory.Length;
    }

    /// <param name="stream">Read from where it stands; it stays the caller's.</param>
    /// <param name="length">Bytes to read at most, or <see cref="long.MaxValue"/> when only the end
    /// tells.</param>
    public ByteWindow(Stream stream, long length)
    {
        _stream = stream;
        _length = length;
        _rented = ArrayPool<byte>.Shared.Rent(BufferLength);
    }

    /// <summary>Offset from where reading began.</summary>
    public long Position { get; private set; }

    /// <summary>Where the bytes end, when that is known.</summary>
    public long End => _length;

    /// <summary>Values may be kept as slices of the input.</summary>
    public bool IsMemory => _stream is null;

    public ReadOnlySpan<byte> Ahead => _window.Span[_next..];

    /// <summary>True when nothing is left.</summary>
    public bool AtEnd => Position >= _length || !TryFill(1);

    /// <summary>
    /// Makes <paramref name="count"/> bytes (a header, at most a few dozen) stand in <see cref="Ahead"/>.
    /// </summary>
    public bool TryFill(int count)
    {
        if (_window.Length - _next >= count)
            return true;
        return _stream is not null && Refill(count);
    }

    public void Advance(int count)
    {
        _next += count;
        Position += count;
    }

    /// <summary>Passes over <paramref name="count"/> bytes; false when the input ends before.</summary>
    public bool TrySkip(long count)
    {
        var buffered = Math.Min(count, _window.Length - _next);
        Advance((int)buffered);
        count -= buffered;
        if (count == 0)
            return true;
        if (_stream is null || count > _length - Position)
            return false;
        _readLength = ReadLengthAfterSkip;
        return _stream.CanSeek ? TrySeek(count) : TryReadOver(count);
    }

    /// <summary>
    /// The next bytes of the memory given, without a copy. Only when <see cref="IsMemory"/>.
    /// </summary>
    public ReadOnlyMemory<byte> TakeSlice(int count)
    {
        var slice = _window.Slice(_next, count);
        Advance(count);
        return slice;
    }

    /// <summary>Fills <paramref name="destination"/>; false when the input ends before.</summary>
    public bool TryCopyTo(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (!TryFill(1))
                return false;
            var ahead = Ahead;
            var count = Math.Min(ahead.Length, destination.Length);
            ahead[..count].CopyTo(destination);
            destination = destination[count..];
            Advance(count);
        }
        return true;
    }

    /// <summary>
    /// Copies a value of declared length when the end of the input is unknown: memory grows with the bytes
    /// that do come. Null when they do not.
    /// </summary>
    public byte[]? TryCopyGrowing(int count)
    {
        var copy = new byte[Math.Min(count, CopyChunkLength)];
        var filled = 0;
        while (true)
        {
            if (!TryCopyTo(copy.AsSpan(filled)))
                return null;
            filled = copy.Length;
            if (filled == count)
                return copy;
            Array.Resize(ref copy, (int)Math.Min(count, 2L * filled));
        }
    }

    public void Dispose()
    {
        if (_rented is null)
            return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _window = default;
    }

    private bool Refill(int count)
    {
        ObjectDisposedException.ThrowIf(_rented is null, this);
        var left = _window.Length - _next;
        _window.Span[_next..].CopyTo(_rented);
        while (left < count)
        {
            var allowed = (int)Math.Min(
                Math.Min(_readLength, _rented.Length) - left, _length - Position - left);
            var read = allowed <= 0 ? 0 : _stream!.Read(_rented, left, allowed);
            if (read == 0)
                break;
            left += read;
        }
        _readLength = BufferLength;
        _window = _rented.AsMemory(0, left);
        _next = 0;
        return left >= count;
    }

    private bool TrySeek(long count)
    {
        if (_stream!.Length - _stream.Position < count)
            return false;
        _stream.Seek(count, SeekOrigin.Current);
        Position += count;
        return true;
    }

    private bool TryReadOver(long count)
    {
        while (count > 0)
        {
            if (!TryFill(1))
                return false;
            var step = (int)Math.Min(count, _window.Length - _next);
            Advance(step);
            count -= step;
        }
        return true;
    }
}
