using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Alerts.WebPush;

/// <summary>Notifications of the browser (RFC 8030): one POST to its own push service per try.</summary>
public sealed class WebPushOutlet : IAlertOutlet, IDisposable
{
    private const string ContactGone = "contact-gone";

    /// <summary>A phone that was off for longer wakes to what the screens say then, not to this.</summary>
    private const int TimeToLiveSeconds = 600;

    /// <summary>At most 32 characters of base64url (RFC 8030, §5.4).</summary>
    private const int TopicLength = 32;

    private readonly AlertOptions options;
    private readonly PushAddress addresses;
    private readonly Vapid vapid;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public WebPushOutlet(PimmOptions options, PushAddress addresses, Vapid vapid, TimeProvider clock)
    {
        (this.options, this.addresses, this.vapid, this.clock) = (options.Alerts, addresses, vapid, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
            MaxConnectionsPerServer = this.options.AtOnceMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = addresses.ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<TryResult> SendAsync(
        Contact contact, AlertMessage message, CancellationToken cancellation)
    {
        var target = contact.Push!;
        var endpoint = new Uri(target.Endpoint);
        if (!addresses.Accepts(endpoint))
            return new TryResult(TryEnd.Refused, HttpTry.AddressRefused);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(Encrypted(target, message)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", vapid.Authorization(endpoint));
        request.Headers.Add(
            "TTL", TimeToLiveSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", message.Urgency is "vital" or "urgent" ? "high" : "normal");
        request.Headers.Add("Topic", TopicOf(message.Notice ?? message.Id));
        var result = await HttpTry.SendAsync(http, request, options.SendWithin, clock, cancellation);
        return result.Code is "http-404" or "http-410"
            ? new TryResult(TryEnd.ContactGone, ContactGone)
            : result;
    }

    public void Dispose() => http.Dispose();

    private static byte[] Encrypted(PushTarget target, AlertMessage message)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new Payload(
                message.Notice, message.Kind, message.Urgency, message.CaseId, message.At, message.Text),
            ApiJson.Options);
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return PushEncryption.Encrypt(
            payload, Base64Url.DecodeFromChars(target.Key), Base64Url.DecodeFromChars(target.Secret), own,
            RandomNumberGenerator.GetBytes(PushEncryption.SaltBytes));
    }

    /// <summary>While the phone is off, a repeat takes the place of what waits for it.</summary>
    private static string TopicOf(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..TopicLength];

    /// <summary>What the service worker reads.</summary>
    private sealed record Payload(
        string? Notice, string Kind, string? Urgency, string? CaseId, DateTimeOffset At, string Text);
}
