using System.Runtime.InteropServices;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// One data element (PS3.5 §7.1): a value, or the items of a sequence, or the fragments of encapsulated Pixel
/// Data. Values of binary VRs are little endian, whatever they came as.
/// </summary>
public readonly struct Element
{
    // One reference for all three kinds keeps an element at 24 bytes: headers are many.
    private readonly object? _content;
    private readonly int _start;
    private readonly int _length;

    internal Element(Tag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        Tag = tag;
        Vr = vr;
        if (!MemoryMarshal.TryGetArray(value, out var segment))
            segment = new ArraySegment<byte>(value.ToArray());
        (_content, _start, _length) = (segment.Array, segment.Offset, segment.Count);
    }

    internal Element(Tag tag, IReadOnlyList<DataSet> items)
    {
        Tag = tag;
        Vr = Vr.SQ;
        _content = items;
    }

    internal Element(Tag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        Tag = tag;
        Vr = vr;
        _content = fragments;
    }

    public Tag Tag { get; }

    public Vr Vr { get; }

    /// <summary>
    /// The bytes as they came, padding included; empty for a sequence or encapsulated Pixel Data.
    /// </summary>
    public ReadOnlyMemory<byte> Value =>
        _content is byte[] bytes ? new ReadOnlyMemory<byte>(bytes, _start, _length) : default;

    public bool IsSequence => _content is IReadOnlyList<DataSet>;

    public bool IsEncapsulated => _content is IReadOnlyList<ReadOnlyMemory<byte>>;

    public IReadOnlyList<DataSet> Items => _content as IReadOnlyList<DataSet> ?? [];

    /// <summary>
    /// The fragments of Pixel Data, untouched; the first is the Basic Offset Table (PS3.5 §A.4).
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments =>
        _content as IReadOnlyList<ReadOnlyMemory<byte>> ?? [];

    public override string ToString() => $"{Tag} {Vr} {Value.Length} bytes";
}
