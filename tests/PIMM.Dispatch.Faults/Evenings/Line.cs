using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Faults.Evenings;

/// <summary>
/// The way between the world and the territory: slow, out of order, forgetful. Whoever has no answer asks
/// again with
/// the same command, as every client of the product does; whoever has one sometimes asks again all the same.
/// </summary>
internal sealed class Line(FaultPlan plan, World world, Mishaps mishaps)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    private readonly Draw chance = new(plan.Seed, "line");
    private readonly Queue<Saying> arrived = [];
    private readonly List<(Saying Saying, Task<Outcome> Reply)> inside = [];
    private readonly HashSet<CommandId> unanswered = [];
    private readonly List<Answer> answers = [];
    private int poisons;

    /// <summary>Every answer that reached somebody, repeats included.</summary>
    public IReadOnlyList<Answer> Answers => answers;

    public int Open => unanswered.Count;

    public bool IsQuiet => unanswered.Count == 0 && arrived.Count == 0 && inside.Count == 0;

    public bool HasArrived => arrived.Count > 0;

    private bool FaultsAreOver => world.Agenda.Now >= plan.Evening.Scenario.End;

    public void Send(Queue<Saying> outbox)
    {
        while (outbox.TryDequeue(out var saying))
        {
            var skewed = plan.Slow > 0 && chance.Chance(0.1)
                ? saying with { Command =
                    saying.Command with { At = saying.Command.At.AddSeconds(chance.Between(-30, 30)) } }
                : saying;
            unanswered.Add(skewed.Command.Id);
            Travel(skewed);
        }
    }

    /// <summary>Gives what has arrived to the owner; sometimes to one that only thinks it still is.</summary>
    public void Deliver(TerritoryOwner? owner, List<VirtualTerritory> zombies)
    {
        while (arrived.TryDequeue(out var saying))
        {
            var target = zombies.Count > 0 && chance.Chance(0.5) ? zombies[0].Owner : owner;
            if (target is null)
                Again(saying);
            else
                Hand(target, saying);
        }
    }

    /// <summary>Takes the answers that are there.</summary>
    public async Task CollectAsync()
    {
        var ready = inside.FindAll(one => one.Reply.IsCompleted);
        inside.RemoveAll(one => one.Reply.IsCompleted);
        foreach (var (saying, reply) in ready)
        {
            if (!reply.IsCompletedSuccessfully)
                Again(saying);
            else if (!FaultsAreOver && chance.Chance(plan.LostAnswers))
            {
                mishaps.AnswersLost++;
                Again(saying);
            }
            else
                Answered(saying, await reply);
        }
    }

    /// <summary>The process is gone, and with it every answer that was still inside.</summary>
    public void Forget()
    {
        foreach (var (saying, _) in inside)
            Again(saying);
        inside.Clear();
    }

    /// <summary>Something that no actor understands: a bug of some client, or of ours.</summary>
    public void Poison()
    {
        var command = new Command(
            new CommandId($"poison-{++poisons}"), plan.Settings.Id, world.Agenda.Now,
                new Identity("essai", "system"),
            ActorId.Roster, Replan.Now);
        unanswered.Add(command.Id);
        Travel(new Saying(command, null));
    }

    private void Hand(TerritoryOwner target, Saying saying)
    {
        try
        {
            inside.Add((saying, target.SendAsync(saying.Command)));
        }
        catch (TerritoryUnavailableException)
        {
            // Turned away at the door: its mailbox is full, or it has stopped.
            Again(saying);
        }
    }

    private void Answered(Saying saying, Outcome outcome)
    {
        answers.Add(new Answer(saying.Command, outcome));
        mishaps.Poisons += outcome is Outcome.Refused { Refusal.Code: Refusals.CommandQuarantined } ? 1 : 0;
        if (unanswered.Remove(saying.Command.Id))
            saying.Then?.Invoke(outcome);
        if (!FaultsAreOver && chance.Chance(plan.Repeats))
        {
            mishaps.Repeats++;
            world.Agenda.After(
                TimeSpan.FromMinutes(chance.Exponential(3)), () =>
                    arrived.Enqueue(saying with { Then = null }));
        }
    }

    private void Travel(Saying saying)
    {
        var slow = !FaultsAreOver && chance.Chance(plan.Slow);
        mishaps.Delays += slow ? 1 : 0;
        var seconds = slow ? chance.Between(0, 60) : plan.Slow > 0 ? chance.Between(0, 0.2) : 0;
        world.Agenda.After(TimeSpan.FromSeconds(seconds), () => arrived.Enqueue(saying));
    }

    private void Again(Saying saying) => world.Agenda.After(AskAgain, () => arrived.Enqueue(saying));
}
