using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Metrics;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Signing in and out.</summary>
public static partial class SessionEndpoints
{
    private const int UserLengthMax = 64;

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/session", SignInAsync).WithMetadata(new OpenToAll())
            .WithSummary("Ouvre une session ; la réponse pose un cookie.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet("/api/session", (HttpContext context) => Describe(Caller.Of(context).Account))
            .WithMetadata(new SignedIn()).WithSummary("Qui est connecté, et ce que ce compte peut voir.");
        routes.MapDelete("/api/session", SignOut).WithMetadata(new SignedIn())
            .WithSummary("Ferme la session, partout où elle est ouverte.")
                .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> SignInAsync(
        SignInBody body, HttpContext context, AccountDirectory accounts, Passwords passwords,
        SignInThrottle throttle,
        SessionStore sessions, ILogger<SignInThrottle> logger, CancellationToken cancellation)
    {
        var user = Field.Required(body.User, "user", UserLengthMax);
        var address = context.Connection.RemoteIpAddress;
        if (throttle.Wait(address, user) is { } wait)
        {
            SessionMetrics.Throttled();
            Throttled(logger, address?.ToString());
            throw new ProblemException(
                Problem.Of(ProblemCodes.SignInThrottled, StatusCodes.Status429TooManyRequests), wait);
        }
        var account = accounts.Find(user);
        if (account is not null && !SessionCookie.IsAcceptedFrom(account, context))
            account = null;
        if (body.Password.Length > Passwords.LengthMax
            || !await passwords.CheckAsync(account, body.Password, cancellation))
        {
            throttle.Failed(address, user);
            SessionMetrics.Failed();
            throw ProblemException.Of(ProblemCodes.SignInFailed, StatusCodes.Status401Unauthorized);
        }
        throttle.Succeeded(address, user);
        if (Caller.Find(context) is { } former)
            sessions.End(former.Session);
        SessionCookie.Give(context, sessions.Begin(account!));
        return Results.NoContent();
    }

    private static IResult SignOut(HttpContext context, SessionStore sessions)
    {
        sessions.End(Caller.Of(context).Session);
        SessionCookie.Take(context);
        return Results.NoContent();
    }

    private static SessionDto Describe(Account account) => new(
        account.User, account.Name, [.. account.Roles.Select(Words.Of)],
        [.. account.Territories.Select(territory => territory.Value)],
        [.. account.Sites.Select(site => site.ToString()).Order(StringComparer.Ordinal)],
        account.Reader?.Value, account.Demonstration);

    [LoggerMessage(1, LogLevel.Warning, "sign-in.throttled from {Address}")]
    private static partial void Throttled(ILogger logger, string? address);
}
