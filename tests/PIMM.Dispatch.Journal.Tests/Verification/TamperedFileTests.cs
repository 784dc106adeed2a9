using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Verification;

/// <summary>
/// Whoever edits, deletes, inserts or moves a row by SQL is found, and the row is named (S12).
/// </summary>
public sealed class TamperedFileTests : IAsyncLifetime
{
    private const int Rows = 60;

    private readonly TemporaryFolder folder = new();

    private string Original => folder.File("original.db");

    public async Task InitializeAsync()
    {
        await using var journal = SqliteJournal.Open(Original);
        await WrittenJournal.FillAsync(journal, Rows);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Untouched_journal_holds()
    {
        var report = JournalVerification.Run(Original);

        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal([(Batches.Aurore, 60L), (Batches.Lumiere, 60L)], report.Territories.Select(t => (
            t.Territory, t.Rows)));
    }

    [Fact]
    public void Any_row_that_was_changed_by_sql_is_named_in_a_hundred_of_a_hundred_trials()
    {
        var random = new Random(20_260_329);
        for (var trial = 0; trial < 100; trial++)
        {
            var (what, sql, row) = Tampering(trial, random);
            var report = JournalVerification.Run(Tampered(sql));

            Assert.False(report.Holds, $"trial {trial}: {what} at {row}");
            Assert.True(
                (report.Findings[0].Territory, report.Findings[0].Sequence) == (Batches.Lumiere, row),
                $"trial {trial}: {what} at {row}, reported {report.Findings[0]}");
            Assert.Equal(60, report.Territories.Single(t => t.Territory == Batches.Aurore).Rows);
        }
    }

    [Theory]
    [InlineData("UPDATE event SET payload = x'7b7d' WHERE territory = 'lumiere' AND sequence = 30", 30,
        FindingKind.RowChanged)]
    [InlineData("UPDATE event SET hash = zeroblob(32) WHERE territory = 'lumiere' AND sequence = 60", 60,
        FindingKind.RowChanged)]
    [InlineData("DELETE FROM event WHERE territory = 'lumiere' AND sequence = 1", 1, FindingKind.RowMissing)]
    [InlineData("DELETE FROM event WHERE territory = 'lumiere' AND sequence = 60", 60, FindingKind.Truncated)]
    [InlineData("DELETE FROM event WHERE territory = 'lumiere' AND sequence > 40", 41, FindingKind.Truncated)]
    [InlineData("DELETE FROM event WHERE territory = 'lumiere'", 1, FindingKind.Truncated)]
    [InlineData("UPDATE event SET territory = 'lumiera' WHERE territory = 'lumiere' AND sequence = 5", 5,
        FindingKind.RowMissing)]
    [InlineData("UPDATE event SET actor_previous = 0 WHERE territory = 'lumiere' AND sequence = 50", 50,
        FindingKind.ActorVersionWrong)]
    [InlineData("UPDATE head SET sequence = 59 WHERE territory = 'lumiere'", 60, FindingKind.HeadWrong)]
    [InlineData("UPDATE head SET hash = zeroblob(32) WHERE territory = 'lumiere'", 61, FindingKind.HeadWrong)]
    [InlineData("DELETE FROM head WHERE territory = 'lumiere'", 1, FindingKind.HeadWrong)]
    [InlineData("DELETE FROM outcome WHERE territory = 'lumiere' AND first = 1", 1, FindingKind.OutcomeWrong)]
    [InlineData("UPDATE outcome SET answer = 'x' WHERE territory = 'lumiere' AND first = 1", 1,
        FindingKind.OutcomeWrong)]
    [InlineData("UPDATE outcome SET code = 'x' WHERE territory = 'lumiere' AND code IS NOT NULL", 0,
        FindingKind.OutcomeWrong)]
    [InlineData("UPDATE snapshot SET state = x'00'", 20, FindingKind.SnapshotWrong)]
    [InlineData("UPDATE snapshot SET row_hash = zeroblob(32)", 20, FindingKind.SnapshotWrong)]
    [InlineData("UPDATE snapshot SET sequence = 61", 61, FindingKind.Truncated)]
    [InlineData("DELETE FROM actor WHERE territory = 'lumiere' AND actor = 'case/lumiere.0'", 57,
        FindingKind.ActorVersionWrong)]
    [InlineData("UPDATE actor SET last_sequence = 1 WHERE territory = 'lumiere' AND actor = 'case/lumiere.0'",
        1, FindingKind.ActorVersionWrong)]
    public void What_is_wrong_is_said(string sql, long sequence, FindingKind kind)
    {
        var report = JournalVerification.Run(Tampered(sql));

        Assert.Contains(report.Findings, f => f.Territory != Batches.Aurore && f.Sequence == sequence
            && f.Kind == kind);
        Assert.All(report.Findings, f => Assert.NotEqual(Batches.Aurore, f.Territory));
    }

    [Fact]
    public async Task Row_that_was_changed_is_never_read_and_stops_whoever_reads_on()
    {
        await using var journal = SqliteJournal.Open(
            Tampered("UPDATE event SET payload = x'7b7d' WHERE territory = 'lumiere' AND sequence = 30"));
        var seen = 0L;

        var error = await Assert.ThrowsAsync<JournalCorruptException>(async () =>
        {
            await foreach (var row in journal.ReadAsync(Batches.Lumiere, 0))
                seen = row.Sequence;
        });

        Assert.Equal((Batches.Lumiere, 30L), (error.Territory, error.Sequence));
        Assert.True(seen < 30);
        Assert.Equal(30, (await journal.ReadAll(Batches.Lumiere, after: 30)).Count);
    }

    [Fact]
    public async Task Stream_of_an_actor_with_a_changed_row_is_not_read()
    {
        foreach (var sql in new[]
        {
            "UPDATE event SET payload = x'7b7d' WHERE territory = 'lumiere' AND sequence = 1",
            "UPDATE event SET actor_previous = 0 WHERE territory = 'lumiere' AND sequence = 53",
            "DELETE FROM event WHERE territory = 'lumiere' AND sequence = 4",
            "UPDATE actor SET last_sequence = 1, last_version = 2 WHERE actor = 'case/lumiere.0'",
        })
        {
            await using var journal = SqliteJournal.Open(Tampered(sql));
            await Assert.ThrowsAsync<JournalCorruptException>(
                () => journal.ReadAll(Batches.Lumiere, new ActorId(ActorKind.Case, "lumiere.0")));
        }
    }

    [Fact]
    public async Task Rows_lost_at_the_end_stop_whoever_asks_for_the_head_or_appends()
    {
        await using var journal = SqliteJournal.Open(
            Tampered("DELETE FROM event WHERE territory = 'lumiere' AND sequence = 60"));

        await Assert.ThrowsAsync<JournalCorruptException>(() => journal.HeadAsync(Batches.Lumiere));
        await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 59, 1, prefix: "more")));
        Assert.Equal(60, (await journal.HeadAsync(Batches.Aurore)).Sequence);
    }

    [Fact]
    public async Task Outcome_that_was_changed_is_not_given()
    {
        await using var journal = SqliteJournal.Open(Tampered(
            "UPDATE outcome SET answer = 'x' WHERE first = 1"));

        await Assert.ThrowsAsync<JournalCorruptException>(
            () => journal.FindOutcomesAsync(Batches.Lumiere, [new CommandId("lumiere-0")]));
    }

    [Fact]
    public void No_file_is_said_and_none_is_made()
    {
        Assert.Throws<JournalUnavailableException>(() => JournalVerification.Run(folder.File("none.db")));
        Assert.False(File.Exists(folder.File("none.db")));
    }

    [Fact]
    public void File_that_is_no_journal_is_a_finding()
    {
        File.WriteAllText(folder.File("text.db"), new string('x', 8_192));

        Assert.Equal(FindingKind.FileDamaged, Assert.Single(JournalVerification.Run(folder.File("text.db"))
            .Findings).Kind);
    }

    // Every way to touch a row, in turn; which row is random.
    private static (string What, string Sql, long Row) Tampering(int trial, Random random)
    {
        string[] edits =
        [
            "actor = 'case/lumiere.9'", "event_type = 'other'", "event_version = 2",
                "at = '2026-03-29T01:00:00.000001Z'",
            "by = 'reader:other'", "command_id = 'other'", "actor_version = actor_version + 1",
            "epoch = epoch + 1",
            "node = 'other'", "payload = CAST('{}' AS BLOB)", "hash = randomblob(32)",
        ];
        var row = random.Next(1, Rows + 1);
        var other = random.Next(1, Rows) is var draw && draw >= row ? draw + 1 : draw;
        return (trial % 4) switch
        {
            0 => Edit(edits[trial / 4 % edits.Length], row),
            1 => ("delete", Sql($"DELETE FROM event WHERE territory = 'lumiere' AND sequence = {row}"), row),
            2 => ("swap sequences", Sql(
                $"""
                UPDATE event SET actor_previous = 0 WHERE territory =
                    'lumiere' AND sequence IN ({row}, {other});
                UPDATE event SET sequence = 1000 WHERE territory = 'lumiere' AND sequence = {row};
                UPDATE event SET sequence = {row} WHERE territory = 'lumiere' AND sequence = {other};
                UPDATE event SET sequence = {other} WHERE territory = 'lumiere' AND sequence = 1000;
                """), Math.Min(row, other)),
            _ => ("copy over", Sql(
                $"""
                UPDATE event SET (event_type, payload, hash) = (SELECT event_type, payload, hash FROM event
                  WHERE territory = 'lumiere' AND sequence =
                      {other}) WHERE territory = 'lumiere' AND sequence = {row};
                """), row),
        };
    }

    private static (string What, string Sql, long Row) Edit(string set, long row) =>
        ($"set {set}", Sql($"UPDATE event SET {set} WHERE territory = 'lumiere' AND sequence = {row}"), row);

    private static string Sql(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);

    private string Tampered(string sql)
    {
        var copy = folder.File(Path.GetRandomFileName());
        File.Copy(Original, copy);
        using var database = SqliteDatabase.OpenWriter(copy, TimeSpan.Zero);
        database.Execute(sql);
        return copy;
    }
}
