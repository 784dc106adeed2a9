using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.CommandLine;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Codec;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Host.Tests.CommandLine;

/// <summary>The verbs that start no node.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pimm-verbs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Verify_says_OK_of_a_journal_as_it_was_written()
    {
        await WriteAsync(rows: 5);
        var output = new StringWriter();

        var code = await VerifyVerb.VerifyAsync(Journal, output);

        Assert.Equal(ExitCodes.Done, code);
        Assert.EndsWith("OK" + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_says_when_there_is_nothing_to_verify()
    {
        Assert.Equal(ExitCodes.Failed, await VerifyVerb.VerifyAsync(Journal, new StringWriter()));
    }

    [Fact]
    public async Task An_account_is_added_listed_and_removed()
    {
        string[] words = ["add", "dr.test", "--name", "Dr Test", "--role", "reader", "--territory", "t"];

        Assert.Equal(ExitCodes.Done, (await RunAsync("a long enough word", words)).Code);
        Assert.Contains("dr.test", (await RunAsync("", "list")).Output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(Path.Combine(folder, "accounts.json"));
        Assert.DoesNotContain("a long enough word", written, StringComparison.Ordinal);
        Assert.Equal(Role.Reader,
            AccountsFile.Read(Path.Combine(folder, "accounts.json")).Single().Roles.Single());
        Assert.Equal(ExitCodes.Done, (await RunAsync("", "remove", "dr.test")).Code);
        Assert.Equal(ExitCodes.Failed, (await RunAsync("", "remove", "dr.test")).Code);
    }

    [Theory]
    [InlineData("short", "add", "a", "--role", "reader", "--territory", "t")]
    [InlineData("a long enough word", "add", "a:b", "--role", "reader", "--territory", "t")]
    [InlineData("a long enough word", "add", "a", "--role", "chef", "--territory", "t")]
    [InlineData("a long enough word", "add", "a", "--role", "reader")]
    [InlineData("a long enough word", "add", "a", "--role")]
    [InlineData("", "rename", "a")]
    public async Task What_describes_no_account_is_refused(string password, params string[] words)
    {
        var (code, _) = await RunAsync(password, words);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.False(File.Exists(Path.Combine(folder, "accounts.json")));
    }

    private string Journal => Path.Combine(folder, "journal.db");

    private async Task WriteAsync(int rows)
    {
        var (territory, dispatcher) = (new TerritoryId("t"), ActorId.Dispatcher);
        await using var journal = SqliteJournal.Open(Journal);
        for (var row = 0; row < rows; row++)
        {
            var command = new CommandId($"c{row}");
            var fact = EventCodec.Domain.Encode(dispatcher, row + 1, new DispatchVoided(new CaseId("t.1")));
            await journal.AppendAsync(new AppendBatch(territory, row, 1, "node",
            [
                new TurnRecord(
                    command, new DateTimeOffset(2026, 1, 1, 0, 0, row, TimeSpan.Zero), "system:system",
                    new Outcome.Accepted(row + 1, row + 1), [fact]),
            ]));
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string input, params string[] words)
    {
        var settings = new Dictionary<string, string?> { ["Data:Directory"] = folder };
        var output = new StringWriter();
        var code = await AccountVerb.RunAsync(
            new HostArguments(Verb.Account, settings, words), new StringReader(input + "\n"), output,
                new StringWriter());
        return (code, output.ToString());
    }
}
