using System.Buffers.Binary;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>What peers cost in memory. Alone, because allocation is counted for the whole process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    /// <summary>D3: sub-items that announce more than what is around them.</summary>
    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    public async Task Request_of_lying_items_costs_little(int bodyLength)
    {
        await using var fixture = ServerFixture.Start();
        var pdu = new byte[6 + bodyLength];
        RawPeer.Request().AsSpan(0, 74).CopyTo(pdu);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)bodyLength);
        pdu[74] = 0x50;
        BinaryPrimitives.WriteUInt16BigEndian(
            pdu.AsSpan(76), (ushort)Math.Min(bodyLength - 72, ushort.MaxValue));
        for (var at = 78; at + 4 <= pdu.Length; at += 4)
            ((ReadOnlySpan<byte>)[0x51, 0, 0xFF, 0xFF]).CopyTo(pdu.AsSpan(at));
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await peer.SendAsync(pdu);
        await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1024 * 1024);
    }

    /// <summary>Objects stream: a large one costs no more than a small one.</summary>
    [Fact]
    public async Task Large_object_costs_little_memory()
    {
        const int Megabyte = 1024 * 1024;
        const int Megabytes = 256;
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        var head = TestImage.Bytes(change: d => d.Remove(Tags.PixelData));
        byte[] pixels = [0xE0, 0x7F, 0x10, 0, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, Megabytes / 16];
        var piece = RawPeer.Transfer(1, isCommand: false, isLast: false, new byte[Megabyte / 8]);
        var last = RawPeer.Transfer(1, isCommand: false, isLast: true, []);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await peer.SendAsync(
            RawPeer.StoreCommand("1.2.3.4"), RawPeer.Transfer(1, false, false, [.. head, .. pixels]));
        for (var i = 0; i < 8 * Megabytes; i++)
            await peer.SendAsync(piece);
        await peer.SendAsync(last);
        Assert.Equal(0, await peer.ReadStatusAsync());
        Assert.Equal(head.Length + pixels.Length + (long)Megabytes * Megabyte,
            Assert.Single(fixture.Received).DataSetLength);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * Megabyte);
    }

    /// <summary>
    /// Bars, R6: a connection that is no association, silent or halfway through its request.
    /// </summary>
    [Fact]
    public async Task Connection_that_is_not_accepted_costs_at_most_256_kilobytes()
    {
        const int Count = 100;
        await using var fixture = ServerFixture.Start();
        var peers = new List<RawPeer>();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Count; i++)
        {
            var peer = await RawPeer.ConnectAsync(fixture.Port);
            if (i % 2 == 0)
                await peer.SendAsync(RawPeer.Request()[..100]);
            peers.Add(peer);
        }
        using var last = await RawPeer.AssociateAsync(fixture.Port);
        await last.SendAsync(RawPeer.EchoCommand());
        Assert.Equal(0, await last.ReadStatusAsync());
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Count;
        peers.ForEach(p => p.Dispose());
        Assert.InRange(each, 0, 256 * 1024);
    }

    /// <summary>Header parsing: at most 4 KB for a file (bars, P2).</summary>
    [Fact]
    public void Header_of_a_file_costs_at_most_four_kilobytes()
    {
        const int Rounds = 200;
        using var folder = new TemporaryFolder();
        var path = folder.Sub("image.dcm");
        using (var file = File.Create(path))
            Part10.Write(file, SyntheticImage.Create("1.2.3", 1), TransferSyntax.ExplicitLittleEndian);
        var request = ReadRequest.Header(ReceivedHeader.DefaultTags);
        Part10.Read(path, request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            Part10.Read(path, request);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 4 * 1024);
    }
}
