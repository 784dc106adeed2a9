using System.Text;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

public sealed class MessageTests
{
    private static readonly Tag AffectedSopClass = new(0x0000_0002);
    private static readonly Tag Field = new(0x0000_0100);
    private static readonly Tag MessageId = new(0x0000_0110);
    private static readonly Tag DataSetType = new(0x0000_0800);
    private static readonly Tag AffectedSopInstance = new(0x0000_1000);

    [Fact]
    public async Task Stored_object_arrives_whole_with_its_hash_and_header()
    {
        byte[]? kept = null;
        ReceivedObject? received = null;
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = (r, _) =>
            {
                (received, kept) = (r, File.ReadAllBytes(r.Path));
                return Task.FromResult(DicomStatus.Success);
            },
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0, await peer.ReadStatusAsync());
        var sent = TestImage.Bytes();
        Assert.Equal("DENAIN", received!.CallingAeTitle);
        Assert.Equal("1.2.3", received.StudyInstanceUid);
        Assert.Equal("Test^Anne", received.Header.GetString(Tags.PatientName));
        Assert.Equal(sent.Length, received.DataSetLength);
        Assert.Equal(sent, kept![^sent.Length..]);
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
        await peer.SendAsync(AssociationPdus.WriteReleaseRequest());
        Assert.Equal(PduType.ReleaseReply, (await peer.ReadAsync())?.Type);
        await fixture.Signals.UntilAsync(() => !fixture.Ended.IsEmpty);
        var end = Assert.Single(fixture.Ended);
        Assert.Equal((AssociationOutcome.Released, 1), (end.Outcome, end.ObjectsStored));
    }

    /// <summary>N13: the same bytes, one at a time.</summary>
    [Fact]
    public async Task One_byte_segments_read_like_whole_frames()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        byte[][] pdus =
            [RawPeer.Request(), RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu(), RawPeer.EchoCommand()];
        foreach (var pdu in pdus)
        {
            foreach (var single in pdu)
                await peer.SendAsync([single]);
        }
        Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync())?.Type);
        Assert.Equal(0, await peer.ReadStatusAsync());
        Assert.Equal(0, await peer.ReadStatusAsync());
        Assert.Equal(TestImage.Bytes().Length, Assert.Single(fixture.Received).DataSetLength);
    }

    /// <summary>D9: presentation data values that break the rules of PS3.8 annex E.</summary>
    [Theory]
    [InlineData(1, 0u)]
    [InlineData(1, 1u)]
    [InlineData(1, 7u)]
    [InlineData(1, 0xFFFF_FFFFu)]
    [InlineData(2, null)]
    [InlineData(5, null)]
    [InlineData(0, null)]
    public async Task Broken_presentation_data_value_is_aborted(byte contextId, uint? pdvLength)
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.Transfer(contextId, isCommand: true, isLast: true, "abcd"u8, pdvLength));
        await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Transfer_too_short_for_a_value_is_aborted(byte length)
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync([4, 0, 0, 0, 0, length, .. new byte[length]]);
        await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Transfer_length_is_limited(int beyond, bool isTaken)
    {
        const int Cap = 1024 * 1024;
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        var image = TestImage.Bytes(change: d => d.Set(Tags.PixelData, Vr.OW, new byte[2 * 1024 * 1024]));
        var first = Cap + beyond - 6;
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"));
        try
        {
            await peer.SendAsync(
                RawPeer.Transfer(1, isCommand: false, isLast: false, image.AsSpan(0, first)));
            if (isTaken)
                await peer.SendAsync(RawPeer.Transfer(1, false, false, image.AsSpan(first, 1_000_000)),
                    RawPeer.Transfer(1, false, true, image.AsSpan(first + 1_000_000)));
        }
        catch (IOException) when (!isTaken)
        {
            // The server may have closed while we still send.
        }
        if (isTaken)
            Assert.Equal(0, await peer.ReadStatusAsync());
        else
            await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    /// <summary>D4: fragments without end stop at the cap, and leave nothing behind.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Object_length_is_limited(int beyond)
    {
        const int Cap = 300_000;
        await using var fixture = ServerFixture.Start(o => o with
        {
            Limits = new DicomServerLimits { ObjectLengthMax = Cap },
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"));
        // Three values of 100,000 bytes counted, the last with the difference.
        await peer.SendAsync(RawPeer.Transfer(1, false, false, new byte[99_998]),
            RawPeer.Transfer(1, false, false, new byte[99_998]));
        await peer.SendAsync(RawPeer.Transfer(1, false, beyond <= 0, new byte[99_998 + beyond]));
        if (beyond <= 0)
            Assert.Equal(0xC000, await peer.ReadStatusAsync());
        else
            await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
        if (beyond > 0)
            await fixture.Signals.UntilAsync(() => !fixture.Ended.IsEmpty);
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
    }

    [Fact]
    public async Task Empty_fragments_without_end_count_too()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            Limits = new DicomServerLimits { ObjectLengthMax = 100 },
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"));
        for (var i = 0; i < 51; i++)
            await peer.SendAsync(RawPeer.Transfer(1, false, false, []));
        await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    /// <summary>D7, over the wire.</summary>
    [Fact]
    public async Task Malformed_data_set_gets_a_failure_status_and_the_association_goes_on()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        var good = TestImage.Bytes();
        byte[][] bad =
        [
            good[..^2],
            [.. good, 1],
            [.. good[..^12], 0xFF, 0xFF, 0xFF, 0xFF, .. good[^4..]],
            [],
            "not a data set at all"u8.ToArray(),
            Encoding.ASCII.GetBytes(new string('(', 4096)),
        ];
        foreach (var bytes in bad)
        {
            await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), RawPeer.Transfer(1, false, true, bytes));
            var status = await peer.ReadStatusAsync();
            Assert.True(status is 0xC000 or 0xA900, $"{status:X4}");
        }
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0, await peer.ReadStatusAsync());
        Assert.Single(fixture.Received);
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
    }

    /// <summary>D12: what the command says and what the data set says must be one.</summary>
    [Fact]
    public async Task Command_and_data_set_must_agree()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.5"), TestImage.Pdu("1.2.3.4"));
        Assert.Equal(0xA900, await peer.ReadStatusAsync());
        await peer.SendAsync(
            RawPeer.StoreCommand("1.2.3.4"),
            TestImage.Pdu(change: d => d.Set(Tags.SopClassUid, Uids.MrImageStorage)));
        Assert.Equal(0xA900, await peer.ReadStatusAsync());
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4", Uids.MrImageStorage), TestImage.Pdu());
        Assert.Equal(0x0122, await peer.ReadStatusAsync());
        await peer.SendAsync(
            RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu(change: d => d.Remove(Tags.StudyInstanceUid)));
        Assert.Equal(0xC000, await peer.ReadStatusAsync());
        Assert.Empty(fixture.Received);
    }

    /// <summary>D10: commands that lack what they must have.</summary>
    [Fact]
    public async Task Command_without_its_uids_gets_a_status()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        var withoutInstance = Store().Remove(AffectedSopInstance);
        await peer.SendAsync(CommandPdu(RawPeer.Command(withoutInstance)), TestImage.Pdu());
        Assert.Equal(0x0117, await peer.ReadStatusAsync());
        await peer.SendAsync(
            CommandPdu(RawPeer.Command(Store().Set(AffectedSopInstance, "../../x"))), TestImage.Pdu());
        Assert.Equal(0x0117, await peer.ReadStatusAsync());
        await peer.SendAsync(CommandPdu(RawPeer.Command(Store().Remove(AffectedSopClass))), TestImage.Pdu());
        Assert.Equal(0x0122, await peer.ReadStatusAsync());
        await peer.SendAsync(CommandPdu(RawPeer.Command(Store().Set(DataSetType, 0x0101))));
        Assert.Equal(0x0212, await peer.ReadStatusAsync());
        await peer.SendAsync(CommandPdu(RawPeer.Command(Store().Set(Field, 0x0020))), TestImage.Pdu());
        Assert.Equal(0x0211, await peer.ReadStatusAsync());
    }

    [Fact]
    public async Task Broken_command_sets_are_aborted()
    {
        byte[][] broken =
        [
            RawPeer.Command(Store(), groupLength: 4),
            RawPeer.Command(Store().Remove(Field)),
            RawPeer.Command(Store().Remove(MessageId)),
            RawPeer.Command(Store().Remove(DataSetType)),
            RawPeer.Command(Store().Set(Tags.PatientName, "A^B")),
            [],
            "hello"u8.ToArray(),
        ];
        foreach (var command in broken)
        {
            await using var fixture = ServerFixture.Start();
            using var peer = await RawPeer.AssociateAsync(fixture.Port);
            await peer.SendAsync(CommandPdu(command));
            await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
        }
    }

    [Fact]
    public async Task Data_before_command_and_command_before_data_are_aborted()
    {
        await using var fixture = ServerFixture.Start();
        using (var peer = await RawPeer.AssociateAsync(fixture.Port))
        {
            await peer.SendAsync(TestImage.Pdu());
            await peer.ExpectAbortAsync(AbortReason.UnexpectedParameter);
        }
        using (var peer = await RawPeer.AssociateAsync(fixture.Port))
        {
            await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), RawPeer.StoreCommand("1.2.3.5"));
            await peer.ExpectAbortAsync(AbortReason.UnexpectedParameter);
        }
        using (var peer = await RawPeer.AssociateAsync(fixture.Port))
        {
            var response = CommandSet.WriteResponse(
                CommandSet.Parse(CommandSet.WriteEchoRequest(1)), DicomStatus.Success);
            await peer.SendAsync(CommandPdu(response.ToArray()));
            await peer.ExpectAbortAsync(AbortReason.UnexpectedParameter);
        }
    }

    [Theory]
    [InlineData(16 * 1024 - 1, false)]
    [InlineData(16 * 1024, false)]
    [InlineData(16 * 1024 + 1, true)]
    public async Task Command_length_is_limited(int length, bool isTooLong)
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        var command = RawPeer.Command(Echo().Set(new Tag(0x0000_4000), Vr.UN, new byte[length - 100]));
        var filler = length - command.Length;
        command = RawPeer.Command(
            Echo().Set(new Tag(0x0000_4000), Vr.UN, new byte[length - 100 + filler / 2 * 2]));
        byte[] pdu = RawPeer.Transfer(3, true, true, command.Length == length ? command : [.. command, 0]);
        await peer.SendAsync(pdu);
        if (!isTooLong && command.Length == length)
            Assert.Equal(0, await peer.ReadStatusAsync());
        else
            await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    /// <summary>D16: whatever the keeper says, a response goes out, and its comment fits.</summary>
    [Fact]
    public async Task Long_error_comment_is_cut_and_cleaned()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = (_, _) => Task.FromResult(
                DicomStatus.ProcessingFailure.With(new string('é', 10) + "\r\n\\" + new string('x', 200))),
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        var pdu = await peer.ReadAsync();
        var status = CommandSet.Parse(pdu!.Value.Body.AsMemory(6)).Status!.Value;
        Assert.Equal(0x0110, status.Code);
        Assert.Equal(new string('?', 13) + new string('x', 51), status.Comment);
    }

    [Fact]
    public async Task Keeper_that_throws_fails_one_object_only()
    {
        var calls = 0;
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = (_, _) =>
                ++calls == 1 ? throw new NotSupportedException() : Task.FromResult(DicomStatus.Success),
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0x0110, await peer.ReadStatusAsync());
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0, await peer.ReadStatusAsync());
        Assert.Contains(fixture.Incidents, i => i.Kind == IncidentKinds.CallbackFailed);
    }

    [Fact]
    public async Task Full_disk_refuses_the_object_and_goes_on()
    {
        var isFull = true;
        await using var fixture = ServerFixture.Start(o => o with
        {
            OpenIncoming = path => isFull ? new FullDisk(path) : IncomingObject.OpenFile(path),
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0xA700, await peer.ReadStatusAsync());
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
        isFull = false;
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0, await peer.ReadStatusAsync());
    }

    [Fact]
    public async Task Full_disk_of_the_keeper_is_told_as_such()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            StoreAsync = (_, _) => throw new IOException("No space left on device", FullDisk.NoSpaceLeft),
        });
        using var peer = await RawPeer.AssociateAsync(fixture.Port);
        await peer.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0xA700, await peer.ReadStatusAsync());
    }

    [Fact]
    public async Task Small_pdu_limit_of_the_peer_is_kept()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(AssociationPdus.WriteRequest(RawPeer.Proposal() with { PduLengthMax = 30 }));
        Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync())?.Type);
        await peer.SendAsync(RawPeer.EchoCommand());
        var response = new List<byte>();
        while (true)
        {
            var pdu = await peer.ReadAsync();
            Assert.InRange(pdu!.Value.Body.Length, 7, 30);
            response.AddRange(pdu.Value.Body.AsSpan(6));
            if ((pdu.Value.Body[5] & 2) != 0)
                break;
        }
        Assert.True(CommandSet.Parse(response.ToArray()).Status!.Value.IsSuccess);
    }

    private static byte[] CommandPdu(byte[] command) =>
        RawPeer.Transfer(1, isCommand: true, isLast: true, command);

    private static DataSet Store() => new DataSet()
        .Set(AffectedSopClass, Uids.CtImageStorage)
        .Set(Field, 1)
        .Set(MessageId, 7)
        .Set(DataSetType, 1)
        .Set(AffectedSopInstance, "1.2.3.4");

    private static DataSet Echo() =>
        new DataSet().Set(Field, 0x30).Set(MessageId, 7).Set(DataSetType, 0x0101);
}
