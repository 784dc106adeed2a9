using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// Bytes of the association PDUs (PS3.8 §9.3.2 to §9.3.8, annex D). Each item's length is held against that
/// of the item around it before anything inside is looked at.
/// </summary>
internal static class AssociationPdus
{
    private const byte ApplicationContextItem = 0x10;
    private const byte RequestedContextItem = 0x20;
    private const byte AnsweredContextItem = 0x21;
    private const byte AbstractSyntaxItem = 0x30;
    private const byte TransferSyntaxItem = 0x40;
    private const byte UserInformationItem = 0x50;
    private const byte PduLengthMaxItem = 0x51;
    private const byte ImplementationClassItem = 0x52;
    private const byte ImplementationVersionItem = 0x55;

    private const int AeTitleLength = 16;
    private const int ContextsMax = 128;

    // Version, reserved, two AE titles, 32 reserved bytes.
    private const int FixedLength = 2 + 2 + AeTitleLength + AeTitleLength + 32;

    /// <summary>
    /// Reads the body of an A-ASSOCIATE-RQ. Unknown items and sub-items are passed over (annex D.3).
    /// </summary>
    /// <exception cref="DicomProtocolException">An item leaves the one around it, or one is
    /// missing.</exception>
    public static AssociationProposal ParseRequest(ReadOnlySpan<byte> body)
    {
        RequireFixedPart(body);
        var contexts = new List<PresentationContext>();
        var user = new UserInformation();
        var applicationContext = "";
        var items = new ItemReader(body[FixedLength..]);
        while (items.TryNext(out var type, out var item))
        {
            if (type == ApplicationContextItem)
                applicationContext = Uid(item);
            else if (type == UserInformationItem)
                user = ParseUserInformation(item);
            else if (type == RequestedContextItem)
                contexts.Add(ParseRequestedContext(item));
            if (contexts.Count > ContextsMax)
                throw Invalid("More than 128 presentation contexts");
        }
        return new AssociationProposal(AeTitle(body[4..20]), AeTitle(body[20..36]))
        {
            Contexts = contexts,
            ApplicationContext = applicationContext,
            PduLengthMax = user.PduLengthMax,
            ImplementationClassUid = user.ClassUid,
            ImplementationVersionName = user.VersionName,
            ProtocolVersions = BinaryPrimitives.ReadUInt16BigEndian(body),
        };
    }

    /// <summary>
    /// Reads the body of an A-ASSOCIATE-AC: the answers and the longest PDU that the acceptor takes.
    /// </summary>
    /// <exception cref="DicomProtocolException">An item leaves the one around it, or one is
    /// missing.</exception>
    public static (IReadOnlyList<NegotiatedContext> Contexts, uint PduLengthMax) ParseAccept(
        ReadOnlySpan<byte> body)
    {
        RequireFixedPart(body);
        var contexts = new List<NegotiatedContext>();
        uint pduLengthMax = 0;
        var items = new ItemReader(body[FixedLength..]);
        while (items.TryNext(out var type, out var item))
        {
            if (type == AnsweredContextItem)
                contexts.Add(ParseAnsweredContext(item));
            else if (type == UserInformationItem)
                pduLengthMax = ParseUserInformation(item).PduLengthMax;
            if (contexts.Count > ContextsMax)
                throw Invalid("More than 128 presentation contexts");
        }
        return (contexts, pduLengthMax);
    }

    public static byte[] WriteRequest(AssociationProposal proposal)
    {
        var body = new ItemWriter();
        WriteFixedPart(body, proposal);
        foreach (var context in proposal.Contexts)
        {
            var length = body.Open(RequestedContextItem);
            body.Bytes([context.Id, 0, 0, 0]);
            body.Text(AbstractSyntaxItem, context.AbstractSyntax);
            foreach (var syntax in context.TransferSyntaxes)
                body.Text(TransferSyntaxItem, syntax);
            body.Close(length);
        }
        WriteUserInformation(body, proposal.PduLengthMax);
        return body.ToPdu(PduType.AssociateRequest);
    }

    /// <summary>The titles go back as they came (PS3.8 §9.3.3).</summary>
    public static byte[] WriteAccept(
        AssociationProposal proposal, IReadOnlyList<NegotiatedContext> contexts, uint pduLengthMax)
    {
        var body = new ItemWriter();
        WriteFixedPart(body, proposal);
        foreach (var context in contexts)
        {
            var length = body.Open(AnsweredContextItem);
            body.Bytes([context.Id, 0, (byte)context.Result, 0]);
            body.Text(TransferSyntaxItem, context.TransferSyntax);
            body.Close(length);
        }
        WriteUserInformation(body, pduLengthMax);
        return body.ToPdu(PduType.AssociateAccept);
    }

    public static byte[] WriteReject(AssociationRejection rejection) =>
        [(byte)PduType.AssociateReject, 0, 0, 0, 0, 4, 0, rejection.Result, rejection.Source,
            rejection.Reason];

    public static byte[] WriteReleaseRequest() => [(byte)PduType.ReleaseRequest, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    public static byte[] WriteReleaseReply() => [(byte)PduType.ReleaseReply, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    /// <summary>
    /// Source 0 is the service user, 2 the provider; only the provider gives a reason (PS3.8 §9.3.8).
    /// </summary>
    public static byte[] WriteAbort(byte source, AbortReason reason) =>
        [(byte)PduType.Abort, 0, 0, 0, 0, 4, 0, 0, source, (byte)reason];

    private static void RequireFixedPart(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedLength)
            throw Invalid("The association PDU is shorter than its fixed part");
    }

    private static void WriteFixedPart(ItemWriter body, AssociationProposal proposal)
    {
        body.Bytes([0, 1, 0, 0]);
        body.Padded(proposal.CalledAeTitle, AeTitleLength);
        body.Padded(proposal.CallingAeTitle, AeTitleLength);
        body.Bytes(new byte[32]);
        body.Text(ApplicationContextItem, proposal.ApplicationContext);
    }

    private static void WriteUserInformation(ItemWriter body, uint pduLengthMax)
    {
        var length = body.Open(UserInformationItem);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, pduLengthMax);
        var numberLength = body.Open(PduLengthMaxItem);
        body.Bytes(number);
        body.Close(numberLength);
        body.Text(ImplementationClassItem, Uids.OurImplementationClass);
        body.Text(ImplementationVersionItem, Uids.OurImplementationVersion);
        body.Close(length);
    }

    private static PresentationContext ParseRequestedContext(ReadOnlySpan<byte> item)
    {
        if (item.Length < 4)
            throw Invalid("A presentation context is shorter than its fixed part");
        var abstractSyntax = "";
        var transferSyntaxes = new List<string>();
        var items = new ItemReader(item[4..]);
        while (items.TryNext(out var type, out var value))
        {
            if (type == AbstractSyntaxItem)
                abstractSyntax = Uid(value);
            else if (type == TransferSyntaxItem)
                transferSyntaxes.Add(Uid(value));
        }
        return new PresentationContext(item[0], abstractSyntax, transferSyntaxes);
    }

    private static NegotiatedContext ParseAnsweredContext(ReadOnlySpan<byte> item)
    {
        if (item.Length < 4)
            throw Invalid("A presentation context is shorter than its fixed part");
        var syntax = "";
        var items = new ItemReader(item[4..]);
        while (items.TryNext(out var type, out var value))
            syntax = type == TransferSyntaxItem ? Uid(value) : syntax;
        return new NegotiatedContext(item[0], (ContextResult)item[2], syntax);
    }

    private static UserInformation ParseUserInformation(ReadOnlySpan<byte> item)
    {
        var user = new UserInformation();
        var items = new ItemReader(item);
        while (items.TryNext(out var type, out var value))
        {
            user = type switch
            {
                PduLengthMaxItem when value.Length != 4 =>
                    throw Invalid("The maximum length is not four bytes"),
                PduLengthMaxItem => user with { PduLengthMax = BinaryPrimitives.ReadUInt32BigEndian(value) },
                ImplementationClassItem => user with { ClassUid = Uid(value) },
                ImplementationVersionItem => user with { VersionName = Clean(value, AeTitleLength) },
                _ => user,
            };
        }
        return user;
    }

    /// <summary>A UID, or nothing when it can't be one: it is then simply not supported.</summary>
    private static string Uid(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimEnd("\0 "u8);
        if (bytes.Length > Uids.LengthMax)
            return "";
        var text = Encoding.ASCII.GetString(bytes);
        return Uids.IsValid(text) ? text : "";
    }

    private static string AeTitle(ReadOnlySpan<byte> bytes) => Clean(bytes, AeTitleLength);

    /// <summary>
    /// Printable ASCII without outer spaces; anything else shows as '?', so that no log line is forged.
    /// </summary>
    private static string Clean(ReadOnlySpan<byte> bytes, int lengthMax)
    {
        bytes = bytes[..Math.Min(bytes.Length, lengthMax)].Trim(" \0"u8);
        Span<char> text = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            text[i] = bytes[i] is >= 0x20 and <= 0x7E ? (char)bytes[i] : '?';
        return text.ToString();
    }

    private static DicomProtocolException Invalid(string message) =>
        new(AbortReason.InvalidParameterValue, message);

    private readonly record struct UserInformation(uint PduLengthMax, string ClassUid, string VersionName)
    {
        public UserInformation() : this(0, "", "")
        {
        }
    }

    /// <summary>Items of one level: type, reserved byte, length of two bytes, value.</summary>
    private ref struct ItemReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public bool TryNext(out byte type, out ReadOnlySpan<byte> value)
        {
            type = 0;
            value = default;
            if (_left.IsEmpty)
                return false;
            if (_left.Length < 4)
                throw Invalid("An item is shorter than its head");
            type = _left[0];
            var length = BinaryPrimitives.ReadUInt16BigEndian(_left[2..]);
            if (length > _left.Length - 4)
                throw Invalid("An item is longer than what is around it");
            value = _left.Slice(4, length);
            _left = _left[(4 + length)..];
            return true;
        }
    }

    private sealed class ItemWriter
    {
        private readonly List<byte> _bytes = [.. new byte[PduHeader.ByteCount]];

        public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        public void Padded(string text, int length) => Bytes(Encoding.ASCII.GetBytes(text.PadRight(length)));

        public void Text(byte type, string text)
        {
            var at = Open(type);
            Bytes(Encoding.ASCII.GetBytes(text));
            Close(at);
        }

        /// <summary>Begins an item; returns where its value starts, for <see cref="Close"/>.</summary>
        public int Open(byte type)
        {
            Bytes([type, 0, 0, 0]);
            return _bytes.Count;
        }

        public void Close(int start) => BinaryPrimitives.WriteUInt16BigEndian(
            CollectionsMarshal.AsSpan(_bytes)[(start - 2)..], checked((ushort)(_bytes.Count - start)));

        public byte[] ToPdu(PduType type)
        {
            var pdu = _bytes.ToArray();
            pdu[0] = (byte)type;
            BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)(pdu.Length - PduHeader.ByteCount));
            return pdu;
        }
    }
}
