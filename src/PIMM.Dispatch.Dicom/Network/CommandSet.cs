using System.Buffers.Binary;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>The DIMSE operations that we know (PS3.7 annex E); a response has the high bit.</summary>
internal enum CommandField : ushort
{
    StoreRequest = 0x0001,
    EchoRequest = 0x0030,
    CancelRequest = 0x0FFF,
    StoreResponse = 0x8001,
    EchoResponse = 0x8030,
}

/// <summary>
/// A command set (PS3.7 §6.3): always implicit VR little endian, all elements in group 0000.
/// </summary>
internal sealed class CommandSet
{
    public const ushort ResponseBit = 0x8000;
    private const ushort NoDataSet = 0x0101;
    private const ushort SomeDataSet = 0x0001;
    private const int GroupLengthElement = 12;

    private static readonly Tag GroupLength = new(0x0000_0000);
    private static readonly Tag AffectedSopClass = new(0x0000_0002);
    private static readonly Tag Field = new(0x0000_0100);
    private static readonly Tag MessageIdTag = new(0x0000_0110);
    private static readonly Tag MessageIdRespondedTo = new(0x0000_0120);
    private static readonly Tag Priority = new(0x0000_0700);
    private static readonly Tag DataSetType = new(0x0000_0800);
    private static readonly Tag StatusTag = new(0x0000_0900);
    private static readonly Tag ErrorComment = new(0x0000_0902);
    private static readonly Tag AffectedSopInstance = new(0x0000_1000);

    private readonly DataSet _elements;

    private CommandSet(DataSet elements) => _elements = elements;

    public CommandField CommandField => (CommandField)_elements.GetInt(Field).GetValueOrDefault();

    public ushort MessageId => (ushort)_elements.GetInt(MessageIdTag).GetValueOrDefault();

    public ushort MessageIdAnswered => (ushort)_elements.GetInt(MessageIdRespondedTo).GetValueOrDefault();

    public bool HasDataSet => _elements.GetInt(DataSetType) != NoDataSet;

    /// <summary>Null when missing or not a UID.</summary>
    public string? AffectedSopClassUid => _elements.GetUid(AffectedSopClass);

    /// <summary>Null when missing or not a UID.</summary>
    public string? AffectedSopInstanceUid => _elements.GetUid(AffectedSopInstance);

    public DicomStatus? Status => _elements.GetInt(StatusTag) is { } code
        ? new DicomStatus((ushort)code, _elements.GetString(ErrorComment) ?? "")
        : null;

    /// <exception cref="DicomProtocolException">Malformed, wrong group length, or without what every command
    /// has.</exception>
    public static CommandSet Parse(ReadOnlyMemory<byte> bytes)
    {
        DataSet elements;
        try
        {
            elements = DataSetReader.Read(bytes, TransferSyntax.ImplicitLittleEndian);
        }
        catch (DicomFormatException fault)
        {
            throw Invalid("The command set can't be read", fault);
        }
        if (elements.Any(e => e.Tag.Group != 0))
            throw Invalid("The command set holds elements of other groups");
        if (elements.GetInt(GroupLength) is { } length && length != bytes.Length - GroupLengthElement)
            throw Invalid("The command group length is wrong");
        if (elements.GetInt(Field) is not { } field || elements.GetInt(DataSetType) is null)
            throw Invalid("The command set does not say what it is");
        var isRequest = (field & ResponseBit) == 0 && (CommandField)field != CommandField.CancelRequest;
        if (isRequest && elements.GetInt(MessageIdTag) is null)
            throw Invalid("The request has no message id");
        return new CommandSet(elements);
    }

    public static ReadOnlyMemory<byte> WriteEchoRequest(ushort messageId) => Write(new DataSet()
        .Set(AffectedSopClass, Uids.Verification)
        .Set(Field, (int)CommandField.EchoRequest)
        .Set(MessageIdTag, messageId)
        .Set(DataSetType, NoDataSet));

    public static ReadOnlyMemory<byte> WriteStoreRequest(
        ushort messageId, string sopClassUid, string sopInstanceUid) =>
        Write(new DataSet()
            .Set(AffectedSopClass, sopClassUid)
            .Set(Field, (int)CommandField.StoreRequest)
            .Set(MessageIdTag, messageId)
            .Set(Priority, 0)
            .Set(DataSetType, SomeDataSet)
            .Set(AffectedSopInstance, sopInstanceUid));

    /// <summary>The answer to a request; UIDs that the request gave are given back.</summary>
    public static ReadOnlyMemory<byte> WriteResponse(CommandSet request, DicomStatus status)
    {
        var elements = new DataSet()
            .Set(Field, (ushort)request.CommandField | ResponseBit)
            .Set(MessageIdRespondedTo, request.MessageId)
            .Set(DataSetType, NoDataSet)
            .Set(StatusTag, status.Code);
        if (request.AffectedSopClassUid is { } sopClass)
            elements.Set(AffectedSopClass, sopClass);
        if (request.AffectedSopInstanceUid is { } sopInstance)
            elements.Set(AffectedSopInstance, sopInstance);
        if (!status.IsSuccess && status.Comment.Length > 0)
            elements.Set(ErrorComment, Comment(status.Comment));
        return Write(elements);
    }

    /// <summary>
    /// LO: at most 64 characters, no backslash, no control; the command set knows ASCII only.
    /// </summary>
    private static string Comment(string text)
    {
        var length = Math.Min(text.Length, DicomStatus.CommentLengthMax);
        return string.Create(length, text, (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = source[i] is >= ' ' and <= '~' and not '\\' ? source[i] : '?';
        });
    }

    private static byte[] Write(DataSet elements)
    {
        var body = DataSetWriter.Write(elements, TransferSyntax.ImplicitLittleEndian);
        var bytes = new byte[GroupLengthElement + body.Length];
        bytes[4] = 4;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)body.Length);
        body.Span.CopyTo(bytes.AsSpan(GroupLengthElement));
        return bytes;
    }

    private static DicomProtocolException Invalid(string message, Exception? inner = null) => inner is null
        ? new DicomProtocolException(AbortReason.InvalidParameterValue, message)
        : new DicomProtocolException(AbortReason.InvalidParameterValue, $"{message}: {inner.Message}");
}
