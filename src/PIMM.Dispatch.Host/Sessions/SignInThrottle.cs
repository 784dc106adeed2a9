using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// Slows down those who guess. What fails from one address never holds the account elsewhere, and somebody
/// who has signed in from an address before is not held by what strangers do there.
/// </summary>
public sealed class SignInThrottle(PimmOptions options, TimeProvider clock)
{
    // Bounds memory under a flood from many addresses; the oldest entries go first.
    private const int EntriesMax = 20_000;

    // The network part of an IPv6 address that one customer gets: 64 bits.
    private const int PrefixBytes = 8;

    private readonly SignInOptions limits = options.SignIn;
    private readonly Lock gate = new();
    private readonly Dictionary<(string Address, string User), Tally> pairs = [];
    private readonly Dictionary<string, Tally> addresses = new(StringComparer.Ordinal);
    private readonly HashSet<(string Address, string User)> welcome = [];

    private readonly record struct Tally(int Failures, DateTimeOffset Since);

    /// <summary>How long this attempt has to wait; null when it may be made now.</summary>
    public TimeSpan? Wait(IPAddress? from, string user)
    {
        var address = KeyOf(from);
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (Left(pairs.GetValueOrDefault((address, user)), limits.FailuresMax, now) is { } pause)
                return pause;
            return welcome.Contains((address, user))
                ? null
                : Left(addresses.GetValueOrDefault(address), limits.AddressFailuresMax, now);
        }
    }

    public void Failed(IPAddress? from, string user)
    {
        var address = KeyOf(from);
        var now = clock.GetUtcNow();
        lock (gate)
        {
            Count(pairs, (address, user), now);
            Count(addresses, address, now);
        }
    }

    public void Succeeded(IPAddress? from, string user)
    {
        var address = KeyOf(from);
        lock (gate)
        {
            pairs.Remove((address, user));
            if (welcome.Count >= EntriesMax)
                welcome.Clear();
            welcome.Add((address, user));
        }
    }

    private TimeSpan? Left(Tally tally, int failuresMax, DateTimeOffset now)
    {
        var end = tally.Since + limits.FailureWindow;
        return tally.Failures >= failuresMax && end > now ? end - now : null;
    }

    private void Count<TKey>(Dictionary<TKey, Tally> tallies, TKey key, DateTimeOffset now)
        where TKey : notnull
    {
        var tally = tallies.GetValueOrDefault(key);
        var fresh = now - tally.Since >= limits.FailureWindow;
        tallies[key] = new Tally(fresh ? 1 : tally.Failures + 1, fresh ? now : tally.Since);
        if (tallies.Count <= EntriesMax)
            return;
        foreach (var old in tallies.OrderBy(pair => pair.Value.Since).Take(EntriesMax / 2).ToList())
            tallies.Remove(old.Key);
    }

    private static string KeyOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, PrefixBytes))
            : address.ToString();
    }
}
