using PIMM.Dispatch.Host.Accounts;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// A signed-in person on one device. The token itself is nowhere but in the browser's cookie.
/// </summary>
/// <param name="Id">SHA-256 of the token, base64url.</param>
public sealed record Session(string Id, string User, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

/// <summary>Who calls: a live session with its account as it is now.</summary>
public sealed record Caller(Session Session, Account Account)
{
    /// <summary>The caller of a request that was let in.</summary>
    /// <exception cref="InvalidOperationException">The route does not require a session: a bug.</exception>
    public static Caller Of(HttpContext context) =>
        Find(context) ?? throw new InvalidOperationException("this route does not require a session");

    public static Caller? Find(HttpContext context) => context.Features.Get<Caller>();
}
