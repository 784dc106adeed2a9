using Microsoft.AspNetCore.Identity;

namespace PIMM.Dispatch.Host.Accounts;

/// <summary>
/// Hashes and checks passwords (PBKDF2 with HMAC-SHA512, salted), a bounded number at once.
/// </summary>
public sealed class Passwords : IDisposable
{
    /// <summary>Long enough that the throttle, not the hash, is what a stranger meets.</summary>
    public const int LengthMin = 12;
    public const int LengthMax = 256;

    // A check takes tens of milliseconds of a core: two at once leave the rest to the dispatch.
    private const int ChecksMax = 2;

    private static readonly object NoUser = new();
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly string NobodysHash = Hash(Guid.NewGuid().ToString());

    private readonly SemaphoreSlim turns = new(ChecksMax, ChecksMax);

    public static string Hash(string password) => Hasher.HashPassword(NoUser, password);

    /// <summary>
    /// True when the password is the account's. An account that does not exist (null) costs as much time as
    /// one that does, so that nobody learns which exist.
    /// </summary>
    public async Task<bool> CheckAsync(Account? account, string password, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var verdict = Hasher.VerifyHashedPassword(NoUser, account?.PasswordHash ?? NobodysHash, password);
            return account is not null && verdict != PasswordVerificationResult.Failed;
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
