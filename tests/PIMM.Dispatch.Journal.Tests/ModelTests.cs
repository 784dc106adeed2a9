using FsCheck;
using FsCheck.Fluent;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Tests.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;
using Outcome = PIMM.Dispatch.Domain.Outcome;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests;

/// <summary>
/// Random batches, good and bad, against a model of a few lines: a list of rows per territory and a
/// dictionary of outcomes. Journal and model accept and refuse the same, and hold the same at the end.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class ModelTests(PostgresServer server)
{
    private const int Histories = 60;

    /// <summary>One batch, as small numbers that shrink.</summary>
    public sealed record Step(int Territory, int HeadError, int EpochChange, int[] Turns,
        int RepeatedCommand);

    private static readonly Gen<Step> Steps =
        from territory in Gen.Choose(0, 1)
        from headError in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(-2, 2)))
        from epochChange in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(-1, 1)))
        from turns in Gen.Choose(-1, 3).ArrayOf(3)
        from repeated in Gen.Frequency((8, Gen.Constant(-1)), (1, Gen.Choose(0, 20)))
        select new Step(territory, headError, epochChange, turns, repeated);

    [Fact]
    public void In_memory_journal_behaves_like_the_model() =>
        Check(() => Task.FromResult<IJournal>(new InMemoryJournal()));

    [Fact]
    public void Sqlite_journal_behaves_like_the_model()
    {
        using var folder = new TemporaryFolder();
        Check(() => Task.FromResult<IJournal>(SqliteJournal.Open(folder.File(Path.GetRandomFileName()))));
    }

    [Fact]
    public void Postgres_journal_behaves_like_the_model() => Check(async () => await server.OpenAsync());

    private static void Check(Func<Task<IJournal>> open) => Prop
        .ForAll(Steps.ListOf(25).ToArbitrary(), async history =>
        {
            await using var journal = await open();
            await new Model(journal).Follow(history);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    /// <summary>What the journal should hold, and the journal beside it.</summary>
    private sealed class Model(IJournal journal)
    {
        private readonly Dictionary<TerritoryId, List<EventRecord>> rows = [];
        private readonly Dictionary<(TerritoryId, CommandId), Outcome> outcomes = [];
        private readonly Dictionary<TerritoryId, long> epochs = [];
        private int commands;

        public async Task Follow(IEnumerable<Step> history)
        {
            foreach (var step in history)
                await Take(step);
            foreach (var (territory, expected) in rows)
                await Compare(territory, expected);
            Assert.Equal(rows.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key).Order(),
                await journal.TerritoriesAsync());
            Assert.True((await JournalVerification.RunAsync(journal)).Holds);
        }

        private async Task Take(Step step)
        {
            var territory = new TerritoryId($"t-{step.Territory}");
            rows.TryAdd(territory, []);
            var batch = Batch(territory, step);
            var expected = Expected(batch);
            var error = await Record.ExceptionAsync(() => journal.AppendAsync(batch));
            Assert.Equal(expected, error?.GetType());
            if (error is null)
                Apply(batch);
        }

        private AppendBatch Batch(TerritoryId territory, Step step)
        {
            var head = Math.Max(0, rows[territory].Count + step.HeadError);
            var next = (long)head;
            var turns = new List<TurnRecord>();
            var added = new Dictionary<ActorId, long>();
            foreach (var count in step.Turns)
            {
                var command = turns.Count == 0
                    && step.RepeatedCommand >= 0 ? step.RepeatedCommand : 1_000 + commands++;
                turns.Add(count < 0
                    ? Batches.Refused($"c-{command}")
                    : Batches.Accepted($"c-{command}", next, [.. Enumerable.Range(0, count).Select(n => Event(
                        territory, n, added))]));
                next += Math.Max(0, count);
            }
            var epoch = Math.Max(0, epochs.GetValueOrDefault(territory, 1) + step.EpochChange);
            return new AppendBatch(territory, head, epoch, "node-a", turns);
        }

        // Versions are those that the actors have if the batch is taken.
        private EventRecord Event(TerritoryId territory, int n, Dictionary<ActorId, long> added)
        {
            var actor = new ActorId(ActorKind.Case, $"{territory}.{n % 2}");
            added[actor] = added.GetValueOrDefault(actor) + 1;
            var version = rows[territory].Count(record => record.Actor == actor) + added[actor];
            return new EventRecord(actor, version, "said", 1, new byte[] { (byte)n });
        }

        private Type? Expected(AppendBatch batch)
        {
            if (batch.Epoch < epochs.GetValueOrDefault(batch.Territory)
                || batch.ExpectedHead != rows[batch.Territory].Count)
                return typeof(StaleOwnerException);
            return batch.Turns.Any(turn => outcomes.ContainsKey((batch.Territory, turn.Command)))
                ? typeof(DuplicateCommandException)
                : null;
        }

        private void Apply(AppendBatch batch)
        {
            foreach (var turn in batch.Turns)
            {
                outcomes.Add((batch.Territory, turn.Command), turn.Outcome);
                rows[batch.Territory].AddRange(turn.Events);
                if (turn.Events.Count > 0)
                    epochs[batch.Territory] = batch.Epoch;
            }
        }

        private async Task Compare(TerritoryId territory, List<EventRecord> expected)
        {
            var read = await journal.ReadAll(territory);
            Assert.Equal(expected.Select(e => e.Actor), read.Select(row => row.Actor));
            Assert.Equal(expected.Select(e => e.Payload.ToArray()), read.Select(row =>
                row.Payload.ToArray()));
            Assert.Equal(expected.Count, (await journal.HeadAsync(territory)).Sequence);
            var commands = outcomes.Keys.Where(key => key.Item1 == territory).Select(key => key.Item2)
                .ToList();
            var found = await journal.FindOutcomesAsync(territory, commands);
            Assert.All(commands, command => Assert.Equal(outcomes[(territory, command)], found[command]));
            foreach (var actor in expected.Select(e => e.Actor).Distinct())
                Assert.Equal(
                    read.Where(row => row.Actor == actor).Select(row => row.Sequence),
                    (await journal.ReadAll(territory, actor)).Select(row => row.Sequence));
        }
    }
}
