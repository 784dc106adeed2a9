using System.Globalization;
using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Tests;

/// <summary>Builds batches for tests: fictitious names, instants one second apart.</summary>
internal static class Batches
{
    public static readonly TerritoryId Lumiere = new("lumiere");
    public static readonly TerritoryId Aurore = new("aurore");
    public static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 59, 59, TimeSpan.Zero);

    public static readonly ActorId Case = new CaseId("lumiere.1");
    public static readonly ActorId OtherCase = new CaseId("lumiere.2");

    public static EventRecord Event(
        ActorId actor, long version, string payload = "{}", string type = "test-said") =>
        new(actor, version, type, 1, Encoding.UTF8.GetBytes(payload));

    /// <summary>An accepted turn whose events follow <paramref name="head"/>.</summary>
    public static TurnRecord Accepted(string command, long head, params EventRecord[] events) => new(
        new CommandId(command), Start.AddSeconds(head), "reader:rosalie",
        new Outcome.Accepted(head + 1, head + events.Length), events);

    public static TurnRecord Refused(
        string command, string code = "case-taken", string? detail = "reader/martin") => new(
        new CommandId(command), Start, "reader:rosalie", new Outcome.Refused(new Refusal(code, detail)), []);

    public static AppendBatch Batch(long head, params TurnRecord[] turns) =>
        new(Lumiere, head, 1, "node-a", turns);

    /// <summary>A batch of one turn per event, each of another command, all of one actor.</summary>
    public static AppendBatch Run(
        TerritoryId territory, long head, int count, long epoch = 1, string prefix = "c") => new(
        territory, head, epoch, "node-a",
        [
            .. Enumerable.Range(0, count).Select(i => Accepted(
                string.Create(CultureInfo.InvariantCulture, $"{prefix}-{head + i + 1}"), head + i,
                Event(Case, head + i + 1, $"{{\"n\":{head + i + 1}}}"))),
        ]);

    public static async Task<List<JournalRow>> ReadAll(
        this IJournal journal, TerritoryId territory, long after = 0)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in journal.ReadAsync(territory, after))
            rows.Add(row);
        return rows;
    }

    public static async Task<List<JournalRow>> ReadAll(
        this IJournal journal, TerritoryId territory, ActorId actor)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in journal.ReadActorAsync(territory, actor))
            rows.Add(row);
        return rows;
    }
}
