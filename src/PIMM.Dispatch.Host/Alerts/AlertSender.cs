using System.Threading.Channels;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>What every sender needs.</summary>
public sealed record SenderSetup(
    ContactDirectory Contacts, AccountDirectory Accounts, AlertOutlets Outlets, SendCommand Send,
    PimmOptions Options, TimeProvider Clock, ILogger<AlertSender> Logger);

/// <summary>
/// Tells people outside the screens, for one territory that lives on this node. There is no queue: what is
/// due is asked of the journal anew whenever something has changed, and of each alert one try is under way at
/// most. A try is recorded before anything else of it happens; what ends the process in between is repeated
/// under the same id.
/// </summary>
public sealed class AlertSender(ServedTerritory territory, SenderSetup setup)
{
    /// <summary>Accounts and duties change without a word here.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RecordEvery = TimeSpan.FromSeconds(1);

    private static readonly Identity Sender = new("alerts", "system");

    private readonly Lock gate = new();
    private readonly Dictionary<AlertId, (AlertChannel Channel, Task Try)> underWay = [];
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private Task closing = Task.CompletedTask;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = setup.Clock.CreateTimer(_ => Wake(), null, LookEvery, LookEvery);
        Wake();
        territory.Screen.Changed += Wake;
        territory.Live.Changed += Report;
        setup.Contacts.Changed += Wake;
        try
        {
            while (true)
            {
                await wake.Reader.ReadAsync(stopping);
                if (Look(stopping) is { } next)
                    SetFor(next, timer);
            }
        }
        finally
        {
            territory.Screen.Changed -= Wake;
            territory.Live.Changed -= Report;
            setup.Contacts.Changed -= Wake;
            await Task.WhenAll(UnderWay());
            await closing;
        }
    }

    private void Wake() => wake.Writer.TryWrite(true);

    /// <summary>An instant that passes while the timer is being set is not waited for.</summary>
    private void SetFor(DateTimeOffset next, ITimer timer)
    {
        var wait = next - setup.Clock.GetUtcNow();
        timer.Change(wait < LookEvery && wait > TimeSpan.Zero ? wait : LookEvery, LookEvery);
        if (setup.Clock.GetUtcNow() >= next)
            Wake();
    }

    /// <summary>One line when a channel stops working, one when it works again.</summary>
    private void Report(TerritoryChange change)
    {
        foreach (var fact in change.Facts)
        {
            if (fact.Recorded.Event is ChannelFailing failing)
                setup.Logger.ChannelFails(territory.Id, failing.Channel, failing.Code);
            else if (fact.Recorded.Event is ChannelRestored restored)
                setup.Logger.ChannelWorks(territory.Id, restored.Channel);
        }
    }

    /// <summary>Begins what is due; returns when something falls due by time alone.</summary>
    private DateTimeOffset? Look(CancellationToken stopping)
    {
        var now = setup.Clock.GetUtcNow();
        var ledger = territory.Ledger;
        var people = OpenAlerts.People(territory.Id, setup.Contacts, setup.Accounts);
        var notices = people.Count == 0 && ledger.Alerts.IsEmpty
            ? [] : OpenAlerts.Of(territory, people).ToList();
        var plan = AlertPlan.Of(notices, ledger, now);
        foreach (var due in plan.Now)
            Begin(due, stopping);
        var open = notices.Select(notice => notice.Id).ToHashSet();
        if (closing.IsCompleted && AlertPlan.Over(ledger, open, now) is { Count: > 0 } over)
            closing = CloseAsync(over, stopping);
        return plan.NextAt;
    }

    private void Begin(AlertDue due, CancellationToken stopping)
    {
        var channel = due.Alert.Channel;
        lock (gate)
        {
            var busy = underWay.Values.Count(one => one.Channel == channel && !one.Try.IsCompleted);
            if (busy < setup.Options.Alerts.AtOnceMax && !underWay.ContainsKey(due.Alert.Id))
                underWay[due.Alert.Id] = (
                    channel, Task.Run(() => TryAsync(due, stopping), CancellationToken.None));
        }
    }

    private Task[] UnderWay()
    {
        lock (gate)
            return [.. underWay.Values.Select(one => one.Try)];
    }

    /// <summary>
    /// Sends and records. What can't be recorded stays under way: it must not ring again and again.
    /// </summary>
    private async Task TryAsync(AlertDue due, CancellationToken stopping)
    {
        try
        {
            if (await SendAndRecordAsync(due, stopping))
                lock (gate)
                    underWay.Remove(due.Alert.Id);
            Wake();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Whether it arrived nobody knows: it is tried again at the next start, under the same id.
        }
        catch (Exception bug)
        {
            setup.Logger.TryFailed(bug, territory.Id, due.Alert.Channel);
        }
    }

    private async Task<bool> SendAndRecordAsync(AlertDue due, CancellationToken stopping)
    {
        var begunAt = Microseconds.Truncate(setup.Clock.GetUtcNow());
        if (await SendAsync(due.Alert, stopping) is not { } result)
            return true;
        AlertMetrics.Tried(territory.Id, due.Alert.Channel, result.End);
        var recorded = await RecordAsync(
            new CommandId($"alert/{due.Alert.Id}/{due.Attempt}"),
            new RecordTry(due.Alert, due.Attempt, begunAt, result), stopping);
        if (result.End == TryEnd.ContactGone)
            setup.Contacts.Remove(due.Alert.Contact);
        return recorded;
    }

    /// <summary>What came of it; null when there is nothing to tell, or nobody, any more.</summary>
    private async Task<TryResult?> SendAsync(Alert alert, CancellationToken stopping)
    {
        var row = territory.Screen.Current.Notices.Values.FirstOrDefault(row => row.Id == alert.Notice);
        if (row is null || setup.Contacts.Find(alert.Contact) is not { } contact)
            return null;
        return await setup.Outlets.SendAsync(contact, MessageOf(alert, row), stopping);
    }

    private AlertMessage MessageOf(Alert alert, NoticeRow row) => new(
        $"{territory.Id}/{alert.Id}", territory.Id.Value, alert.Notice.ToString(), row.Written.Kind,
        row.Written.Urgency, row.Written.CaseId, row.Notice.At, row.Written.Text);

    private async Task CloseAsync(IReadOnlyList<NoticeId> over, CancellationToken stopping)
    {
        var id = new CommandId($"alerts/close/{territory.Screen.Current.Sequence}");
        try
        {
            await RecordAsync(id, new CloseAlerts([.. over]), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        Wake();
    }

    /// <summary>
    /// Until it is durable, and this node's view has come to it: then the plan does not give it again.
    /// </summary>
    /// <returns>False when the territory will not have it.</returns>
    private async Task<bool> RecordAsync(CommandId id, Message body, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var outcome = await setup.Send(new Command(
                    id, territory.Id, Microseconds.Truncate(setup.Clock.GetUtcNow()), Sender, ActorId.Alerts,
                    body));
                if (outcome is not Outcome.Accepted accepted)
                    return false;
                await territory.Screen.AtLeastAsync(accepted.Last, stopping);
                return true;
            }
            catch (TerritoryUnavailableException unavailable)
            {
                setup.Logger.NotRecorded(territory.Id, unavailable.Reason);
                await Task.Delay(RecordEvery, setup.Clock, stopping);
            }
        }
    }
}
