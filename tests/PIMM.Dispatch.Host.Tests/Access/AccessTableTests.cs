using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Tests.Api;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Access;

/// <summary>
/// Every route and every hub method of a running node, as every role: let in exactly where the table says so.
/// </summary>
public sealed class AccessTableTests
{
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Roles =
        ["regulator", "reader", "coordinator", "requester", "technologist", "quality", "administrator",
            "provider", "integration"];

    [Fact]
    public void The_table_has_a_line_for_every_operation()
    {
        foreach (var operation in Enum.GetValues<Operation>())
            Assert.Contains(Enum.GetValues<Role>(), role => AccessTable.Of(role, operation) != Scope.None);
    }

    [Theory]
    [InlineData(Role.Administrator, Operation.ReadCase)]
    [InlineData(Role.Administrator, Operation.ReadWallboard)]
    [InlineData(Role.Administrator, Operation.ReadStatistics)]
    [InlineData(Role.Administrator, Operation.JoinWallboard)]
    [InlineData(Role.Quality, Operation.SeePatient)]
    [InlineData(Role.Technologist, Operation.SeeReport)]
    [InlineData(Role.Requester, Operation.Accept)]
    [InlineData(Role.Reader, Operation.AcknowledgeReport)]
    [InlineData(Role.Reader, Operation.ReadQuarantine)]
    [InlineData(Role.Provider, Operation.Claim)]
    [InlineData(Role.Provider, Operation.JoinReader)]
    [InlineData(Role.Provider, Operation.Externalise)]
    [InlineData(Role.Integration, Operation.SeePatient)]
    [InlineData(Role.Integration, Operation.LiftFlag)]
    [InlineData(Role.Integration, Operation.ReadTerritory)]
    [InlineData(Role.Reader, Operation.FlagCase)]
    [InlineData(Role.Coordinator, Operation.FlagCase)]
    public void Some_things_are_never_for_some_roles(Role role, Operation operation) =>
        Assert.Equal(Scope.None, AccessTable.Of(role, operation));

    [Fact]
    public async Task Every_route_bears_exactly_one_mark_and_every_hub_method_names_its_operations()
    {
        await using var rig = await NodeRig.StartAsync();
        foreach (var route in Routes(rig))
        {
            var marks = route.Metadata.Count(mark => mark is OpenToAll or SignedIn or Requires);
            Assert.True(marks == 1, $"{route.RoutePattern.RawText} has {marks} marks");
        }
        foreach (var method in HubMethods())
            Assert.NotEmpty(method.GetCustomAttribute<HubOperationAttribute>()?.Operations ?? []);
    }

    [Fact]
    public async Task Without_a_session_only_what_is_open_answers()
    {
        await using var rig = await NodeRig.StartAsync();
        var stranger = rig.Stranger();
        foreach (var (method, path, route) in Calls(rig, "x.1"))
        {
            using var answer = await CallAsync(stranger, method, path);
            if (route.Metadata.GetMetadata<OpenToAll>() is null)
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized,
                    $"{method} {path}: {answer.StatusCode}");
        }
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(
            () => WireClient.ConnectAsync(rig.Address, "pimm-session=forged"));
    }

    [Fact]
    public async Task Every_route_lets_in_exactly_the_roles_of_the_table()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.100");
        foreach (var role in Roles)
        {
            var person = await rig.AsAsync(role);
            foreach (var (method, path, route) in Calls(rig, id))
            {
                if (route.Metadata.GetMetadata<Requires>() is not { } requires || path.Contains("{action}"))
                    continue;
                using var answer = await CallAsync(person, method, path);
                Compare(role, requires.Operations, answer.StatusCode, $"{method} {path}");
            }
            foreach (var action in CaseActions.All)
            {
                using var answer = await CallAsync(person, "POST", $"/api/cases/{id}/{action.Name}");
                Compare(role, [action.Operation], answer.StatusCode, action.Name);
            }
        }
    }

    [Fact]
    public async Task Every_hub_method_lets_in_exactly_the_roles_of_the_table()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.101");
        foreach (var role in Roles)
        {
            var screen = await (await rig.AsAsync(role)).ConnectAsync();
            foreach (var kind in Enum.GetValues<ViewKind>())
            {
                var refused = await ErrorOfAsync(() => screen.InvokeAsync(
                    "Join", new { territory = NodeRig.Hainaut, view = Words.Of(kind) }));
                Assert.Equal(Allows(role, ScreenPage.OperationOf(kind)),
                    refused?.StartsWith("forbidden", StringComparison.Ordinal) != true);
            }
            foreach (var action in CaseActions.All)
            {
                var acted = await screen.InvokeAsync(
                    "Act", new { caseId = id, action = action.Name, commandId = "k" });
                Assert.Equal(Allows(role, action.Operation), (string?)acted!["code"] != "forbidden");
            }
            var heard = await screen.InvokeAsync("Acknowledge", new { noticeId = id + "#999" });
            Assert.Equal(Allows(role, Operation.AcknowledgeNotice), (string?)heard!["code"] != "forbidden");
        }
    }

    [Fact]
    public async Task A_route_without_a_mark_is_closed_to_everybody()
    {
        await using var rig = await NodeRig.StartAsync();
        var forgotten = new RouteEndpoint(
            _ => throw new InvalidOperationException("was let in"),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/forgotten"), 0, null, null);
        var account = NodeRig.AccountOf("all", Role.Reader,
            NodeRig.Hainaut) with { Roles = [.. Enum.GetValues<Role>()] };
        var context = new DefaultHttpContext { RequestServices = rig.Services,
            Response = { Body = new MemoryStream() } };
        context.SetEndpoint(forgotten);
        context.Features.Set(
            new Host.Sessions.Caller(new Host.Sessions.Session("s", "all", default, default), account));

        await AccessFilter.InvokeAsync(context, forgotten.RequestDelegate!);

        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
    }

    [Fact]
    public async Task What_belongs_to_another_territory_or_hospital_is_not_there()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.102", establishment: "fourmies");
        foreach (var user in new[] { "regulator.centre", "reader.centre", "coordinator.centre", "requester" })
        {
            var person = await rig.AsAsync(user);
            foreach (var path in new[] { $"/api/cases/{id}", $"/api/cases/{id}/timeline" })
                using (var answer = await person.Http.GetAsync(path))
                    Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        var foreigner = await rig.AsAsync("regulator.centre");
        foreach (var part in new[]
            { "", "/cases", "/wallboard", "/statistics", "/orphans", "/roster", "/equity", "/forecast" })
            using (var answer = await foreigner.Http.GetAsync($"/api/territories/{NodeRig.Hainaut}{part}"))
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var (acted, _) = await foreigner.PostAsync($"/api/cases/{id}/cancel", new { reason = "x" });
        Assert.Equal(HttpStatusCode.NotFound, acted);
        var screen = await foreigner.ConnectAsync();
        var refused = await Assert.ThrowsAsync<HubCallException>(
            () => screen.InvokeAsync("Join", new { territory = NodeRig.Hainaut, view = "reader" }));
        Assert.Contains("not-found", refused.Message, StringComparison.Ordinal);
        var (opened, _) = await (await rig.AsAsync("requester")).PostAsync("/api/requests", new
        {
            territory = NodeRig.Hainaut, establishment = "fourmies", urgency = "urgent", modality = "CT",
            region = "head", patient = new { familyName = "FICTIVE" },
        });
        Assert.Equal(HttpStatusCode.NotFound, opened);
    }

    [Fact]
    public async Task A_provider_sees_the_cases_that_were_sent_to_it_and_no_others()
    {
        await using var rig = await NodeRig.StartAsync();
        var (sent, kept) = (await rig.ImagesArriveAsync("1.2.105"), await rig.ImagesArriveAsync("1.2.106"));
        await rig.PassAsync(TimeSpan.FromSeconds(11));
        await (await rig.AsAsync("coordinator")).ActAsync(
            sent, "externalise", new { provider = "societe-externe", reason = "essai" });
        var provider = await rig.AsAsync("provider");
        var listed = (await provider.GetAsync($"/api/territories/{NodeRig.Hainaut}/cases")).AsArray();
        Assert.Equal([sent], listed.Select(one => (string?)one!["id"]));
        Assert.Equal("FICTIF", (string?)listed[0]!["patient"]!["familyName"]);
        using (var answer = await provider.Http.GetAsync($"/api/cases/{kept}"))
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var given = await provider.ActAsync(sent, "decline", new { reason = "images illisibles" });
        Assert.Equal(("to-read", null), ((string?)given["status"], given["patient"]));
        using (var answer = await provider.Http.GetAsync($"/api/cases/{sent}"))
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_sees_more_of_a_case_than_the_role_allows()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await CaseLifeTests.SignedAsync(rig, await rig.AsAsync("reader"), "1.2.103");
        var list = $"/api/territories/{NodeRig.Hainaut}/cases";

        var full = await (await rig.AsAsync("requester")).GetAsync($"/api/cases/{id}");
        Assert.Equal("FICTIF", (string?)full["patient"]!["familyName"]);
        Assert.NotNull(full["report"]);
        var technologist = await (await rig.AsAsync("technologist")).GetAsync($"/api/cases/{id}");
        Assert.NotNull(technologist["patient"]);
        Assert.Null(technologist["report"]);
        foreach (var path in new[] { $"/api/cases/{id}", list, $"/api/cases/{id}/timeline" })
        {
            var seen = (await (await rig.AsAsync("quality")).GetAsync(path)).ToJsonString(Readable);
            Assert.DoesNotContain("FICTIF", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("IPP-1.2.103", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("Examen normal", seen, StringComparison.Ordinal);
        }
        Assert.Empty((await (await rig.AsAsync("quality")).GetAsync(list + "?q=fictif")).AsArray());
    }

    [Fact]
    public async Task The_wall_knows_no_patient_and_no_names_of_readers()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        await rig.ImagesArriveAsync("1.2.104");
        var (_, _) = await (await rig.AsAsync("requester")).PostAsync(
            "/api/requests", CaseLifeTests.Request(accession: "ACC-104"));
        var person = await rig.AsAsync("coordinator");
        var wall = await person.Http.GetStringAsync($"/api/territories/{NodeRig.Hainaut}/wallboard");
        var screen = await person.JoinAsync("wallboard");
        var snapshot = (await screen.NextAsync("Snapshot")).ToJsonString(Readable);

        foreach (var shown in new[] { wall, snapshot })
        {
            Assert.Contains("Scanner cérébral", shown, StringComparison.Ordinal);
            foreach (var secret in new[] { "FICTIF", "FICTIVE", "IPP-", "ACC-104", "Céphalée", "Dr Démo",
                "1960-02-03" })
                Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<RouteEndpoint> Routes(NodeRig rig) => rig.Services
        .GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Distinct();

    private static IEnumerable<(string Method, string Path, RouteEndpoint Route)> Calls(NodeRig rig,
        string caseId) =>
        from route in Routes(rig)
        let path = "/" + route.RoutePattern.RawText!.TrimStart('/')
        where !path.StartsWith("/hubs", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, path
            .Replace("{territory}", NodeRig.Hainaut, StringComparison.Ordinal)
            .Replace("{id}", caseId, StringComparison.Ordinal)
            .Replace("{studyInstanceUid}", "1.2.3", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal), route);

    private static async Task<HttpResponseMessage> CallAsync(Person person, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Headers.Add("Idempotency-Key", "walk");
            request.Content = JsonContent.Create(new { });
        }
        return await person.Http.SendAsync(request);
    }

    /// <summary>
    /// Whoever is let in may still be told that the body is wrong or the case elsewhere; never that it is
    /// forbidden.
    /// </summary>
    private static void Compare(string role, IReadOnlyList<Operation> operations, HttpStatusCode status,
        string what)
    {
        var allowed = operations.Any(operation => Allows(role, operation));
        Assert.NotEqual(HttpStatusCode.Unauthorized, status);
        Assert.True((int)status < 500, $"{role} {what}: {status}");
        Assert.True(allowed != (status == HttpStatusCode.Forbidden),
            $"{role} {what}: {status}, allowed: {allowed}");
    }

    private static bool Allows(string role, Operation operation) =>
        Words.TryParse<Role>(role, out var known) && AccessTable.Of(known, operation) != Scope.None;

    private static IEnumerable<MethodInfo> HubMethods() => typeof(DispatchHub)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.GetBaseDefinition().DeclaringType != typeof(Hub));

    private static async Task<string?> ErrorOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (HubCallException error)
        {
            // SignalR puts a sentence of its own before ours.
            var start = error.Message.IndexOf("HubException: ", StringComparison.Ordinal);
            return start < 0 ? error.Message : error.Message[(start + "HubException: ".Length)..];
        }
    }
}
