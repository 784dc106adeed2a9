using System.Globalization;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// The outcome of a DIMSE operation (PS3.7 annex C; PS3.4 §B.2.3 for C-STORE): a code, and for a failure a
/// short text that the sender's operator may read.
/// </summary>
public readonly record struct DicomStatus(ushort Code, string Comment = "")
{
    /// <summary>Error Comment (0000,0902) is LO: 64 characters.</summary>
    public const int CommentLengthMax = 64;

    public static readonly DicomStatus Success = new(0x0000);
    public static readonly DicomStatus ProcessingFailure = new(0x0110, "Processing failure");

    /// <summary>The instance is already here with other content; ours is kept (PS3.7 §C.5.8).</summary>
    public static readonly DicomStatus DuplicateSopInstance = new(
        0x0111, "Instance already stored, other content");
    public static readonly DicomStatus InvalidSopInstance = new(0x0117, "Invalid SOP Instance UID");
    public static readonly DicomStatus SopClassNotSupported = new(0x0122, "SOP class not supported here");
    public static readonly DicomStatus NotAuthorized = new(0x0124, "Not authorized");
    public static readonly DicomStatus UnrecognizedOperation = new(0x0211, "Operation not provided");
    public static readonly DicomStatus MistypedArgument = new(0x0212, "The command announces no data set");
    public static readonly DicomStatus OutOfResources = new(0xA700, "Out of resources: no space to store");
    public static readonly DicomStatus DataSetDoesNotMatch = new(
        0xA900, "Data set does not match the command");
    public static readonly DicomStatus CannotUnderstand = new(0xC000, "Data set can't be understood");

    // errno of Linux and macOS, and the codes of Windows, for "no space" and "over quota".
    private static readonly int[] NoSpace =
        [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027), unchecked((int)0x80070508)];

    public bool IsSuccess => Code == 0x0000;

    /// <summary>Done, with a remark (PS3.7 §C.3).</summary>
    public bool IsWarning => Code is 0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF);

    /// <summary>
    /// A full disk is A700, so that the sender tries again later; anything else is ours to mend.
    /// </summary>
    public static DicomStatus OfFault(Exception fault) =>
        fault is IOException && NoSpace.Contains(fault.HResult)
        ? OutOfResources
        : ProcessingFailure.With($"Processing failure: {fault.GetType().Name}");

    public DicomStatus With(string comment) => this with { Comment = comment };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code:X4} {Comment}");
}
