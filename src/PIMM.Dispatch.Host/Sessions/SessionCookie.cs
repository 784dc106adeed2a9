using PIMM.Dispatch.Host.Accounts;
using System.Net;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// The cookie that carries a session's token, and the middleware that turns it into a <see cref="Caller"/>.
/// </summary>
public sealed class SessionCookie(SessionStore sessions)
{
    public const string Name = "pimm-session";

    /// <summary>Finds the caller of a request, if it has one, and goes on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Cookies.TryGetValue(Name, out var token)
            && sessions.Enter(token) is { } caller
            && IsAcceptedFrom(caller.Account, context))
            context.Features.Set(caller);
        return next(context);
    }

    public static void Give(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name, token, Options(context));

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    /// <summary>
    /// A demonstration account is for this machine alone. What a proxy passes on comes from elsewhere,
    /// whatever its own address is.
    /// </summary>
    public static bool IsAcceptedFrom(Account account, HttpContext context) =>
        !account.Demonstration
        || (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !context.Request.Headers.ContainsKey("X-Forwarded-For")
            && !context.Request.Headers.ContainsKey("Forwarded"));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/",
        IsEssential = true,
    };
}
