using System.Buffers.Binary;
using System.Text;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

/// <summary>Bytes of data sets made by hand, so that they can be wrong on purpose. Little endian.</summary>
public static class Wire
{
    public static byte[] Explicit(Tag tag, string vr, ReadOnlySpan<byte> value, uint? announcedLength = null)
    {
        var length = announcedLength ?? (uint)value.Length;
        var isLong = vr is "OB" or "OW" or "SQ" or "UN" or "UT" or "UC";
        byte[] head = [.. TagBytes(tag), .. Encoding.ASCII.GetBytes(vr)];
        return isLong
            ? [.. head, 0, 0, .. UInt32(length), .. value]
            : [.. head, (byte)length, (byte)(length >> 8), .. value];
    }

    public static byte[] Implicit(Tag tag, ReadOnlySpan<byte> value, uint? announcedLength = null) =>
        [.. TagBytes(tag), .. UInt32(announcedLength ?? (uint)value.Length), .. value];

    public static byte[] Item(ReadOnlySpan<byte> content, bool undefined = false) => undefined
        ? [.. Implicit(Tags.Item, content, uint.MaxValue), .. Implicit(Tags.ItemDelimitationItem, [])]
        : Implicit(Tags.Item, content);

    public static byte[] SequenceEnd() => Implicit(Tags.SequenceDelimitationItem, []);

    /// <summary>Sequences in sequences, so many levels of them.</summary>
    public static byte[] Nested(int levels, bool undefined)
    {
        byte[] inner = Explicit(Tags.CodeValue, "SH", "X "u8);
        for (var i = 0; i < levels; i++)
        {
            var item = Item(inner, undefined);
            inner = undefined
                ? [.. Explicit(Tags.ProcedureCodeSequence, "SQ", item, uint.MaxValue), .. SequenceEnd()]
                : Explicit(Tags.ProcedureCodeSequence, "SQ", item);
        }
        return inner;
    }

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] TagBytes(Tag tag) =>
        [(byte)tag.Group, (byte)(tag.Group >> 8), (byte)tag.Element, (byte)(tag.Element >> 8)];
}
