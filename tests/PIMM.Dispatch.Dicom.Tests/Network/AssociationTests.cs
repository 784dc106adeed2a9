using System.Buffers.Binary;
using System.Text;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

public sealed class AssociationTests
{
    [Fact]
    public async Task Http_request_is_refused_at_its_first_letter()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync("G"u8.ToArray());
        await peer.ExpectAbortAsync(AbortReason.UnrecognizedPdu);

        using var browser = await RawPeer.ConnectAsync(fixture.Port);
        await browser.SendAsync("GET / HTTP/1.1\r\nHost: pimm\r\n\r\n"u8.ToArray());
        await browser.ExpectAbortAsync(AbortReason.UnrecognizedPdu);
    }

    [Fact]
    public async Task Unknown_titles_are_rejected_with_the_reasons_of_the_standard()
    {
        await using var fixture = ServerFixture.Start();
        Assert.Equal([0, 1, 1, 3], await AnswerAsync(fixture, RawPeer.Request("STRANGER")));
        Assert.Equal([0, 1, 1, 7], await AnswerAsync(fixture, RawPeer.Request("DENAIN", "OTHER")));
        Assert.Equal([0, 1, 1, 2], await AnswerAsync(fixture, AssociationPdus.WriteRequest(
            RawPeer.Proposal() with { ApplicationContext = "1.2.3" })));
        var version = RawPeer.Request();
        version[7] = 2;
        Assert.Equal([0, 1, 2, 2], await AnswerAsync(fixture, version));
        Assert.Equal(4, fixture.Incidents.Count(i => i.Kind == IncidentKinds.AssociationRejected));
    }

    [Fact]
    public async Task Callback_that_throws_keeps_the_peer_out_and_the_server_alive()
    {
        await using var fixture = ServerFixture.Start(
            o => o with { Decide = _ => throw new InvalidOperationException() });
        Assert.Equal([0, 2, 1, 1], await AnswerAsync(fixture, RawPeer.Request()));
        Assert.Equal([0, 2, 1, 1], await AnswerAsync(fixture, RawPeer.Request()));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Request_has_a_length_limit(int beyond, bool isAccepted)
    {
        const int Cap = 64 * 1024;
        await using var fixture = ServerFixture.Start();
        var request = RawPeer.Request();
        // An unknown item fills the rest; it is passed over (PS3.8 §9.3.1).
        var padding = Cap + beyond - (request.Length - 6);
        byte[] first = [0x7E, 0, 0x80, 0, .. new byte[0x8000]];
        byte[] second = [0x7E, 0, 0, 0, .. new byte[padding - first.Length - 4]];
        BinaryPrimitives.WriteUInt16BigEndian(second.AsSpan(2), (ushort)(second.Length - 4));
        byte[] pdu = [.. request, .. first, .. second];
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)(pdu.Length - 6));
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(pdu);
        if (isAccepted)
            Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync())?.Type);
        else
            await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    /// <summary>D11: every context gets its own answer, whatever the others are.</summary>
    [Fact]
    public async Task Each_presentation_context_gets_the_standard_answer()
    {
        await using var fixture = ServerFixture.Start();
        var proposal = RawPeer.Proposal() with
        {
            Contexts =
            [
                new(1, Uids.CtImageStorage, ["1.2.3.4.5", TransferSyntax.ExplicitBigEndian.Uid,
                    TransferSyntax.ExplicitLittleEndian.Uid]),
                new(3, "1.2.840.10008.5.1.4.1.2.2.1", [TransferSyntax.ImplicitLittleEndian.Uid]),
                new(5, Uids.MrImageStorage, ["1.2.3.4.5"]),
                new(5, Uids.MrImageStorage, [TransferSyntax.ImplicitLittleEndian.Uid]),
                new(6, Uids.MrImageStorage, [TransferSyntax.ImplicitLittleEndian.Uid]),
                new(7, "not a uid", [TransferSyntax.ImplicitLittleEndian.Uid]),
            ],
        };
        var answers = await NegotiateAsync(fixture, proposal);
        Assert.Equal(
            [(1, ContextResult.Accepted), (3, ContextResult.AbstractSyntaxNotSupported),
                (5, ContextResult.TransferSyntaxesNotSupported), (5, ContextResult.ProviderRejection),
                (6, ContextResult.ProviderRejection), (7, ContextResult.AbstractSyntaxNotSupported)],
            answers.Select(a => ((int)a.Id, a.Result)));
        // The first that we know, in the sender's order.
        Assert.Equal(TransferSyntax.ExplicitBigEndian.Uid, answers[0].TransferSyntax);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    public async Task Up_to_128_contexts_are_answered(int count)
    {
        await using var fixture = ServerFixture.Start();
        var answers = await NegotiateAsync(fixture, ManyContexts(count));
        Assert.Equal(count, answers.Count);
        Assert.All(answers, a => Assert.Equal(ContextResult.Accepted, a.Result));
    }

    [Fact]
    public async Task More_than_128_contexts_are_an_invalid_request()
    {
        await using var fixture = ServerFixture.Start();
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(AssociationPdus.WriteRequest(ManyContexts(129)));
        await peer.ExpectAbortAsync(AbortReason.InvalidParameterValue);
    }

    /// <summary>
    /// Asynchronous operations, roles, extended negotiation, identity: taken note of, and passed over.
    /// </summary>
    [Fact]
    public async Task Optional_user_information_is_tolerated()
    {
        await using var fixture = ServerFixture.Start();
        var uid = Encoding.ASCII.GetBytes(Uids.CtImageStorage);
        byte[] optional =
        [
            0x53, 0, 0, 4, 0, 5, 0, 5,
            0x54, 0, 0, (byte)(uid.Length + 4), 0, (byte)uid.Length, .. uid, 1, 1,
            0x56, 0, 0, (byte)(uid.Length + 8), 0, (byte)uid.Length, .. uid, 2, 0, 3, 0, 0, 0,
            0x58, 0, 0, 10, 1, 1, 0, 4, (byte)'u', (byte)'s', (byte)'e', (byte)'r', 0, 0,
            0x7F, 0, 0, 0,
        ];
        var pdu = RawPeer.Request();
        var userAt = UserItemAt(pdu);
        var userLength = BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(userAt + 2));
        BinaryPrimitives.WriteUInt16BigEndian(pdu.AsSpan(userAt + 2), (ushort)(userLength + optional.Length));
        pdu = [.. pdu, .. optional];
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)(pdu.Length - 6));
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(pdu);
        Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync())?.Type);
        await peer.SendAsync(RawPeer.EchoCommand());
        Assert.Equal(0, await peer.ReadStatusAsync());
    }

    [Fact]
    public async Task Limits_of_associations_answer_local_limit_exceeded()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            Limits = new DicomServerLimits { AssociationsPerAeMax = 2, AssociationsPerAddressMax = 3 },
        });
        using var first = await RawPeer.AssociateAsync(fixture.Port);
        using var second = await RawPeer.AssociateAsync(fixture.Port);
        Assert.Equal([0, 2, 3, 2], await AnswerAsync(fixture, RawPeer.Request()));
        using var third = await RawPeer.AssociateAsync(fixture.Port, "DREUX");
        Assert.Equal([0, 2, 3, 2], await AnswerAsync(fixture, RawPeer.Request("BLOIS")));
        await first.SendAsync(AssociationPdus.WriteReleaseRequest());
        Assert.Equal(PduType.ReleaseReply, (await first.ReadAsync())?.Type);
        await fixture.Signals.UntilAsync(() => !fixture.Ended.IsEmpty);
        using var again = await RawPeer.AssociateAsync(fixture.Port);
    }

    [Fact]
    public async Task Connections_beyond_their_limit_are_closed_unread()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            Limits = new DicomServerLimits { ConnectionsPerAddressMax = 2 },
        });
        using var first = await RawPeer.ConnectAsync(fixture.Port);
        using var second = await RawPeer.ConnectAsync(fixture.Port);
        using var third = await RawPeer.ConnectAsync(fixture.Port);
        Assert.Null(await third.ReadAsync());
        await first.SendAsync(RawPeer.Request());
        Assert.Equal(PduType.AssociateAccept, (await first.ReadAsync())?.Type);
    }

    [Fact]
    public async Task Forged_log_lines_in_titles_are_neutralised()
    {
        await using var fixture = ServerFixture.Start(o => o with
        {
            Decide = r => AssociationDecision.Reject(AssociationRejection.UnknownCallingAeTitle),
        });
        var request = RawPeer.Request("A\r\n\u001b[31mB");
        Assert.Equal([0, 1, 1, 3], await AnswerAsync(fixture, request));
        Assert.Equal("A???[31mB", Assert.Single(fixture.Incidents).CallingAeTitle);
    }

    private static AssociationProposal ManyContexts(int count) => RawPeer.Proposal() with
    {
        Contexts = [.. Enumerable.Range(0, count).Select(i => new PresentationContext(
            (byte)(2 * i + 1), Uids.CtImageStorage, [TransferSyntax.ExplicitLittleEndian.Uid]))],
    };

    private static async Task<IReadOnlyList<NegotiatedContext>> NegotiateAsync(
        ServerFixture fixture, AssociationProposal proposal)
    {
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(AssociationPdus.WriteRequest(proposal));
        var pdu = await peer.ReadAsync();
        Assert.Equal(PduType.AssociateAccept, pdu?.Type);
        return AssociationPdus.ParseAccept(pdu!.Value.Body).Contexts;
    }

    private static async Task<byte[]> AnswerAsync(ServerFixture fixture, byte[] request)
    {
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        await peer.SendAsync(request);
        var pdu = await peer.ReadAsync();
        Assert.Equal(PduType.AssociateReject, pdu?.Type);
        return pdu!.Value.Body;
    }

    private static int UserItemAt(byte[] pdu)
    {
        var at = 74;
        while (pdu[at] != 0x50)
            at += 4 + BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(at + 2));
        return at;
    }
}
