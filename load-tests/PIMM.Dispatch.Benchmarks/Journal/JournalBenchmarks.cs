using System.Diagnostics;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Codec;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Benchmarks.Journal;

/// <summary>A rate over several runs: median, slowest and fastest.</summary>
/// <param name="Unit">What is counted, per second.</param>
public sealed record Rate(string What, string Unit, double Median, double Slowest, double Fastest, int Runs)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What,-52} {Median,12:N0} {Unit} (slowest {Slowest:N0}, fastest {Fastest:N0}, {Runs} runs)");
}

/// <summary>
/// The journal by itself: durable appends, reads with the check of the chain and with decoding, verification;
/// with the limits of the same disk in the same run beside them. Rates are medians of <see cref="Runs"/>.
/// </summary>
public static class JournalBenchmarks
{
    internal const int Runs = 5;
    private const int Actors = 1_000;

    /// <summary>Everything, in order; files are made under <paramref name="folder"/> and removed.</summary>
    public static async Task<IReadOnlyList<Rate>> RunAsync(string folder, int readRows = 1_000_000)
    {
        var rates = new List<Rate>
        {
            PhysicalLimits.AppendAndSync(folder, Runs),
            PhysicalLimits.SqliteRows(folder, rowsPerCommit: 500, Runs),
            await InMemoryAppend(),
        };
        foreach (var (turns, count) in new[] { (1, 4_000), (100, 100_000), (500, 200_000) })
            rates.Add(await SqliteAppend(folder, turns, count));
        rates.Add(await SqliteManyTerritories(folder));
        rates.AddRange(await Reads(folder, readRows));
        return rates;
    }

    /// <summary>
    /// Events per second into memory, encoded and chained, 100 turns of one event per batch.
    /// </summary>
    public static Task<Rate> InMemoryAppend() => Measure(
        "in memory: encode + append, batches of 100", "events/s", 200_000,
        async count =>
        {
            await using var journal = new InMemoryJournal();
            await Append(journal, new TerritoryId("bench"), 0, count, turnsPerBatch: 100, pipelined: false);
        });

    /// <summary>Durable events per second from one territory: one event and one outcome per turn.</summary>
    public static Task<Rate> SqliteAppend(string folder, int turnsPerBatch, int count) => Measure(
        $"SQLite FULL: encode + append, {turnsPerBatch} turns per commit",
        "events/s", count,
        async n => await InFreshFile(
            folder,
            journal => Append(journal, new TerritoryId("bench"), 0, n, turnsPerBatch, pipelined: false)));

    /// <summary>Durable events per second when 16 territories share commits, 50 turns per batch.</summary>
    public static Task<Rate> SqliteManyTerritories(string folder) => Measure(
        "SQLite FULL: 16 territories x 50 turns per batch", "events/s", 200_000,
        async n => await InFreshFile(
            folder, journal => Task.WhenAll(Enumerable.Range(0, 16).Select(
                t => Append(journal, new($"bench-{t}"), 0, n / 16, turnsPerBatch: 50, pipelined: false)))));

    /// <summary>Rows per second back from SQLite: checked, checked and decoded, and verified whole.</summary>
    public static async Task<IReadOnlyList<Rate>> Reads(string folder, int rows)
    {
        var path = Path.Combine(folder, "read.db");
        var territory = new TerritoryId("bench");
        await using var journal = SqliteJournal.Open(path);
        await Append(journal, territory, 0, rows, turnsPerBatch: 1_000, pipelined: true);
        var read = await Measure(
            "SQLite: read + check of the chain", "rows/s", rows,
            async _ => await Drain(journal, territory, _ => { }));
        var decoded = await Measure(
            "SQLite: read + check + decode", "rows/s", rows,
            async _ => await Drain(journal, territory, row => EventCodec.Domain.Decode(row.EventType,
            row.EventVersion, row.Payload.Span)));
        var verified = await Measure(
            "SQLite: verification of everything", "rows/s", rows,
            async _ =>
            {
                var report = await JournalVerification.RunAsync(journal);
                if (!report.Holds || report.Rows != rows)
                    throw new InvalidOperationException(
                        $"the journal does not hold: {report.Findings.Count}");
            });
        return [read, decoded, verified];
    }

    internal static async Task<Rate> Measure(string what, string unit, int count, Func<int, Task> run)
    {
        await run(count);
        var rates = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            await run(count);
            rates.Add(count / clock.Elapsed.TotalSeconds);
        }
        rates.Sort();
        return new Rate(what, unit, rates[rates.Count / 2], rates[0], rates[^1], rates.Count);
    }

    private static async Task InFreshFile(string folder, Func<SqliteJournal, Task> run)
    {
        var fresh = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName()));
        await using (var journal = SqliteJournal.Open(Path.Combine(fresh.FullName, "journal.db")))
            await run(journal);
        fresh.Delete(recursive: true);
    }

    internal static async Task Append(
        IJournal journal, TerritoryId territory, long head, int count, int turnsPerBatch, bool pipelined)
    {
        var appended = Task.CompletedTask;
        var versions = new long[Actors];
        for (var done = 0; done < count; done += turnsPerBatch)
        {
            var batch = Batch(territory, head + done, Math.Min(turnsPerBatch, count - done), versions);
            // Pipelined: the next batch is encoded while this one is synced.
            await appended;
            appended = journal.AppendAsync(batch);
            if (!pipelined)
                await appended;
        }
        await appended;
    }

    // A case's everyday event, some 150 bytes, over a thousand actors; command ids as browsers make them.
    private static AppendBatch Batch(TerritoryId territory, long head, int turns, long[] versions)
    {
        var records = new TurnRecord[turns];
        for (var i = 0; i < turns; i++)
        {
            var sequence = head + i + 1;
            var actor = sequence * 7919 % Actors;
            var at = DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(sequence);
            var fact = new OfferEnded(new ReaderId("lecteur-1"), OfferEnd.Declined,
                "examen en cours de lecture");
            records[i] = new TurnRecord(
                new CommandId(Guid.NewGuid().ToString("N")), at, "reader:lecteur-1",
                new Outcome.Accepted(sequence, sequence),
                [EventCodec.Domain.Encode(CaseId.At(territory, actor), ++versions[actor], fact)]);
        }
        return new AppendBatch(territory, head, 1, "node-1", records);
    }

    internal static async Task Drain(IJournal journal, TerritoryId territory, Action<JournalRow> use)
    {
        await foreach (var row in journal.ReadAsync(territory, 0))
            use(row);
    }
}
