using System.Net;
using System.Net.Sockets;

namespace PIMM.Dispatch.TestKit.Postgres;

/// <summary>What becomes of a COMMIT on its way to the server.</summary>
public enum CommitFate
{
    Pass,

    /// <summary>The link is cut and the server never hears of it.</summary>
    CutBefore,

    /// <summary>The server gets it; the link is cut at once.</summary>
    CutAfter,

    /// <summary>The server has answered; the answer is lost with the link.</summary>
    CutAtReply,

    /// <summary>The client loses the link at once; the server gets it only when it is released.</summary>
    Late,
}

/// <summary>
/// A network link to PostgreSQL that a test cuts, freezes or delays where it wants: before, in and after a
/// COMMIT, or anywhere.
/// </summary>
public sealed class LinkProxy : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Commit => "COMMIT\0"u8;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int serverPort;
    private readonly Task accepting;
    private TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool frozen;

    public LinkProxy(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Asked at each COMMIT.</summary>
    public Func<CommitFate> AtCommit { get; set; } = () => CommitFate.Pass;

    /// <summary>Asked at each message of a client; true cuts its link before it goes on.</summary>
    public Func<bool> CutNow { get; set; } = () => false;

    /// <summary>Nothing passes any more, and nobody is told: a half-open link.</summary>
    public bool Frozen
    {
        get => frozen;
        set => frozen = value;
    }

    /// <summary>Lets every COMMIT that is late go on to the server.</summary>
    public void ReleaseLate()
    {
        late.SetResult();
        late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listener.Stop();
        await accepting.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
                links.Add(ServeAsync(await listener.AcceptSocketAsync(stopping.Token).ConfigureAwait(false)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(links).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var link = new Link(client, server);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, serverPort, stopping.Token)
                    .ConfigureAwait(false);
                await await Task.WhenAny(UpAsync(link), DownAsync(link)).ConfigureAwait(false);
                // No linger: the client sees a reset, as from a router that has gone.
                client.LingerState = new LingerOption(true, 0);
            }
            await link.Afterwards().ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // One side has gone, or the test has ended: the other side goes with it.
        }
    }

    private async Task UpAsync(Link link)
    {
        var chunk = new byte[ChunkBytes];
        while (await ReceiveAsync(link.Client, chunk).ConfigureAwait(false) is var count and > 0)
        {
            var message = chunk.AsMemory(0, count);
            await PassAsync().ConfigureAwait(false);
            var fate = message.Span.IndexOf(Commit) >= 0 ? AtCommit() : CommitFate.Pass;
            if (fate == CommitFate.CutBefore || CutNow())
                return;
            if (fate == CommitFate.CutAfter)
            {
                link.Afterwards = () => EndAsync(link.Server, message);
                return;
            }
            if (fate == CommitFate.Late)
            {
                var release = late.Task;
                link.Afterwards = async () =>
                {
                    await release.WaitAsync(stopping.Token).ConfigureAwait(false);
                    await EndAsync(link.Server, message).ConfigureAwait(false);
                };
                return;
            }
            link.LosesReply = fate == CommitFate.CutAtReply;
            await link.Server.SendAsync(message, stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task DownAsync(Link link)
    {
        var chunk = new byte[ChunkBytes];
        while (await ReceiveAsync(link.Server, chunk).ConfigureAwait(false) is var count and > 0)
        {
            await PassAsync().ConfigureAwait(false);
            if (link.LosesReply)
                return;
            await link.Client.SendAsync(chunk.AsMemory(0, count), stopping.Token).ConfigureAwait(false);
        }
    }

    // Says the last word and waits until the server has hung up: a reset could take the word back.
    private async Task EndAsync(Socket server, ReadOnlyMemory<byte> message)
    {
        await server.SendAsync(message, stopping.Token).ConfigureAwait(false);
        server.Shutdown(SocketShutdown.Send);
        var rest = new byte[ChunkBytes];
        while (await ReceiveAsync(server, rest).ConfigureAwait(false) > 0)
        {
        }
    }

    private ValueTask<int> ReceiveAsync(Socket from, byte[] chunk) =>
        from.ReceiveAsync(chunk, stopping.Token);

    // What was caught by the frost never arrives.
    private Task PassAsync() =>
        frozen ? new TaskCompletionSource().Task.WaitAsync(stopping.Token) : Task.CompletedTask;

    private sealed class Link(Socket client, Socket server)
    {
        private volatile bool losesReply;

        public Socket Client => client;

        public Socket Server => server;

        public bool LosesReply
        {
            get => losesReply;
            set => losesReply = value;
        }

        /// <summary>What still reaches the server when the client has lost it.</summary>
        public Func<Task> Afterwards { get; set; } = () => Task.CompletedTask;
    }
}
