namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Inflated bytes under two bounds, by ratio and absolute: a deflate bomb of a megabyte would otherwise
/// become a gigabyte (about 1,029 to 1).
/// </summary>
internal sealed class BoundedInflateStream(Stream inflating, long deflatedLength, ReadLimits limits) : Stream
{
    private readonly long _bytesMax = Math.Min(
        limits.InflatedBytesMax,
        Math.Max(limits.InflationRatioCheckedAbove, deflatedLength * limits.InflationRatioMax));

    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inflating.Read(buffer);
        _bytes += count;
        if (_bytes > _bytesMax)
            throw new DicomFormatException($"The deflated data set inflates to more than {_bytesMax} bytes");
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
