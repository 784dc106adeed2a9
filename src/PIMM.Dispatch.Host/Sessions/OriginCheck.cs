using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// Refuses what another site's page makes a browser send: state-changing calls and the hub need our own
/// origin; a caller that is no browser shows that it is none by a header that a foreign form can't send.
/// </summary>
public sealed class OriginCheck(PimmOptions options)
{
    private readonly HashSet<string> trusted = options.Web.Origins
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        !Matters(context.Request) || IsOurs(context.Request)
            ? next(context)
            : Problem.WriteAsync(context, ProblemCodes.ForeignOrigin, StatusCodes.Status403Forbidden);

    private static bool Matters(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method))
        || request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);

    private bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
            return trusted.Contains(origin) || IsSameHost(origin, request.Host);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        return request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            || request.Headers.ContainsKey(Api.CommandKey.Header)
            || request.HasJsonContentType()
            || HttpMethods.IsDelete(request.Method)
            || HttpMethods.IsPut(request.Method);
    }

    private static bool IsSameHost(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var parsed)
        && string.Equals(parsed.Host, host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (parsed.IsDefaultPort ? host.Port is null or 80 or 443 : host.Port == parsed.Port);
}
