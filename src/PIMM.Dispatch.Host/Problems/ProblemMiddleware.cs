using System.Text.Json;
using PIMM.Dispatch.Cluster.Territories;

namespace PIMM.Dispatch.Host.Problems;

/// <summary>
/// The host's edge: every failure of a request becomes a problem; a bug is logged, and never shown.
/// </summary>
public sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await CompleteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Aborted(logger, context.Request.Method);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            var (code, status, field, retryAfter) = Explain(error);
            if (code == ProblemCodes.InternalError)
                Failed(logger, error, context.Request.Method, RouteOf(context));
            if (error is ProblemException { Problem: { } problem } raised)
                await WriteAsync(context, problem, raised.RetryAfter);
            else
                await Problem.WriteAsync(context, code, status, field, retryAfter);
        }
    }

    private static Task WriteAsync(HttpContext context, Problem problem, TimeSpan? retryAfter)
    {
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
                System.Globalization.CultureInfo.InvariantCulture);
        return problem.ToResult().ExecuteAsync(context);
    }

    private static (string Code, int Status, string? Field, TimeSpan? RetryAfter) Explain(Exception error) =>
        error switch
        {
            ProblemException known => (known.Problem.Code, known.Problem.Status, null, null),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (ProblemCodes.BodyTooLarge, StatusCodes.Status413PayloadTooLarge, null, null),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
                (ProblemCodes.BodyNotJson, StatusCodes.Status415UnsupportedMediaType, null, null),
            BadHttpRequestException { InnerException: JsonException { Path: { } path } } =>
                (ProblemCodes.BodyMalformed, StatusCodes.Status400BadRequest, path, null),
            BadHttpRequestException or JsonException =>
                (ProblemCodes.BodyMalformed, StatusCodes.Status400BadRequest, null, null),
            TerritoryUnavailableException or TimeoutException =>
                (ProblemCodes.TerritoryUnavailable, StatusCodes.Status503ServiceUnavailable, null,
                    TimeSpan.FromSeconds(1)),
            _ => (ProblemCodes.InternalError, StatusCodes.Status500InternalServerError, null, null),
        };

    /// <summary>Statuses that the framework set without a body.</summary>
    private static Task CompleteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.ContentLength is > 0 || response.ContentType is not null)
            return Task.CompletedTask;
        var code = response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => ProblemCodes.BodyMalformed,
            StatusCodes.Status404NotFound => ProblemCodes.NotFound,
            StatusCodes.Status405MethodNotAllowed => ProblemCodes.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => ProblemCodes.BodyTooLarge,
            StatusCodes.Status415UnsupportedMediaType => ProblemCodes.BodyNotJson,
            _ => null,
        };
        return code is null ? Task.CompletedTask : Problem.WriteAsync(context, code, response.StatusCode);
    }

    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";

    [LoggerMessage(1, LogLevel.Error, "request.failed {Method} {Route}")]
    private static partial void Failed(ILogger logger, Exception error, string method, string route);

    [LoggerMessage(2, LogLevel.Debug, "request.aborted {Method}")]
    private static partial void Aborted(ILogger logger, string method);
}
