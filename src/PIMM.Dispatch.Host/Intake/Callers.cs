using System.Collections.Frozen;
using System.Net;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>An establishment that may call.</summary>
internal sealed record Caller(TerritorySettings Territory, EstablishmentSettings Establishment);

/// <summary>Whether a calling AE title is let in.</summary>
internal enum Admission
{
    /// <summary>Its images are taken in.</summary>
    Welcome,

    /// <summary>
    /// Connected in on-call hours only, and this is none: only what belongs to a study we have is taken.
    /// </summary>
    LateImagesOnly,

    /// <summary>The establishment is a partner whose images are not taken in yet.</summary>
    Partner,

    /// <summary>No establishment has this AE title.</summary>
    UnknownTitle,

    /// <summary>The title is known and bound to other addresses.</summary>
    WrongAddress,
}

/// <summary>
/// Who calls, by AE title and address, from the territories' settings. A title is a routing hint, never a
/// proof: the address binds it where an establishment has set one.
/// </summary>
internal sealed class Callers
{
    private readonly FrozenDictionary<string, (Caller Caller, IPAddress? Bound)[]> byTitle;

    public Callers(IEnumerable<TerritorySettings> territories)
    {
        var entries =
            from territory in territories
            from establishment in territory.Establishments.Values
            from ae in establishment.AeTitles
            select (ae.Title, Entry: (
                Caller: new Caller(territory, establishment),
                Bound: ae.Address is null ? null : Plain(IPAddress.Parse(ae.Address))));
        byTitle = entries
            .GroupBy(e => e.Title, e => e.Entry, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Decides from memory; the caller is null only when there is none.</summary>
    public (Admission Admission, Caller? Caller) Find(string aeTitle, IPAddress address, DateTimeOffset at)
    {
        if (!byTitle.TryGetValue(aeTitle, out var entries))
            return (Admission.UnknownTitle, null);
        var plain = Plain(address);
        foreach (var (caller, bound) in entries)
        {
            if (bound is null || bound.Equals(plain))
                return (AdmissionOf(caller, at), caller);
        }
        return (Admission.WrongAddress, entries[0].Caller);
    }

    private static Admission AdmissionOf(Caller caller, DateTimeOffset at) =>
        caller.Establishment.Connection.At(at) switch
        {
            Connection.Connected => Admission.Welcome,
            Connection.OnCall => caller.Territory.IsOnCall(at) ? Admission.Welcome : Admission.LateImagesOnly,
            _ => Admission.Partner,
        };

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
