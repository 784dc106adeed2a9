using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Opening a case from a request, before there are images.</summary>
public static class RequestEndpoints
{
    public static void MapRequests(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/requests", OpenAsync).WithMetadata(new Requires(Operation.OpenRequest))
            .WithSummary("Ouvre un dossier à partir d’une demande d’examen ; même clé, même dossier.")
            .Produces<CaseDto>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> OpenAsync(
        ExamRequestBody body, HttpContext context, TerritoryNode node, Commands commands, CaseFinder finder,
        CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var key = CommandKey.Of(context);
        var grant = Grant.For(caller, Operation.OpenRequest);
        var territory = node.Served(grant, Field.Required(body.Territory, "territory", Field.IdLengthMax));
        var site = new EstablishmentId(
            Field.Required(body.Establishment, "establishment", Field.IdLengthMax));
        if (!territory.Settings.Establishments.ContainsKey(site) || !grant.Reaches(territory.Id, site))
            throw ProblemException.NotFound();
        var message = RequestParsing.Parse(body, caller.Account, territory.Settings);
        var outcome = await commands.SendAsync(
            grant, territory, $"request/{territory.Id}/{site}", key, site, message, cancellation);
        if (outcome is not Outcome.Accepted { Answer: { } id })
            throw Refused.Because(((Outcome.Refused)outcome).Refusal, territory.Settings);
        var found = await finder.FindAsync(caller, id, cancellation);
        return Results.Json(
            found.Row.As(Visibilities.Of(caller)), ApiJson.Options, statusCode: StatusCodes.Status201Created)
            .At($"/api/cases/{id}");
    }

    private static LocatedResult At(this IResult result, string location) => new(result, location);

    /// <summary>A result that says where what was made is found.</summary>
    private sealed record LocatedResult(IResult Result, string Location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = Location;
            return Result.ExecuteAsync(httpContext);
        }
    }
}
