using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Benchmarks.Journal;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.TestKit.Toys;

namespace PIMM.Dispatch.Benchmarks.Runtime;

/// <summary>
/// Latencies of one run in milliseconds, from the instant a command was meant to be sent to its answer.
/// </summary>
public sealed record Latency(string What, int Count, double P50, double P99, double Max)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{What,-52} p50 {P50:F2} ms, p99 {P99:F2} ms, max {Max:F2} ms ({Count:N0} commands)");
}

/// <summary>How long a start takes, in milliseconds, over several runs.</summary>
public sealed record Start(string What, long Events, double Median, double Fastest, double Slowest, int Runs)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{What,-52} {Median,9:N0} ms ({Events / Median * 1000:N0} events/s; "
        + $"{Fastest:N0} to {Slowest:N0}, {Runs} runs)");
}

/// <summary>
/// The territory runtime: turns per second through a thousand actors, recovery, and the latency of commands
/// at a steady rate (bars P3, P4, P5).
/// </summary>
public static class RuntimeBenchmarks
{
    private const int ActorCount = 1_000;

    // Commands under way at once: half the mailbox, as a busy gateway would keep it.
    private const int Window = 2_500;
    private const int Runs = 5;

    /// <summary>P3: turns of one event each, through the owner, into memory.</summary>
    public static Task<Rate> TurnsInMemory(int count = 400_000) => JournalBenchmarks.Measure(
        "turns of 1,000 actors, in memory", "events/s", count,
        async n =>
        {
            await using var journal = new InMemoryJournal();
            await RunTurnsAsync(journal, n);
        });

    /// <summary>P3: the same, durable in SQLite (WAL, FULL).</summary>
    public static Task<Rate> TurnsInSqlite(string folder, int count = 200_000) => JournalBenchmarks.Measure(
        "turns of 1,000 actors, SQLite FULL", "events/s", count,
        async n =>
        {
            var fresh = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName()));
            await using (var journal = SqliteJournal.Open(Path.Combine(fresh.FullName, "journal.db")))
                await RunTurnsAsync(journal, n);
            fresh.Delete(recursive: true);
        });

    /// <summary>P3: the same, durable in PostgreSQL.</summary>
    /// <param name="open">Opens a journal with nothing in it.</param>
    public static Task<Rate> TurnsInPostgres(Func<Task<IJournal>> open, int count) =>
        JournalBenchmarks.Measure(
            "turns of 1,000 actors, PostgreSQL", "events/s", count,
            async n =>
            {
                await using var journal = await open();
                await RunTurnsAsync(journal, n);
            });

    /// <summary>P4: opening a territory of so many events, without and with a snapshot at its end.</summary>
    public static async Task<IReadOnlyList<Start>> Recovery(string folder, int events = 1_000_000)
    {
        var fresh = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName()));
        var starts = new List<Start>();
        await using (var journal = SqliteJournal.Open(Path.Combine(fresh.FullName, "journal.db")))
        {
            var setup = Setup(journal, new OwnerOptions { SnapshotEvery = int.MaxValue });
            await RunTurnsAsync(journal, events, setup, stop: false);
            starts.Add(await TimeStartsAsync("recovery from SQLite, no snapshot", setup, events));
            await (await TerritoryOwner.OpenAsync(setup)).StopAsync();
            starts.Add(await TimeStartsAsync("recovery from SQLite, with snapshot", setup, events));
        }
        fresh.Delete(recursive: true);
        return starts;
    }

    /// <summary>
    /// P5: commands at a steady rate, sent from a thread of its own at their instants, whatever the answers
    /// do.
    /// </summary>
    public static async Task<Latency> CommandLatency(string folder, int perSecond = 500, int seconds = 20)
    {
        var fresh = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName()));
        Latency latency;
        await using (var journal = SqliteJournal.Open(Path.Combine(fresh.FullName, "journal.db")))
        {
            var owner = await TerritoryOwner.OpenAsync(Setup(journal, new OwnerOptions()));
            using var stopping = new CancellationTokenSource();
            var running = Task.Run(() => owner.RunAsync(stopping.Token));
            await SendSteadilyAsync(owner, perSecond, perSecond * 2, "warm");
            var waited = await SendSteadilyAsync(owner, perSecond, perSecond * seconds, "measured");
            await stopping.CancelAsync();
            await running;
            Array.Sort(waited);
            latency = new Latency(
                string.Create(CultureInfo.InvariantCulture, $"commands, {perSecond} per second, SQLite FULL"),
                waited.Length, waited[waited.Length / 2], waited[(int)(waited.Length * 0.99)], waited[^1]);
        }
        fresh.Delete(recursive: true);
        return latency;
    }

    private static Task RunTurnsAsync(IJournal journal, int count) =>
        RunTurnsAsync(journal, count, Setup(journal, new OwnerOptions()), stop: true);

    private static async Task RunTurnsAsync(IJournal journal, int count, TerritorySetup setup, bool stop)
    {
        var owner = await TerritoryOwner.OpenAsync(setup);
        using var stopping = new CancellationTokenSource();
        var running = Task.Run(() => owner.RunAsync(stopping.Token));
        var pending = new Task<Outcome>[Window];
        Array.Fill(pending, Task.FromResult<Outcome>(new Outcome.Accepted(1, 0)));
        var at = DateTimeOffset.UtcNow;
        for (var number = 0; number < count; number++)
        {
            await pending[number % Window];
            pending[number % Window] = owner.SendAsync(CommandOf(number, at));
        }
        await Task.WhenAll(pending);
        if (!stop)
            return;
        await stopping.CancelAsync();
        await running;
    }

    private static Command CommandOf(int number, DateTimeOffset at) => new(
        new CommandId(Guid.NewGuid().ToString("N")), Territory, at, new Identity("reader-1", "reader"),
        new CaseId(string.Create(CultureInfo.InvariantCulture, $"bench.{number * 7919L % ActorCount}")),
        Count.Once);

    private static async Task<Start> TimeStartsAsync(string what, TerritorySetup setup, long events)
    {
        await TerritoryOwner.OpenAsync(setup);
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var owner = await TerritoryOwner.OpenAsync(setup);
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (owner.Health.Head != events)
                throw new InvalidOperationException($"{owner.Health.Head} events instead of {events}");
        }
        times.Sort();
        return new Start(what, events, times[Runs / 2], times[0], times[^1], Runs);
    }

    private static async Task<double[]> SendSteadilyAsync(
        TerritoryOwner owner, int perSecond, int count, string prefix)
    {
        var waited = new double[count];
        var answers = new Task[count];
        var sent = new TaskCompletionSource();
        var generator = new Thread(() =>
        {
            var clock = Stopwatch.StartNew();
            for (var number = 0; number < count; number++)
            {
                var due = TimeSpan.FromSeconds((double)number / perSecond);
                while (clock.Elapsed < due)
                    Thread.Sleep(due - clock.Elapsed > TimeSpan.FromMilliseconds(2) ? 1 : 0);
                answers[number] = TimeAsync(owner, number, prefix, waited, clock, due);
            }
            sent.SetResult();
        });
        generator.Start();
        await sent.Task;
        await Task.WhenAll(answers);
        return waited;
    }

    private static async Task TimeAsync(
        TerritoryOwner owner, int number, string prefix, double[] waited, Stopwatch clock, TimeSpan due)
    {
        var id = new CommandId($"{prefix}-{number}");
        await owner.SendAsync(CommandOf(number, DateTimeOffset.UtcNow) with { Id = id });
        waited[number] = (clock.Elapsed - due).TotalMilliseconds;
    }

    private static readonly TerritoryId Territory = new("bench");

    private static TerritorySetup Setup(IJournal journal, OwnerOptions options) => new(
        ToySettings.Of(Territory), CounterState.Factory, new CounterCodec(), journal, new SteadyClock(),
        options, NullLogger.Instance);
}
