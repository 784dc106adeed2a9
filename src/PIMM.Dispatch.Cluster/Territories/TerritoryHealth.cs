using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// Running: commands are taken. Waiting: the journal does not answer, the next try is set. Stopped: asked to.
/// Lost: another owner has written. Failed: a bug.
/// </summary>
public enum OwnerStatus { Running, Waiting, Stopped, Lost, Failed }

/// <summary>How an owner does, at the instant of asking.</summary>
/// <param name="Head">The last committed sequence.</param>
/// <param name="MailboxLength">Commands that wait.</param>
/// <param name="OldestWait">How long the first of them has waited.</param>
/// <param name="LastCommit">How long the last commit took.</param>
/// <param name="Ahead">How far the territory's time is ahead of the clock; zero unless its journal
/// was.</param>
/// <param name="ClockAlarm">By how much the wall clock has left this node's clock; zero while they
/// agree.</param>
/// <param name="LastError">The type of the last error; null again after the next commit.</param>
public sealed record TerritoryHealth(
    TerritoryId Territory, OwnerStatus Status, long Head, long Epoch, int MailboxLength,
    TimeSpan OldestWait, TimeSpan LastCommit, TimeSpan Ahead, TimeSpan ClockAlarm, long Quarantined,
    string? LastError)
{
    public bool IsHealthy =>
        Status == OwnerStatus.Running && LastError is null && ClockAlarm == TimeSpan.Zero;
}

/// <summary>What a step did, for whoever drives the owner.</summary>
/// <param name="MoreToDo">Step again at once.</param>
/// <param name="RetryAfter">Set when the journal did not answer: wait so long before the next step.</param>
public readonly record struct StepReport(int Turns, bool MoreToDo, TimeSpan? RetryAfter, OwnerStatus Status);
