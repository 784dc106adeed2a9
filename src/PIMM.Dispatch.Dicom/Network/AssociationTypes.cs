using System.Net;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// One proposal of a requestor: what, and in which encodings, the preferred one first (PS3.8 §9.3.2.2).
/// </summary>
public sealed record PresentationContext(
    byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes);

/// <summary>The answer to one presentation context (PS3.8 §9.3.3.2).</summary>
public enum ContextResult : byte
{
    Accepted = 0,
    UserRejection = 1,
    ProviderRejection = 2,
    AbstractSyntaxNotSupported = 3,
    TransferSyntaxesNotSupported = 4,
}

/// <summary>
/// The answer to one presentation context, with the transfer syntax chosen when it is accepted.
/// </summary>
public sealed record NegotiatedContext(byte Id, ContextResult Result, string TransferSyntax);

/// <summary>
/// What a requestor asks for in an A-ASSOCIATE-RQ (PS3.8 §9.3.2). AE titles are cleaned of control
/// characters.
/// </summary>
public sealed record AssociationProposal(string CalledAeTitle, string CallingAeTitle)
{
    public IReadOnlyList<PresentationContext> Contexts { get; init; } = [];

    public string ApplicationContext { get; init; } = Uids.ApplicationContext;

    /// <summary>
    /// The longest P-DATA-TF that the requestor takes, in bytes; 0 is no limit (PS3.8 §D.1).
    /// </summary>
    public uint PduLengthMax { get; init; }

    public string ImplementationClassUid { get; init; } = "";

    public string ImplementationVersionName { get; init; } = "";

    /// <summary>Bit 0 is version 1, the only one there is.</summary>
    public ushort ProtocolVersions { get; init; } = 1;
}

/// <summary>An association that asks to be let in.</summary>
/// <param name="AssociationId">Given by the server; unique, and in order of arrival.</param>
public sealed record AssociationRequest(
    string AssociationId, IPAddress RemoteAddress, AssociationProposal Proposal)
{
    public string CallingAeTitle => Proposal.CallingAeTitle;

    public string CalledAeTitle => Proposal.CalledAeTitle;
}

/// <summary>Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 §9.3.4, table 9-21).</summary>
public sealed record AssociationRejection(byte Result, byte Source, byte Reason)
{
    public static readonly AssociationRejection ApplicationContextNotSupported = new(1, 1, 2);
    public static readonly AssociationRejection UnknownCallingAeTitle = new(1, 1, 3);
    public static readonly AssociationRejection UnknownCalledAeTitle = new(1, 1, 7);
    public static readonly AssociationRejection ProtocolVersionNotSupported = new(1, 2, 2);
    public static readonly AssociationRejection TemporarilyUnable = new(2, 1, 1);
    public static readonly AssociationRejection LocalLimitExceeded = new(2, 3, 2);
}

/// <summary>Whether an association is let in.</summary>
public sealed record AssociationDecision
{
    public static readonly AssociationDecision Accept = new();

    private AssociationDecision()
    {
    }

    public AssociationRejection? Rejection { get; private init; }

    public static AssociationDecision Reject(AssociationRejection rejection) =>
        new() { Rejection = rejection };
}

/// <summary>How an association came to its end.</summary>
public enum AssociationOutcome
{
    /// <summary>The peer released it: it sent all that it wanted to send.</summary>
    Released,

    /// <summary>One of the two sides gave up with an A-ABORT.</summary>
    Aborted,

    /// <summary>The connection broke, or the peer fell silent.</summary>
    Lost,
}

/// <summary>An association that was accepted has ended.</summary>
/// <param name="ObjectsStored">Objects answered with success or a warning.</param>
public sealed record AssociationEnd(
    string AssociationId,
    string CallingAeTitle,
    IPAddress RemoteAddress,
    AssociationOutcome Outcome,
    int ObjectsStored);

/// <summary>An object that stands whole in a temporary file and waits for its keeper.</summary>
public sealed record ReceivedObject
{
    public required string AssociationId { get; init; }

    public required string CallingAeTitle { get; init; }

    public required IPAddress RemoteAddress { get; init; }

    public required string SopClassUid { get; init; }

    public required string SopInstanceUid { get; init; }

    public required string StudyInstanceUid { get; init; }

    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>The elements of <see cref="DicomServerOptions.HeaderTags"/> that the object has.</summary>
    public required DataSet Header { get; init; }

    /// <summary>Bytes of the data set, without file meta information.</summary>
    public required long DataSetLength { get; init; }

    /// <summary>
    /// A DICOM file (PS3.10) under a name of our own. Move it to keep it; what is left is deleted.
    /// </summary>
    public required string Path { get; init; }
}

/// <summary>Something that an operator should be able to see. Holds no patient's name or id.</summary>
/// <param name="Kind">A stable name, noun.verb.</param>
public sealed record DicomIncident(
    string Kind, string AssociationId, string CallingAeTitle, IPAddress? RemoteAddress, string Text);
