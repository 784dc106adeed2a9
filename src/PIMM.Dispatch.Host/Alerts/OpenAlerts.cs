using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// From what the screens show to what the plan asks: the open notices of a territory, and who of those with
/// contacts must know of each, by the same rule as on the screens.
/// </summary>
internal static class OpenAlerts
{
    public static IEnumerable<AlertableNotice> Of(
        ServedTerritory territory, IReadOnlyCollection<(Account Account, ImmutableArray<ContactPoint> Points)>
        people)
    {
        var screen = territory.Screen.Current;
        return screen.Notices.Values.Select(row => new AlertableNotice(
            row.Id, row.Notice.Kind, row.Urgency, row.Notice.At,
            territory.Settings.Alerts.At(row.Notice.At),
            [.. people
                .Where(person => row.Notice.Includes(
                    person.Account, screen.View, row.Case, territory.Settings))
                .Select(person => new Reachable(person.Account.User, person.Points))]));
    }

    /// <summary>Whoever can be reached and belongs to the territory, as the accounts stand now.</summary>
    public static IReadOnlyList<(Account Account, ImmutableArray<ContactPoint> Points)> People(
        TerritoryId territory, ContactDirectory contacts, AccountDirectory accounts) =>
    [
        .. from contact in contacts.All
           group new ContactPoint(contact.Id, contact.Channel, contact.AddedAt) by contact.User into points
           orderby points.Key
           let account = accounts.Find(points.Key)
           where account?.IsIn(territory) == true
           select (account, points.OrderBy(point => point.Id).ToImmutableArray()),
    ];
}
