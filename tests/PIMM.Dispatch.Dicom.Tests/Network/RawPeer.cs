using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>A peer that says whatever a test wants said.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _client = new() { NoDelay = true };

    private RawPeer()
    {
    }

    public NetworkStream Stream { get; private set; } = null!;

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var peer = new RawPeer();
        await peer._client.ConnectAsync(IPAddress.Loopback, port);
        peer.Stream = peer._client.GetStream();
        return peer;
    }

    /// <summary>Connects and has one context for CT images, id 1, and one for verification, id 3.</summary>
    public static async Task<RawPeer> AssociateAsync(int port, string callingAeTitle = "DENAIN")
    {
        var peer = await ConnectAsync(port);
        await peer.SendAsync(Request(callingAeTitle));
        Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync())?.Type);
        return peer;
    }

    public static byte[] Request(string callingAeTitle = "DENAIN", string calledAeTitle = "PIMM") =>
        AssociationPdus.WriteRequest(Proposal(callingAeTitle, calledAeTitle));

    public static AssociationProposal Proposal(
        string callingAeTitle = "DENAIN", string calledAeTitle = "PIMM") =>
        new(calledAeTitle, callingAeTitle)
        {
            PduLengthMax = 16_384,
            Contexts =
            [
                new PresentationContext(1, Uids.CtImageStorage, [TransferSyntax.ExplicitLittleEndian.Uid]),
                new PresentationContext(3, Uids.Verification, [TransferSyntax.ImplicitLittleEndian.Uid]),
            ],
        };

    public async Task SendAsync(params byte[][] pieces)
    {
        foreach (var piece in pieces)
            await Stream.WriteAsync(piece);
    }

    /// <summary>The next PDU, or null when the server has closed.</summary>
    public async Task<(PduType Type, byte[] Body)?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var head = new byte[6];
        try
        {
            if (await Stream.ReadAtLeastAsync(head, 6, throwOnEndOfStream: false, patience.Token) < 6)
                return null;
            var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(2))];
            await Stream.ReadExactlyAsync(body, patience.Token);
            return ((PduType)head[0], body);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The status of the next response.</summary>
    public async Task<ushort> ReadStatusAsync()
    {
        var pdu = await ReadAsync();
        Assert.True(pdu?.Type == PduType.Transfer, $"a response was due, not {pdu?.Type}");
        return CommandSet.Parse(pdu!.Value.Body.AsMemory(PdvHeader.ByteCount)).Status!.Value.Code;
    }

    /// <summary>Expects an A-ABORT of the provider for this reason, then the close.</summary>
    public async Task ExpectAbortAsync(AbortReason reason)
    {
        var pdu = await ReadAsync();
        Assert.True(pdu?.Type == PduType.Abort, $"an abort was due, not {pdu?.Type}");
        Assert.Equal((2, (byte)reason), (pdu!.Value.Body[2], pdu.Value.Body[3]));
        _client.Client.Shutdown(SocketShutdown.Send);
        Assert.Null(await ReadAsync());
    }

    public void Dispose() => _client.Dispose();

    /// <summary>
    /// One P-DATA-TF with one presentation data value, whose announced length may be a lie.
    /// </summary>
    public static byte[] Transfer(
        byte contextId, bool isCommand, bool isLast, ReadOnlySpan<byte> fragment, uint? pdvLength = null)
    {
        var pdu = new byte[TransferPdus.HeadLength + fragment.Length];
        TransferPdus.WriteHead(pdu, contextId, fragment.Length, isCommand, isLast);
        if (pdvLength is { } announced)
            BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(6), announced);
        fragment.CopyTo(pdu.AsSpan(TransferPdus.HeadLength));
        return pdu;
    }

    /// <summary>A C-STORE-RQ for a CT image, as one PDU.</summary>
    public static byte[] StoreCommand(string sopInstanceUid, string sopClassUid = Uids.CtImageStorage) =>
        TransferPdus.WriteCommand(
            1, CommandSet.WriteStoreRequest(7, sopClassUid, sopInstanceUid).Span, 16_384);

    public static byte[] EchoCommand() =>
        TransferPdus.WriteCommand(3, CommandSet.WriteEchoRequest(8).Span, 16_384);

    /// <summary>
    /// A command set with the elements given and a right group length, unless told otherwise.
    /// </summary>
    public static byte[] Command(DataSet elements, uint? groupLength = null)
    {
        var body = DataSetWriter.Write(elements, TransferSyntax.ImplicitLittleEndian);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, groupLength ?? (uint)body.Length);
        return [0, 0, 0, 0, 4, 0, 0, 0, .. length, .. body.Span];
    }
}
