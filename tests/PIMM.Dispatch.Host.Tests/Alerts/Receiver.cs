using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>A call that came from the node, as it was on the wire.</summary>
internal sealed record Got(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>
/// What stands at the other end, as a real HTTP server: a push service or a gateway. Answers as it is told,
/// else with success.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Got> calls = Channel.CreateUnbounded<Got>();

    private Receiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>The statuses of the next answers; after them 201.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>While set, nobody is answered: the caller waits.</summary>
    public TaskCompletionSource? Silence { get; set; }

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async Task<Got> NextAsync()
    {
        using var patience = new CancellationTokenSource(NodeRig.Patience);
        return await calls.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next call to a channel of the gateway; others on the way are passed over.</summary>
    public Task<Got> NextAsync(string channel) => NextAsync("channel", channel);

    /// <summary>The next call that speaks of the same notice.</summary>
    public Task<Got> NextAsync(Got like) => NextAsync("notice", (string?)like.Json["notice"]);

    private async Task<Got> NextAsync(string name, string? value)
    {
        while (true)
        {
            var got = await NextAsync();
            if ((string?)got.Json[name] == value)
                return got;
        }
    }

    /// <summary>Calls that came and were not read.</summary>
    public int Waiting => calls.Reader.Count;

    public async ValueTask DisposeAsync()
    {
        Silence?.TrySetResult();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        calls.Writer.TryWrite(new Got(
            context.Request.Path, context.Request.Headers.ToDictionary(pair => pair.Key, pair =>
                pair.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        if (Silence is { } silence)
            await silence.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 201;
    }
}
