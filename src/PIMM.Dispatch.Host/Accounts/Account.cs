using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Accounts;

/// <summary>
/// What an account is in the organisation; what each may do stands in <see cref="Access.AccessTable"/>.
/// Integration is no person but a system of a hospital, such as an image analysis or a laboratory.
/// </summary>
public enum Role
{
    Regulator, Reader, Coordinator, Requester, Technologist, Quality, Administrator, Provider, Integration,
}

/// <summary>An establishment of a territory, written <c>territory/establishment</c>.</summary>
public readonly record struct SiteKey(TerritoryId Territory, EstablishmentId Establishment)
{
    public override string ToString() => $"{Territory}/{Establishment}";

    /// <summary>Reads <c>territory/establishment</c>; false when the text has another form.</summary>
    public static bool TryParse(string text, out SiteKey key)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        key = slash > 0 && slash < text.Length - 1
            ? new SiteKey(new TerritoryId(text[..slash]), new EstablishmentId(text[(slash + 1)..]))
            : default;
        return slash > 0 && slash < text.Length - 1;
    }
}

/// <summary>A person who may sign in.</summary>
/// <param name="User">The name of the account; stands in the journal beside everything that the person
/// does.</param>
/// <param name="Territories">In the order in which they are offered; the first is the usual one.</param>
/// <param name="Sites">Where a requester or a technologist works; empty: everywhere in the territories. The
/// establishments of a system; empty: none.</param>
/// <param name="Reader">Who this person is among the readers.</param>
/// <param name="Provider">The external provider for which this person acts.</param>
/// <param name="Demonstration">Accepted from this machine only.</param>
public sealed record Account(
    string User, string Name, ImmutableArray<Role> Roles, ImmutableArray<TerritoryId> Territories,
    ImmutableHashSet<SiteKey> Sites, ReaderId? Reader, string PasswordHash, bool Demonstration,
    ProviderId? Provider = null)
{
    public bool Has(Role role) => Roles.Contains(role);

    public bool IsIn(TerritoryId territory) => Territories.Contains(territory);

    /// <summary>True when the establishment is one of this account's own; a system has none by
    /// default.</summary>
    public bool WorksAt(TerritoryId territory, EstablishmentId establishment) =>
        IsIn(territory) && (Sites.IsEmpty
            ? !Has(Role.Integration)
            : Sites.Contains(new SiteKey(territory, establishment)));
}
