using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace PIMM.Dispatch.WebE2e;

/// <summary>The product's main job as people see it, over the demonstration.</summary>
public sealed class MainJobTests(Evening evening) : IClassFixture<Evening>
{
    /// <summary>An offer is promised within about half a minute; a loaded machine may take longer.</summary>
    private const float OfferWithin = 120_000;
    private const float ChangeWithin = 20_000;

    private const string Report = "Compte rendu fictif écrit par le test : pas d'anomalie.";

    [Fact]
    public async Task A_scan_is_offered_read_and_signed_and_the_emergency_department_acknowledges_it()
    {
        await using var requester = await evening.SignInAsync("urgences");
        await using var reader = await evening.SignInAsync("radiologue1");
        var id = await AcceptAsync(reader);
        var accepted = await reader.CaseAsync(id);
        Assert.Equal(("accepted", "radiologue1"), (Text(accepted, "status"), Text(accepted, "reader")));
        Assert.True(accepted.GetProperty("images").GetInt32() > 0);
        Assert.StartsWith("2.25.", Text(accepted, "studyInstanceUid"), StringComparison.Ordinal);

        await reader.Page.GetByTestId("report-text").FillAsync(Report);
        await reader.PictureAsync("1-radiologue-ecrit");
        await reader.Page.GetByTestId("report-sign").ClickAsync();
        await reader.Page.GetByTestId("confirm-yes").ClickAsync();
        await StatusAsync(reader.Page.Locator($"[data-testid=case-head][data-case='{id}']"), "signed");
        await reader.PictureAsync("2-radiologue-a-signe");

        var card = requester.Page.Locator($"[data-testid=request-card][data-case='{id}']");
        await StatusAsync(card, "signed");
        await card.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(card.GetByTestId("report-body")).ToContainTextAsync(Report);
        await requester.PictureAsync("3-urgences-voit-le-compte-rendu");
        await card.GetByTestId("acknowledge").ClickAsync();
        await StatusAsync(card, "acknowledged");
        Assert.Equal("acknowledged", Text(await requester.CaseAsync(id), "status"));
    }

    [Fact]
    public async Task A_browser_whose_clock_is_six_hours_wrong_shows_the_right_time_left()
    {
        await using var reader = await evening.SignInAsync(
            "radiologue1", script: ClockWrongBy(TimeSpan.FromHours(6)));
        var row = reader.Page.Locator(
            "[data-testid=case-row][data-status=offered], [data-testid=case-row][data-status=to-read], "
            + "[data-testid=case-row][data-status=accepted]").First;
        await row.WaitForAsync(new LocatorWaitForOptions { Timeout = OfferWithin });
        var id = (await row.GetAttributeAsync("data-case"))!;
        await row.ClickAsync();
        var shown = reader.Page.GetByTestId("case-head").GetByTestId("time-left");
        await shown.WaitForAsync();
        var due = (await reader.CaseAsync(id)).GetProperty("dueAt").GetDateTimeOffset();
        var (text, at) = (await shown.InnerTextAsync(), DateTimeOffset.UtcNow);
        Assert.InRange(Seconds(text) - (due - at).TotalSeconds, -Tolerance(text), Tolerance(text));
        Assert.InRange(await HoursWrongAsync(reader.Page), 5.9, 6.1);
    }

    [Fact]
    public async Task The_wall_shows_the_evening()
    {
        await using var regulator = await evening.SignInAsync(
            "regulateur", new ViewportSize { Width = 1920, Height = 1080 });
        await regulator.Page.GotoAsync("/mur");
        await regulator.Page.GetByTestId(
            "wall-line").First.WaitForAsync(new LocatorWaitForOptions { Timeout = OfferWithin });
        Assert.True(await regulator.Page.GetByTestId("wall-reader").CountAsync() > 0);
        Assert.DoesNotContain(
            "DEMO-", await regulator.Page.GetByTestId("wall").InnerTextAsync(), StringComparison.Ordinal);
        await regulator.PictureAsync("4-mur");
    }

    [Fact]
    public async Task The_requests_fit_a_phone()
    {
        var phone = new ViewportSize { Width = 390, Height = 844 };
        await using var requester = await evening.SignInAsync("urgences", phone);
        await requester.Page.GetByTestId("request-card").First
            .WaitForAsync(new LocatorWaitForOptions { Timeout = OfferWithin });
        var width = await requester.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.InRange(width, 1, phone.Width);
        await requester.PictureAsync("5-telephone");
    }

    /// <summary>Waits for an offer and accepts it; gives the case's id.</summary>
    private static async Task<string> AcceptAsync(Person reader)
    {
        var offer = reader.Page.GetByTestId("offer");
        await offer.WaitForAsync(new LocatorWaitForOptions { Timeout = OfferWithin });
        await reader.PictureAsync("0-radiologue-a-une-offre");
        var id = (await offer.GetAttributeAsync("data-case"))!;
        await reader.Page.GetByTestId("offer-accept").ClickAsync();
        await StatusAsync(reader.Page.Locator($"[data-testid=case-head][data-case='{id}']"), "accepted");
        return id;
    }

    private static Task StatusAsync(ILocator shown, string status) =>
        Assertions.Expect(shown).ToHaveAttributeAsync(
        "data-status", status, new LocatorAssertionsToHaveAttributeOptions { Timeout = ChangeWithin });

    private static string? Text(System.Text.Json.JsonElement one, string name) =>
        one.GetProperty(name).GetString();

    private static string ClockWrongBy(TimeSpan shift) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          const Right = Date;
          const shift = {{shift.TotalMilliseconds}};
          window.rightNow = () => Right.now();
          window.Date = class extends Right {
            constructor(...parts) {
                if (parts.length === 0) super(Right.now() + shift);
                else super(...parts);
            }
            static now() { return Right.now() + shift; }
          };
        }
        """);

    private static Task<double> HoursWrongAsync(IPage page) =>
        page.EvaluateAsync<double>("(Date.now() - window.rightNow()) / 3600000");

    /// <summary>Reads <c>mm:ss</c>, <c>h h mm</c>, <c>d j h h</c>, with a plus sign when late.</summary>
    private static double Seconds(string text)
    {
        var late = text.StartsWith('+');
        var parts = text.TrimStart('+')
            .Split([' ', '\u00a0', ':', 'h', 'j'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture))
            .ToArray();
        double seconds = text.Contains(':', StringComparison.Ordinal) ? parts[0] * 60 + parts[1]
            : text.Contains('j', StringComparison.Ordinal) ? parts[0] * 86_400 + parts[1] * 3_600
            : parts[0] * 3_600 + parts[1] * 60;
        return late ? -seconds : seconds;
    }

    /// <summary>What is cut off below the last unit shown, and two seconds for the way.</summary>
    private static double Tolerance(string text) => 2
        + (text.Contains(':', StringComparison.Ordinal) ? 1
            : text.Contains('j', StringComparison.Ordinal) ? 3_600 : 60);
}
