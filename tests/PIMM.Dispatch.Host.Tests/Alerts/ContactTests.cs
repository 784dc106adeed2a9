using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>What a person says of how to be reached is that person's, and goes when it says so.</summary>
public sealed class ContactTests
{
    [Fact]
    public async Task Contacts_are_shown_without_the_number_and_removed_for_good()
    {
        await using var rig = await AlertRig.StartAsync();
        var person = await rig.ReachableAsync();
        var contacts = (await person.GetAsync("/api/me/alerts"))["contacts"]!.AsArray();
        Assert.Equal(["push", "text", "voice"], contacts.Select(one => (string?)one!["channel"]));
        Assert.Equal("+33 ••• 42", (string?)contacts[1]!["label"]);

        foreach (var contact in contacts)
        {
            var (status, _) = await person.SendAsync(
                HttpMethod.Delete, $"/api/me/contacts/{(string)contact!["id"]!}");
            Assert.Equal(HttpStatusCode.NoContent, status);
        }

        Assert.Empty((await person.GetAsync("/api/me/alerts"))["contacts"]!.AsArray());
        Assert.DoesNotContain(
            "3360000", await File.ReadAllTextAsync(ContactsPath(rig)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_is_for_nobody_else_and_is_read_again()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();

        var again = ContactsFile.Read(ContactsPath(rig));

        Assert.Equal(3, again.Count);
        Assert.Equal("+33600000042", again.First(one => one.Channel == AlertChannel.Text).Number);
        Assert.Equal(rig.Browser.Endpoint, again.First(one => one.Push is not null).Push!.Endpoint);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ContactsPath(rig)));
    }

    [Theory]
    [InlineData("""{"channel":"text"}""", "field-missing")]
    [InlineData("""{"channel":"text","number":"0600000042"}""", "field-invalid")]
    [InlineData("""{"channel":"voice","number":"+33 6 00 00 00 42 77 77 77"}""", "field-invalid")]
    [InlineData("""{"channel":"voice","number":"+33x"}""", "field-invalid")]
    [InlineData("""{"channel":"pager","number":"+33600000042"}""", "field-invalid")]
    [InlineData("""{"channel":"push"}""", "field-missing")]
    [InlineData("""{"channel":"push","push":{"endpoint":"https://127.0.0.1/","key":"AA","secret":"AA"}}""",
        "field-invalid")]
    public async Task What_is_no_contact_is_refused(string body, string code)
    {
        await using var rig = await AlertRig.StartAsync();
        var (status, problem) = await (await rig.Node.AsAsync("reader")).PostAsync(
            "/api/me/contacts", System.Text.Json.Nodes.JsonNode.Parse(body));

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (string?)problem!["code"]));
    }

    [Fact]
    public async Task One_number_per_channel_and_a_few_browsers_the_oldest_gives_way()
    {
        await using var rig = await AlertRig.StartAsync();
        var person = await rig.Node.AsAsync("reader");
        await AlertRig.AddAsync(person, new { channel = "text", number = "+33600000001" });
        await AlertRig.AddAsync(person, new { channel = "text", number = "+33600000002" });
        var ids = new List<string>();
        for (var count = 0; count <= ContactDirectory.BrowsersMax; count++)
        {
            rig.Node.Clock.Advance(TimeSpan.FromSeconds(1));
            using var browser = new Browser(rig.Push.Address);
            ids.Add(await AlertRig.AddAsync(person, browser.Subscription));
        }
        ids.Add(await AlertRig.AddAsync(person, rig.Browser.Subscription));
        ids.Add(await AlertRig.AddAsync(person, rig.Browser.Subscription));

        var contacts = (await person.GetAsync("/api/me/alerts"))["contacts"]!.AsArray();
        Assert.Single(contacts, one => (string?)one!["channel"] == "text");
        var browsers = contacts.Where(one => (string?)one!["channel"] == "push")
            .Select(one => (string)one!["id"]!).ToList();
        Assert.Equal(ContactDirectory.BrowsersMax, browsers.Count);
        Assert.Contains(ids[^1], browsers);
        Assert.DoesNotContain(ids[^2], browsers);
        Assert.DoesNotContain(ids[0], browsers);
    }

    [Fact]
    public async Task Contact_of_another_person_does_not_exist()
    {
        await using var rig = await AlertRig.StartAsync();
        var id = await AlertRig.AddAsync(
            await rig.Node.AsAsync("reader"), new { channel = "text", number = AlertRig.Number });
        var other = await rig.Node.AsAsync("other");

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.SendAsync(HttpMethod.Delete, $"/api/me/contacts/{id}")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound, (await other.PostAsync($"/api/me/contacts/{id}/test")).Status);
        Assert.Equal(0, rig.Gateway.Waiting);
    }

    [Fact]
    public async Task Test_goes_all_the_way_shows_its_result_and_has_a_limit()
    {
        await using var rig = await AlertRig.StartAsync();
        var person = await rig.Node.AsAsync("reader");
        var text = await AlertRig.AddAsync(person, new { channel = "text", number = AlertRig.Number });
        var push = await AlertRig.AddAsync(person, rig.Browser.Subscription);
        rig.Gateway.Answers.Enqueue(500);

        var (_, bad) = await person.PostAsync($"/api/me/contacts/{text}/test");
        Assert.Equal((false, "http-500"), ((bool)bad!["sent"]!, (string?)bad["code"]));
        Assert.Equal("test", (string?)(await rig.Gateway.NextAsync()).Json["kind"]);
        var (tooSoon, problem) = await person.PostAsync($"/api/me/contacts/{text}/test");
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "test-too-soon"), (tooSoon, (string?)problem!["code"]));
        var (_, good) = await person.PostAsync($"/api/me/contacts/{push}/test");
        Assert.True((bool)good!["sent"]!);
        Assert.Contains(
            "essai", (string)rig.Browser.Read(await rig.Push.NextAsync())["text"]!, StringComparison.Ordinal);

        rig.Node.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await person.PostAsync($"/api/me/contacts/{text}/test")).Status);
        var mine = await person.GetAsync("/api/me/alerts");
        Assert.All(mine["contacts"]!.AsArray(), one => Assert.Equal("works", (string?)one!["state"]));
        Assert.Equal(
            ["tested", "tested", "test-failed"],
            mine["lines"]!.AsArray().Select(line => (string?)line!["what"]));
    }

    [Fact]
    public async Task Coordinator_sees_who_can_be_reached_and_no_number()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.Node.OnDutyAsync("radiologue1");
        var reader = await rig.Node.AsAsync("reader");
        var id = await AlertRig.AddAsync(reader, new { channel = "text", number = AlertRig.Number });
        await reader.PostAsync($"/api/me/contacts/{id}/test");

        var quality = await rig.Node.AsAsync("quality");
        var page = await quality.GetAsync("/api/territories/hainaut-cambresis/alerts");
        var people = page["people"]!.AsArray();

        Assert.DoesNotContain("3360000", page.ToJsonString(), StringComparison.Ordinal);
        var one = people.Single(person => (string?)person!["account"] == "reader")!;
        Assert.True((bool)one["reachable"]!);
        Assert.Equal(
            (string?)(await reader.GetAsync("/api/me/alerts"))["nextDutyAt"], (string?)one["nextDutyAt"]);
        Assert.NotNull((string?)one["nextDutyAt"]);
        Assert.Equal("works", (string?)one["channels"]![0]!["state"]);
        Assert.False((bool)people[0]!["reachable"]!);
        Assert.DoesNotContain(
            people, person => ((string)person!["account"]!).EndsWith(".centre", StringComparison.Ordinal));
        var line = Assert.Single(
            (await quality.GetAsync("/api/territories/hainaut-cambresis/alerts?account=reader"))["lines"]!
                .AsArray());
        Assert.Equal("tested", (string?)line!["what"]);
        Assert.Empty(
            (await quality.GetAsync("/api/territories/hainaut-cambresis/alerts?account=other"))["lines"]!
                .AsArray());
    }

    [Fact]
    public async Task Without_a_gateway_that_is_said_plainly()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.AsAsync("reader");
        var id = await AlertRig.AddAsync(person, new { channel = "text", number = AlertRig.Number });

        var channels = (await person.GetAsync("/api/me/alerts"))["channels"]!.AsArray();
        Assert.Equal(["push"], channels.Select(channel => (string?)channel));
        var (_, result) = await person.PostAsync($"/api/me/contacts/{id}/test");
        Assert.Equal("not-configured", (string?)result!["code"]);
    }

    [Fact]
    public async Task Whoever_has_no_account_any_more_is_kept_nowhere()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await AlertRig.AddAsync(
            await rig.Node.AsAsync("reader"), new { channel = "text", number = AlertRig.Number });
        var left = AccountsFile.Read(rig.Node.AccountsPath).Where(account => account.User != "coordinator");
        AccountsFile.Write(rig.Node.AccountsPath, left);
        rig.Node.Clock.Advance(TimeSpan.FromSeconds(2));

        var anew = ActivatorUtilities.CreateInstance<ContactDirectory>(rig.Node.Services);

        Assert.Equal("reader", Assert.Single(anew.All).User);
        Assert.Equal("reader", Assert.Single(ContactsFile.Read(ContactsPath(rig))).User);
    }

    private static string ContactsPath(AlertRig rig) =>
        Path.Combine(Path.GetDirectoryName(rig.Node.AccountsPath)!, "contacts.json");
}
