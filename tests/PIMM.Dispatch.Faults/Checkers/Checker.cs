using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>One thing that must hold over a whole evening, whatever failed.</summary>
/// <param name="Name">What holds, as a sentence.</param>
/// <param name="Violation">What was found instead, in words; null when it holds.</param>
internal sealed record Checker(string Name, Func<History, string?> Violation)
{
    /// <summary>Every checker; each is proven able to fail.</summary>
    public static readonly IReadOnlyList<Checker> All =
    [
        new("sequences are dense", JournalChecks.SequencesAreDense),
        new("epochs never decrease", JournalChecks.EpochsNeverDecrease),
        new("instants never decrease", JournalChecks.InstantsNeverDecrease),
        new("the hash chain holds", JournalChecks.ChainHolds),
        new("no acknowledged command is lost", CommandChecks.AcknowledgedIsKept),
        new("no command is answered both ways", CommandChecks.OneOutcomeEach),
        new("no command is done twice", CommandChecks.DoneOnce),
        new("no case is lost or doubled", CaseChecks.EveryExaminationHasItsCase),
        new("at most one reader has a case", CaseChecks.OneReaderAtATime),
        new("every unfinished case has an owner", CaseChecks.UnfinishedHasOwner),
        new("no unfinished case is without a deadline", CaseChecks.UnfinishedHasDeadline),
        new("an ended case leaves nothing ringing", CaseChecks.EndedIsSilent),
        new("no part outlives its case", CaseChecks.PartsFollowTheirCase),
        new("loads add up", LoadChecks.LoadsAddUp),
        new("nothing is promised and not offered", LoadChecks.NothingStaysPending),
        new("deadlines come once and at their instant", DeadlineChecks.OnceAndInTime),
        new("every way to the state gives the same state", StateChecks.SameHash),
        new("views are folds of the journal", StateChecks.ViewsAreFolds),
        new("after the faults everything comes to its end", StateChecks.EverythingEnds),
    ];

    /// <summary>What is wrong with an evening; empty when everything holds.</summary>
    public static IReadOnlyList<string> Check(History history) =>
    [
        .. from checker in All
           let violation = checker.Violation(history)
           where violation is not null
           select $"{checker.Name}: {violation}",
    ];
}
