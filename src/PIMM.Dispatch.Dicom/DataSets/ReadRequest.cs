namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>How much of a data set is read, and how much of that is kept.</summary>
public sealed record ReadRequest
{
    /// <summary>Everything, Pixel Data too.</summary>
    public static readonly ReadRequest Whole = new();

    /// <summary>Keep only these elements; null keeps all.</summary>
    public TagSelection? Only { get; init; }

    /// <summary>Keep nothing at or after this tag.</summary>
    public Tag? StopBefore { get; init; }

    /// <summary>
    /// Go on to the end after <see cref="StopBefore"/>, keeping nothing, to prove that the structure is sound
    /// and that nothing is cut off.
    /// </summary>
    public bool VerifyToEnd { get; init; }

    /// <summary>
    /// An item that claims more than its sequence has left ends with the sequence. For media that an editor
    /// has damaged; never for what a network delivers, where it would let a document cut short pass as whole.
    /// </summary>
    public bool ClampItems { get; init; }

    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>The elements named, stopping before Pixel Data: what an index or a gateway needs.</summary>
    public static ReadRequest Header(TagSelection? only = null) =>
        new() { Only = only, StopBefore = Tags.FirstPixelElement, Limits = ReadLimits.Header };
}
