using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>What whoever sent a command may rely on.</summary>
internal static class CommandChecks
{
    /// <summary>What somebody was told stands in the journal: the outcome, and the events where it
    /// says.</summary>
    public static string? AcknowledgedIsKept(History history)
    {
        foreach (var answer in history.Answers)
        {
            var id = answer.Command.Id;
            if (!history.Outcomes.TryGetValue(id, out var kept))
                return $"{id} was answered and the journal does not know it";
            if (kept != answer.Outcome)
                return $"{id} was answered {answer.Outcome}, the journal has {kept}";
            if (answer.Outcome is not Outcome.Accepted accepted)
                continue;
            for (var sequence = accepted.First; sequence <= accepted.Last; sequence++)
            {
                if (sequence > history.Entries.Count || history.Entries[(int)sequence - 1].Row.Command != id)
                    return $"event {sequence} of {id} is not where its answer says";
            }
        }
        return null;
    }

    public static string? OneOutcomeEach(History history)
    {
        var both = history.Answers.GroupBy(answer => answer.Command.Id)
            .FirstOrDefault(answers => answers.Select(answer => answer.Outcome).Distinct().Count() > 1);
        return both is null ? null
            : $"{both.Key} was answered {string.Join(" and ", both.Select(a => a.Outcome).Distinct())}";
    }

    /// <summary>The rows of a command stand together, in one turn and nowhere else.</summary>
    public static string? DoneOnce(History history)
    {
        var seen = new HashSet<CommandId>();
        foreach (var turn in history.Turns())
        {
            if (!seen.Add(turn[0].Row.Command))
                return $"{turn[0].Row.Command} was done again at {turn[0].Row.Sequence}";
            if (turn.Select(entry => entry.Row.At).Distinct().Count() > 1)
                return $"{turn[0].Row.Command} has two instants";
        }
        return null;
    }
}
