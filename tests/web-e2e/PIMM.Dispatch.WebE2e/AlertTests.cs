using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace PIMM.Dispatch.WebE2e;

/// <summary>What a browser makes of a message that is pushed to it, and what the page says of it.</summary>
public sealed class AlertTests(Evening evening) : IClassFixture<Evening>
{
    private const string Pushed = """
        {"notice":"hainaut-cambresis.42#3","kind":"no-reader","urgency":"vital",
         "caseId":"hainaut-cambresis.42","at":"2026-01-14T19:00:00Z",
         "text":"Aucun radiologue disponible : Urgence U1 – Denain – Scanner cérébral"}
        """;

    private const string Shown = """
        async () => {
          const worker = await navigator.serviceWorker.ready;
          for (;;) {
            const [one] = await worker.getNotifications();
            if (one !== undefined)
              return { body: one.body, tag: one.tag, stays: one.requireInteraction,
                action: one.actions[0].action };
            await new Promise((next) => setTimeout(next, 50));
          }
        }
        """;

    [Fact]
    public async Task A_pushed_message_is_shown_with_the_button_that_acknowledges_it()
    {
        await using var reader = await evening.SignInAsync("radiologue1");
        await reader.Page.Context.GrantPermissionsAsync(["notifications"]);
        await reader.Page.GotoAsync("/alertes");
        await reader.Page.GetByTestId("alerts").WaitForAsync();
        var browser = await reader.Page.Context.NewCDPSessionAsync(reader.Page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, update) =>
        {
            foreach (var one in update!.Value.GetProperty("registrations").EnumerateArray())
                registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await browser.SendAsync("ServiceWorker.enable");
        await reader.Page.EvaluateAsync(
            "async () => { await navigator.serviceWorker.register('/sw.js'); "
            + "await navigator.serviceWorker.ready; }");

        await browser.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = new Uri(reader.Page.Url).GetLeftPart(UriPartial.Authority),
            ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(20)),
            ["data"] = Pushed,
        });
        var shown = await reader.Page.EvaluateAsync<JsonElement>(Shown);

        Assert.Contains(
            "Urgence U1 – Denain", shown.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal("hainaut-cambresis.42#3", shown.GetProperty("tag").GetString());
        Assert.True(shown.GetProperty("stays").GetBoolean());
        Assert.Equal("acknowledge", shown.GetProperty("action").GetString());
    }

    [Fact]
    public async Task The_demonstration_says_that_there_is_no_gateway_and_shows_who_can_be_reached()
    {
        await using var coordinator = await evening.SignInAsync("coordination");
        await coordinator.Page.GetByTestId("user-menu").ClickAsync();
        await coordinator.Page.GetByTestId("my-alerts").ClickAsync();
        await coordinator.Page.GetByTestId("no-gateway-text").WaitForAsync();
        await coordinator.Page.GetByTestId("no-gateway-voice").WaitForAsync();
        var people = coordinator.Page.GetByTestId("reachable");
        await people.First.WaitForAsync();
        Assert.Equal("false", await people.First.GetAttributeAsync("data-reachable"));
        await coordinator.PictureAsync("6-mes-alertes");
    }
}
