using System.Runtime.CompilerServices;
using System.Text.Json;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.CommandLine;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Simulation;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Host.Tests.CommandLine;

/// <summary>What an operator types to play a past night again, and what happens to slips.</summary>
public sealed class SimulateReplayTests : IAsyncLifetime, IDisposable
{
    private const string Territory = "hainaut-cambresis";

    private readonly string folder = Directory.CreateTempSubdirectory("pimm-replay-").FullName;
    private readonly TerritorySettings settings =
        TerritoryFiles.Load(Territories()).Single(one => one.Id.Value == Territory);

    private string JournalPath => Path.Combine(folder, "journal.db");

    /// <summary>An evening of three readers, from 18:30 to 23:30 on 14 January 2026.</summary>
    public async Task InitializeAsync()
    {
        var setting = RehearsalSetting.Of("test", "test", settings, 4, 2);
        await using var journal = SqliteJournal.Open(JournalPath);
        await Rehearsal.RunAsync(
            EveningPlan.Of(1, setting.Scenario, settings), settings, journal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_night_as_it_was_stands_beside_each_policy_in_JSON_and_on_the_page()
    {
        var (page, before) = (Path.Combine(folder, "page.html"), await File.ReadAllBytesAsync(JournalPath));

        var (code, output, errors) = await RunAsync(
            "--replay", JournalPath, "--territory", Territory, "--policy", "a,f", "--evenings", "2",
            "--format", "json", "--report", page);

        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["real", "a", "f"], json.RootElement.GetProperty("policies").EnumerateArray()
            .Select(policy => policy.GetProperty("policy").GetString()));
        var replay = json.RootElement.GetProperty("replay");
        Assert.Equal(JournalPath, replay.GetProperty("journal").GetString());
        Assert.True(replay.GetProperty("from").GetDateTime() < replay.GetProperty("until").GetDateTime());
        var cases = replay.GetProperty("cases").GetInt32();
        Assert.All(replay.GetProperty("changes").EnumerateArray(), change =>
        {
            Assert.Equal(cases, Number(change, "better") + Number(change, "worse") + Number(change, "same"));
            Assert.InRange(change.GetProperty("most").GetArrayLength(), 0, 10);
        });
        Assert.Contains("policy-real", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(JournalPath));
    }

    [Fact]
    public async Task A_data_folder_and_a_span_on_the_clock_of_the_territory_do_as_well()
    {
        string[] asked = ["--replay", folder, "--territory", Territory, "--policy", "e", "--evenings", "1"];
        var (_, local, _) = await RunAsync(
            [.. asked, "--from", "2026-01-14T19:00", "--until", "2026-01-14T22:00"]);
        var (_, utc, _) = await RunAsync(
            [.. asked, "--from", "2026-01-14T18:00Z", "--until=2026-01-14T22:00:00+01:00"]);

        Assert.Contains("nuit du 14/01/2026 19:00 au 14/01/2026 22:00", local, StringComparison.Ordinal);
        Assert.Contains("réel", local, StringComparison.Ordinal);
        Assert.Contains("déjà en attente au début", local, StringComparison.Ordinal);
        Assert.Equal(local, utc);
    }

    [Fact]
    public async Task The_readers_are_those_who_were_there_or_those_who_are_named()
    {
        string[] asked =
        [
            "--replay", folder, "--territory", Territory, "--policy", "e", "--evenings", "1",
            "--format", "json",
        ];
        var (_, own, _) = await RunAsync(asked);
        var (_, named, _) = await RunAsync([.. asked, "--readers", "radiologue1,radiologue2"]);
        var (_, many, _) = await RunAsync([.. asked, "--readers", "5"]);

        Assert.Equal((3, 2, 5), (Readers(own), Readers(named), Readers(many)));
    }

    [Fact]
    public async Task A_journal_that_a_node_has_open_is_read_all_the_same()
    {
        await using var node = SqliteJournal.Open(JournalPath);

        var (code, _, errors) = await RunAsync(
            "--replay", JournalPath, "--territory", Territory, "--policy", "e", "--evenings", "1");

        Assert.Equal((ExitCodes.Done, ""), (code, errors));
    }

    [Theory]
    [InlineData("n'existe pas", "--replay", "{0}/none.db", "--territory", Territory)]
    [InlineData("n'est pas un journal", "--replay", "{0}/notes.txt", "--territory", Territory)]
    [InlineData("n'est pas un journal", "--replay", "{0}/empty.db", "--territory", Territory)]
    [InlineData("n'a rien du territoire", "--replay", "{0}", "--territory", "centre-val-de-loire")]
    [InlineData("n'existe pas", "--replay", "{0}", "--territory", "lille")]
    [InlineData("Aucun dossier", "--replay", "{0}", "--territory", Territory, "--from", "2025-01-14T18:00",
        "--until", "2025-01-15T08:00")]
    [InlineData("après --from", "--replay", "{0}", "--territory", Territory, "--from", "2026-01-14T22:00",
        "--until", "2026-01-14T22:00")]
    [InlineData("au plus 7 jours", "--replay", "{0}", "--territory", Territory, "--from",
        "2026-01-01T22:00", "--until", "2026-01-14T22:00")]
    [InlineData("attend un instant", "--replay", "{0}", "--territory", Territory, "--from", "hier")]
    [InlineData("vont ensemble", "--replay", "{0}", "--territory", Territory, "--from", "2026-01-14T22:00")]
    [InlineData("demandent --replay", "--territory", Territory, "--from", "2026-01-14T22:00")]
    [InlineData("demande --territory", "--replay", "{0}", "--scenario", "centre")]
    [InlineData("sans --load", "--replay", "{0}", "--territory", Territory, "--load", "3")]
    [InlineData("n'est pas de ce territoire", "--replay", "{0}", "--territory", Territory, "--readers", "x")]
    public async Task A_slip_is_said_in_French_and_nothing_is_played(string words, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), new string('x', 4096));
        await File.WriteAllBytesAsync(Path.Combine(folder, "empty.db"), []);

        var (code, output, errors) = await RunAsync(
            [.. arguments.Select(one => one.Replace("{0}", folder, StringComparison.Ordinal))]);

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static int Readers(string output)
    {
        using var json = JsonDocument.Parse(output);
        return Number(json.RootElement, "readers");
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        var settings = new Dictionary<string, string?> { ["Territories:Directory"] = Territories() };
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await SimulateVerb.RunAsync(
            new HostArguments(Verb.Simulate, settings, words), output, errors, true, TimeProvider.System);
        return (code, output.ToString(), errors.ToString());
    }

    private static string Territories([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "cluster-config", "territories"));
}
