using PIMM.Dispatch.Faults.Evenings;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>What holds from row to row.</summary>
internal static class JournalChecks
{
    public static string? SequencesAreDense(History history)
    {
        for (var index = 0; index < history.Entries.Count; index++)
        {
            if (history.Entries[index].Row.Sequence != index + 1)
                return $"row {index + 1} has sequence {history.Entries[index].Row.Sequence}";
        }
        return null;
    }

    public static string? EpochsNeverDecrease(History history) =>
        FirstPair(history, (before, after) => after.Epoch < before.Epoch);

    public static string? InstantsNeverDecrease(History history) =>
        FirstPair(history, (before, after) => after.At < before.At);

    public static string? ChainHolds(History history)
    {
        var previous = JournalHead.Empty.Hash;
        foreach (var entry in history.Entries)
        {
            if (!HashChain.Next(previous.Span, entry.Row).AsSpan().SequenceEqual(entry.Row.Hash.Span))
                return $"row {entry.Row.Sequence} does not continue the chain";
            previous = entry.Row.Hash;
        }
        return null;
    }

    private static string? FirstPair(History history, Func<JournalRow, JournalRow, bool> wrong)
    {
        for (var index = 1; index < history.Entries.Count; index++)
        {
            var (before, after) = (history.Entries[index - 1].Row, history.Entries[index].Row);
            if (wrong(before, after))
                return $"row {after.Sequence} after row {before.Sequence}";
        }
        return null;
    }
}
