using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// What every implementation checks of a batch before it writes: the same words, the same order.
/// </summary>
public static class BatchCheck
{
    /// <summary>
    /// A batch agrees with itself: it has a turn; instants are UTC at microsecond resolution; texts are not
    /// empty and hold no NUL; an accepted turn's range is that of its events, counted from the expected head;
    /// a refused turn has no event; no command stands twice.
    /// </summary>
    /// <exception cref="ArgumentException">It does not: a bug of the caller.</exception>
    /// <exception cref="DuplicateCommandException">A command stands twice in the batch.</exception>
    public static void HoldsTogether(AppendBatch batch)
    {
        Require(batch.Turns.Count > 0, "a batch has at least one turn");
        Require(batch.ExpectedHead >= 0 && batch.Epoch >= 0, "head and epoch are not negative");
        Require(
            !string.IsNullOrEmpty(batch.Territory.Value) && !string.IsNullOrEmpty(batch.Node),
            "territory and node are named");
        var commands = batch.Turns.Count > 1
            ? new HashSet<string>(batch.Turns.Count, StringComparer.Ordinal)
            : null;
        var next = batch.ExpectedHead + 1;
        foreach (var turn in batch.Turns)
        {
            if (commands is not null && !commands.Add(turn.Command.Value))
                throw new DuplicateCommandException(turn.Command);
            TurnHoldsTogether(turn, next);
            next += turn.Events.Count;
        }
    }

    /// <summary>The batch may follow this head.</summary>
    /// <exception cref="StaleOwnerException">The head is another one, or has a higher epoch.</exception>
    public static void Follows(AppendBatch batch, in JournalHead head)
    {
        if (batch.Epoch < head.Epoch)
            throw new StaleOwnerException(
                $"'{batch.Territory}' was written at epoch {head.Epoch}; epoch {batch.Epoch} has lost it");
        if (batch.ExpectedHead != head.Sequence)
            throw new StaleOwnerException(
                $"'{batch.Territory}' is at {head.Sequence}, not at {batch.ExpectedHead} as expected");
    }

    private static void TurnHoldsTogether(TurnRecord turn, long next)
    {
        Require(
            !string.IsNullOrEmpty(turn.Command.Value) && !string.IsNullOrEmpty(turn.By),
            "the command is named, and who acts");
        Require(
            IsStorable(turn.Command.Value) && IsStorable(turn.By) && IsStorable(turn.Outcome),
            "texts hold no NUL, which PostgreSQL does not store");
        Require(InstantText.IsExact(turn.At), "instants are UTC at microsecond resolution");
        var range = turn.Outcome switch
        {
            Outcome.Accepted accepted when turn.Events.Count > 0 =>
                accepted.First == next && accepted.Last == next + turn.Events.Count - 1,
            Outcome.Accepted accepted => accepted.First > accepted.Last,
            _ => turn.Events.Count == 0,
        };
        Require(range, "an outcome's range is that of its events, and a refused turn has none");
        foreach (var record in turn.Events)
            Require(
                record.ActorVersion > 0 && record.EventVersion > 0 && !string.IsNullOrEmpty(record.EventType),
                "an event has a type, a version and an actor's version from 1");
    }

    private static bool IsStorable(string? text) => text is null || !text.Contains('\0');

    private static bool IsStorable(Outcome outcome) => outcome switch
    {
        Outcome.Accepted accepted => IsStorable(accepted.Answer),
        Outcome.Refused { Refusal: var refusal } => IsStorable(refusal.Code) && IsStorable(refusal.Detail),
        _ => true,
    };

    private static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new ArgumentException($"the batch breaks a rule: {rule}");
    }
}
