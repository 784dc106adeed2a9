using System.Runtime.CompilerServices;
using System.Text.Json;
using PIMM.Dispatch.Host.CommandLine;

namespace PIMM.Dispatch.Host.Tests.CommandLine;

/// <summary>What an operator types to rehearse an evening, and what happens to slips.</summary>
public sealed class SimulateVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pimm-simulate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_situation_gives_one_object_of_JSON_and_a_page()
    {
        var page = Path.Combine(folder, "page.html");

        var (code, output, _) = await RunAsync(
            "--scenario", "hainaut-avril", "--policy=a,e", "--evenings", "2", "--format", "json",
            "--report", page);

        Assert.Equal(ExitCodes.Done, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetProperty("policies").GetArrayLength());
        Assert.Contains("<svg ", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_territory_is_rehearsed_with_its_own_readers_or_those_that_are_named()
    {
        var (_, own, _) = await RunAsync(Json("--territory", "hainaut-cambresis"));
        var (_, named, _) = await RunAsync(
            Json("--territory", "hainaut-cambresis", "--readers", "radiologue1,radiologue2"));
        var (_, many, _) = await RunAsync(Json("--territory", "hainaut-cambresis", "--readers", "5"));

        Assert.Equal((3, 2, 5), (Readers(own), Readers(named), Readers(many)));
    }

    [Fact]
    public async Task The_report_goes_where_it_is_wanted()
    {
        var file = Path.Combine(folder, "table.txt");

        var (code, output, _) = await RunAsync(
            "--scenario", "hainaut-avril", "--policy", "e", "--evenings", "1", "--out", file);

        Assert.Equal((ExitCodes.Done, ""), (code, output));
        Assert.Contains("politique", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n'existe pas", "--scenario", "lille")]
    [InlineData("n'existe pas", "--territory", "lille")]
    [InlineData("n'existe pas", "--scenario", "centre", "--policy", "a,z")]
    [InlineData("deux fois", "--scenario", "centre", "--policy", "a,a")]
    [InlineData("soit --territory", "--evenings", "3")]
    [InlineData("soit --territory", "--scenario", "centre", "--territory", "hainaut-cambresis")]
    [InlineData("n'est pas connu", "--scenario", "centre", "--speed", "3")]
    [InlineData("attend une valeur", "--scenario", "centre", "--evenings")]
    [InlineData("attend un nombre entier", "--scenario", "centre", "--evenings", "0")]
    [InlineData("attend un nombre entier", "--scenario", "centre", "--evenings", "-3")]
    [InlineData("attend un nombre entier", "--scenario", "centre", "--readers", "0")]
    [InlineData("attend un nombre", "--scenario", "centre", "--load", "beaucoup")]
    [InlineData("attend une heure", "--scenario", "centre", "--lost-reader", "25:00")]
    [InlineData("n'est pas dans la soirée", "--scenario", "centre", "--lost-reader", "04:00")]
    [InlineData("n'est pas de ce territoire", "--territory", "hainaut-cambresis", "--readers", "radiologue9")]
    [InlineData("e ou f", "--scenario", "centre", "--policy", "a", "--advise", "98")]
    [InlineData("sans --readers", "--scenario", "centre", "--advise", "98", "--readers", "3")]
    [InlineData("sans --format json", "--scenario", "centre", "--advise", "98", "--format", "json")]
    [InlineData("attend un nombre", "--scenario", "centre", "--advise", "101")]
    [InlineData("attend table ou json", "--scenario", "centre", "--format", "xml")]
    public async Task A_slip_is_said_in_French_and_nothing_is_played(string words, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_says_how_many_readers_are_enough()
    {
        var (code, output, _) = await RunAsync(
            "--scenario", "hainaut-avril", "--policy", "e", "--evenings", "2", "--advise", "50");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("Il suffit de : 1 à partir de 18 h 30", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alone_it_explains_itself()
    {
        var (code, output, _) = await RunAsync();

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--lost-reader", output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_there_is_a_bar_and_elsewhere_lines_but_not_for_what_is_over_at_once()
    {
        Assert.Equal("", Progress(plain: true));
        var bar = Progress(plain: false);
        Assert.Contains("[####################....................]  50 % (2/4 soirées)", bar,
            StringComparison.Ordinal);
        Assert.EndsWith("100 % (4/4 soirées)" + Environment.NewLine, bar, StringComparison.Ordinal);
    }

    private static string Progress(bool plain)
    {
        var errors = new StringWriter();
        var progress = new SimulateProgress(errors, plain, TimeProvider.System, 4);
        for (var done = 0; done < 4; done++)
            progress.Advance();
        progress.End();
        return errors.ToString();
    }

    private static string[] Json(params string[] words) =>
        [.. words, "--policy", "e", "--evenings", "1", "--format", "json"];

    private static int Readers(string output)
    {
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("readers").GetInt32();
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
