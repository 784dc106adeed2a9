namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// The bytes are not DICOM, or ask for more than a limit allows. The message names the fault and where it
/// stands, never a value from the object, so that it may be logged.
/// </summary>
public sealed class DicomFormatException : Exception
{
    public DicomFormatException()
    {
    }

    public DicomFormatException(string message) : base(message)
    {
    }

    public DicomFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
