using Microsoft.Playwright;
using Xunit;

namespace PIMM.Dispatch.WebE2e;

/// <summary>One demonstration and one browser for all tests: people sign in to the same evening.</summary>
public sealed class Evening : IAsyncLifetime
{
    private const string Password = "demo";

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private HostProcess host = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        host = await HostProcess.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium", Args = BrowserArguments,
        });
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await host.DisposeAsync();
    }

    /// <summary>A person at a browser of its own, signed in.</summary>
    /// <param name="script">Runs before the page's own scripts.</param>
    public async Task<Person> SignInAsync(
        string user, ViewportSize? screen = null, string? script = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Address.ToString(), Locale = "fr-FR", TimezoneId = "Europe/Paris",
            ViewportSize = screen ?? new ViewportSize { Width = 1600, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce, ColorScheme = ColorScheme.Dark,
        });
        if (script is not null)
            await context.AddInitScriptAsync(script);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByTestId("sign-in-user").FillAsync(user);
        await page.GetByTestId("sign-in-password").FillAsync(Password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.GetByTestId("user-menu").WaitForAsync();
        return new Person(context, page);
    }
}

/// <summary>A signed-in person.</summary>
public sealed class Person(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page { get; } = page;

    /// <summary>A case as the API shows it to this person.</summary>
    public async Task<System.Text.Json.JsonElement> CaseAsync(string id)
    {
        var response = await context.APIRequest.GetAsync($"/api/cases/{id}");
        Assert.True(response.Ok, $"GET /api/cases/{id} gave {response.Status}");
        return (await response.JsonAsync())!.Value;
    }

    /// <summary>Leaves a picture of the screen for people to look at.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Places.Picture(name), Animations = ScreenshotAnimations.Disabled,
    });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
