using System.Globalization;
using System.Text.Json.Serialization;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Problems;

/// <summary>
/// An error as <c>application/problem+json</c> (RFC 9457): a stable code for machines, a French title for
/// people.
/// </summary>
/// <param name="Reader">Who has the case, when that is why.</param>
/// <param name="Field">Which field of the body is wrong, when one is.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reader = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReaderName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(string code, int status, string? field = null) =>
        new("urn:pimm:problem:" + code, ProblemTexts.TitleOf(code, field), status, code, Field: field);

    public IResult ToResult() => Results.Json(this, ApiJson.Options, ContentType, Status);

    public static Task WriteAsync(
        HttpContext context, string code, int status, string? field = null, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter =
                Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Of(code, status, field).ToResult().ExecuteAsync(context);
    }
}

/// <summary>Ends a request with a problem, from wherever it was found.</summary>
public sealed class ProblemException(Problem problem, TimeSpan? retryAfter = null) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static ProblemException Of(string code, int status, string? field = null) =>
        new(Problem.Of(code, status, field));

    /// <summary>What is not there, or is not the caller's to see: nobody learns which of the two.</summary>
    public static ProblemException NotFound() => Of(ProblemCodes.NotFound, StatusCodes.Status404NotFound);
}
