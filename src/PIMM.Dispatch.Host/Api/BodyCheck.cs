using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// Bodies are read as they come: what is compressed could be anything once unpacked, and is refused.
/// </summary>
public static class BodyCheck
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.ContentEncoding.Count == 0
            ? next(context)
            : Problem.WriteAsync(context, ProblemCodes.BodyNotJson,
                StatusCodes.Status415UnsupportedMediaType);
}
