using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Sessions;

/// <summary>What another site's page could make a browser send changes nothing.</summary>
public sealed class OriginTests
{
    [Theory]
    [InlineData("POST", "/api/requests")]
    [InlineData("POST", "/api/cases/hainaut-cambresis.1/claim")]
    [InlineData("PUT", "/api/me/presence")]
    [InlineData("POST", "/api/territories/hainaut-cambresis/duties")]
    [InlineData("POST", "/api/territories/hainaut-cambresis/orphans/1.2/open")]
    [InlineData("POST", "/api/session")]
    [InlineData("DELETE", "/api/session")]
    [InlineData("POST", "/hubs/dispatch/negotiate?negotiateVersion=1")]
    public async Task A_call_from_a_foreign_page_is_refused(string method, string path)
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.AsAsync("regulator");
        foreach (var (header, value) in new[]
                 {
                     ("Origin", "https://evil.example"), ("Origin", "null"),
                         ("Origin", "http://127.0.0.1.evil.example"),
                     ("Origin", $"http://127.0.0.1:{rig.Address.Port + 1}"), ("Sec-Fetch-Site", "cross-site"),
                     ("Sec-Fetch-Site", "same-site"),
                 })
        {
            using var answer = await SendAsync(person, method, path, "application/json", (header, value));
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden,
                $"{header} {value}: {answer.StatusCode}");
            Assert.Contains("foreign-origin", await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }
        await person.GetAsync("/api/session");
    }

    [Fact]
    public async Task A_form_of_a_foreign_page_is_refused_even_without_an_origin()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.AsAsync("regulator");

        using var answer = await SendAsync(person, "POST", "/api/requests", "text/plain");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Our_own_page_and_a_program_may_act()
    {
        await using var rig = await NodeRig.StartAsync(("Web:Origins", "https://pimm.example"));
        var person = await rig.AsAsync("regulator");
        foreach (var origin in new[] { rig.Address.GetLeftPart(UriPartial.Authority),
            "https://pimm.example" })
            using (var answer =
                await SendAsync(person, "POST", "/api/requests", "application/json", ("Origin", origin)))
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var program = await SendAsync(person, "POST", "/api/requests", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, program.StatusCode);
    }

    [Fact]
    public async Task The_hub_is_closed_to_a_foreign_page_and_open_to_ours()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.AsAsync("reader");

        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(
            () => WireClient.ConnectAsync(rig.Address, person.Cookie, "https://evil.example"));
        await using var ours = await WireClient.ConnectAsync(
            rig.Address, person.Cookie, rig.Address.GetLeftPart(UriPartial.Authority));
        await ours.InvokeAsync("Join", new { territory = NodeRig.Hainaut, view = "reader" });
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Person person, string method, string path, string contentType,
            params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new StringContent("{}", Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await person.Http.SendAsync(request);
    }
}
