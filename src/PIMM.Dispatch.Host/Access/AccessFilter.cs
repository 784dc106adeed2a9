using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Access;

/// <summary>On a route: anybody may come, without a session.</summary>
public sealed record OpenToAll;

/// <summary>
/// On a route: any signed-in person may come; the route shows nothing but the caller's own.
/// </summary>
public sealed record SignedIn;

/// <summary>
/// On a route: what is asked of <see cref="AccessTable"/>; several, when the action says which.
/// </summary>
public sealed record Requires(params Operation[] Operations);

/// <summary>
/// Runs before every route: without a session nothing but what is open, and no route without one of the three
/// marks.
/// </summary>
public static class AccessFilter
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        // What is no route of ours is the router's own answer: not found, another method, another content.
        if (endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
            return next(context);
        if (Caller.Find(context) is not { } caller)
            return Problem.WriteAsync(context, ProblemCodes.NotSignedIn, StatusCodes.Status401Unauthorized);
        if (endpoint.Metadata.GetMetadata<SignedIn>() is not null)
            return next(context);
        var wanted = endpoint.Metadata.GetMetadata<Requires>()?.Operations ?? [];
        return Array.Exists(wanted, operation => Grant.Find(caller, operation) is not null)
            ? next(context)
            : Problem.WriteAsync(context, ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);
    }
}
