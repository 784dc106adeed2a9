using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Checkers;
using PIMM.Dispatch.Faults.Doubles;
using PIMM.Dispatch.Faults.Evenings;
using PIMM.Dispatch.Faults.Processes;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Simulation.Worlds;
using Xunit.Abstractions;

namespace PIMM.Dispatch.Faults;

/// <summary>
/// A real process on a real file is killed with SIGKILL under load, again and again. <c>PIMM_KILLS=1000</c>
/// kills so often.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int KillsByDefault = 100;

    /// <summary>
    /// Answers of one life, at most: the kill comes at a random one of them, with others on their way.
    /// </summary>
    private const int AnswersPerLifeMax = 60;

    /// <summary>Share of the lives that are killed while they open the journal.</summary>
    private const double AtBirth = 0.1;
    private const int Seed = 20_260_114;

    [Fact]
    public async Task Killed_at_random_moments_a_node_loses_nothing_and_does_nothing_twice()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("PIMM_KILLS"), out var wanted) ? wanted
            : KillsByDefault;
        var folder = Directory.CreateTempSubdirectory("pimm-kill-");
        try
        {
            var path = Path.Combine(folder.FullName, "journal.db");
            var work = new Work(Seed);
            await LiveAndDieAsync(path, work, kills);
            var history = await HistoryAsync(path, work);
            output.WriteLine(
                $"{kills} kills, {work.Answers.Count} answers, {work.Finished} examinations read, "
                + $"{history.Entries.Count} events, {history.Entries[^1].Row.Epoch} epochs");
            var found = Checker.All.Where(
                checker => checker.Name != "after the faults everything comes to its end")
                .Select(checker => (checker.Name, What: checker.Violation(history)))
                .Where(one => one.What is not null)
                .Select(one => $"{one.Name}: {one.What}")
                .ToList();
            Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
            Assert.True(work.Finished > kills, $"only {work.Finished} examinations were read");
            Assert.Contains(
                history.Entries, entry => entry.Event is TargetAlerted { Alert: TargetAlert.Breached });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The next process warms up while the present one works: only opening the journal is between them.
    /// </summary>
    private static async Task LiveAndDieAsync(string path, Work work, int kills)
    {
        var chance = new Draw(Seed, "kills");
        var next = Victim.Start(path);
        for (var life = 0; life <= kills; life++)
        {
            using var victim = next;
            next = life < kills ? Victim.Start(path) : victim;
            Assert.Equal(Wire.Standby, await victim.HearAsync());
            victim.Tell(Wire.Open);
            if (life == kills)
                await EndAsync(victim, work);
            else if (!chance.Chance(AtBirth))
                await LiveAsync(victim, work, 1 + chance.Below(AnswersPerLifeMax));
            await DieAsync(victim, work, life == kills);
        }
    }

    private static async Task LiveAsync(Victim victim, Work work, int answersBeforeDeath)
    {
        await GreetAsync(victim, work);
        for (var heard = 0; heard < answersBeforeDeath; heard++)
            work.Hear(await NextAsync(victim, work));
    }

    private static async Task EndAsync(Victim victim, Work work)
    {
        work.IsEnding = true;
        await GreetAsync(victim, work);
        while (work.Unanswered.Count > 0)
            work.Hear(await NextAsync(victim, work));
        victim.Tell(Wire.Stop);
    }

    private static async Task GreetAsync(Victim victim, Work work)
    {
        Assert.Equal(Wire.Ready, await victim.HearAsync());
        work.Outbox.Clear();
        work.Greet();
        work.Outbox.Clear();
        foreach (var line in work.Unanswered)
            victim.Tell(line);
    }

    private static async Task<string> NextAsync(Victim victim, Work work)
    {
        while (work.Outbox.TryDequeue(out var line))
            victim.Tell(line);
        return await victim.HearAsync() ?? throw new InvalidOperationException("the process ended by itself");
    }

    /// <summary>What the dead still said counts: it was answered.</summary>
    private static async Task DieAsync(Victim victim, Work work, bool inOrder)
    {
        if (inOrder)
            Assert.Equal(0, await victim.ExitAsync());
        else
            await victim.KillAsync();
        while (await victim.HearAsync() is { } line)
        {
            if (line != Wire.Ready && line.Count(letter => letter == '|') >= 3)
                work.Hear(line);
        }
    }

    private static async Task<History> HistoryAsync(string path, Work work)
    {
        await using var journal = SqliteJournal.Open(path);
        var entries = await History.ReadAsync(journal, ShortTerritory.Id);
        var outcomes = await journal.FindOutcomesAsync(
            ShortTerritory.Id, work.Answers.Select(answer => answer.Command.Id).ToHashSet());
        var hashes = new List<(string, string)>();
        foreach (var through in new IJournal[] { journal, new WithoutSnapshots(journal) })
        {
            var owner = await TerritoryOwner.OpenAsync(Program.SetupOf(through));
            hashes.Add(("end", Convert.ToHexString(owner.StateHash().Span)));
        }
        // Real time: how late a deadline came says how busy the machine was. Early, twice or never would be
        // wrong.
        var always = new Outage(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        return new History(entries, work.Answers, outcomes, [always], hashes, [], ["unread on purpose"], [],
            entries[^1].Row.At, new Mishaps());
    }
}
