using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>A node with a push service and a gateway, both real servers on this machine.</summary>
internal sealed class AlertRig : IAsyncDisposable
{
    public const string Secret = "a secret of the tests, 32 letters";
    public const string Number = "+33 6 00 00 00 42";

    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(60);

    private AlertRig(NodeRig node, Receiver push, Receiver gateway) =>
        (Node, Push, Gateway, Browser) = (node, push, gateway, new Browser(push.Address));

    public NodeRig Node { get; }

    public Receiver Push { get; }

    public Receiver Gateway { get; }

    public Browser Browser { get; }

    public AlertsState Ledger => Node.Territory().Ledger;

    public static async Task<AlertRig> StartAsync()
    {
        var (push, gateway) = (await Receiver.StartAsync(), await Receiver.StartAsync());
        var node = await NodeRig.StartAsync(
            ("Alerts:WebhookUrl", new Uri(gateway.Address, "/alerts").ToString()),
            ("Alerts:WebhookSecret", Secret), ("Alerts:PushHosts", "127.0.0.1"),
            ("Alerts:PushPrivateAddresses", "true"), ("Alerts:PushSubject", "mailto:essai@pimm.invalid"));
        return new AlertRig(node, push, gateway);
    }

    /// <summary>The coordinator can be reached over all three channels.</summary>
    public async Task<Person> ReachableAsync(string user = "coordinator")
    {
        var person = await Node.AsAsync(user);
        await AddAsync(person, Browser.Subscription);
        await AddAsync(person, new { channel = "text", number = Number });
        await AddAsync(person, new { channel = "voice", number = Number });
        return person;
    }

    public static async Task<string> AddAsync(Person person, object contact)
    {
        var (status, body) = await person.PostAsync("/api/me/contacts", contact);
        Assert.True(status == HttpStatusCode.OK, $"{(int)status} {body}");
        return (string)body!["id"]!;
    }

    /// <summary>A vital case for which nobody is there: the coordinator must know.</summary>
    public async Task<string> AlarmAsync(string study)
    {
        var id = await Node.ImagesArriveAsync(study, priority: "STAT");
        await Node.PassAsync(QuietPeriod);
        return id;
    }

    /// <summary>Waits until the ledger shows something.</summary>
    public async Task UntilAsync(Func<AlertsState, bool> shows)
    {
        using var patience = new CancellationTokenSource(NodeRig.Patience);
        while (!shows(Ledger))
        {
            var changed = new TaskCompletionSource();
            void OnChanged() => changed.TrySetResult();
            Node.Territory().Screen.Changed += OnChanged;
            try
            {
                if (!shows(Ledger))
                    await changed.Task.WaitAsync(patience.Token);
            }
            finally
            {
                Node.Territory().Screen.Changed -= OnChanged;
            }
        }
    }

    /// <summary>Waits until no browser is known any more.</summary>
    public async Task UntilGoneAsync()
    {
        var contacts = Node.Services.GetRequiredService<ContactDirectory>();
        var gone = new TaskCompletionSource();
        void OnChanged()
        {
            if (contacts.All.All(contact => contact.Push is null))
                gone.TrySetResult();
        }
        contacts.Changed += OnChanged;
        OnChanged();
        await gone.Task.WaitAsync(NodeRig.Patience);
        contacts.Changed -= OnChanged;
    }

    public Task UntilSentAsync(AlertChannel channel, int count = 1) => UntilAsync(ledger =>
        ledger.Alerts.Values.Count(one => one.Alert.Channel == channel
            && one.Status is AlertStatus.Sent or AlertStatus.Delivered) >= count);

    /// <summary>What the gateway sends back, signed.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> ReceiptAsync(
        object body, string secret = Secret, TimeSpan age = default)
    {
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body);
        var header = WebhookSignature.Of(secret, Node.Clock.GetUtcNow() - age, bytes);
        return await ReceiptAsync(bytes, header);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> ReceiptAsync(byte[] bytes, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alert-receipts");
        request.Headers.Add(WebhookSignature.Header, header);
        request.Content = new StringContent(
            Encoding.UTF8.GetString(bytes), Encoding.UTF8, "application/json");
        using var answer = await Node.Stranger().Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        Push.Silence?.TrySetResult();
        Gateway.Silence?.TrySetResult();
        await Node.DisposeAsync();
        await Push.DisposeAsync();
        await Gateway.DisposeAsync();
        Browser.Dispose();
    }
}
