using System.Net;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>The roster as a coordinator writes it and as everybody of the territory reads it.</summary>
public sealed class RosterTests
{
    private const string Hainaut = $"/api/territories/{NodeRig.Hainaut}";
    private const string Centre = $"/api/territories/{NodeRig.Centre}";

    /// <summary>The evening after the tests' Wednesday.</summary>
    private const string Thursday = "equipe-soiree/2026-01-15/1830";

    private static readonly string[] NoSlot = ["x/2026-01-15/1830"];

    private static readonly DateTimeOffset ThursdayFrom = new(2026, 1, 15, 17, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_gap_is_filled_by_a_duty_and_opens_again_when_it_is_cancelled()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");

        Assert.NotEmpty(Gaps(await SlotAsync(coordinator)));
        var (planned, _) = await coordinator.PostAsync(
            $"{Hainaut}/duties", new { reader = "radiologue1", slot = Thursday });
        Assert.Equal(HttpStatusCode.OK, planned);

        var slot = await SlotAsync(coordinator);
        Assert.Empty(Gaps(slot));
        var span = Assert.Single(slot["spans"]!.AsArray())!;
        Assert.Equal(("published", "radiologue1"), ((string?)span["source"], (string?)span["by"]));
        Assert.Equal("2026-01-15T17:30:00Z", (string?)span["from"]);

        var duty = (string)span["duty"]!;
        var (without, _) = await coordinator.SendAsync(HttpMethod.Delete, $"{Hainaut}/duties/{duty}");
        Assert.Equal(HttpStatusCode.BadRequest, without);
        var (cancelled, _) = await coordinator.SendAsync(
            HttpMethod.Delete, $"{Hainaut}/duties/{duty}?reason=erreur");
        Assert.Equal(HttpStatusCode.NoContent, cancelled);
        Assert.NotEmpty(Gaps(await SlotAsync(coordinator)));
    }

    [Fact]
    public async Task A_gap_is_given_to_the_external_company_with_a_reason_and_taken_back()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        var act = new
        {
            provider = "societe-externe", slots = new[] { Thursday }, reason = "aucun radiologue",
        };

        var (given, _) = await coordinator.PostAsync($"{Hainaut}/gaps/external", act);
        Assert.Equal(HttpStatusCode.NoContent, given);
        var slot = await SlotAsync(coordinator);
        Assert.Empty(Gaps(slot));
        Assert.Equal(
            ("societe-externe", "aucun radiologue", "external"),
            ((string?)slot["provider"], (string?)slot["providerReason"],
                (string?)slot["spans"]![0]!["source"]));

        var (back, _) = await coordinator.PostAsync(
            $"{Hainaut}/gaps/take-back", new { act.slots, reason = "Dr Démo Un revient" });
        Assert.Equal(HttpStatusCode.NoContent, back);
        Assert.NotEmpty(Gaps(await SlotAsync(coordinator)));
        var (unknown, problem) = await coordinator.PostAsync(
            $"{Hainaut}/gaps/external", new { act.provider, slots = NoSlot, act.reason });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown);
        Assert.Equal("slot-unknown", (string?)problem!["code"]);
    }

    [Fact]
    public async Task A_reader_takes_over_now_and_says_why()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var other = await rig.AsAsync("other");
        var duty = (string)(await DutiesAsync(other)).Single()["id"]!;
        var path = $"{Hainaut}/duties/{duty}/take-over";

        var (forAnother, _) = await other.PostAsync(path, new { reason = "x", reader = "radiologue3" });
        Assert.Equal(HttpStatusCode.Forbidden, forAnother);
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        var (taken, reader) = await other.PostAsync(path, new { reason = "malade" }, "k");
        Assert.Equal(HttpStatusCode.OK, taken);
        Assert.True((bool)reader!["onDuty"]!);
        var (again, _) = await other.PostAsync(path, new { reason = "malade" }, "k");
        Assert.Equal(HttpStatusCode.OK, again);

        var duties = await DutiesAsync(other);
        Assert.Equal(
            [("radiologue1", true, null), ("radiologue2", false, duty)],
            duties.Select(one => ((string?)one["reader"], (bool)one["over"]!, (string?)one["inPlaceOf"])));
        Assert.Equal((string?)duties[0]["until"], (string?)duties[1]["from"]);
        var (late, problem) = await other.PostAsync(path, new { reason = "malade" });
        Assert.Equal(HttpStatusCode.Conflict, late);
        Assert.Equal("duty-is-over", (string?)problem!["code"]);
    }

    [Fact]
    public async Task Leave_refuses_a_duty_and_names_the_one_that_stands()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        await coordinator.PostAsync($"{Hainaut}/duties", new { reader = "radiologue1", slot = Thursday });

        var leave = new { reader = "radiologue1", from = ThursdayFrom, until = ThursdayFrom.AddDays(7) };
        var (recorded, absence) = await coordinator.PostAsync($"{Hainaut}/absences", leave);
        Assert.Equal(HttpStatusCode.OK, recorded);
        var roster = await RosterAsync(coordinator);
        Assert.Equal("absent", (string?)roster["conflicts"]!.AsArray().Single()!["kind"]);
        Assert.Equal((string?)absence!["id"], (string?)roster["absences"]!.AsArray().Single()!["id"]);

        var next = new { reader = "radiologue1", slot = "equipe-soiree/2026-01-16/1830" };
        var (refused, problem) = await coordinator.PostAsync($"{Hainaut}/duties", next);
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Equal("reader-absent", (string?)problem!["code"]);
        var (removed, _) = await coordinator.SendAsync(
            HttpMethod.Delete, $"{Hainaut}/absences/{(string?)absence["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, removed);
        var (accepted, _) = await coordinator.PostAsync($"{Hainaut}/duties", next);
        Assert.Equal(HttpStatusCode.OK, accepted);
    }

    [Fact]
    public async Task A_person_of_two_territories_is_on_duty_in_one_and_free_again_when_it_is_cancelled()
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator.centre");
        var until = ThursdayFrom.AddHours(4);
        var there = new PutOnDuty(new ReaderId("radiologue6"), DutyLine.Session, ThursdayFrom, until);
        const string touraine = "touraine-val-de-loire";

        var (put, _) = await coordinator.PostAsync(
            $"{Centre}/duties", new { reader = "radiologue6", line = "on-call", from = ThursdayFrom, until });
        Assert.Equal(HttpStatusCode.OK, put);
        var refused = await rig.SendAsync(ActorId.Roster, there, territory: touraine);
        Assert.Equal(
            Refusals.ReaderOnDutyElsewhere, Assert.IsType<Outcome.Refused>(refused).Refusal.Code);

        var duty = (string)(await DutiesAsync(coordinator, Centre)).Single()["id"]!;
        await coordinator.SendAsync(HttpMethod.Delete, $"{Centre}/duties/{duty}?reason=erreur");
        Assert.IsType<Outcome.Accepted>(await rig.SendAsync(ActorId.Roster, there, territory: touraine));
        var (elsewhere, problem) = await coordinator.PostAsync(
            $"{Centre}/duties", new { reader = "radiologue6", line = "on-call", from = ThursdayFrom, until });
        Assert.Equal(HttpStatusCode.Conflict, elsewhere);
        Assert.Equal("reader-on-duty-elsewhere", (string?)problem!["code"]);
    }

    [Fact]
    public async Task Counters_follow_the_duties_and_their_correction()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        await rig.PassAsync(TimeSpan.FromHours(13));
        var coordinator = await rig.AsAsync("coordinator");
        var duty = (await DutiesAsync(coordinator, Hainaut, rig.Clock.GetUtcNow().AddDays(-2))).Single();

        Assert.Equal((1, 0), await GardesAsync(coordinator));
        var (corrected, _) = await coordinator.PostAsync(
            $"{Hainaut}/duties/{(string?)duty["id"]}/correction", new
            {
                reader = "radiologue2", from = (string?)duty["from"], until = (string?)duty["until"],
                reason = "échange de dernière minute",
            });
        Assert.Equal(HttpStatusCode.NoContent, corrected);
        Assert.Equal((0, 1), await GardesAsync(coordinator));
        Assert.Equal((0, 0), await GardesAsync(coordinator, "?year=2026&month=2"));
    }

    [Fact]
    public async Task The_roster_names_holidays_and_lines_and_is_bounded()
    {
        await using var rig = await NodeRig.StartAsync();
        var reader = await rig.AsAsync("reader");

        var may = await reader.GetAsync(
            $"{Hainaut}/roster?from=2026-05-01T00:00:00Z&to=2026-05-31T00:00:00Z");
        Assert.Equal(
            ["Fête du travail", "Victoire 1945", "Ascension", "Lundi de Pentecôte"],
            may["holidays"]!.AsArray().Select(day => (string?)day!["name"]));
        Assert.Equal(
            ["equipe-jour", "equipe-soiree", "nuit-profonde", "scanner-programme"],
            may["lines"]!.AsArray().Select(line => (string?)line!["id"]).Order(StringComparer.Ordinal));
        foreach (var wrong in new[] { "?to=2020-01-01T00:00:00Z", "?from=0001-01-01T00:00:00Z",
            "?to=2026-12-31T00:00:00Z", "?from=9999-12-31T23:59:59Z" })
            using (var answer = await reader.Http.GetAsync($"{Hainaut}/roster{wrong}"))
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("9999-12-31T00:00:00Z", "9999-12-31T20:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T20:00:00Z")]
    [InlineData("2026-01-15T00:00:00Z", "2027-02-15T00:00:00Z")]
    public async Task Spans_far_away_or_too_long_are_refused_at_the_edge(string from, string until)
    {
        await using var rig = await NodeRig.StartAsync();
        var coordinator = await rig.AsAsync("coordinator");
        foreach (var (path, body) in new (string, object)[]
        {
            ("duties", new { reader = "radiologue1", line = "on-site", from, until }),
            ("absences", new { reader = "radiologue1", from, until }),
            ("duties/1/correction", new { reader = "radiologue1", from, until, reason = "x" }),
        })
        {
            var (status, _) = await coordinator.PostAsync($"{Hainaut}/{path}", body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }
    }

    private static async Task<JsonNode> RosterAsync(Person person) =>
        await person.GetAsync($"{Hainaut}/roster");

    private static async Task<JsonNode> SlotAsync(Person person) =>
        (await RosterAsync(person))["slots"]!.AsArray().Single(slot => (string?)slot!["id"] == Thursday)!;

    private static JsonArray Gaps(JsonNode slot) => slot["gaps"]!.AsArray();

    private static async Task<List<JsonNode>> DutiesAsync(
        Person person, string territory = Hainaut, DateTimeOffset? from = null)
    {
        var since = (from ?? ThursdayFrom.AddDays(-2)).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var roster = await person.GetAsync($"{territory}/roster?from={since}");
        return [.. roster["duties"]!.AsArray().Select(duty => duty!)];
    }

    private static async Task<(int First, int Second)> GardesAsync(Person person, string query = "")
    {
        var readers = (await person.GetAsync($"{Hainaut}/equity{query}"))["readers"]!.AsArray();
        return ((int)readers[0]!["onSite"]!, (int)readers[1]!["onSite"]!);
    }
}
