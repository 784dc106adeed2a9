using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>How associations end: in order, by abort in every state, by silence, by our own stop.</summary>
public sealed class LifecycleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Silent_connection_is_closed_by_artim()
    {
        var clock = new ManualClock();
        await using var fixture = ServerFixture.Start(o => o with { TimeProvider = clock });
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await UntilConnectedAsync(fixture, 1);
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(fixture.Incidents);
        clock.Advance(TimeSpan.FromSeconds(1));
        await peer.ExpectAbortAsync(AbortReason.NotSpecified);
        Assert.Equal(IncidentKinds.AssociationTimedOut, Assert.Single(fixture.Incidents).Kind);
    }

    [Fact]
    public async Task Peer_that_does_not_close_after_our_last_word_is_cut()
    {
        var clock = new ManualClock();
        await using var fixture = ServerFixture.Start(o => o with { TimeProvider = clock });
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(RawPeer.Request("STRANGER"));
        Assert.Equal(PduType.AssociateReject, (await peer.ReadAsync())?.Type);
        clock.Advance(TimeSpan.FromSeconds(40));
        // First an abort that nobody reads, then the cut.
        while (await peer.ReadAsync() is not null)
            Assert.True(true);
        await UntilConnectedAsync(fixture, 0);
    }

    [Fact]
    public async Task Idle_association_is_aborted_and_a_busy_one_is_not()
    {
        var clock = new ManualClock();
        await using var fixture = ServerFixture.Start(o => o with { TimeProvider = clock });
        using var silent = await RawPeer.AssociateAsync(fixture.Port);
        using var busy = await RawPeer.AssociateAsync(fixture.Port);
        for (var minute = 1; minute <= 5; minute++)
        {
            await busy.SendAsync(RawPeer.EchoCommand());
            Assert.Equal(0, await busy.ReadStatusAsync());
            clock.Advance(TimeSpan.FromMinutes(1));
            if (minute == 3)
                await silent.ExpectAbortAsync(AbortReason.NotSpecified);
        }
        await busy.SendAsync(RawPeer.EchoCommand());
        Assert.Equal(0, await busy.ReadStatusAsync());
        await fixture.Signals.UntilAsync(() => !fixture.Ended.IsEmpty);
        Assert.Equal(AssociationOutcome.Lost, Assert.Single(fixture.Ended).Outcome);
    }

    /// <summary>
    /// D21: many that send a byte now and then are gone within 30 s; one that works is not disturbed.
    /// </summary>
    [Fact]
    public async Task Slow_senders_fall_under_the_least_rate()
    {
        const int Slow = 100;
        var clock = new ManualClock();
        await using var fixture = ServerFixture.Start(o => o with
        {
            TimeProvider = clock,
            Limits = new DicomServerLimits { AssociationsPerAeMax = 200 },
        });
        var peers = new List<RawPeer>();
        for (var i = 0; i < Slow; i++)
        {
            var peer = i % 2 == 0 ? await RawPeer.AssociateAsync(fixture.Port)
                : await RawPeer.ConnectAsync(fixture.Port);
            await peer.SendAsync([i % 2 == 0 ? (byte)PduType.Transfer : (byte)PduType.AssociateRequest]);
            peers.Add(peer);
        }
        using var worker = await RawPeer.AssociateAsync(fixture.Port);
        await UntilConnectedAsync(fixture, Slow + 1);
        for (var second = 0; second < 30; second += 5)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            foreach (var peer in peers)
                await TryToSendAsync(peer);
            await worker.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
            Assert.Equal(0, await worker.ReadStatusAsync());
        }
        await fixture.Signals.UntilAsync(
            () => fixture.Incidents.Count(i => i.Kind == IncidentKinds.AssociationTimedOut) == Slow);
        foreach (var peer in peers)
            peer.Dispose();
        await UntilConnectedAsync(fixture, 1);
    }

    /// <summary>D22: an abort in each state of the acceptor ends it, and nothing stays behind.</summary>
    [Fact]
    public async Task Abort_in_every_state_ends_the_association()
    {
        var storing = new TaskCompletionSource();
        var mayStore = new TaskCompletionSource();
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = async (_, _) =>
            {
                storing.SetResult();
                await mayStore.Task;
                return DicomStatus.Success;
            },
        });
        var abort = AssociationPdus.WriteAbort(0, AbortReason.NotSpecified);
        // Sta2, Sta6, within a command, within a data set, then while our answer is due.
        byte[][][] before =
        [
            [],
            [RawPeer.Request()],
            [RawPeer.Request(), RawPeer.Transfer(1, true, false, [0, 0])],
            [RawPeer.Request(), RawPeer.StoreCommand("1.2.3.4"), RawPeer.Transfer(1, false, false, [8, 0])],
            [RawPeer.Request(), RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu()],
        ];
        var peers = new List<RawPeer>();
        foreach (var pdus in before)
        {
            var peer = await RawPeer.ConnectAsync(fixture.Port);
            await peer.SendAsync([.. pdus, abort]);
            peers.Add(peer);
        }
        await storing.Task.WaitAsync(Patience);
        mayStore.SetResult();
        await fixture.Signals.UntilAsync(() => fixture.Ended.Count == 4);
        peers.ForEach(p => p.Dispose());
        await UntilConnectedAsync(fixture, 0);
        Assert.Equal((0, 0), fixture.Server.Load);
        Assert.All(fixture.Ended, e => Assert.Equal(AssociationOutcome.Aborted, e.Outcome));
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
    }

    [Fact]
    public async Task Pdus_out_of_place_are_aborted_as_unexpected()
    {
        await using var fixture = ServerFixture.Start();
        byte[][] misplaced =
        [
            AssociationPdus.WriteReleaseReply(),
            AssociationPdus.WriteReject(AssociationRejection.LocalLimitExceeded),
            RawPeer.Request(),
        ];
        foreach (var pdu in misplaced)
        {
            using var peer = await RawPeer.AssociateAsync(fixture.Port);
            await peer.SendAsync(pdu);
            await peer.ExpectAbortAsync(AbortReason.UnexpectedPdu);
        }
        foreach (var pdu in new[] { AssociationPdus.WriteReleaseRequest(), RawPeer.EchoCommand() })
        {
            using var peer = await RawPeer.ConnectAsync(fixture.Port);
            await peer.SendAsync(pdu);
            await peer.ExpectAbortAsync(AbortReason.UnexpectedPdu);
        }
    }

    [Fact]
    public async Task Release_or_reset_within_an_object_leaves_no_file()
    {
        await using var fixture = ServerFixture.Start();
        using (var peer = await RawPeer.AssociateAsync(fixture.Port))
        {
            await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), RawPeer.Transfer(1, false, false, [8, 0]));
            await peer.SendAsync(AssociationPdus.WriteReleaseRequest());
            Assert.Equal(PduType.ReleaseReply, (await peer.ReadAsync())?.Type);
        }
        using (var peer = await RawPeer.AssociateAsync(fixture.Port))
        {
            await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), RawPeer.Transfer(1, false, false, [8, 0]));
            peer.Stream.Socket.LingerState = new LingerOption(true, 0);
            peer.Stream.Close();
        }
        await fixture.Signals.UntilAsync(() => fixture.Ended.Count == 2);
        await UntilConnectedAsync(fixture, 0);
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
        Assert.Equal([AssociationOutcome.Released, AssociationOutcome.Lost],
            fixture.Ended.Select(e => e.Outcome).Order());
    }

    [Fact]
    public async Task Ids_of_associations_rise()
    {
        await using var fixture = ServerFixture.Start();
        for (var i = 0; i < 3; i++)
        {
            await using var client = await ConnectAsync(fixture);
            await client.ReleaseAsync();
        }
        await fixture.Signals.UntilAsync(() => fixture.Ended.Count == 3);
        var ids = fixture.Ended.Select(e => e.AssociationId).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids.Order(StringComparer.Ordinal));
    }

    /// <summary>D22 again, in bulk; the long form of 10,000 runs in the load tests.</summary>
    [Fact]
    public async Task A_thousand_cycles_leak_nothing()
    {
        await using var fixture = ServerFixture.Start();
        for (var i = 0; i < 1_000; i++)
        {
            await using var client = await ConnectAsync(fixture);
            if (i % 3 != 0)
                Assert.True((await client.EchoAsync()).IsSuccess);
            if (i % 2 == 0)
                await client.ReleaseAsync();
        }
        await fixture.Signals.UntilAsync(() => fixture.Ended.Count == 1_000);
        await UntilConnectedAsync(fixture, 0);
        Assert.Equal((0, 0), fixture.Server.Load);
        Assert.Equal(500, fixture.Ended.Count(e => e.Outcome == AssociationOutcome.Released));
        Assert.Equal(500, fixture.Ended.Count(e => e.Outcome == AssociationOutcome.Aborted));
    }

    [Fact]
    public async Task Stop_lets_the_object_under_way_come_to_its_end()
    {
        var storing = new TaskCompletionSource();
        var mayStore = new TaskCompletionSource();
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = async (_, _) =>
            {
                storing.SetResult();
                await mayStore.Task;
                return DicomStatus.Success;
            },
        });
        using var idle = await RawPeer.AssociateAsync(fixture.Port, "BLOIS");
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        await storing.Task.WaitAsync(Patience);
        var stop = fixture.Server.StopAsync();
        await idle.ExpectAbortAsync(AbortReason.NotSpecified);
        Assert.False(stop.IsCompleted);
        mayStore.SetResult();
        Assert.Equal(0, await peer.ReadStatusAsync());
        await peer.ExpectAbortAsync(AbortReason.NotSpecified);
        await stop.WaitAsync(Patience);
        using var late = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(
            () => late.ConnectAsync(IPAddress.Loopback, fixture.Port));
    }

    /// <summary>
    /// Closing first leaves the address in TIME_WAIT; a restart must not have to sit that out.
    /// </summary>
    [Fact]
    public async Task Server_starts_again_on_its_port_at_once()
    {
        int port;
        await using (var fixture = ServerFixture.Start())
        {
            port = fixture.Port;
            using var peer = await RawPeer.AssociateAsync(port);
            await fixture.Server.StopAsync(new CancellationToken(canceled: true));
            while (await peer.ReadAsync() is not null)
                Assert.True(true);
        }
        await using var again = ServerFixture.Start(
            o => o with { EndPoint = new IPEndPoint(IPAddress.Loopback, port) });
        using var next = await RawPeer.AssociateAsync(again.Port);
    }

    private static Task<DicomClient> ConnectAsync(ServerFixture fixture) =>
        DicomClient.ConnectAsync(new DicomClientOptions
    {
        Host = "127.0.0.1",
        Port = fixture.Port,
        CallingAeTitle = "DENAIN",
        CalledAeTitle = "PIMM",
        Contexts = [(Uids.Verification, TransferSyntax.ImplicitLittleEndian)],
    });

    /// <summary>
    /// The server counts a connection when it accepts it, and again when its task has ended.
    /// </summary>
    private static async Task UntilConnectedAsync(ServerFixture fixture, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (fixture.Server.Load.Connections != count)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task TryToSendAsync(RawPeer peer)
    {
        try
        {
            await peer.SendAsync([0]);
        }
        catch (IOException)
        {
            // Closed by the server by now: what the test waits for.
        }
    }
}
