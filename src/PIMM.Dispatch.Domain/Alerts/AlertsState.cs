using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Where an alert stands. Only one that is retried is tried again.</summary>
public enum AlertStatus { Retried, Sent, GivenUp, Delivered, Undelivered }

/// <summary>What was tried of an alert.</summary>
/// <param name="FirstAt">When the first try began; later steps keep their distance from it.</param>
/// <param name="LastAt">When the last try began.</param>
/// <param name="RetryAt">When it is tried again, while it is retried.</param>
public sealed record AlertProgress(
    Alert Alert, int Attempts, DateTimeOffset FirstAt, DateTimeOffset LastAt, AlertStatus Status,
    DateTimeOffset? RetryAt = null);

/// <summary>How a contact did lately, for whoever plans the next duty.</summary>
public sealed record ContactHealth(
    string Account, AlertChannel Channel, DateTimeOffset? WorkedAt, DateTimeOffset? FailedAt, string? Code,
    DateTimeOffset? TestedAt)
{
    /// <summary>The last that is known of it is that it went.</summary>
    public bool Works => WorkedAt is not null && Code is null;
}

/// <summary>How a channel does as a whole.</summary>
/// <param name="Failures">In a row, whoever was to be reached.</param>
/// <param name="FailingSince">Null while it works.</param>
public sealed record ChannelHealth(int Failures, DateTimeOffset? FailingSince, string? Code)
{
    public static readonly ChannelHealth Good = new(0, null, null);
}

/// <summary>
/// The ledger of what is told outside: written after each try, read before the next, so that a crash between
/// the two repeats an alert at most, and never loses one. Holds the alerts of open notices alone.
/// </summary>
public sealed record AlertsState : ActorState
{
    /// <summary>About six minutes of trying; by then the case has gone to somebody else.</summary>
    public const int AttemptsMax = 10;

    /// <summary>One lost message is the telephone network; three in a row are the gateway.</summary>
    public const int FailuresMax = 3;

    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(1);

    public static readonly AlertsState Initial = new();

    public ImmutableSortedDictionary<AlertId, AlertProgress> Alerts { get; init; } =
        ImmutableSortedDictionary<AlertId, AlertProgress>.Empty;

    public ImmutableSortedDictionary<ContactId, ContactHealth> Contacts { get; init; } =
        ImmutableSortedDictionary<ContactId, ContactHealth>.Empty;

    /// <summary>Channels of which something is known.</summary>
    public ImmutableSortedDictionary<AlertChannel, ChannelHealth> Channels { get; init; } =
        ImmutableSortedDictionary<AlertChannel, ChannelHealth>.Empty;

    public ChannelHealth HealthOf(AlertChannel channel) =>
        Channels.GetValueOrDefault(channel, ChannelHealth.Good);

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        RecordTry m => Tried(m, context),
        RecordReceipt m => Received(m),
        RecordTest m => Tested(m),
        ForgetContact m => Contacts.ContainsKey(m.Contact)
            ? Decision.Of(new ContactForgotten(m.Contact))
            : Decision.Nothing,
        CloseAlerts m => Close(m),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => AlertsFold.After(this, recorded);

    /// <summary>A try that is told again, or of an alert that is over, needs nothing.</summary>
    private Decision Tried(RecordTry message, TurnContext context)
    {
        var (alert, attempt, begunAt, result) = message;
        if (Alerts.TryGetValue(alert.Id, out var before)
            && (before.Status != AlertStatus.Retried || attempt <= before.Attempts))
            return Decision.Nothing;
        return result.End switch
        {
            TryEnd.Sent => Decision.Of(new AlertSent(alert, attempt, begunAt)).And(Restored(alert.Channel)),
            TryEnd.ContactGone => Decision.Of(
                new AlertGivenUp(alert, attempt, begunAt, result.Code!),
                new ContactLost(alert.Contact, alert.Account, alert.Channel)),
            TryEnd.Retry when attempt < AttemptsMax => Decision
                .Of(new AlertFailed(
                    alert, attempt, begunAt, result.Code!, context.At + Wait(attempt)))
                .And(Failing(alert.Channel, result.Code!)),
            _ => Decision.Of(new AlertGivenUp(alert, attempt, begunAt, result.Code!))
                .And(Failing(alert.Channel, result.Code!)),
        };
    }

    private Decision Received(RecordReceipt message)
    {
        if (!Alerts.TryGetValue(message.Alert, out var known))
            return Decision.Refuse(Refusals.AlertUnknown);
        if (known.Status != AlertStatus.Sent)
            return Decision.Nothing;
        return message.Code is { } code
            ? Decision.Of(new AlertUndelivered(known.Alert, code))
            : Decision.Of(new AlertDelivered(known.Alert));
    }

    private Decision Tested(RecordTest message)
    {
        var (contact, account, channel) = (message.Contact, message.Account, message.Channel);
        var decision = Decision.Of(new ContactTested(contact, account, channel, message.Result.Code));
        return message.Result.End switch
        {
            TryEnd.Sent => decision.And(Restored(channel)),
            TryEnd.ContactGone => decision.And(new ContactLost(contact, account, channel)),
            _ => decision,
        };
    }

    private Decision Close(CloseAlerts message)
    {
        var known = Alerts.Values.Select(progress => progress.Alert.Notice).ToHashSet();
        ImmutableArray<NoticeId> closed = [.. message.Notices.Where(known.Contains)];
        return closed.IsEmpty ? Decision.Nothing : Decision.Of(new AlertsClosed(closed));
    }

    private IEnumerable<DomainEvent> Failing(AlertChannel channel, string code)
    {
        var health = HealthOf(channel);
        if (health.FailingSince is null && health.Failures + 1 >= FailuresMax)
            yield return new ChannelFailing(channel, code);
    }

    private IEnumerable<DomainEvent> Restored(AlertChannel channel)
    {
        if (HealthOf(channel).FailingSince is not null)
            yield return new ChannelRestored(channel);
    }

    /// <summary>Doubles from two seconds to a minute.</summary>
    private static TimeSpan Wait(int attempt)
    {
        var wait = RetryMin * (1 << (attempt - 1));
        return wait < RetryMax ? wait : RetryMax;
    }
}
