using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>
/// <c>kill -9</c> between the sending of an alert and its record: it is sent once more under the same topic,
/// and after its record never again.
/// </summary>
public sealed class AlertKillTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("pimm-alerts-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Alert_that_was_not_recorded_is_repeated_once_and_nothing_is_lost()
    {
        await using var push = await Receiver.StartAsync();
        using var browser = new Browser(push.Address);
        Prepare(browser);
        push.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Got first;
        await using (var node = await StartAsync())
        {
            await RequestAsync(node, "1");
            first = await push.NextAsync();
            node.Kill();
        }
        push.Silence.SetResult();
        push.Silence = null;
        await using (var node = await StartAsync())
        {
            var again = await push.NextAsync();
            Assert.Equal(first.Headers["Topic"], again.Headers["Topic"]);
            Assert.Equal(
                browser.Read(first).ToJsonString(), browser.Read(again).ToJsonString());
            await UntilRecordedAsync(node);
            node.Kill();
        }
        await using (var node = await StartAsync())
        {
            await RequestAsync(node, "2");
            Assert.NotEqual(first.Headers["Topic"], (await push.NextAsync()).Headers["Topic"]);
            Assert.Equal(0, push.Waiting);
        }
    }

    private void Prepare(Browser browser)
    {
        AccountsFile.Write(
            Path.Combine(data, "accounts.json"),
            [NodeRig.AccountOf("regulator", Role.Regulator, NodeRig.Hainaut)]);
        ContactsFile.Write(
            Path.Combine(data, "contacts.json"),
            [new Contact(
                new ContactId("c1"), "regulator", AlertChannel.Push, DateTimeOffset.UnixEpoch, "essai", null,
                browser.Target)]);
    }

    private Task<KilledNode> StartAsync() => KilledNode.StartAsync(data, new Dictionary<string, string>
    {
        ["PIMM__Alerts__PushHosts"] = "127.0.0.1", ["PIMM__Alerts__PushPrivateAddresses"] = "true",
    });

    private static async Task RequestAsync(KilledNode node, string number)
    {
        using var http = await SignInAsync(node);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests");
        request.Headers.Add("Idempotency-Key", number);
        request.Content = JsonContent.Create(new
        {
            territory = NodeRig.Hainaut, establishment = "denain", urgency = "vital", modality = "CT",
            region = "head", patient = new { familyName = "FICTIF", patientId = "IPP-" + number },
        });
        using var answer = await http.SendAsync(request);
        Assert.True(
            answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Each look is paced by a call to the node.</summary>
    private static async Task UntilRecordedAsync(KilledNode node)
    {
        using var http = await SignInAsync(node);
        using var patience = new CancellationTokenSource(NodeRig.Patience);
        JsonNode mine;
        do
            mine = JsonNode.Parse(await http.GetStringAsync("/api/me/alerts", patience.Token))!;
        while (!mine["lines"]!.AsArray().Any(line => (string?)line!["what"] == "sent"));
    }

    private static async Task<HttpClient> SignInAsync(KilledNode node)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = node.Web,
        };
        using var answer = await http.PostAsJsonAsync(
            "/api/session", new { user = "regulator", password = NodeRig.Password });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return http;
    }
}
