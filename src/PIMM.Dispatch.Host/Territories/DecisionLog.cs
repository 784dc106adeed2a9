using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Territories;

/// <summary>
/// The dispatcher's latest decisions by case, so that "why this reader" needs no walk through the journal
/// while a case is on the screens. Bounded; says from which sequence on it is complete.
/// </summary>
public sealed class DecisionLog(long knownAfter)
{
    // A region's busiest day has a few thousand decisions.
    private const int DecisionsMax = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<CaseId, List<Recorded>> byCase = [];
    private readonly Queue<(CaseId Case, long Sequence)> order = [];
    private long knownAfter = knownAfter;
    private long last = knownAfter;

    public void Add(IReadOnlyList<Fact> facts)
    {
        lock (gate)
        {
            // A batch that was missed while the log was set up is not known.
            if (facts[0].Recorded.Sequence != last + 1)
                knownAfter = facts[0].Recorded.Sequence - 1;
            last = facts[^1].Recorded.Sequence;
            foreach (var fact in facts)
                if (CaseOf(fact.Recorded.Event) is { } id)
                    Add(id, fact.Recorded);
        }
    }

    /// <summary>
    /// Decisions on a case that was opened at a sequence; null when the log does not reach back so far.
    /// </summary>
    public IReadOnlyList<Recorded>? Of(CaseId id, long openedAt)
    {
        lock (gate)
            return openedAt <= knownAfter ? null : byCase.TryGetValue(id, out var known) ? [.. known] : [];
    }

    /// <summary>The case that an event of the dispatcher decides on, or null.</summary>
    public static CaseId? CaseOf(DomainEvent fact) => fact switch
    {
        CaseDispatched e => e.Case,
        CaseUnplaced e => e.Case,
        CaseSentOut e => e.Case,
        _ => null,
    };

    private void Add(CaseId id, in Recorded recorded)
    {
        if (!byCase.TryGetValue(id, out var known))
            byCase[id] = known = [];
        known.Add(recorded);
        order.Enqueue((id, recorded.Sequence));
        if (order.Count <= DecisionsMax)
            return;
        var (oldest, sequence) = order.Dequeue();
        knownAfter = sequence;
        byCase[oldest].RemoveAt(0);
        if (byCase[oldest].Count == 0)
            byCase.Remove(oldest);
    }
}
