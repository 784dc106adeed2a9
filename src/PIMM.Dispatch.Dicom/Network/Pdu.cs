namespace PIMM.Dispatch.Dicom.Network;

/// <summary>The seven PDUs of the upper layer (PS3.8 §9.3.1).</summary>
internal enum PduType : byte
{
    AssociateRequest = 0x01,
    AssociateAccept = 0x02,
    AssociateReject = 0x03,
    Transfer = 0x04,
    ReleaseRequest = 0x05,
    ReleaseReply = 0x06,
    Abort = 0x07,
}

internal readonly record struct PduHeader(PduType Type, uint Length)
{
    public const int ByteCount = 6;
}

/// <summary>Head of a presentation data value (PS3.8 §9.3.5.1, annex E.2).</summary>
internal readonly record struct PdvHeader(uint Length, byte ContextId, byte Control)
{
    /// <summary>Length field, context id, message control header.</summary>
    public const int ByteCount = 6;

    /// <summary>What the length field counts besides the fragment: context id and control header.</summary>
    public const int CountedBytes = 2;

    public bool IsCommand => (Control & 1) != 0;

    public bool IsLast => (Control & 2) != 0;

    public long FragmentLength => (long)Length - CountedBytes;
}

/// <summary>Reason of an A-ABORT of the service provider (PS3.8 §9.3.8, table 9-26).</summary>
public enum AbortReason : byte
{
    NotSpecified = 0,
    UnrecognizedPdu = 1,
    UnexpectedPdu = 2,
    UnrecognizedParameter = 4,
    UnexpectedParameter = 5,
    InvalidParameterValue = 6,
}

/// <summary>The peer broke the protocol; the association must be aborted for this reason.</summary>
public sealed class DicomProtocolException : Exception
{
    public DicomProtocolException()
    {
    }

    public DicomProtocolException(string message) : base(message)
    {
    }

    public DicomProtocolException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public DicomProtocolException(AbortReason reason, string message) : base(message)
    {
        Reason = reason;
    }

    public AbortReason Reason { get; }
}

/// <summary>The connection ended where more had to come.</summary>
public sealed class DicomConnectionLostException : IOException
{
    public DicomConnectionLostException()
    {
    }

    public DicomConnectionLostException(string message) : base(message)
    {
    }

    public DicomConnectionLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
