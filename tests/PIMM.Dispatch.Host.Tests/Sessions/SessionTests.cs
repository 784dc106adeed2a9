using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_says_who_is_signed_in_and_what_is_seen()
    {
        await using var rig = await NodeRig.StartAsync();

        var who = await (await rig.AsAsync("requester")).GetAsync("/api/session");

        Assert.Equal("requester", (string?)who["user"]);
        Assert.Equal("requester", (string?)who["roles"]![0]);
        Assert.Equal("hainaut-cambresis", (string?)who["territories"]![0]);
        Assert.Equal("hainaut-cambresis/denain", (string?)who["establishments"]![0]);
        Assert.False((bool)who["demonstration"]!);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        await using var rig = await NodeRig.StartAsync();
        using var answer = await rig.Stranger().Http.PostAsJsonAsync(
            "/api/session", new { user = "reader", password = NodeRig.Password });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("reader", "wrong")]
    [InlineData("nobody", NodeRig.Password)]
    [InlineData("regulateur", "demo")]
    [InlineData("READER", NodeRig.Password)]
    public async Task Nobody_comes_in_with_another_name_or_password(string user, string password)
    {
        await using var rig = await NodeRig.StartAsync();

        using var answer = await rig.Stranger().Http.PostAsJsonAsync("/api/session", new { user, password });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("sign-in-failed", (string?)problem["code"]);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task After_signing_out_the_copied_cookie_is_worth_nothing_and_the_hub_is_closed()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.SignInAsync("reader");
        var cookie = person.Cookie;
        var screen = await person.JoinAsync("reader");

        using var signedOut = await person.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        await screen.Closed.WaitAsync(NodeRig.Patience);
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        using var replayed = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, "/api/session"));
        replayed.Headers.Add("Cookie", cookie);
        using var answer = await rig.Stranger().Http.SendAsync(replayed);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_idle_session_ends_and_its_hub_connection_with_it()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.SignInAsync("reader");
        var screen = await person.JoinAsync("reader");

        rig.Clock.Advance(TimeSpan.FromHours(4));
        Assert.False(screen.Closed.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        await screen.Closed.WaitAsync(NodeRig.Patience);
    }

    [Fact]
    public async Task A_session_that_is_used_ends_all_the_same_after_its_longest_time()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.SignInAsync("reader");
        for (var hours = 0; hours < 15; hours += 3)
        {
            rig.Clock.Advance(TimeSpan.FromHours(3));
            await person.GetAsync("/api/session");
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(31));

        using var answer = await person.Http.GetAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_removed_account_is_out_within_seconds_on_its_open_connection_too()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.SignInAsync("reader");
        var screen = await person.JoinAsync("reader");

        AccountsFile.Write(rig.AccountsPath,
            AccountsFile.Read(rig.AccountsPath).Where(a => a.User != "reader"));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        await screen.Closed.WaitAsync(NodeRig.Patience);
    }

    [Fact]
    public async Task A_broken_accounts_file_signs_nobody_out()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.SignInAsync("reader");

        await File.WriteAllTextAsync(rig.AccountsPath, "[{");
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        await person.GetAsync("/api/session");
        using var ready = await person.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("InvalidDataException", await ready.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_for_the_pair_alone_and_ends_by_itself()
    {
        await using var rig = await NodeRig.StartAsync();
        var stranger = rig.Stranger();
        for (var attempt = 0; attempt < 5; attempt++)
            using (var failed = await GuessAsync(stranger, "reader", "wrong"))
                Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);

        using (var held = await GuessAsync(stranger, "reader", NodeRig.Password))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, held.StatusCode);
            Assert.NotNull(held.Headers.RetryAfter);
        }
        using (var other = await GuessAsync(stranger, "other", NodeRig.Password))
            Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await GuessAsync(stranger, "reader", NodeRig.Password);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task The_doctor_on_call_is_not_held_by_what_strangers_do()
    {
        await using var rig = await NodeRig.StartAsync();
        var throttle = rig.Services.GetRequiredService<SignInThrottle>();
        var (home, hospital) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("198.51.100.7"));
        throttle.Succeeded(hospital, "doctor");

        for (var attempt = 0; attempt < 10_000; attempt++)
        {
            throttle.Failed(hospital, "stranger" + attempt);
            throttle.Failed(IPAddress.Parse($"203.0.113.{attempt % 250}"), "doctor");
        }

        Assert.Null(throttle.Wait(hospital, "doctor"));
        Assert.Null(throttle.Wait(home, "doctor"));
        Assert.NotNull(throttle.Wait(hospital, "stranger0"));
        Assert.NotNull(throttle.Wait(hospital, "a new name"));
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("192.0.2.1", null, false)]
    [InlineData("127.0.0.1", "192.0.2.1", false)]
    public void A_demonstration_account_is_for_this_machine_alone(string address, string? forwarded,
        bool accepted)
    {
        var account = NodeRig.AccountOf("demo", Role.Reader, NodeRig.Hainaut) with { Demonstration = true };
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        if (forwarded is not null)
            context.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(accepted, SessionCookie.IsAcceptedFrom(account, context));
        Assert.True(SessionCookie.IsAcceptedFrom(account with { Demonstration = false }, context));
    }

    [Fact]
    public async Task A_demonstration_has_an_account_for_each_role_and_for_each_reader()
    {
        await using var rig = await NodeRig.StartAsync(("Node:Demo", "true"));
        string[] users = ["regulateur", "coordination", "urgences", "manipulateur", "qualite", "admin"];
        foreach (var user in users.Concat(Enumerable.Range(1, 9).Select(number => $"radiologue{number}")))
            using (var answer = await GuessAsync(rig.Stranger(), user, "demo"))
                Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{user}: {answer.StatusCode}");

        var accounts = rig.Services.GetRequiredService<AccountDirectory>();
        var sixth = accounts.Find("radiologue6")!;
        Assert.Equal(2, sixth.Territories.Length);
        Assert.Equal(new ReaderId("radiologue6"), sixth.Reader);
        Assert.Equal("hainaut-cambresis", accounts.Find("urgences")!.Territories[0].Value);
    }

    private static Task<HttpResponseMessage> GuessAsync(Person person, string user, string password) =>
        person.Http.PostAsJsonAsync("/api/session", new { user, password });
}
