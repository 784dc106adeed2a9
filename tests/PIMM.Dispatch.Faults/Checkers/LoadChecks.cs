using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>What readers and cases say of each other agrees after every turn.</summary>
internal static class LoadChecks
{
    /// <summary>A reader's load is that of the cases in its hand, and in the end it is nothing.</summary>
    public static string? LoadsAddUp(History history)
    {
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var entry in turn)
                states.Fold(entry.Recorded);
            if (!turn.Any(entry => entry.Row.Actor.Kind is ActorKind.Reader or ActorKind.Case))
                continue;
            if (Difference(states) is { } difference)
                return $"after {turn[^1].Row.Sequence} {difference}";
        }
        var left = states.Readers.FirstOrDefault(one => one.State.LoadMinutes != 0);
        return left.State is null || history.Unfinished.Count > 0
            ? null
            : $"in the end {left.Id} still has {left.State.LoadMinutes} minutes";
    }

    /// <summary>What the dispatcher decides is offered or given up in the same turn.</summary>
    public static string? NothingStaysPending(History history)
    {
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var entry in turn)
                states.Fold(entry.Recorded);
            if (!states.Dispatcher.Pending.IsEmpty)
                return $"after {turn[^1].Row.Sequence} {states.Dispatcher.Pending.Keys.First()} is pending";
        }
        return null;
    }

    private static string? Difference(States states)
    {
        var fromCases = states.Cases.Where(one => one.State.InHand)
            .Select(one => (one.State.Reader!.Value, one.Id, one.State.ReadingMinutes))
                .ToHashSet();
        var fromReaders = states.Readers
            .SelectMany(one => one.State.InHand.Select(pair => (one.Id, pair.Key, pair.Value))).ToHashSet();
        fromCases.SymmetricExceptWith(fromReaders);
        return fromCases.Count == 0 ? null : $"reader and case do not agree on {fromCases.First()}";
    }
}
