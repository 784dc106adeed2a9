using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>The outcomes of the last commands, so that most repeats need no look into the journal.</summary>
internal sealed class RecentOutcomes(int countMax)
{
    private readonly Dictionary<CommandId, Outcome> outcomes = [];
    private readonly Queue<CommandId> order = [];

    public bool TryGet(CommandId command, out Outcome outcome) => outcomes.TryGetValue(command, out outcome!);

    public void Add(CommandId command, Outcome outcome)
    {
        if (countMax == 0 || !outcomes.TryAdd(command, outcome))
            return;
        order.Enqueue(command);
        if (order.Count > countMax)
            outcomes.Remove(order.Dequeue());
    }
}
