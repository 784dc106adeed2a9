using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

/// <summary>
/// The process ends at each named point of a command's and of a deadline's way; the caller repeats its
/// command to the next process. Whatever the point: done exactly once.
/// </summary>
public sealed class CrashTests
{
    public enum Point { AfterReceive, BeforeAppend, AfterCommit, AfterReply, InSnapshot }

    public static TheoryData<Point> Points => [.. Enum.GetValues<Point>()];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_command_is_done_exactly_once(Point point)
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 1, SnapshotsInline = true })
            .StartAsync();
        await rig.Send(Toy("a"), new Add(1));
        Arm(rig, point);
        var lost = rig.Post(Toy("a"), new Add(5), "id-1");
        if (point != Point.AfterReceive)
            await rig.Owner.StepAsync();
        Assert.Equal(point is Point.AfterReply or Point.InSnapshot, lost.IsCompletedSuccessfully);

        await rig.RestartAsync();
        Assert.Equal(point is Point.AfterReceive or Point.BeforeAppend ? 1 : 6, rig.State(Toy("a")).Count);
        Assert.Equal("6", ((Outcome.Accepted)await rig.Send(Toy("a"), new Add(5), "id-1")).Answer);
        Assert.Equal(6, rig.State(Toy("a")).Count);
        Assert.Equal(2, (await rig.RowsAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_deadline_comes_exactly_once(Point point)
    {
        var rig = await new OwnerRig(new OwnerOptions { SnapshotEvery = 1, SnapshotsInline = true })
            .StartAsync();
        await rig.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1)));
        await rig.Send(Toy("a"), new Remind("y", VirtualClock.Evening.AddMinutes(2)));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Arm(rig, point);
        if (point != Point.AfterReceive)
            await rig.Owner.StepAsync();

        await rig.RestartAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["x", "y"], rig.State(Toy("a")).Reached);
        Assert.Equal(200, rig.State(Toy("a")).Count);
    }

    [Fact]
    public async Task Under_random_crashes_and_lost_answers_every_command_and_deadline_is_done_exactly_once()
    {
        for (var seed = 0; seed < 300; seed++)
            await RunSeedAsync(seed);
    }

    /// <summary>
    /// Ten toys get commands and deadlines, senders repeat until they have an answer, the process dies now
    /// and then.
    /// </summary>
    private static async Task RunSeedAsync(int seed)
    {
        var random = new Random(seed);
        var rig = await new OwnerRig(
            new OwnerOptions { SnapshotEvery = 10, SnapshotsInline = true, RecentOutcomesMax = 5 })
                .StartAsync();
        rig.Journal.Seeded(seed, 0.25);
        var answers = new Dictionary<string, Outcome>();
        for (var number = 0; number < 40; number++)
        {
            var (to, id) = (Toy(random.Next(10)), $"id-{number}");
            Message body = random.Next(3) == 0
                ? new Remind($"deadline-{number}", rig.Clock.GetUtcNow().AddSeconds(random.Next(300)))
                : new Add(1);
            for (var tries = 0; !answers.ContainsKey(id); tries++)
            {
                Assert.True(tries < 100, $"seed {seed}: no answer for {id}");
                if (await TryAsync(rig, to, body, id) is { } outcome)
                    answers[id] = outcome;
                else
                    await ReviveAsync(rig, random);
            }
            rig.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
        }
        rig.Journal.Seeded(seed, 0);
        await ReviveAsync(rig, random);
        rig.Journal.Seeded(seed, 0);
        await rig.AdvanceAsync(TimeSpan.FromHours(1));
        await CheckAsync(seed, rig, answers);
    }

    private static async Task<Outcome?> TryAsync(OwnerRig rig, ActorId to, Message body, string id)
    {
        if (rig.Journal.Crashed)
            return null;
        var reply = rig.Post(to, body, id);
        for (var steps = 0; steps < 20 && !reply.IsCompleted && !rig.Journal.Crashed; steps++)
        {
            if ((await rig.Owner.StepAsync()).RetryAfter is { } wait)
                rig.Clock.Advance(wait);
        }
        return reply.IsCompletedSuccessfully ? await reply : null;
    }

    private static async Task ReviveAsync(OwnerRig rig, Random random)
    {
        if (!rig.Journal.Crashed)
            return;
        await rig.RestartAsync();
        rig.Journal.Seeded(random.Next(), 0.25);
    }

    private static async Task CheckAsync(int seed, OwnerRig rig, Dictionary<string, Outcome> answers)
    {
        var rows = await rig.RowsAsync();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(row => row.Sequence));
        var stored = await rig.Disk.FindOutcomesAsync(ToySettings.Id, [.. answers.Keys.Select(CommandId.Of)]);
        foreach (var (id, outcome) in answers)
            Assert.True(stored[new CommandId(id)] == outcome, $"seed {seed}: {id} has two outcomes");
        foreach (var id in answers.Keys)
            Assert.True(
                rows.Count(row => row.Command.Value == id) == 1, $"seed {seed}: {id} was not done once");
        var history = await rig.HistoryAsync();
        var set = history.Select(r => r.Event).OfType<DeadlineSet>().Select(e => e.Name).Order().ToList();
        var reached = history.Select(r => r.Event)
            .OfType<DeadlineReached>().Select(e => e.Name).Order().ToList();
        Assert.True(set.SequenceEqual(reached), $"seed {seed}: deadlines set and reached differ");
        var live = rig.Owner.StateHash().ToArray();
        await rig.RestartAsync();
        Assert.True(live.AsSpan().SequenceEqual(rig.Owner.StateHash().Span), $"seed {seed}: replay differs");
        Assert.DoesNotContain("state.differed", rig.Log.Lines.Select(line => line.Text.Split(' ')[0]));
    }

    private static void Arm(OwnerRig rig, Point point)
    {
        if (point == Point.BeforeAppend)
            rig.Journal.Script(AppendFault.CrashBefore);
        if (point == Point.AfterCommit)
            rig.Journal.Script(AppendFault.CrashAfter);
        rig.Journal.CrashInSnapshot = point == Point.InSnapshot;
    }
}
