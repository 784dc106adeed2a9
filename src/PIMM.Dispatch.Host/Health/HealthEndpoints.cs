using System.Net;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Metrics;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Health;

/// <summary>For whoever watches the node from outside.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("ok")).WithMetadata(new OpenToAll())
            .WithSummary("Le processus vit.");
        routes.MapGet("/readyz", Ready).WithMetadata(new OpenToAll())
            .WithSummary(
                "Le nœud peut travailler : journal, territoires, file d’entrée, écoute DICOM, horloge.")
            .Produces<ReadinessDto>().Produces<ReadinessDto>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/metrics", Metrics).WithMetadata(new OpenToAll())
            .WithSummary("Mesures au format Prometheus ; depuis cette machine, ou par un administrateur.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    private static IResult Ready(Readiness readiness)
    {
        var now = readiness.Look();
        return Results.Json(
            now, Api.ApiJson.Options,
            statusCode: now.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Metrics(HttpContext context, MetricsScrape scrape)
    {
        var near = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        var allowed = near
            || (Caller.Find(context) is { } caller && Grant.Find(caller, Operation.ReadMetrics) is not null);
        return allowed
            ? Results.Text(scrape.Write(), "text/plain; version=0.0.4; charset=utf-8")
            : Problem.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden).ToResult();
    }
}
