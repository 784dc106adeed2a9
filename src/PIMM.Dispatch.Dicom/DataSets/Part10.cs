using System.Buffers.Binary;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// File meta information: what the file holds and how its data set is written (PS3.10 §7.1).
/// </summary>
public sealed record FileMeta(string SopClassUid, string SopInstanceUid, TransferSyntax TransferSyntax)
{
    public string? SourceApplicationEntityTitle { get; init; }
}

/// <summary>
/// A DICOM file that was read: its meta information, its data set, and where the data set begins.
/// </summary>
public sealed record Part10Object(FileMeta Meta, DataSet DataSet, long DataSetOffset);

/// <summary>Files of PS3.10: preamble, file meta information, data set.</summary>
public static class Part10
{
    private const int PreambleLength = 128;

    // Preamble, "DICM", and the element (0002,0000) with its value.
    private const int FixedLength = PreambleLength + 4 + 12;

    // Real meta groups are below 1 KB; private information in them is not worth more than this.
    private const int MetaLengthMax = 64 * 1024;

    private static readonly ReadRequest MetaRequest = ReadRequest.Header(new TagSelection(
        Tags.MediaStorageSopClassUid, Tags.MediaStorageSopInstanceUid, Tags.TransferSyntaxUid,
        Tags.SourceApplicationEntityTitle));

    /// <summary>Reads a file; by default whole, Pixel Data included.</summary>
    /// <exception cref="DicomFormatException">Not a DICOM file, an unknown transfer syntax, or past a
    /// limit.</exception>
    public static Part10Object Read(string path, ReadRequest? request = null)
    {
        // The reader has its own buffer.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Read(file, request);
    }

    /// <summary>Reads from a stream that can seek and stands at the preamble.</summary>
    /// <exception cref="DicomFormatException">Not a DICOM file, an unknown transfer syntax, or past a
    /// limit.</exception>
    public static Part10Object Read(Stream stream, ReadRequest? request = null)
    {
        var meta = ReadMeta(stream);
        var offset = stream.Position;
        var dataSet = DataSetReader.Read(stream, stream.Length - offset, meta.TransferSyntax, request);
        return new Part10Object(meta, dataSet, offset);
    }

    /// <summary>Reads the file meta information and leaves the stream at the data set.</summary>
    /// <exception cref="DicomFormatException">Not a DICOM file, or an unknown transfer syntax.</exception>
    public static FileMeta ReadMeta(Stream stream)
    {
        Span<byte> start = stackalloc byte[FixedLength];
        if (stream.ReadAtLeast(start, FixedLength, throwOnEndOfStream: false) < FixedLength
            || !start[PreambleLength..].StartsWith("DICM"u8))
            throw new DicomFormatException("Not a DICOM file: no preamble with the letters DICM");
        // (0002,0000) UL, length 4: always explicit little endian.
        if (!start[(PreambleLength + 4)..].StartsWith(
            (ReadOnlySpan<byte>)[2, 0, 0, 0, (byte)'U', (byte)'L', 4, 0]))
            throw new DicomFormatException("The file meta information does not begin with its length");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[^4..]);
        if (length > MetaLengthMax || length > stream.Length - stream.Position)
            throw new DicomFormatException($"The file meta information can't be {length} bytes long");
        var group = DataSetReader.Read(stream, length, TransferSyntax.ExplicitLittleEndian, MetaRequest);
        stream.Position = FixedLength + length;
        return ToMeta(group);
    }

    /// <summary>
    /// The bytes before the data set. The preamble is zeros, whatever the sender put there, so that no file
    /// can be a program for something else as well.
    /// </summary>
    public static ReadOnlyMemory<byte> WriteMeta(FileMeta meta)
    {
        var group = new DataSet()
            .Set(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 })
            .Set(Tags.MediaStorageSopClassUid, meta.SopClassUid)
            .Set(Tags.MediaStorageSopInstanceUid, meta.SopInstanceUid)
            .Set(Tags.TransferSyntaxUid, meta.TransferSyntax.Uid)
            .Set(Tags.ImplementationClassUid, Uids.OurImplementationClass)
            .Set(Tags.ImplementationVersionName, Uids.OurImplementationVersion);
        if (meta.SourceApplicationEntityTitle is { Length: > 0 } source)
            group.Set(Tags.SourceApplicationEntityTitle, source);
        var elements = DataSetWriter.Write(group, TransferSyntax.ExplicitLittleEndian);
        var bytes = new byte[FixedLength + elements.Length];
        "DICM"u8.CopyTo(bytes.AsSpan(PreambleLength));
        ((ReadOnlySpan<byte>)[2, 0, 0, 0, (byte)'U', (byte)'L', 4, 0]).CopyTo(
            bytes.AsSpan(PreambleLength + 4));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FixedLength - 4), (uint)elements.Length);
        elements.Span.CopyTo(bytes.AsSpan(FixedLength));
        return bytes;
    }

    /// <summary>Writes a whole file.</summary>
    public static void Write(Stream stream, FileMeta meta, DataSet dataSet)
    {
        stream.Write(WriteMeta(meta).Span);
        stream.Write(DataSetWriter.Write(dataSet, meta.TransferSyntax).Span);
    }

    /// <summary>Writes a data set that names its own SOP class and instance.</summary>
    /// <exception cref="ArgumentException">(0008,0016) or (0008,0018) is missing.</exception>
    public static void Write(Stream stream, DataSet dataSet, TransferSyntax syntax)
    {
        if (dataSet.GetUid(Tags.SopClassUid) is not { } sopClass
            || dataSet.GetUid(Tags.SopInstanceUid) is not { } sopInstance)
            throw new ArgumentException(
                "The data set does not name its SOP class and instance", nameof(dataSet));
        Write(stream, new FileMeta(sopClass, sopInstance, syntax), dataSet);
    }

    private static FileMeta ToMeta(DataSet group)
    {
        var uid = group.GetString(Tags.TransferSyntaxUid)
            ?? throw new DicomFormatException("The file does not name its transfer syntax");
        var syntax = TransferSyntax.Find(uid)
            ?? throw new DicomFormatException("The file's transfer syntax is unknown");
        return new FileMeta(
            group.GetString(Tags.MediaStorageSopClassUid) ?? "",
            group.GetString(Tags.MediaStorageSopInstanceUid) ?? "",
            syntax) { SourceApplicationEntityTitle = group.GetString(Tags.SourceApplicationEntityTitle) };
    }
}
