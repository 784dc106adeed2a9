using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Writes data sets in any uncompressed transfer syntax, deflated too, and encapsulated Pixel Data as it
/// stands (PS3.5 §7, annex A). Sequences and items get defined lengths; odd values are padded.
/// </summary>
public sealed class DataSetWriter
{
    private readonly bool _explicitVr;
    private readonly bool _bigEndian;
    private readonly ArrayBufferWriter<byte> _output = new();

    private DataSetWriter(TransferSyntax syntax)
    {
        _explicitVr = syntax.IsExplicitVr;
        _bigEndian = syntax.IsBigEndian;
    }

    public static ReadOnlyMemory<byte> Write(DataSet dataSet, TransferSyntax syntax)
    {
        var writer = new DataSetWriter(syntax);
        writer.WriteElements(dataSet);
        return syntax.IsDeflated ? Deflate(writer._output.WrittenSpan) : writer._output.WrittenMemory;
    }

    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(bytes);
        if (deflated.Length % 2 == 1)
            deflated.WriteByte(0);
        return deflated.ToArray();
    }

    private void WriteElements(DataSet dataSet)
    {
        foreach (var element in dataSet)
        {
            if (element.IsSequence)
                WriteSequence(element);
            else if (element.IsEncapsulated)
                WriteFragments(element);
            else
                WriteValue(element);
        }
    }

    private void WriteValue(Element element)
    {
        var value = element.Value.Span;
        var isOdd = value.Length % 2 == 1;
        var length = (uint)(value.Length + (isOdd ? 1 : 0));
        var vr = VrFor(element, length);
        WriteHeader(element.Tag, vr, length);
        if (_bigEndian && element.Vr.UnitLength() > 1)
            WriteReversed(value, element.Vr.UnitLength());
        else
            _output.Write(value);
        if (isOdd)
            _output.Write([element.Vr.Padding()]);
    }

    /// <summary>
    /// A short-form VR can't say more than 65,534 bytes; such a value goes out as UN (PS3.5 §6.2.2 note 4).
    /// </summary>
    private static Vr VrFor(Element element, uint length) =>
        !element.Vr.HasLongLength() && length > ushort.MaxValue ? Vr.UN : element.Vr;

    private void WriteSequence(Element sequence)
    {
        var lengthAt = WriteHeader(sequence.Tag, Vr.SQ, 0);
        foreach (var item in sequence.Items)
        {
            var itemLengthAt = WriteTagAndLength(Tags.Item, 0);
            WriteElements(item);
            PatchLength(itemLengthAt);
        }
        PatchLength(lengthAt);
    }

    private void WriteFragments(Element pixels)
    {
        WriteHeader(pixels.Tag, pixels.Vr, uint.MaxValue);
        foreach (var fragment in pixels.Fragments)
        {
            WriteTagAndLength(Tags.Item, (uint)(fragment.Length + fragment.Length % 2));
            _output.Write(fragment.Span);
            if (fragment.Length % 2 == 1)
                _output.Write([(byte)0]);
        }
        WriteTagAndLength(Tags.SequenceDelimitationItem, 0);
    }

    /// <summary>Returns where the length stands, so that it can be patched.</summary>
    private int WriteHeader(Tag tag, Vr vr, uint length)
    {
        if (!_explicitVr)
            return WriteTagAndLength(tag, length);
        WriteTag(tag);
        BinaryPrimitives.WriteUInt16BigEndian(_output.GetSpan(2), (ushort)vr);
        _output.Advance(2);
        if (vr.HasLongLength())
        {
            WriteUInt16(0);
            return WriteUInt32(length);
        }
        WriteUInt16((ushort)length);
        return -1;
    }

    private int WriteTagAndLength(Tag tag, uint length)
    {
        WriteTag(tag);
        return WriteUInt32(length);
    }

    private void WriteTag(Tag tag)
    {
        WriteUInt16(tag.Group);
        WriteUInt16(tag.Element);
    }

    private void WriteUInt16(ushort value)
    {
        var span = _output.GetSpan(2);
        if (_bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(span, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(span, value);
        _output.Advance(2);
    }

    private int WriteUInt32(uint value)
    {
        var at = _output.WrittenCount;
        PutUInt32(_output.GetSpan(4), value);
        _output.Advance(4);
        return at;
    }

    private void PutUInt32(Span<byte> span, uint value)
    {
        if (_bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(span, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(span, value);
    }

    private void PatchLength(int lengthAt)
    {
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_output.WrittenMemory).Span;
        PutUInt32(written[lengthAt..], (uint)(written.Length - lengthAt - 4));
    }

    private void WriteReversed(ReadOnlySpan<byte> value, int unitLength)
    {
        for (; value.Length >= unitLength; value = value[unitLength..])
        {
            var span = _output.GetSpan(unitLength)[..unitLength];
            value[..unitLength].CopyTo(span);
            span.Reverse();
            _output.Advance(unitLength);
        }
        _output.Write(value);
    }
}
