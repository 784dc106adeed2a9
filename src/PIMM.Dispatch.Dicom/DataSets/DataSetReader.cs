using System.Buffers.Binary;
using System.IO.Compression;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Reads data sets in any transfer syntax (PS3.5 §7 and annex A). Every length is checked against what is
/// left before it is believed, nesting is counted, and deflate is bounded: hostile bytes end in <see
/// cref="DicomFormatException"/>. Odd lengths are tolerated, because some devices write them and their images
/// must not be lost.
/// </summary>
public sealed class DataSetReader
{
    private const uint UndefinedLength = 0xFFFF_FFFF;
    private const int TagAndLength = 8;
    private const int LongHeader = 12;

    // Elements; grown from there.
    private const int CapacityAtFirst = 16;

    private readonly ByteWindow _input;
    private readonly ReadLimits _limits;
    private readonly bool _clampItems;
    private readonly ValueStore _values;
    private int _nesting;
    private int _elementsKept;

    private DataSetReader(ByteWindow input, ReadRequest request)
    {
        _input = input;
        _limits = request.Limits;
        _clampItems = request.ClampItems;
        _values = new ValueStore(input, _limits.KeptBytesMax);
    }

    /// <summary>
    /// Reads from memory; values are slices of it, not copies (except when deflated or big endian).
    /// </summary>
    /// <exception cref="DicomFormatException">Malformed, or past a limit.</exception>
    public static DataSet Read(ReadOnlyMemory<byte> bytes, TransferSyntax syntax, ReadRequest? request = null)
    {
        if (syntax.IsDeflated)
            return Read(new MemoryStream(bytes.ToArray(), writable: false), bytes.Length, syntax, request);
        using var input = new ByteWindow(bytes);
        return Read(input, syntax, request ?? ReadRequest.Whole);
    }

    /// <summary>
    /// Reads <paramref name="length"/> bytes of a stream from where it stands. Seeks over what is not kept.
    /// </summary>
    /// <exception cref="DicomFormatException">Malformed, or past a limit.</exception>
    public static DataSet Read(Stream stream, long length, TransferSyntax syntax, ReadRequest? request = null)
    {
        request ??= ReadRequest.Whole;
        if (!syntax.IsDeflated)
        {
            using var input = new ByteWindow(stream, length);
            return Read(input, syntax, request);
        }
        using var deflate = new DeflateStream(stream, CompressionMode.Decompress, leaveOpen: true);
        using var bounded = new BoundedInflateStream(deflate, length, request.Limits);
        using var inflated = new ByteWindow(bounded, long.MaxValue);
        try
        {
            return Read(inflated, syntax, request);
        }
        catch (InvalidDataException broken)
        {
            throw new DicomFormatException("The deflated data set can't be inflated", broken);
        }
    }

    private static DataSet Read(ByteWindow input, TransferSyntax syntax, ReadRequest request)
    {
        var reader = new DataSetReader(input, request);
        var layout = new Layout(syntax.IsExplicitVr, syntax.IsBigEndian);
        var dataSet = new DataSet(parent: null, request.Only?.Count ?? CapacityAtFirst);
        reader.ReadTopLevel(dataSet, layout, request);
        dataSet.Complete();
        return dataSet;
    }

    private void ReadTopLevel(DataSet dataSet, Layout layout, ReadRequest request)
    {
        var stopped = false;
        while (!_input.AtEnd)
        {
            var tag = PeekTag(layout);
            if (tag >= request.StopBefore)
            {
                if (!request.VerifyToEnd)
                    return;
                stopped = true;
            }
            var keep = !stopped && (request.Only is null || request.Only.Contains(tag));
            if (tag.Group == Tags.Item.Group)
                throw Fault("A delimiter stands outside of any sequence", tag);
            ReadElement(keep ? dataSet : null, dataSet, layout, _input.End);
        }
    }

    /// <summary>
    /// Reads to <paramref name="end"/>, or to the item's delimiter when its length is undefined.
    /// </summary>
    private void ReadItem(DataSet? item, DataSet around, Layout layout, long end, bool delimited)
    {
        while (delimited || _input.Position < end)
        {
            var tag = PeekTag(layout);
            if (tag == Tags.ItemDelimitationItem)
            {
                ReadDelimiter(layout, end, tag);
                if (delimited)
                    break;
                continue;
            }
            if (tag.Group == Tags.Item.Group)
                throw Fault("A delimiter stands where an element was due", tag);
            ReadElement(item, item ?? around, layout, end);
        }
        item?.Complete();
    }

    /// <param name="keeper">Receives the element; null passes over it.</param>
    /// <param name="around">The data set that items inherit their character set from.</param>
    private void ReadElement(DataSet? keeper, DataSet around, Layout layout, long end)
    {
        var (tag, vr, length) = ReadHeader(layout, end);
        if (keeper is not null && ++_elementsKept > _limits.ElementsKeptMax)
            throw Fault("The data set has more elements than the limit", tag);
        if (length == UndefinedLength)
            ReadUndefined(keeper, around, tag, vr, layout, end);
        else if (length > end - _input.Position)
            throw Fault("The element is longer than what is left", tag);
        else if (vr == Vr.SQ && keeper is not null)
            ReadSequence(keeper, around, tag, layout, _input.Position + length, delimited: false);
        else if (keeper is null)
            Skip(length, tag);
        else
            keeper.Append(new Element(tag, vr, _values.Take(length, vr, layout.BigEndian, tag)));
    }

    private void ReadUndefined(DataSet? keeper, DataSet around, Tag tag, Vr vr, Layout layout, long end)
    {
        switch (vr)
        {
            case Vr.SQ:
            // Private, in implicit VR: only a sequence may have an undefined length.
            case Vr.UN when !layout.Explicit:
                ReadSequence(keeper, around, tag, layout, end, delimited: true);
                break;
            case Vr.UN:
                // What stands inside is implicit little endian, whatever stands outside (PS3.5 §6.2.2 note
                // 5).
                ReadSequence(
                    keeper, around, tag, new Layout(Explicit: false, BigEndian: false), end, delimited: true);
                break;
            case Vr.OB or Vr.OW when layout.Explicit && tag == Tags.PixelData:
                ReadFragments(keeper, tag, vr, layout, end);
                break;
            default:
                throw Fault("Only a sequence or compressed Pixel Data may have an undefined length", tag);
        }
    }

    private void ReadSequence(
        DataSet? keeper, DataSet around, Tag tag, Layout layout, long end, bool delimited)
    {
        if (++_nesting > _limits.NestingMax)
            throw Fault("Sequences are nested deeper than the limit", tag);
        List<DataSet>? items = keeper is null ? null : [];
        while (delimited || _input.Position < end)
        {
            var (itemTag, length) = ReadTagAndLength(layout, end);
            if (itemTag == Tags.SequenceDelimitationItem && delimited)
                break;
            if (itemTag != Tags.Item)
                throw Fault("A sequence holds something that is not an item", itemTag);
            var item = items is null ? null : new DataSet(around, capacity: 0);
            // An empty item costs memory too.
            if (item is not null && ++_elementsKept > _limits.ElementsKeptMax)
                throw Fault("The data set has more items than the limit", tag);
            ReadItem(item, around, layout, EndOfItem(length, end, tag), delimited: length == UndefinedLength);
            items?.Add(item!);
        }
        _nesting--;
        keeper?.Append(new Element(tag, items!));
    }

    private long EndOfItem(uint length, long end, Tag tag)
    {
        if (length == UndefinedLength)
            return end;
        if (length <= end - _input.Position)
            return _input.Position + length;
        return _clampItems && end != long.MaxValue
            ? end
            : throw Fault("An item is longer than what is left", tag);
    }

    /// <summary>
    /// Compressed Pixel Data: fragments of defined length, kept byte for byte (PS3.5 §A.4).
    /// </summary>
    private void ReadFragments(DataSet? keeper, Tag tag, Vr vr, Layout layout, long end)
    {
        List<ReadOnlyMemory<byte>>? fragments = keeper is null ? null : [];
        while (true)
        {
            var (itemTag, length) = ReadTagAndLength(layout, end);
            if (itemTag == Tags.SequenceDelimitationItem)
                break;
            if (itemTag != Tags.Item)
                throw Fault("Pixel Data holds something that is not a fragment", itemTag);
            if (length == UndefinedLength || length > end - _input.Position)
                throw Fault("A fragment of Pixel Data is longer than what is left", tag);
            if (fragments is null)
                Skip(length, tag);
            else if (++_elementsKept > _limits.ElementsKeptMax)
                throw Fault("Pixel Data has more fragments than the limit", tag);
            else
                fragments.Add(_values.Take(length, Vr.OB, bigEndian: false, tag));
        }
        keeper?.Append(new Element(tag, vr, fragments!));
    }

    private Tag PeekTag(Layout layout)
    {
        if (!_input.TryFill(4))
            throw Fault("The data set ends within an element", null);
        return layout.ReadTag(_input.Ahead);
    }

    private (Tag Tag, Vr Vr, uint Length) ReadHeader(Layout layout, long end)
    {
        if (!layout.Explicit)
        {
            var (implicitTag, length) = ReadTagAndLength(layout, end);
            return (implicitTag, StandardAttributes.VrOf(implicitTag), length);
        }
        var tag = PeekTag(layout);
        Require(TagAndLength, end, tag);
        var ahead = _input.Ahead;
        var vr = (Vr)BinaryPrimitives.ReadUInt16BigEndian(ahead[4..]);
        var isKnown = vr.IsKnown();
        if (!isKnown && !(char.IsAsciiLetterUpper((char)ahead[4]) && char.IsAsciiLetterUpper((char)ahead[5])))
            throw Fault("The two letters of the VR are missing", tag);
        if (isKnown && !vr.HasLongLength())
        {
            var length = layout.ReadUInt16(ahead[6..]);
            _input.Advance(TagAndLength);
            return (tag, vr, length);
        }
        // A VR that is yet to be invented has the long form and reads as UN (PS3.5 §6.2.2).
        Require(LongHeader, end, tag);
        var longLength = layout.ReadUInt32(_input.Ahead[8..]);
        _input.Advance(LongHeader);
        return (tag, isKnown ? vr : Vr.UN, longLength);
    }

    private (Tag Tag, uint Length) ReadTagAndLength(Layout layout, long end)
    {
        Require(TagAndLength, end, null);
        var tag = layout.ReadTag(_input.Ahead);
        var length = layout.ReadUInt32(_input.Ahead[4..]);
        _input.Advance(TagAndLength);
        return (tag, length);
    }

    private void ReadDelimiter(Layout layout, long end, Tag tag)
    {
        if (ReadTagAndLength(layout, end).Length != 0)
            throw Fault("A delimiter has a length", tag);
    }

    private void Require(int count, long end, Tag? tag)
    {
        if (count > end - _input.Position || !_input.TryFill(count))
            throw Fault("The data set ends within an element", tag);
    }

    private void Skip(uint length, Tag tag)
    {
        if (!_input.TrySkip(length))
            throw Fault("The element is longer than what is left", tag);
    }

    private DicomFormatException Fault(string what, Tag? tag) =>
        new(tag is null ? $"{what} at byte {_input.Position}" : $"{what}: {tag} at byte {_input.Position}");

    /// <summary>Explicit or implicit, little or big endian.</summary>
    private readonly record struct Layout(bool Explicit, bool BigEndian)
    {
        public Tag ReadTag(ReadOnlySpan<byte> bytes) => new(ReadUInt16(bytes), ReadUInt16(bytes[2..]));

        public ushort ReadUInt16(ReadOnlySpan<byte> bytes) => BigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

        public uint ReadUInt32(ReadOnlySpan<byte> bytes) => BigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
