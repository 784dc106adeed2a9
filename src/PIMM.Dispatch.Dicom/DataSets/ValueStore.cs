namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Keeps the values of one data set: slices of the input when it is in memory, else copies that share small
/// blocks, so that a header of thirty short values costs one allocation and not thirty.
/// </summary>
internal sealed class ValueStore(ByteWindow input, long keptBytesMax)
{
    // The values that a header selection keeps take some 300 bytes together; more come in growing blocks.
    private const int FirstBlockLength = 256;
    private const int BlockLengthMax = 4096;
    private const int SharedLengthMax = 256;

    private byte[] _block = [];
    private int _blockUsed;
    private long _keptBytes;

    public ReadOnlyMemory<byte> Take(uint length, Vr vr, bool bigEndian, Tag tag)
    {
        _keptBytes += length;
        if (_keptBytes > keptBytesMax)
            throw new DicomFormatException(
                $"The data set holds more than the limit: {tag} at byte {input.Position}");
        if (length == 0)
            return default;
        var swaps = bigEndian && vr.UnitLength() > 1;
        if (input.IsMemory && !swaps)
            return length <= input.Ahead.Length ? input.TakeSlice((int)length) : throw CutOff(tag);
        var copy = Copy((int)length) ?? throw CutOff(tag);
        if (swaps)
            Reverse(copy.Span, vr.UnitLength());
        return copy;
    }

    private Memory<byte>? Copy(int length)
    {
        if (length <= SharedLengthMax)
        {
            if (_block.Length - _blockUsed < length)
            {
                _block = new byte[Math.Clamp(2 * _block.Length, FirstBlockLength, BlockLengthMax)];
                _blockUsed = 0;
            }
            var shared = _block.AsMemory(_blockUsed, length);
            _blockUsed += length;
            return input.TryCopyTo(shared.Span) ? shared : null;
        }
        return input.TryCopyGrowing(length) is { } own ? own : default(Memory<byte>?);
    }

    private DicomFormatException CutOff(Tag tag) =>
        new($"The element is longer than what is left: {tag} at byte {input.Position}");

    private static void Reverse(Span<byte> value, int unitLength)
    {
        for (; value.Length >= unitLength; value = value[unitLength..])
            value[..unitLength].Reverse();
    }
}
