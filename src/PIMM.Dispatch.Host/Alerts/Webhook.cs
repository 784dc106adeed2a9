using System.Net.Http.Headers;
using System.Text.Json;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// The hospital's own gateway for messages and calls: one signed POST per try, with a key under which a
/// repeat is the same message. What it takes (2xx) is sent; how it went after that comes back as a receipt.
/// </summary>
public sealed class Webhook : IAlertOutlet, IDisposable
{
    private const string NotConfigured = "not-configured";

    private readonly AlertOptions options;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public Webhook(PimmOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options.Alerts, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = this.options.AtOnceMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public bool IsConfigured => options.WebhookUrl.Length > 0;

    public async Task<TryResult> SendAsync(
        Contact contact, AlertMessage message, CancellationToken cancellation)
    {
        if (!IsConfigured)
            return new TryResult(TryEnd.Refused, NotConfigured);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Body(
                message.Id, Words.Of(contact.Channel), contact.Number!, message.Text, "fr",
                message.Territory, message.Notice, message.Kind, message.Urgency, message.At),
            ApiJson.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.WebhookUrl);
        request.Headers.Add(CommandKey.Header, message.Id);
        request.Headers.Add(
            WebhookSignature.Header, WebhookSignature.Of(options.WebhookSecret, clock.GetUtcNow(), body));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return await HttpTry.SendAsync(http, request, options.SendWithin, clock, cancellation);
    }

    public void Dispose() => http.Dispose();

    /// <summary>What the gateway gets; described in docs/operating/alerts.md.</summary>
    private sealed record Body(
        string Id, string Channel, string To, string Text, string Language, string Territory, string? Notice,
        string Kind, string? Urgency, DateTimeOffset At);
}
