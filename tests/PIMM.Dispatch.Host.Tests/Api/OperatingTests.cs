using System.Net;
using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>What an operator and a browser are told beside the content.</summary>
public sealed class OperatingTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Theory]
    [InlineData("/livez", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/api/session", HttpStatusCode.Unauthorized)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    public async Task Every_answer_protects_the_browser(string path, HttpStatusCode status)
    {
        using var answer = await node.Rig.Stranger().Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Readiness_names_its_parts()
    {
        var ready = await node.Rig.Stranger().GetAsync("/readyz");

        Assert.True((bool)ready["ready"]!);
        Assert.Equal(
            ["journal", "territories", "inbox", "screens", "dicom", "clock", "accounts", "alerts"],
            ready["parts"]!.AsArray().Select(part => (string)part!["name"]!));
    }

    [Fact]
    public async Task Metrics_are_text_that_a_scraper_reads()
    {
        await node.Rig.ImagesArriveAsync("1.2.800");

        var text = await node.Rig.Stranger().Http.GetStringAsync("/metrics");

        Assert.Contains("# TYPE pimm_turns_executed_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("pimm_cases_open{territory=\"hainaut-cambresis\"}", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Matches("^(# TYPE \\w+ \\w+|\\w+(\\{[^}]*\\})? [-+0-9.Ee]+)$", line);
    }

    [Fact]
    public async Task No_log_line_ever_names_a_patient()
    {
        await using var rig = await NodeRig.StartAsync();
        var (requester, reader) = (await rig.AsAsync("requester"), await rig.AsAsync("reader"));
        await requester.PostAsync("/api/requests", CaseLifeTests.Request(accession: "ACC-9"));
        await CaseLifeTests.SignedAsync(rig, reader, "1.2.801");
        await reader.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases?q=fictive");
        await reader.PostAsync("/api/requests", new { patient = new { familyName = "FICTIVE" } });

        Assert.NotEmpty(rig.Log.Lines);
        Assert.DoesNotContain(rig.Log.Lines, line =>
            line.Text.Contains("FICTI", StringComparison.OrdinalIgnoreCase)
            || line.Text.Contains("ACC-9", StringComparison.Ordinal)
            || line.Text.Contains("IPP-", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Log.Lines, line => line.Level >= LogLevel.Error);
    }
}
