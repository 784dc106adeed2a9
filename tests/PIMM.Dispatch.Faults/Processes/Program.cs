using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Simulation.Territories;

namespace PIMM.Dispatch.Faults.Processes;

/// <summary>
/// The process that is killed: one territory on one SQLite file, with the real clock. Says that it stands by,
/// opens the journal when told to, answers each command with its durable outcome, ends in order when told to
/// stop.
/// </summary>
internal static class Program
{
    /// <summary>
    /// Small, so that kills also fall into the saving of snapshots and repeats into the journal.
    /// </summary>
    private static readonly OwnerOptions Options = new() { SnapshotEvery = 300, RecentOutcomesMax = 50 };

    public static async Task<int> Main(string[] args)
    {
        await WarmUpAsync();
        Say(Wire.Standby);
        if (await Console.In.ReadLineAsync() != Wire.Open)
            return 0;
        await using var journal = SqliteJournal.Open(args[0]);
        await using var host = await TerritoryHost.StartAsync([SetupOf(journal)]);
        Say(Wire.Ready);
        var answering = new List<Task>();
        while (await Console.In.ReadLineAsync() is { } line && line != Wire.Stop)
        {
            answering.RemoveAll(task => task.IsCompletedSuccessfully);
            answering.Add(AnswerAsync(host, Wire.CommandOf(line)));
        }
        await Task.WhenAll(answering);
        return 0;
    }

    public static TerritorySetup SetupOf(IJournal journal) => VirtualTerritory.SetupOf(
        ShortTerritory.Settings, journal, new SteadyClock(), NullLogger.Instance, Options);

    private static async Task AnswerAsync(TerritoryHost host, Command command) =>
        Say(Wire.AnswerOf(command.Id, await host.SendAsync(command).ConfigureAwait(false)));

    /// <summary>
    /// Everything that a life does, once in memory: what is compiled now need not be after the kill.
    /// </summary>
    private static async Task WarmUpAsync()
    {
        await using var journal = new InMemoryJournal();
        await using var host = await TerritoryHost.StartAsync([SetupOf(journal)]);
        var outcome =
            await host.SendAsync(Wire.CommandOf(Wire.LineOf("w1", DateTimeOffset.UnixEpoch, "request", "1")));
        var id = ((Outcome.Accepted)outcome).Answer!;
        string[][] life =
        [
            ["images", "1"], ["complete", id], ["claim", id, ShortTerritory.Readers[0].Value],
            ["sign", id, ShortTerritory.Readers[0].Value], ["acknowledge", id],
        ];
        for (var step = 0; step < life.Length; step++)
            Wire.AnswerOf(default, await host.SendAsync(Wire.CommandOf(
                Wire.LineOf($"w{step + 2}", DateTimeOffset.UnixEpoch, life[step]))));
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
