namespace PIMM.Dispatch.Domain;

/// <summary>How each event changes the ledger.</summary>
internal static class AlertsFold
{
    public static AlertsState After(AlertsState state, in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            AlertSent e => Worked(
                Keep(state, e.Alert, e.Attempt, AlertStatus.Sent, e.BegunAt), e.Alert, at),
            AlertFailed e => Failed(
                Keep(state, e.Alert, e.Attempt, AlertStatus.Retried, e.BegunAt, e.RetryAt),
                e.Alert, at, e.Code),
            AlertGivenUp e => Failed(
                Keep(state, e.Alert, e.Attempt, AlertStatus.GivenUp, e.BegunAt), e.Alert, at, e.Code),
            AlertDelivered e => Settle(state, e.Alert, AlertStatus.Delivered),
            AlertUndelivered e => Of(
                Settle(state, e.Alert, AlertStatus.Undelivered), e.Alert.Contact, e.Alert.Account,
                e.Alert.Channel, health => health with { FailedAt = at, Code = e.Code }),
            ContactTested e => Tested(state, e, at),
            // That one contact is gone says nothing against the channel.
            ContactLost e => Counted(
                state with { Contacts = state.Contacts.Remove(e.Contact) }, e.Channel,
                health => health with { Failures = 0 }),
            ContactForgotten e => state with { Contacts = state.Contacts.Remove(e.Contact) },
            AlertsClosed e => state with
            {
                Alerts = state.Alerts.RemoveRange(state.Alerts.Values
                    .Where(progress => e.Notices.Contains(progress.Alert.Notice))
                    .Select(progress => progress.Alert.Id)),
            },
            ChannelFailing e => Counted(
                state, e.Channel, health => health with { FailingSince = at, Code = e.Code }),
            ChannelRestored e => Counted(state, e.Channel, _ => ChannelHealth.Good),
            _ => state,
        };
    }

    private static AlertsState Keep(
        AlertsState state, Alert alert, int attempt, AlertStatus status, DateTimeOffset begunAt,
        DateTimeOffset? retryAt = null)
    {
        var first = state.Alerts.TryGetValue(alert.Id, out var before) ? before.FirstAt : begunAt;
        return state with
        {
            Alerts = state.Alerts.SetItem(
                alert.Id, new AlertProgress(alert, attempt, first, begunAt, status, retryAt)),
        };
    }

    private static AlertsState Settle(AlertsState state, Alert alert, AlertStatus status) =>
        state.Alerts.TryGetValue(alert.Id, out var progress)
            ? state with { Alerts = state.Alerts.SetItem(alert.Id, progress with { Status = status }) }
            : state;

    private static AlertsState Worked(AlertsState state, Alert alert, DateTimeOffset at) => Counted(
        Of(
            state, alert.Contact, alert.Account, alert.Channel,
            health => health with { WorkedAt = at, Code = null }),
        alert.Channel, health => health with { Failures = 0 });

    private static AlertsState Failed(AlertsState state, Alert alert, DateTimeOffset at, string code) =>
        Counted(
            Of(
                state, alert.Contact, alert.Account, alert.Channel,
                health => health with { FailedAt = at, Code = code }),
            alert.Channel, health => health with { Failures = health.Failures + 1 });

    private static AlertsState Tested(AlertsState state, ContactTested fact, DateTimeOffset at) => Of(
        state, fact.Contact, fact.Account, fact.Channel, health => fact.Code is { } code
            ? health with { TestedAt = at, FailedAt = at, Code = code }
            : health with { TestedAt = at, WorkedAt = at, Code = null });

    private static AlertsState Of(
        AlertsState state, ContactId contact, string account, AlertChannel channel,
        Func<ContactHealth, ContactHealth> change)
    {
        var health = state.Contacts.GetValueOrDefault(
            contact, new ContactHealth(account, channel, null, null, null, null));
        return state with { Contacts = state.Contacts.SetItem(contact, change(health)) };
    }

    private static AlertsState Counted(
        AlertsState state, AlertChannel channel, Func<ChannelHealth, ChannelHealth> change) =>
        state with { Channels = state.Channels.SetItem(channel, change(state.HealthOf(channel))) };
}
