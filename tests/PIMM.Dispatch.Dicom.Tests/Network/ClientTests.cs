using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

public sealed class ClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_sample_goes_to_our_own_server_as_it_is()
    {
        var kept = new List<(ReceivedObject Received, byte[] DataSet)>();
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = (r, _) =>
            {
                kept.Add((r, File.ReadAllBytes(r.Path)[^(int)r.DataSetLength..]));
                return Task.FromResult(DicomStatus.Success);
            },
        });
        var paths = Samples.AllObjects();
        await using var client = await ConnectAsync(fixture.Port, ContextsOf(paths));
        foreach (var path in paths)
            Assert.True((await client.StoreAsync(path)).IsSuccess, path);
        await client.ReleaseAsync();
        Assert.Equal(paths.Count, kept.Count);
        foreach (var (path, (received, dataSet)) in paths.Zip(kept))
        {
            var file = File.ReadAllBytes(path);
            var meta = MetaOf(path, out var offset);
            // Deflated bytes of odd length are padded on the wire.
            byte[] sent = [.. file.AsSpan((int)offset), .. new byte[(file.Length - offset) % 2]];
            Assert.Equal(meta.TransferSyntax, received.TransferSyntax);
            Assert.Equal(sent.Length, received.DataSetLength);
            Assert.Equal(sent, dataSet);
        }
    }

    [Fact]
    public async Task Every_sample_goes_to_storescp_of_dcmtk()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        // +xa: accept every transfer syntax.
        using var storescp = Dcmtk.Start(
            "storescp", "+xa", "-od", folder.Path, "-aet", "ARCHIVE", Text(port));
        try
        {
            var paths = Samples.AllObjects();
            await using var client = await ConnectWhenUpAsync(port, ContextsOf(paths));
            Assert.True((await client.EchoAsync()).IsSuccess);
            foreach (var path in paths)
                Assert.True((await client.StoreAsync(path)).IsSuccess, path);
            await client.ReleaseAsync();
            var instances = paths
                .Select(p => Part10.Read(p, ReadRequest.Header()).DataSet.GetString(Tags.SopInstanceUid))
                .Distinct().Count();
            Assert.Equal(instances, Directory.EnumerateFiles(folder.Path).Count());
        }
        finally
        {
            storescp.Kill();
        }
    }

    [Fact]
    public async Task Rejection_says_why()
    {
        await using var fixture = ServerFixture.Start();
        var fault = await Assert.ThrowsAsync<AssociationRejectedException>(
            () => ConnectAsync(fixture.Port, [], callingAeTitle: "STRANGER"));
        Assert.Equal(AssociationRejection.UnknownCallingAeTitle, fault.Rejection);
    }

    [Fact]
    public async Task Class_that_was_not_accepted_is_not_sent()
    {
        await using var fixture = ServerFixture.Start();
        await using var client = await ConnectAsync(fixture.Port, []);
        Assert.False(client.Accepts(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian));
        await Assert.ThrowsAsync<DicomProtocolException>(
            () => client.StoreAsync(Samples.File("CT_small.dcm")));
        Assert.True((await client.EchoAsync()).IsSuccess);
    }

    /// <summary>D22: both sides release at once (PS3.8 §9.2, Sta9 and Sta11).</summary>
    [Fact]
    public async Task Release_collision_is_answered_and_ends_in_order()
    {
        using var acceptor = new TcpListener(IPAddress.Loopback, 0);
        acceptor.Start();
        var connecting = ConnectAsync(((IPEndPoint)acceptor.LocalEndpoint).Port, []);
        using var peer = await acceptor.AcceptTcpClientAsync();
        var stream = peer.GetStream();
        var request = await ReadPduAsync(stream);
        var answers = Negotiation.Answer(AssociationPdus.ParseRequest(request.AsSpan(6)).Contexts, _ => true);
        await stream.WriteAsync(AssociationPdus.WriteAccept(RawPeer.Proposal(), answers, 16_384));
        await using var client = await connecting;
        var releasing = client.ReleaseAsync();
        await stream.WriteAsync(AssociationPdus.WriteReleaseRequest());
        Assert.Equal((byte)PduType.ReleaseRequest, (await ReadPduAsync(stream))[0]);
        Assert.Equal((byte)PduType.ReleaseReply, (await ReadPduAsync(stream))[0]);
        Assert.False(releasing.IsCompleted);
        await stream.WriteAsync(AssociationPdus.WriteReleaseReply());
        await releasing.WaitAsync(Patience);
    }

    /// <summary>The requestor's states in which an abort, a close or nonsense may meet it.</summary>
    [Fact]
    public async Task Peer_that_breaks_off_gives_an_exception_and_never_a_hang()
    {
        byte[] abort = AssociationPdus.WriteAbort(2, AbortReason.NotSpecified);
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray();
        foreach (var answer in new[] { abort, [], http, [2, 0, 0x7F, 0xFF, 0xFF, 0xFF], RawPeer.Request() })
        {
            using var acceptor = new TcpListener(IPAddress.Loopback, 0);
            acceptor.Start();
            var connecting = ConnectAsync(((IPEndPoint)acceptor.LocalEndpoint).Port, []);
            using var peer = await acceptor.AcceptTcpClientAsync();
            await ReadPduAsync(peer.GetStream());
            await peer.GetStream().WriteAsync(answer);
            peer.Client.Shutdown(SocketShutdown.Send);
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(Patience));
            Assert.True(fault is DicomProtocolException or IOException, fault.ToString());
        }
    }

    [Fact]
    public async Task Data_set_that_just_fills_its_fragments_is_sent_whole()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            Limits = new DicomServerLimits { PduLengthAnnounced = 1_006 },
        });
        var empty = TestImage.Bytes(change: d => d.Set(Tags.PixelData, Vr.OW, Array.Empty<byte>()));
        foreach (var length in new[] { 2_998, 3_000, 3_002 })
        {
            await using var client = await ConnectAsync(
                fixture.Port, [(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian)]);
            var bytes = TestImage.Bytes(
                change: d => d.Set(Tags.PixelData, Vr.OW, new byte[length - empty.Length]));
            Assert.Equal(length, bytes.Length);
            using var stream = new MemoryStream(bytes);
            var meta = new FileMeta(Uids.CtImageStorage, "1.2.3.4", TransferSyntax.ExplicitLittleEndian);
            Assert.True((await client.StoreAsync(meta, stream)).IsSuccess);
        }
        Assert.Equal([2_998L, 3_000, 3_002], fixture.Received.Select(r => r.DataSetLength));
    }

    private static Task<DicomClient> ConnectAsync(
        int port, IReadOnlyList<(string, TransferSyntax)> contexts, string callingAeTitle = "DENAIN") =>
        DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            CallingAeTitle = callingAeTitle,
            CalledAeTitle = "PIMM",
            Contexts = [(Uids.Verification, TransferSyntax.ImplicitLittleEndian), .. contexts],
        });

    /// <summary>DCMTK does not say when it listens.</summary>
    private static async Task<DicomClient> ConnectWhenUpAsync(
        int port, IReadOnlyList<(string, TransferSyntax)> contexts)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ConnectAsync(port, contexts);
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Yield();
            }
        }
    }

    private static List<(string, TransferSyntax)> ContextsOf(IEnumerable<string> paths) =>
        [.. paths.Select(p => MetaOf(p, out _)).Select(m => (m.SopClassUid, m.TransferSyntax)).Distinct()];

    private static FileMeta MetaOf(string path, out long offset)
    {
        using var file = File.OpenRead(path);
        var meta = Part10.ReadMeta(file);
        offset = file.Position;
        return meta;
    }

    private static async Task<byte[]> ReadPduAsync(NetworkStream stream)
    {
        var head = new byte[6];
        await stream.ReadExactlyAsync(head);
        var body = new byte[System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(2))];
        await stream.ReadExactlyAsync(body);
        return [.. head, .. body];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
