using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Accounts;

/// <summary>
/// The accounts of a demonstration: one per role, one per reader, one password. They exist only with
/// <c>--demo</c>.
/// </summary>
public sealed class DemonstrationAccounts
{
    public const string Password = "demo";

    private const int ReadersMax = 9;

    /// <summary>The external company of the demonstration; in a territory without it the account sees
    /// nothing.</summary>
    private static readonly ProviderId Provider = new("societe-externe");

    private readonly ImmutableDictionary<string, Account> accounts;

    public DemonstrationAccounts(PimmOptions options, IReadOnlyList<TerritorySettings> territories)
    {
        accounts = options.Node.Demo
            ? Made(territories).ToImmutableDictionary(account => account.User, StringComparer.Ordinal)
            : ImmutableDictionary<string, Account>.Empty;
    }

    public IEnumerable<Account> All => accounts.Values;

    public Account? Find(string user) => accounts.GetValueOrDefault(user);

    private static IEnumerable<Account> Made(IReadOnlyList<TerritorySettings> territories)
    {
        var hash = Passwords.Hash(Password);
        var everywhere = territories
            .OrderBy(territory => territory.Readers.Keys.FirstOrDefault())
            .Select(territory => territory.Id)
            .ToImmutableArray();
        yield return Of("regulateur", "Régulation (démo)", Role.Regulator, everywhere, null);
        yield return Of("coordination", "Coordination (démo)", Role.Coordinator, everywhere, null);
        yield return Of("urgences", "Urgences (démo)", Role.Requester, everywhere, null);
        yield return Of("manipulateur", "Manipulateur (démo)", Role.Technologist, everywhere, null);
        yield return Of("qualite", "Qualité (démo)", Role.Quality, everywhere, null);
        yield return Of("admin", "Administration (démo)", Role.Administrator, everywhere, null);
        yield return Of("externe", "Société externe (démo)", Role.Provider, everywhere, null) with
        {
            Provider = Provider,
        };
        yield return Of("signalement", "Analyse d’images (démo)", Role.Integration, everywhere, null) with
        {
            Sites =
            [
                .. from territory in territories
                   from site in territory.Establishments.Keys
                   select new SiteKey(territory.Id, site),
            ],
        };
        for (var number = 1; number <= ReadersMax; number++)
        {
            var id = new ReaderId(string.Create(CultureInfo.InvariantCulture, $"radiologue{number}"));
            var where = territories.Where(territory => territory.Readers.ContainsKey(id)).ToImmutableArray();
            if (!where.IsEmpty)
                yield return Of(
                    id.Value, where[0].Readers[id].Name, Role.Reader, [.. where.Select(t => t.Id)], id);
        }

        Account Of(
            string user, string name, Role role, ImmutableArray<TerritoryId> where, ReaderId? reader) =>
            new(user, name, [role], where, [], reader, hash, Demonstration: true);
    }
}
