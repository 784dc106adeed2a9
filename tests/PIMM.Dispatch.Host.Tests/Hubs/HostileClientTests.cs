using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>A rude client is cut; nobody else notices.</summary>
public sealed class HostileClientTests
{
    [Fact]
    public async Task A_flood_of_calls_ends_its_own_connection()
    {
        await using var rig = await NodeRig.StartAsync();
        var rude = await (await rig.AsAsync("other")).ConnectAsync();
        var polite = await (await rig.AsAsync("reader")).JoinAsync("reader");
        await polite.NextAsync("Snapshot");

        for (var call = 0; call < 60 && !rude.Closed.IsCompleted; call++)
            await IgnoreAsync(() => rude.WriteAsync(
                """{"type":1,"target":"Acknowledge","arguments":[{"noticeId":"x"}]}"""));

        await rude.Closed.WaitAsync(NodeRig.Patience);
        await rig.ImagesArriveAsync("1.2.400");
        await polite.NextAsync("Changes");
    }

    [Fact]
    public async Task A_person_never_reaches_the_limit()
    {
        await using var rig = await NodeRig.StartAsync();
        var screen = await (await rig.AsAsync("reader")).ConnectAsync();
        for (var second = 0; second < 20; second++)
        {
            for (var call = 0; call < 5; call++)
                await screen.InvokeAsync("Acknowledge", new { noticeId = "x" });
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(screen.Closed.IsCompleted);
    }

    [Theory]
    [InlineData(32 * 1024 - 100, true)]
    [InlineData(32 * 1024 + 1, false)]
    public async Task A_message_may_be_as_long_as_the_limit(int length, bool survives)
    {
        await using var rig = await NodeRig.StartAsync();
        var screen = await (await rig.AsAsync("reader")).ConnectAsync();
        var message =
            """{"type":1,"invocationId":"7","target":"Acknowledge","arguments":[{"noticeId":"x"}]}""";

        await IgnoreAsync(() => screen.WriteAsync(message.PadRight(length)));

        if (survives)
            await screen.InvokeAsync("Acknowledge", new { noticeId = "x" });
        else
            await screen.Closed.WaitAsync(NodeRig.Patience);
    }

    [Theory]
    [InlineData("""{"type":1,"target":"Sign","arguments":[{}]}""")]
    [InlineData("""{"type":1,"invocationId":"9","target":"Join","arguments":[{"territory":1}]}""")]
    [InlineData("""{"type":1,"invocationId":"9","target":"Join","arguments":[]}""")]
    [InlineData(
        """{"type":1,"invocationId":"9","target":"Act","arguments":[{"caseId":"a","x":1}]}""")]
    [InlineData("""{"type":4,"invocationId":"9","target":"Join","arguments":[{}]}""")]
    public async Task A_call_that_is_none_of_ours_changes_nothing(string message)
    {
        await using var rig = await NodeRig.StartAsync();
        var screen = await (await rig.AsAsync("reader")).ConnectAsync();

        await screen.WriteAsync(message);
        await IgnoreAsync(
            () => screen.InvokeAsync("Join", new { territory = NodeRig.Hainaut, view = "reader" }));

        Assert.Equal(0, rig.Territory().Screen.Current.Sequence);
        await using var next = await (await rig.AsAsync("reader")).JoinAsync("reader");
        await next.NextAsync("Snapshot");
    }

    [Fact]
    public async Task An_account_has_so_many_connections_and_no_more()
    {
        await using var rig = await NodeRig.StartAsync(("Push:ConnectionsPerAccountMax", "2"));
        var person = await rig.AsAsync("reader");
        var (one, two) = (await person.JoinAsync("reader"), await person.JoinAsync("reader"));

        var third = await person.ConnectAsync();
        await third.Closed.WaitAsync(NodeRig.Patience);

        Assert.False(one.Closed.IsCompleted || two.Closed.IsCompleted);
        await (await rig.AsAsync("other")).JoinAsync("reader");
    }

    private static async Task IgnoreAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error is HubCallException or System.Net.WebSockets.WebSocketException
            or ObjectDisposedException)
        {
            Assert.NotEmpty(error.Message);
        }
    }
}
