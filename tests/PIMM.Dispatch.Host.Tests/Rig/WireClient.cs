using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace PIMM.Dispatch.Host.Tests.Rig;

/// <summary>A message that the server sent: its name and its one argument.</summary>
public sealed record Received(string Target, JsonNode Argument);

/// <summary>The hub call was answered with an error.</summary>
public sealed class HubCallException(string message) : Exception(message);

/// <summary>
/// A hub client of a few lines, so that the tests see what really crosses the wire (SignalR's JSON protocol
/// over
/// WebSockets without negotiation), and can be as slow and as rude as they like.
/// </summary>
public sealed class WireClient : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1E;

    private readonly ClientWebSocket socket = new();
    private readonly Channel<Received> received = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> calls = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim writing = new(1, 1);
    private int callCount;

    private WireClient() { }

    /// <summary>Completes when the server has closed the connection.</summary>
    public Task Closed => closed.Task;

    public static async Task<WireClient> ConnectAsync(Uri address, string cookie, string? origin = null)
    {
        var client = new WireClient();
        client.socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            client.socket.Options.SetRequestHeader("Origin", origin);
        var url = new UriBuilder(address) { Scheme = "ws", Path = "/hubs/dispatch" }.Uri;
        using var patience = new CancellationTokenSource(NodeRig.Patience);
        await client.socket.ConnectAsync(url, patience.Token);
        await client.WriteAsync("""{"protocol":"json","version":1}""");
        _ = client.ReadAllAsync();
        return client;
    }

    /// <exception cref="HubCallException">The server answered with an error, or closed.</exception>
    public async Task<JsonNode?> InvokeAsync(string method, object? argument)
    {
        var id = Interlocked.Increment(ref callCount).ToString(CultureInfo.InvariantCulture);
        var call = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls[id] = call;
        await WriteAsync(JsonSerializer.Serialize(
            new { type = 1, invocationId = id, target = method, arguments = new[] { argument } }));
        return await call.Task.WaitAsync(NodeRig.Patience);
    }

    /// <summary>Writes one record as it is.</summary>
    public async Task WriteAsync(string json)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(json) + 1];
        Encoding.UTF8.GetBytes(json, bytes);
        bytes[^1] = RecordSeparator;
        await writing.WaitAsync();
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true,
                CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The next message of that name; others before it are dropped.</summary>
    public async Task<JsonNode> NextAsync(string target, Func<JsonNode, bool>? which = null) =>
        (await NextAsync(message => message.Target == target && which?.Invoke(message.Argument) != false,
            target)).Argument;

    /// <summary>The next snapshot or changes.</summary>
    public Task<Received> NextScreenAsync() =>
        NextAsync(message => message.Target is "Snapshot" or "Changes", "snapshot or changes");

    private async Task<Received> NextAsync(Func<Received, bool> which, string what)
    {
        using var patience = new CancellationTokenSource(NodeRig.Patience);
        try
        {
            while (true)
            {
                var message = await received.Reader.ReadAsync(patience.Token);
                if (which(message))
                    return message;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException($"no {what} came", error);
        }
    }

    /// <summary>What has come and was not read yet.</summary>
    public IReadOnlyList<Received> Waiting()
    {
        var all = new List<Received>();
        while (received.Reader.TryRead(out var message))
            all.Add(message);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await closed.Task.WaitAsync(NodeRig.Patience);
        socket.Dispose();
    }

    private async Task ReadAllAsync()
    {
        var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                for (var index = 0; index < part.Count; index++)
                {
                    if (buffer[index] != RecordSeparator)
                    {
                        text.WriteByte(buffer[index]);
                        continue;
                    }
                    Take(Encoding.UTF8.GetString(text.ToArray()));
                    text.SetLength(0);
                }
            }
        }
        catch (Exception error) when (
            error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut: seen as closed below.
        }
        received.Writer.TryComplete();
        foreach (var call in calls.Values)
            call.TrySetException(new HubCallException("closed"));
        closed.TrySetResult();
    }

    private void Take(string json)
    {
        var message = JsonNode.Parse(json)!;
        switch ((int?)message["type"])
        {
            case 1:
                received.Writer.TryWrite(new Received((string)message["target"]!, message["arguments"]![0]!));
                break;
            case 3 when calls.TryRemove((string)message["invocationId"]!, out var call):
                if ((string?)message["error"] is { } error)
                    call.TrySetException(new HubCallException(error));
                else
                    call.TrySetResult(message["result"]);
                break;
        }
    }
}
