using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>Alarms: none early, none late, none twice, none forgotten.</summary>
internal static class DeadlineChecks
{
    /// <summary>
    /// A deadline comes at its instant, or at once when that had passed as it was written, or at the first
    /// instant
    /// after an outage; once; and none that stands at the end is overdue.
    /// </summary>
    public static string? OnceAndInTime(History history)
    {
        var standing = new Dictionary<(ActorId Actor, string Name),
            (DateTimeOffset DueAt, DateTimeOffset LatestAt)>();
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var fact in turn.Select(entry => entry.Recorded))
            {
                states.Fold(fact);
                if (Follow(fact, standing, history) is { } violation)
                    return violation;
            }
            foreach (var actor in turn.Select(entry => entry.Row.Actor).Distinct())
            {
                if (states.Of(actor) is { IsFinished: true })
                    RemoveOf(actor, standing);
            }
        }
        var overdue = standing.Where(pair => pair.Value.DueAt < history.End).ToList();
        return overdue.Count == 0 ? null
            : $"{overdue[0].Key} was due at {overdue[0].Value.DueAt:O} and never came";
    }

    private static string? Follow(
        Recorded fact, Dictionary<(ActorId, string),
            (DateTimeOffset DueAt, DateTimeOffset LatestAt)> standing,
        History history)
    {
        switch (fact.Event)
        {
            case DeadlineSet set:
                var written = history.WrittenAt(fact);
                standing[(fact.Actor, set.Name)] = (set.DueAt, set.DueAt > written ? set.DueAt : written);
                return null;
            case DeadlineCleared cleared:
                standing.Remove((fact.Actor, cleared.Name));
                return null;
            case DeadlineReached reached:
                return standing.Remove((fact.Actor, reached.Name), out var stood)
                    ? Judge(fact, reached, stood.DueAt, stood.LatestAt, history.Outages)
                    : $"{reached.Name} of {fact.Actor} came at {fact.Sequence} and did not stand";
            default:
                return null;
        }
    }

    private static string? Judge(
        Recorded fact, DeadlineReached reached, DateTimeOffset dueAt, DateTimeOffset latestAt,
        IReadOnlyList<Outage> outages)
    {
        if (reached.DueAt != dueAt)
            return $"{reached.Name} of {fact.Actor} came for {reached.DueAt:O}, it was due at {dueAt:O}";
        if (fact.At < dueAt)
            return $"{reached.Name} of {fact.Actor} came {dueAt - fact.At} early";
        return fact.At <= latestAt
            || outages.Any(outage => outage.From <= latestAt && fact.At <= outage.Until)
            ? null
            : $"{reached.Name} of {fact.Actor} came {fact.At - latestAt} late at {fact.Sequence}";
    }

    private static void RemoveOf(
        ActorId actor, Dictionary<(ActorId Actor, string Name), (DateTimeOffset, DateTimeOffset)> standing)
    {
        foreach (var key in standing.Keys.Where(key => key.Actor == actor).ToList())
            standing.Remove(key);
    }
}
