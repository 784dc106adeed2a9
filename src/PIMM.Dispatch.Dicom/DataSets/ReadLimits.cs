namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// What a data set may cost its reader. Past a limit, reading ends in <see cref="DicomFormatException"/>.
/// </summary>
public sealed record ReadLimits
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>For a whole data set held in memory.</summary>
    public static readonly ReadLimits Default = new();

    /// <summary>
    /// For the header of a received object: names, dates and identifiers are never a megabyte together.
    /// </summary>
    public static readonly ReadLimits Header = new() { KeptBytesMax = Mebibyte, ElementsKeptMax = 20_000 };

    /// <summary>
    /// Sequences within sequences. Real objects stay below 10; the parser's stack is safe far above 64.
    /// </summary>
    public int NestingMax { get; init; } = 64;

    /// <summary>Elements kept. An element costs 24 bytes of memory for as few as 8 on the wire.</summary>
    public int ElementsKeptMax { get; init; } = 1_000_000;

    /// <summary>Bytes of values kept.</summary>
    public long KeptBytesMax { get; init; } = 256 * Mebibyte;

    /// <summary>Bytes that a deflated data set may inflate to.</summary>
    public long InflatedBytesMax { get; init; } = 256 * Mebibyte;

    /// <summary>
    /// Inflated bytes for one deflated byte. Images reach about 4; a bomb needs more than 1,000.
    /// </summary>
    public int InflationRatioMax { get; init; } = 20;

    /// <summary>Below this size the ratio is not looked at: a small header of zeros is no attack.</summary>
    public long InflationRatioCheckedAbove { get; init; } = Mebibyte;
}
