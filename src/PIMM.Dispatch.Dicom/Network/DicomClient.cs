using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>Whom to call, as whom, for what.</summary>
public sealed record DicomClientOptions
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string CallingAeTitle { get; init; }

    public required string CalledAeTitle { get; init; }

    /// <summary>
    /// Pairs of SOP class and transfer syntax; each becomes a presentation context. At most 128.
    /// </summary>
    public required IReadOnlyList<(string SopClassUid, TransferSyntax TransferSyntax)> Contexts { get; init; }

    /// <summary>Longest PDU that we take.</summary>
    public uint PduLengthMax { get; init; } = 128 * 1024;
}

/// <summary>The acceptor said no (PS3.8 §9.3.4).</summary>
public sealed class AssociationRejectedException : Exception
{
    public AssociationRejectedException()
    {
    }

    public AssociationRejectedException(string message) : base(message)
    {
    }

    public AssociationRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AssociationRejectedException(AssociationRejection rejection)
        : base($"The association was rejected: {rejection}")
    {
        Rejection = rejection;
    }

    public AssociationRejection? Rejection { get; }
}

/// <summary>
/// A verification and storage SCU: one association, one operation at a time. Objects go out as they are: no
/// transcoding.
/// </summary>
public sealed class DicomClient : IAsyncDisposable
{
    private static readonly TagSelection Identity = new(Tags.SopClassUid, Tags.SopInstanceUid);

    private readonly PduConnection _pdus;
    private readonly Dictionary<(string SopClass, string Syntax), byte> _contextIds;
    private readonly uint _pduLengthMax;
    private ushort _messageId;
    private bool _isOver;

    private DicomClient(
        PduConnection pdus, Dictionary<(string SopClass, string Syntax), byte> contextIds, uint pduLengthMax)
    {
        _pdus = pdus;
        _contextIds = contextIds;
        _pduLengthMax = pduLengthMax;
    }

    /// <summary>Connects and associates.</summary>
    /// <exception cref="AssociationRejectedException">The acceptor does not let us in.</exception>
    /// <exception cref="DicomProtocolException">It aborts, or does not speak DICOM.</exception>
    /// <exception cref="SocketException">It can't be reached.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<DicomClient> ConnectAsync(
        DicomClientOptions options, CancellationToken cancellation = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return await ConnectAsync(options, new NetworkStream(socket, ownsSocket: true), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Sends C-ECHO.</summary>
    /// <exception cref="DicomProtocolException">Verification was not accepted, or the peer
    /// aborts.</exception>
    public async Task<DicomStatus> EchoAsync(CancellationToken cancellation = default)
    {
        var context = ContextFor(Uids.Verification, TransferSyntax.ImplicitLittleEndian);
        var command = CommandSet.WriteEchoRequest(++_messageId);
        await _pdus.SendAsync(TransferPdus.WriteCommand(context, command.Span, _pduLengthMax), cancellation)
            .ConfigureAwait(false);
        return await ReadStatusAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>True when an object of this class and syntax can be sent on this association.</summary>
    public bool Accepts(string sopClassUid, TransferSyntax syntax) =>
        _contextIds.ContainsKey((sopClassUid, syntax.Uid));

    /// <summary>
    /// Sends a DICOM file with C-STORE, as what its data set says it is: the file meta information of copies
    /// is often out of date.
    /// </summary>
    /// <exception cref="DicomFormatException">Not a DICOM file.</exception>
    /// <exception cref="DicomProtocolException">Its presentation context was not accepted, or the peer
    /// aborts.</exception>
    public async Task<DicomStatus> StoreAsync(string path, CancellationToken cancellation = default)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            var read = Part10.Read(file, ReadRequest.Header(Identity));
            var meta = read.Meta with
            {
                SopClassUid = read.DataSet.GetUid(Tags.SopClassUid) ?? read.Meta.SopClassUid,
                SopInstanceUid = read.DataSet.GetUid(Tags.SopInstanceUid) ?? read.Meta.SopInstanceUid,
            };
            file.Position = read.DataSetOffset;
            return await StoreAsync(meta, file, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends the rest of a stream, which is the data set that <paramref name="meta"/> describes.
    /// </summary>
    /// <exception cref="DicomProtocolException">Its presentation context was not accepted, or the peer
    /// aborts.</exception>
    public async Task<DicomStatus> StoreAsync(
        FileMeta meta, Stream dataSet, CancellationToken cancellation = default)
    {
        var context = ContextFor(meta.SopClassUid, meta.TransferSyntax);
        var command = CommandSet.WriteStoreRequest(++_messageId, meta.SopClassUid, meta.SopInstanceUid);
        await _pdus.SendAsync(TransferPdus.WriteCommand(context, command.Span, _pduLengthMax), cancellation)
            .ConfigureAwait(false);
        await SendDataSetAsync(context, dataSet, cancellation).ConfigureAwait(false);
        return await ReadStatusAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Releases the association in order (PS3.8 §7.2); answers a release that crosses ours (§9.2, Sta9).
    /// </summary>
    public async Task ReleaseAsync(CancellationToken cancellation = default)
    {
        if (_isOver)
            return;
        await _pdus.SendAsync(AssociationPdus.WriteReleaseRequest(), cancellation).ConfigureAwait(false);
        while (true)
        {
            var header = await ReadHeaderAsync(cancellation).ConfigureAwait(false);
            await SkipAsync(header, cancellation).ConfigureAwait(false);
            if (header.Type == PduType.ReleaseRequest)
                await _pdus.SendAsync(AssociationPdus.WriteReleaseReply(), cancellation)
                    .ConfigureAwait(false);
            else if (header.Type == PduType.ReleaseReply)
                break;
            else if (header.Type != PduType.Transfer)
                throw Unexpected(header.Type);
        }
        _isOver = true;
    }

    /// <summary>Gives up: A-ABORT by the service user (PS3.8 §7.3).</summary>
    public async Task AbortAsync(CancellationToken cancellation = default)
    {
        if (_isOver)
            return;
        _isOver = true;
        await _pdus.SendAsync(AssociationPdus.WriteAbort(0, AbortReason.NotSpecified), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Closes the connection; an association that was not released is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await AbortAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The peer closed first.
            _isOver = true;
        }
        await _pdus.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Associates over a stream that is open already (a TLS stream, a test's pipe); owns it from then on.
    /// </summary>
    internal static async Task<DicomClient> ConnectAsync(
        DicomClientOptions options, Stream stream, CancellationToken cancellation)
    {
        var pdus = new PduConnection(stream, watch: null);
        try
        {
            var proposal = Proposal(options);
            await pdus.SendAsync(AssociationPdus.WriteRequest(proposal), cancellation).ConfigureAwait(false);
            return await ReadAnswerAsync(pdus, proposal, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await pdus.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static AssociationProposal Proposal(DicomClientOptions options)
    {
        const int ContextsMax = 128;
        var distinct = options.Contexts.Distinct().ToList();
        if (distinct.Count is 0 or > ContextsMax)
            throw new ArgumentException("An association has 1 to 128 presentation contexts", nameof(options));
        return new AssociationProposal(options.CalledAeTitle, options.CallingAeTitle)
        {
            PduLengthMax = options.PduLengthMax,
            Contexts = [.. distinct.Select((pair, index) => new PresentationContext(
                (byte)(2 * index + 1), pair.SopClassUid, [pair.TransferSyntax.Uid]))],
        };
    }

    private static async Task<DicomClient> ReadAnswerAsync(
        PduConnection pdus, AssociationProposal proposal, CancellationToken cancellation)
    {
        var header = await pdus.ReadHeaderAsync(cancellation).ConfigureAwait(false)
            ?? throw new DicomConnectionLostException("The acceptor closed without an answer");
        if (header.Length > new DicomServerLimits().AssociationItemsLengthMax)
            throw new DicomProtocolException(AbortReason.InvalidParameterValue, "The answer is too long");
        var body = await pdus.ReadBodyAsync(header.Length, cancellation).ConfigureAwait(false);
        if (header.Type == PduType.AssociateReject && body.Length >= 4)
            throw new AssociationRejectedException(new AssociationRejection(body[1], body[2], body[3]));
        if (header.Type != PduType.AssociateAccept)
            throw Unexpected(header.Type);
        var (answers, pduLengthMax) = AssociationPdus.ParseAccept(body);
        var contextIds = new Dictionary<(string SopClass, string Syntax), byte>();
        foreach (var answer in answers.Where(a => a.Result == ContextResult.Accepted))
        {
            if (proposal.Contexts.FirstOrDefault(c => c.Id == answer.Id) is { } proposed)
                contextIds[(proposed.AbstractSyntax, answer.TransferSyntax)] = answer.Id;
        }
        return new DicomClient(pdus, contextIds, pduLengthMax);
    }

    private async Task SendDataSetAsync(byte context, Stream dataSet, CancellationToken cancellation)
    {
        var fragmentLength = TransferPdus.FragmentLength(_pduLengthMax);
        var buffer = ArrayPool<byte>.Shared.Rent(TransferPdus.HeadLength + fragmentLength);
        try
        {
            var fragment = buffer.AsMemory(TransferPdus.HeadLength, fragmentLength);
            bool isLast;
            do
            {
                var read = await dataSet.ReadAtLeastAsync(
                    fragment, fragmentLength, throwOnEndOfStream: false, cancellation)
                    .ConfigureAwait(false);
                // A fragment that is just full may be the last; an empty one then says so.
                isLast = read < fragmentLength;
                // Deflated bytes may be odd in a file, never on the wire (PS3.5 §A.5).
                if (read % 2 == 1)
                    fragment.Span[read++] = 0;
                TransferPdus.WriteHead(buffer, context, read, isCommand: false, isLast);
                await _pdus.SendAsync(buffer.AsMemory(0, TransferPdus.HeadLength + read), cancellation)
                    .ConfigureAwait(false);
            }
            while (!isLast);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<DicomStatus> ReadStatusAsync(CancellationToken cancellation)
    {
        var command = new GrowingSink();
        var commandLengthMax = new DicomServerLimits().CommandLengthMax;
        while (true)
        {
            var header = await ReadHeaderAsync(cancellation).ConfigureAwait(false);
            if (header.Type != PduType.Transfer)
                throw Unexpected(header.Type);
            long left = header.Length;
            while (left > 0)
            {
                var pdv = await _pdus.ReadPdvHeaderAsync(cancellation).ConfigureAwait(false);
                left -= PdvHeader.ByteCount;
                if (pdv.Length < PdvHeader.CountedBytes || pdv.FragmentLength > left || !pdv.IsCommand
                    || command.Length + pdv.FragmentLength > commandLengthMax)
                    throw new DicomProtocolException(
                        AbortReason.InvalidParameterValue, "The answer is malformed");
                await _pdus.ReadFragmentAsync(pdv.FragmentLength, command, cancellation)
                    .ConfigureAwait(false);
                left -= pdv.FragmentLength;
                if (pdv.IsLast)
                    return StatusOf(command);
            }
        }
    }

    private DicomStatus StatusOf(GrowingSink command)
    {
        var response = CommandSet.Parse(command.Written);
        if (response.MessageIdAnswered != _messageId || response.Status is not { } status)
            throw new DicomProtocolException(
                AbortReason.InvalidParameterValue, "The answer is to another message");
        return status;
    }

    private async Task<PduHeader> ReadHeaderAsync(CancellationToken cancellation) =>
        await _pdus.ReadHeaderAsync(cancellation).ConfigureAwait(false)
        ?? throw new DicomConnectionLostException("The acceptor closed the connection");

    private async Task SkipAsync(PduHeader header, CancellationToken cancellation)
    {
        if (header.Length > new DicomServerLimits().PduLengthMax)
            throw new DicomProtocolException(
                AbortReason.InvalidParameterValue, "The PDU is longer than the limit");
        await _pdus.ReadFragmentAsync(header.Length, DiscardingSink.Instance, cancellation)
            .ConfigureAwait(false);
    }

    private byte ContextFor(string sopClassUid, TransferSyntax syntax)
    {
        if (_contextIds.TryGetValue((sopClassUid, syntax.Uid), out var id))
            return id;
        throw new DicomProtocolException(
            AbortReason.NotSpecified, $"The acceptor does not take {sopClassUid} in {syntax.Name}");
    }

    private static DicomProtocolException Unexpected(PduType type) => new(
        AbortReason.UnexpectedPdu,
        type == PduType.Abort ? "The peer aborted the association" : $"The peer sent {type} out of place");
}
