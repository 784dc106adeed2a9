using System.Net.Sockets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Tests.Network;
using Xunit.Abstractions;

namespace PIMM.Dispatch.Dicom.Tests.Fuzzing;

/// <summary>
/// Damaged conversations over sockets: the server answers or closes, and serves the next one.
/// </summary>
public sealed class PduFuzzTests(ITestOutputHelper output)
{
    private const int Conversations = 500;
    private const int Seed = 20_261_123;

    private static readonly TimeSpan HangMax = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Damaged_conversations_never_stop_the_server()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var fixture = ServerFixture.Start();
        byte[] whole =
        [
            .. RawPeer.Request(), .. RawPeer.EchoCommand(), .. RawPeer.StoreCommand("1.2.3.4"),
            .. TestImage.Pdu(),
            .. AssociationPdus.WriteReleaseRequest(),
        ];
        var answered = 0;
        for (var i = 0; i < Conversations; i++)
            answered += await TalkAsync(fixture, Mutation.Mutate(whole, random), i) ? 1 : 0;
        output.WriteLine(
            $"{answered} of {Conversations} got an answer; {fixture.Received.Count} objects stored");
        Assert.InRange(answered, 1, Conversations);
        Assert.DoesNotContain(
            fixture.Incidents, i => i.Kind is IncidentKinds.ListenerFailed or IncidentKinds.CallbackFailed);

        using var healthy = await RawPeer.AssociateAsync(fixture.Port);
        await healthy.SendAsync(RawPeer.StoreCommand("1.2.3.4"), TestImage.Pdu());
        Assert.Equal(0, await healthy.ReadStatusAsync());
        Assert.Empty(Directory.EnumerateFiles(fixture.IncomingFolder));
    }

    /// <summary>Sends all, then no more; the server must come to the end of it by itself.</summary>
    private static async Task<bool> TalkAsync(ServerFixture fixture, byte[] conversation, int round)
    {
        using var peer = await RawPeer.ConnectAsync(fixture.Port);
        using var hang = new CancellationTokenSource(HangMax);
        var answer = new byte[64 * 1024];
        var total = 0;
        try
        {
            await peer.Stream.WriteAsync(conversation, hang.Token);
            peer.Stream.Socket.Shutdown(SocketShutdown.Send);
            int read;
            while ((read = await peer.Stream.ReadAsync(answer, hang.Token)) > 0)
                total += read;
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"conversation {round} hangs");
        }
        return total > 0;
    }
}
