using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

/// <summary>
/// Random turns, refused, thrown, undone and rolled back, against a territory that never saw those.
/// </summary>
public sealed class UndoPropertyTests
{
    private const int SeedCount = 200;
    private const int TurnCount = 120;
    private const int ToyCount = 6;

    [Fact]
    public void What_was_undone_or_rolled_back_leaves_no_trace()
    {
        for (var seed = 0; seed < SeedCount; seed++)
            CheckSeed(seed);
    }

    [Fact]
    public void Replaying_the_facts_gives_the_same_state()
    {
        for (var seed = 0; seed < SeedCount; seed++)
        {
            var random = new Random(seed);
            var territory = NewTerritory();
            var facts = new List<Fact>();
            for (var number = 0; number < TurnCount; number++)
                facts.AddRange(TryExecute(territory, RandomCommand(random, number), facts)?.Facts ?? []);
            territory.Commit();

            var replayed = NewTerritory();
            foreach (var fact in facts)
            {
                if (!replayed.Replay(fact))
                {
                    replayed.Admit(
                        fact.Recorded.Actor, HistoryOf(fact.Recorded.Actor, facts, fact.Recorded.Sequence));
                    Assert.True(replayed.Replay(fact));
                }
            }
            replayed.EndReplay();
            Same(seed, territory, replayed);
        }
    }

    private static void CheckSeed(int seed)
    {
        var random = new Random(seed);
        var (tried, spared) = (NewTerritory(), NewTerritory());
        var facts = new List<Fact>();
        for (var number = 0; number < TurnCount;)
        {
            var batch = new List<Fact>();
            var commands = Enumerable.Range(number, random.Next(1, 6))
                .Select(n => RandomCommand(random, n)).ToList();
            number += commands.Count;
            var rolledBack = random.Next(4) == 0;
            foreach (var command in commands)
            {
                var turn = TryExecute(tried, command, facts);
                if (rolledBack || turn?.Outcome is not Outcome.Accepted)
                    continue;
                if (random.Next(8) == 0)
                {
                    tried.UndoTurn();
                    continue;
                }
                Assert.NotNull(TryExecute(spared, command, facts));
                batch.AddRange(turn.Facts);
            }
            if (rolledBack)
                tried.Rollback();
            else
                tried.Commit();
            spared.Commit();
            facts.AddRange(batch);
            Same(seed, spared, tried);
        }
    }

    private static Turn? TryExecute(Territory territory, Command command, List<Fact> committed)
    {
        try
        {
            while (true)
            {
                if (territory.Execute(command, out var missing) is { } turn)
                    return turn;
                territory.Admit(missing, HistoryOf(missing, committed, long.MaxValue));
            }
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static List<Recorded> HistoryOf(ActorId actor, List<Fact> facts, long before) =>
        [.. facts.Select(fact => fact.Recorded).Where(r => r.Actor == actor && r.Sequence < before)];

    private static Command RandomCommand(Random random, int number)
    {
        var at = VirtualClock.Evening.AddMinutes((number * 15) + random.Next(30));
        var toy = Toy(random.Next(ToyCount));
        var other = Toy(random.Next(ToyCount));
        Message body = random.Next(12) switch
        {
            0 => new RefuseThis("no"),
            1 => new AddThenBeRefusedBy(other),
            2 => new RunThis(static () => throw new InvalidOperationException("bug")),
            3 => new Finish(),
            4 or 5 => new Remind($"name-{random.Next(2)}", at.AddMinutes(random.Next(60))),
            6 => new Forget($"name-{random.Next(2)}"),
            7 => new Relay([other, toy, random.Next(2) == 0 ? other : toy]),
            8 => new Spread([other, Toy(random.Next(ToyCount))]),
            9 => new OpenToyCase(),
            _ => new Add(random.Next(10)),
        };
        return new Command(
            new CommandId($"command-{number}"), ToySettings.Id, at, Identity.System, toy, body);
    }

    private static Territory NewTerritory() => new(
        ToySettings.Default, Factory, new TerritoryLimits { FinishedRetention = TimeSpan.FromHours(2) });

    private static void Same(int seed, Territory expected, Territory actual)
    {
        var (wanted, got) = (Written(expected), Written(actual));
        Assert.True(
            wanted == got, $"seed {seed} at {expected.Head}: the states differ\n{wanted}\n---\n{got}");
    }

    private static string Written(Territory territory)
    {
        var image = territory.Capture();
        return Text.Of(image with { Actors = [.. image.Actors.OrderBy(actor => actor.Id)] })
            + Text.Of(territory.NextDue);
    }
}
