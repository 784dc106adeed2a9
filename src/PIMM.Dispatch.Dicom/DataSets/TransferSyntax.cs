using System.Collections.Frozen;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>How a data set is written as bytes (PS3.5 §10 and annex A).</summary>
public sealed record TransferSyntax(string Uid, string Name)
{
    public static readonly TransferSyntax ImplicitLittleEndian =
        new("1.2.840.10008.1.2", "Implicit VR Little Endian") { IsExplicitVr = false };

    public static readonly TransferSyntax ExplicitLittleEndian =
        new("1.2.840.10008.1.2.1", "Explicit VR Little Endian");

    public static readonly TransferSyntax DeflatedExplicitLittleEndian =
        new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian") { IsDeflated = true };

    public static readonly TransferSyntax ExplicitBigEndian =
        new("1.2.840.10008.1.2.2", "Explicit VR Big Endian") { IsBigEndian = true };

    /// <summary>
    /// Every syntax that we read and keep. JPIP is left out: it carries a reference instead of the image.
    /// </summary>
    public static readonly IReadOnlyList<TransferSyntax> All =
    [
        ImplicitLittleEndian,
        ExplicitLittleEndian,
        DeflatedExplicitLittleEndian,
        ExplicitBigEndian,
        Encapsulated("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
        Encapsulated("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
        Encapsulated("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)"),
        Encapsulated("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 and 8)"),
        Encapsulated("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)"),
        Encapsulated("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)"),
        Encapsulated("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)"),
        Encapsulated("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy"),
        Encapsulated("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.91", "JPEG 2000"),
        Encapsulated("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2"),
        Encapsulated("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
        Encapsulated("1.2.840.10008.1.2.4.100.1", "MPEG2 Main Profile / Main Level, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
        Encapsulated("1.2.840.10008.1.2.4.101.1", "MPEG2 Main Profile / High Level, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
        Encapsulated("1.2.840.10008.1.2.4.102.1", "MPEG-4 AVC/H.264 High Profile / Level 4.1, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
        Encapsulated("1.2.840.10008.1.2.4.103.1", "MPEG-4 AVC/H.264 BD-compatible, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 2D video"),
        Encapsulated("1.2.840.10008.1.2.4.104.1", "MPEG-4 AVC/H.264 Level 4.2 for 2D video, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 for 3D video"),
        Encapsulated("1.2.840.10008.1.2.4.105.1", "MPEG-4 AVC/H.264 Level 4.2 for 3D video, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
        Encapsulated("1.2.840.10008.1.2.4.106.1", "MPEG-4 AVC/H.264 Stereo High Profile, fragmentable"),
        Encapsulated("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
        Encapsulated("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
        Encapsulated("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
        Encapsulated("1.2.840.10008.1.2.4.112", "JPEG XL"),
        Encapsulated("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Lossless"),
        Encapsulated("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
        Encapsulated("1.2.840.10008.1.2.5", "RLE Lossless"),
    ];

    private static readonly FrozenDictionary<string, TransferSyntax> ByUid =
        All.ToFrozenDictionary(s => s.Uid);

    public bool IsExplicitVr { get; init; } = true;

    public bool IsBigEndian { get; init; }

    /// <summary>The whole data set went through raw deflate (PS3.5 §A.5).</summary>
    public bool IsDeflated { get; init; }

    /// <summary>
    /// Pixel Data is a sequence of compressed fragments (PS3.5 §A.4); otherwise written as explicit VR.
    /// </summary>
    public bool IsEncapsulated { get; init; }

    /// <summary>The syntax of this UID, or null when we do not know how its bytes are laid out.</summary>
    public static TransferSyntax? Find(string uid) => ByUid.GetValueOrDefault(uid);

    private static TransferSyntax Encapsulated(string uid, string name) =>
        new(uid, name) { IsEncapsulated = true };
}
