using System.Collections.Immutable;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Accounts;

/// <summary>
/// Every account of this node: the file's, and the demonstration ones when the node runs as a demonstration.
/// A changed file is noticed within a second, so that an account that was removed loses its sessions at once.
/// </summary>
public sealed class AccountDirectory(
    PimmOptions options, DemonstrationAccounts demonstration, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private ImmutableDictionary<string, Account> known = ImmutableDictionary<string, Account>.Empty;
    private (DateTime WrittenAt, long Length) seen;
    private long? lookedAt;
    private string? problem;

    /// <summary>
    /// Why the file could not be read when it last changed; null while all is well. The node is not ready
    /// until
    /// somebody has mended it: an account that was taken out of it can still sign in.
    /// </summary>
    public string? Problem
    {
        get
        {
            Find("");
            lock (gate)
                return problem;
        }
    }

    /// <summary>Every account, each name once.</summary>
    public IReadOnlyList<Account> All
    {
        get
        {
            Find("");
            lock (gate)
                return
                [
                    .. known.Values,
                    .. demonstration.All.Where(account => !known.ContainsKey(account.User)),
                ];
        }
    }

    /// <summary>
    /// The account of a name, or null. A real account hides a demonstration account of the same name.
    /// </summary>
    public Account? Find(string user)
    {
        lock (gate)
        {
            if (lookedAt is not { } at || clock.GetElapsedTime(at) >= LookEvery)
                Look();
            return known.GetValueOrDefault(user) ?? demonstration.Find(user);
        }
    }

    /// <summary>
    /// A file that can't be read leaves what was known: nobody is signed out by a slip of the pen.
    /// </summary>
    private void Look()
    {
        lookedAt = clock.GetTimestamp();
        var file = new FileInfo(options.Data.AccountsPath);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == seen)
            return;
        seen = now;
        try
        {
            known = AccountsFile.Read(file.FullName)
                .ToImmutableDictionary(a => a.User, StringComparer.Ordinal);
            problem = null;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            problem = error.GetType().Name;
        }
    }
}
