using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Tests.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Verification;

/// <summary>The same as for a file: whoever edits rows in PostgreSQL's console is found.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TamperedDatabaseTests(PostgresServer server) : IAsyncLifetime
{
    private const int Rows = 60;
    private const string Here = "WHERE territory = 'lumiere'";
    private const string Zeros = "decode(repeat('00', 32), 'hex')";

    private static readonly ActorId Newcomer = new CaseId("lumiere.9");

    private string connectionString = "";
    private PostgresJournal journal = null!;

    public async Task InitializeAsync()
    {
        var options = await server.OptionsAsync();
        connectionString = options.ConnectionString;
        journal = await PostgresJournal.OpenAsync(options);
        await WrittenJournal.FillAsync(journal, Rows);
    }

    public async Task DisposeAsync() => await journal.DisposeAsync();

    [Fact]
    public async Task Untouched_journal_holds()
    {
        var report = await JournalVerification.RunAsync(journal);

        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal([(Batches.Aurore, 60L), (Batches.Lumiere, 60L)], report.Territories.Select(
            territory => (territory.Territory, territory.Rows)));
    }

    [Theory]
    [InlineData($"UPDATE event SET payload = '{{}}' {Here} AND sequence = 30", 30, FindingKind.RowChanged)]
    [InlineData($"UPDATE event SET by = 'reader:other' {Here} AND sequence = 1", 1, FindingKind.RowChanged)]
    [InlineData($"UPDATE event SET at = 'now' {Here} AND sequence = 7", 7, FindingKind.RowChanged)]
    [InlineData($"UPDATE event SET hash = {Zeros} {Here} AND sequence = 60", 60, FindingKind.RowChanged)]
    [InlineData($"DELETE FROM event {Here} AND sequence = 1", 1, FindingKind.RowMissing)]
    [InlineData($"DELETE FROM event {Here} AND sequence = 60", 60, FindingKind.Truncated)]
    [InlineData($"DELETE FROM event {Here}", 1, FindingKind.Truncated)]
    [InlineData($"UPDATE head SET sequence = 59 {Here}", 60, FindingKind.HeadWrong)]
    [InlineData($"UPDATE head SET hash = {Zeros} {Here}", 61, FindingKind.HeadWrong)]
    [InlineData($"DELETE FROM head {Here}", 1, FindingKind.HeadWrong)]
    [InlineData($"DELETE FROM outcome {Here} AND first = 1", 1, FindingKind.OutcomeWrong)]
    [InlineData($"UPDATE outcome SET answer = 'x' {Here} AND first = 1", 1, FindingKind.OutcomeWrong)]
    [InlineData($"UPDATE outcome SET code = 'x' {Here} AND code IS NOT NULL", 0, FindingKind.OutcomeWrong)]
    [InlineData("UPDATE snapshot SET state = 'x'", 20, FindingKind.SnapshotWrong)]
    [InlineData("UPDATE snapshot SET sequence = 61", 61, FindingKind.Truncated)]
    public async Task What_is_wrong_is_said(string sql, long sequence, FindingKind kind)
    {
        await TamperAsync(sql);

        var report = await JournalVerification.RunAsync(journal);

        Assert.Contains(report.Findings, found => (found.Sequence, found.Kind) == (sequence, kind));
        Assert.All(report.Findings, found => Assert.Equal(Batches.Lumiere, found.Territory));
    }

    [Fact]
    public async Task Changed_row_is_never_read_and_stops_whoever_reads_on()
    {
        await TamperAsync($"UPDATE event SET payload = '{{}}' {Here} AND sequence = 30");

        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.ReadAll(Batches.Lumiere));

        Assert.Equal((Batches.Lumiere, 30L), (error.Territory, error.Sequence));
        Assert.Equal(30, (await journal.ReadAll(Batches.Lumiere, after: 30)).Count);
    }

    [Theory]
    [InlineData($"UPDATE event SET payload = '{{}}' {Here} AND sequence = 1")]
    [InlineData($"DELETE FROM event {Here} AND sequence = 4")]
    [InlineData($"DELETE FROM event {Here} AND sequence = 5")]
    public async Task Stream_of_an_actor_with_a_changed_row_is_not_read(string sql)
    {
        await TamperAsync(sql);

        await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.ReadAll(Batches.Lumiere, new ActorId(ActorKind.Case, "lumiere.0")));
    }

    [Fact]
    public async Task Rows_lost_at_the_end_stop_whoever_asks_for_the_head_or_appends()
    {
        await TamperAsync($"DELETE FROM event {Here} AND sequence = 60");

        await Assert.ThrowsAsync<JournalCorruptException>(() => journal.HeadAsync(Batches.Lumiere));
        await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 59, 1, epoch: 9, prefix: "more")));
        Assert.Equal(60, (await journal.HeadAsync(Batches.Aurore)).Sequence);
    }

    [Fact]
    public async Task Outcome_that_was_changed_is_not_given()
    {
        await TamperAsync("UPDATE outcome SET answer = 'x' WHERE first = 1");

        await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.FindOutcomesAsync(Batches.Lumiere, [new CommandId("lumiere-0")]));
    }

    [Fact]
    public async Task Verification_sees_one_moment_while_it_is_written()
    {
        using var stop = new CancellationTokenSource();
        using var written = new SemaphoreSlim(0);
        var writing = Task.Run(async () =>
        {
            for (var head = Rows; !stop.IsCancellationRequested; head++, written.Release())
                await journal.AppendAsync(Batches.Batch(
                    head, Batches.Accepted($"more-{head}", head, Batches.Event(Newcomer, head - Rows + 1)))
                    with { Epoch = 9 });
        });

        for (var run = 0; run < 5; run++)
        {
            Assert.True(await written.WaitAsync(TimeSpan.FromSeconds(30)));
            var report = await JournalVerification.RunAsync(journal);
            Assert.True(report.Holds, string.Join('\n', report.Findings));
            Assert.True(report.Rows > 2 * Rows);
        }
        await stop.CancelAsync();
        await writing;
    }

    private Task TamperAsync(string sql) => PostgresServer.ExecuteAsync(connectionString, sql);
}
