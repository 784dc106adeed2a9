using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>
/// Bodies that no client of ours sends are refused quickly, in French, with a code, and change nothing.
/// </summary>
public sealed class HostileBodyTests(SharedNode node) : IClassFixture<SharedNode>
{
    private const string Start =
        """{"territory":"hainaut-cambresis","establishment":"denain","urgency":"urgent",""" +
        """ "modality":"CT","region":"head" """;

    public static TheoryData<string, string> Bodies => new()
    {
        { "not json", "{" },
        { "nothing", "" },
        { "null", "null" },
        { "a list", "[]" },
        { "unknown field", Start + ""","patient":{"familyName":"X"},"isAdministrator":true}""" },
        { "prototype", Start + ""","patient":{"familyName":"X"},"__proto__":{"a":1}}""" },
        { "twice the same", Start + ""","urgency":"vital","patient":{"familyName":"X"}}""" },
        { "huge number", Start + ""","weightKg":1e400,"patient":{"familyName":"X"}}""" },
        { "fraction", Start + ""","weightKg":70.5,"patient":{"familyName":"X"}}""" },
        { "number as text", Start + ""","weightKg":"70","patient":{"familyName":"X"}}""" },
        { "negative", Start + ""","weightKg":-1,"patient":{"familyName":"X"}}""" },
        { "no patient", Start + "}" },
        { "null patient", Start + ""","patient":null}""" },
        { "empty name", Start + ""","patient":{"familyName":"  "}}""" },
        { "control character", Start + ""","patient":{"familyName":"X\u0000"}}""" },
        { "lone surrogate", Start + ""","patient":{"familyName":"\ud800"}}""" },
        { "long name", Start + ",\"patient\":{\"familyName\":\"" + new string('X', 65) + "\"}}" },
        { "bad date", Start + ""","patient":{"familyName":"X","birthDate":"1970-02-30"}}""" },
        { "bad sex", Start + ""","patient":{"familyName":"X","sex":"Q"}}""" },
        { "bad ins", Start + ""","patient":{"familyName":"X","ins":"12"}}""" },
        { "trailing comma", Start + ""","patient":{"familyName":"X"},}""" },
        { "comment", "/* */" + Start + ""","patient":{"familyName":"X"}}""" },
        { "unknown word", Start.Replace("\"urgent\"", "\"now\"",
            StringComparison.Ordinal) + ""","patient":{"familyName":"X"}}""" },
        { "deep", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) },
        { "deep inside", Start + ",\"patient\":" + new string('[', 33) + new string(']', 33) + "}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_not_ours_is_refused(string what, string body)
    {
        var requester = await node.Rig.AsAsync("requester");
        var started = Stopwatch.GetTimestamp();

        var (status, problem) =
            await SendAsync(requester, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.True(status == HttpStatusCode.BadRequest, $"{what}: {status}");
        Assert.NotEmpty((string)problem["code"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), what);
        Assert.Empty((await requester.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")).AsArray());
    }

    [Fact]
    public async Task A_body_may_have_its_limit_and_not_one_byte_more()
    {
        await using var rig = await NodeRig.StartAsync(("Web:BodyBytesMax", "2048"));
        var requester = await rig.AsAsync("requester");
        var body = Start + ",\"patient\":{\"familyName\":\"FICTIVE\"}}";

        var (fits, _) = await SendAsync(requester, Json(body.PadRight(2048)));
        var (tooLong, problem) = await SendAsync(requester, Json(body.PadRight(2049)));

        Assert.Equal(HttpStatusCode.Created, fits);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong);
        Assert.Equal("body-too-large", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_compressed_body_is_not_unpacked()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(new byte[10_000_000]);
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        var (status, problem) = await SendAsync(await node.Rig.AsAsync("requester"), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("body-not-json", (string?)problem["code"]);
    }

    [Fact]
    public async Task Another_content_is_refused()
    {

        var (status, problem) = await SendAsync(
            await node.Rig.AsAsync("requester"),
                new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("body-not-json", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("/api/cases/hainaut-cambresis.0x1")]
    [InlineData("/api/cases/hainaut-cambresis.99999999999999999999")]
    [InlineData("/api/cases/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/cases/'%20or%201=1--")]
    [InlineData("/api/cases/%0d%0aSet-Cookie:x")]
    [InlineData("/api/territories/%F0%9F%92%A9/cases")]
    [InlineData("/api/nothing")]
    public async Task An_address_of_nothing_is_not_found(string path)
    {

        using var answer = await (await node.Rig.AsAsync("reader")).Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Another_method_is_refused_with_a_problem()
    {

        var (status, problem) =
            await (await node.Rig.AsAsync("reader")).SendAsync(HttpMethod.Delete, "/api/territories");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Equal("method-not-allowed", (string?)problem!["code"]);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<(HttpStatusCode Status, JsonNode Problem)> SendAsync(Person person,
        HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests") { Content = body };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await person.Http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
