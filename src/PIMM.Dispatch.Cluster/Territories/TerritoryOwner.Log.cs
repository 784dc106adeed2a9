using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// What an owner says to the operator. Ids of commands and actors only; never a message's content.
/// </summary>
internal static partial class TerritoryOwnerLog
{
    [LoggerMessage(1, LogLevel.Information,
        "territory.started {Territory} at {Sequence}, epoch {Epoch}, {Residents} actors")]
    public static partial void Started(
        this ILogger logger, TerritoryId territory, long sequence, long epoch, int residents);

    [LoggerMessage(2, LogLevel.Information, "territory.stopped {Territory} at {Sequence}")]
    public static partial void Stopped(this ILogger logger, TerritoryId territory, long sequence);

    [LoggerMessage(3, LogLevel.Error, "turn.thrown {Territory} {Command} to {Actor}: {Error}")]
    public static partial void TurnThrew(
        this ILogger logger, string error, TerritoryId territory, CommandId command, ActorId actor);

    [LoggerMessage(4, LogLevel.Critical, "command.quarantined {Territory} {Command} to {Actor}")]
    public static partial void Quarantined(
        this ILogger logger, TerritoryId territory, CommandId command, ActorId actor);

    [LoggerMessage(5, LogLevel.Error, "journal.unavailable {Territory}, next try in {RetryAfter}")]
    public static partial void JournalUnavailable(
        this ILogger logger, Exception failure, TerritoryId territory, TimeSpan retryAfter);

    [LoggerMessage(6, LogLevel.Error, "commit.unknown {Territory} after {Sequence}: reading back")]
    public static partial void CommitUnknown(
        this ILogger logger, Exception failure, TerritoryId territory, long sequence);

    [LoggerMessage(7, LogLevel.Warning, "commit.resolved {Territory}: the batch was written: {Written}")]
    public static partial void CommitResolved(this ILogger logger, TerritoryId territory, bool written);

    [LoggerMessage(8, LogLevel.Critical, "territory.lost {Territory}: another owner has written")]
    public static partial void OwnershipLost(this ILogger logger, Exception failure, TerritoryId territory);

    [LoggerMessage(9, LogLevel.Critical, "territory.failed {Territory}: a bug stops it")]
    public static partial void Failed(this ILogger logger, Exception failure, TerritoryId territory);

    [LoggerMessage(10, LogLevel.Critical,
        "state.differed {Territory} at {Sequence}: the state in memory was not the fold of the journal")]
    public static partial void StateDiffered(this ILogger logger, TerritoryId territory, long sequence);

    [LoggerMessage(11, LogLevel.Warning, "snapshot.ignored {Territory} at {Sequence}: {Reason}")]
    public static partial void SnapshotIgnored(
        this ILogger logger, TerritoryId territory, long sequence, string reason);

    [LoggerMessage(12, LogLevel.Warning, "snapshot.ignored {Territory} at {Sequence}: unreadable, {Error}")]
    public static partial void SnapshotUnreadable(
        this ILogger logger, string error, TerritoryId territory, long sequence);

    [LoggerMessage(13, LogLevel.Debug, "snapshot.saved {Territory} at {Sequence}, {Length} bytes")]
    public static partial void SnapshotSaved(
        this ILogger logger, TerritoryId territory, long sequence, int length);

    [LoggerMessage(14, LogLevel.Warning, "snapshot.failed {Territory} at {Sequence}")]
    public static partial void SnapshotFailed(
        this ILogger logger, Exception failure, TerritoryId territory, long sequence);

    [LoggerMessage(15, LogLevel.Warning,
        "clock.behind {Territory}: the journal is {Ahead} ahead of this clock; its time goes on from there")]
    public static partial void ClockBehind(this ILogger logger, TerritoryId territory, TimeSpan ahead);
}
