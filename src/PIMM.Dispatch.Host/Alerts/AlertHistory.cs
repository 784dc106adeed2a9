using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>What happened to an alert, or to a contact without one.</summary>
public enum AlertFact { Sent, Failed, GivenUp, Delivered, Undelivered, Tested, TestFailed, ContactLost }

/// <summary>A line of the ledger as people read it.</summary>
/// <param name="Alert">Null when it is about the contact alone.</param>
/// <param name="Attempt">0 when it is no try.</param>
public sealed record AlertLine(
    DateTimeOffset At, AlertFact What, string Account, AlertChannel Channel, ContactId Contact, Alert? Alert,
    int Attempt, string? Code);

/// <summary>The ledger of the last days, per person and channel; oldest first.</summary>
public sealed record AlertHistory(ImmutableList<AlertLine> Lines)
{
    /// <summary>A week of a territory that alerts much; what is older is in the journal.</summary>
    public const int LinesMax = 5_000;

    public IEnumerable<AlertLine> Newest(string? account, DateTimeOffset since, int countMax) => Lines
        .Reverse()
        .Where(line => line.At >= since && (account is null || line.Account == account))
        .Take(countMax);
}

/// <summary>Folds the journal into <see cref="AlertHistory"/>.</summary>
public sealed class AlertHistoryView : IView<AlertHistory>
{
    public AlertHistory Initial { get; } = new([]);

    public AlertHistory Fold(AlertHistory state, in Fact fact)
    {
        if (LineOf(fact.Recorded) is not { } line)
            return state;
        var lines = state.Lines.Add(line);
        return new AlertHistory(lines.Count > AlertHistory.LinesMax ? lines.RemoveAt(0) : lines);
    }

    private static AlertLine? LineOf(in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            AlertSent e => Of(at, AlertFact.Sent, e.Alert, e.Attempt, null),
            AlertFailed e => Of(at, AlertFact.Failed, e.Alert, e.Attempt, e.Code),
            AlertGivenUp e => Of(at, AlertFact.GivenUp, e.Alert, e.Attempt, e.Code),
            AlertDelivered e => Of(at, AlertFact.Delivered, e.Alert, 0, null),
            AlertUndelivered e => Of(at, AlertFact.Undelivered, e.Alert, 0, e.Code),
            ContactTested e => new AlertLine(
                at, e.Code is null ? AlertFact.Tested : AlertFact.TestFailed, e.Account, e.Channel, e.Contact,
                null, 0, e.Code),
            ContactLost e => new AlertLine(
                at, AlertFact.ContactLost, e.Account, e.Channel, e.Contact, null, 0, null),
            _ => null,
        };
    }

    private static AlertLine Of(DateTimeOffset at, AlertFact what, Alert alert, int attempt, string? code) =>
        new(at, what, alert.Account, alert.Channel, alert.Contact, alert, attempt, code);
}
