using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A contact as the plan sees it.</summary>
/// <param name="Since">What was raised before is not told to it.</param>
public sealed record ContactPoint(ContactId Id, AlertChannel Channel, DateTimeOffset Since);

/// <summary>A person who must know, and how the person can be reached.</summary>
public sealed record Reachable(string Account, ImmutableArray<ContactPoint> Points);

/// <summary>A notice that nobody has acknowledged, and for whom it is now.</summary>
/// <param name="Ladder">The one that held when it was raised: an edited ladder changes nothing that
/// runs.</param>
public sealed record AlertableNotice(
    NoticeId Id, NoticeKind Kind, Urgency? Urgency, DateTimeOffset At, AlertLadder Ladder,
    ImmutableArray<Reachable> To);

/// <summary>An alert to send now.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record AlertDue(Alert Alert, int Attempt);

/// <summary>What is to be sent now, and when to look again if nothing else happens.</summary>
/// <param name="Now">The most urgent first.</param>
public sealed record AlertsDue(IReadOnlyList<AlertDue> Now, DateTimeOffset? NextAt);

/// <summary>
/// Which alerts are due: a pure function of the open notices and the ledger. After a crash or on another node
/// it gives the same again, so nothing has to be remembered but what stands in the journal.
/// </summary>
public static class AlertPlan
{
    /// <summary>An alert is about now: what is older rings on the screens alone.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(2);

    /// <summary>How long a gateway may take to say what became of an alert.</summary>
    public static readonly TimeSpan ReceiptsFor = TimeSpan.FromMinutes(10);

    /// <summary>Between two messages or two calls to one person, so that an acknowledgement can come
    /// first.</summary>
    public static TimeSpan PauseOf(AlertChannel channel) => channel switch
    {
        AlertChannel.Text => TimeSpan.FromSeconds(20),
        AlertChannel.Voice => TimeSpan.FromSeconds(60),
        _ => TimeSpan.Zero,
    };

    public static AlertsDue Of(
        IEnumerable<AlertableNotice> notices, AlertsState ledger, DateTimeOffset at)
    {
        var lastTries = LastTries(ledger);
        var all =
            from notice in notices
            from person in notice.To
            from planned in Steps(notice, person, ledger, at)
            let alert = planned.Due.Alert
            let paused = lastTries.TryGetValue(alert.Contact, out var last)
                ? last + PauseOf(alert.Channel) : planned.At
            let dueAt = paused > planned.At ? paused : planned.At
            orderby alert.Urgency ?? Urgency.Scheduled, notice.At, alert.Id
            select (planned.Due, At: dueAt);
        var now = new List<AlertDue>();
        var busy = new HashSet<ContactId>();
        DateTimeOffset? next = null;
        foreach (var (due, dueAt) in all)
        {
            if (dueAt > at)
                next = dueAt < next || next is null ? dueAt : next;
            else if (PauseOf(due.Alert.Channel) == TimeSpan.Zero || busy.Add(due.Alert.Contact))
                now.Add(due);
        }
        return new AlertsDue(now, next);
    }

    /// <summary>
    /// Notices that have alerts in the ledger, are open no more, and of which no receipt is to be expected.
    /// </summary>
    public static IReadOnlyList<NoticeId> Over(
        AlertsState ledger, IReadOnlySet<NoticeId> open, DateTimeOffset at) =>
    [
        .. from progress in ledger.Alerts.Values
           where !open.Contains(progress.Alert.Notice)
           group progress by progress.Alert.Notice into alerts
           where alerts.Max(progress => progress.LastAt) + ReceiptsFor <= at
           select alerts.Key,
    ];

    /// <summary>
    /// What is still to be tried for a person, and when. A step comes at its time after the notice, and never
    /// closer to the step before than the ladder has them: whoever is told late has time to answer too.
    /// </summary>
    private static IEnumerable<(AlertDue Due, DateTimeOffset At)> Steps(
        AlertableNotice notice, Reachable person, AlertsState ledger, DateTimeOffset at)
    {
        var earliest = DateTimeOffset.MinValue;
        var before = TimeSpan.Zero;
        foreach (var (index, step) in notice.Ladder.For(notice.Kind, notice.Urgency))
        {
            var points = person.Points.Where(p => p.Channel == step.Channel && p.Since <= notice.At).ToList();
            if (points.Count == 0)
                continue;
            var named = notice.At + step.After;
            var spaced = earliest == DateTimeOffset.MinValue ? named : earliest + (step.After - before);
            var dueAt = spaced > named ? spaced : named;
            var tried = new List<AlertProgress>();
            foreach (var point in points)
            {
                var alert = new Alert(
                    notice.Id, notice.Kind, notice.Urgency, index, person.Account, point.Id, point.Channel);
                if (ledger.Alerts.TryGetValue(alert.Id, out var progress))
                    tried.Add(progress);
                if (Left(alert, progress, dueAt, notice.At, at) is { } left)
                    yield return left;
            }
            if (tried.Count > 0)
                (earliest, before) = (tried.Min(progress => progress.FirstAt), step.After);
            else if (ledger.HealthOf(step.Channel).FailingSince is null)
                // It is on its way; a channel that does not work holds nothing up.
                (earliest, before) = (at, step.After);
        }
    }

    private static (AlertDue Due, DateTimeOffset At)? Left(
        Alert alert, AlertProgress? progress, DateTimeOffset dueAt, DateTimeOffset raisedAt,
        DateTimeOffset at) => progress switch
        {
            null when at - raisedAt > FreshFor => null,
            null => (new AlertDue(alert, 1), dueAt),
            { Status: AlertStatus.Retried, RetryAt: { } retryAt } =>
                (new AlertDue(alert, progress.Attempts + 1), retryAt),
            _ => null,
        };

    /// <summary>When each person who must not be called twice at once was tried last.</summary>
    private static Dictionary<ContactId, DateTimeOffset> LastTries(AlertsState ledger) =>
        ledger.Alerts.Values
            .Where(progress => PauseOf(progress.Alert.Channel) > TimeSpan.Zero)
            .GroupBy(progress => progress.Alert.Contact)
            .ToDictionary(group => group.Key, group => group.Max(progress => progress.LastAt));
}
