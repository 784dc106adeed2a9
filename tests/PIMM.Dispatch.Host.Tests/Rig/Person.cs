using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PIMM.Dispatch.Host.Tests.Rig;

/// <summary>Somebody with a browser of their own: cookies, calls, hub connections.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly NodeRig rig;
    private readonly CookieContainer cookies = new();
    private readonly List<WireClient> connections = [];

    public Person(NodeRig rig, string user)
    {
        (this.rig, User) = (rig, user);
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = rig.Address, Timeout = NodeRig.Patience,
        };
    }

    public string User { get; }

    public HttpClient Http { get; }

    public string Cookie => cookies.GetCookieHeader(rig.Address);

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>A state-changing call with a key of its own, or with the one given.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, object? body = null,
        string? key = null) =>
        SendAsync(HttpMethod.Post, path, body, key);

    /// <summary>Acts on a case and expects it to be done.</summary>
    public async Task<JsonNode> ActAsync(string id, string action, object? body = null)
    {
        var (status, answer) = await PostAsync($"/api/cases/{id}/{action}", body);
        Assert.True(status == HttpStatusCode.OK, $"{action}: {(int)status} {answer}");
        return answer!;
    }

    /// <summary>A new hub connection.</summary>
    public async Task<WireClient> ConnectAsync()
    {
        var connection = await WireClient.ConnectAsync(rig.Address, Cookie);
        connections.Add(connection);
        return connection;
    }

    /// <summary>A new hub connection that has joined a view; its snapshot is still to be read.</summary>
    public async Task<WireClient> JoinAsync(string view, long? after = null,
        string territory = NodeRig.Hainaut)
    {
        var connection = await ConnectAsync();
        await connection.InvokeAsync("Join", new { territory, view, after });
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
        Http.Dispose();
    }
}
