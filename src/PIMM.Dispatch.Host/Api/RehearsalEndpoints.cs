using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Past nights played again, in the background; nothing of it reaches the live territory.</summary>
public static class RehearsalEndpoints
{
    /// <summary>A night of a territory is played in less.</summary>
    private static readonly TimeSpan BusyRetry = TimeSpan.FromSeconds(10);

    public static void MapRehearsals(this IEndpointRouteBuilder routes)
    {
        const string all = "/api/territories/{territory}/rehearsals";
        const string one = all + "/{rehearsal}";
        var rehearse = new Requires(Operation.Rehearse);
        routes.MapPost(all, Begin).WithMetadata(rehearse)
            .WithSummary("Rejoue une nuit passée avec d’autres règles ou une autre équipe, en arrière-plan.")
            .Produces<RehearsalDto>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet(all, List).WithMetadata(rehearse)
            .WithSummary("Les répétitions que ce nœud garde en mémoire, la dernière d’abord, sans résultat.");
        routes.MapGet(one, Get).WithMetadata(rehearse)
            .WithSummary("Une répétition : son avancement, puis son résultat.");
        routes.MapDelete(one, Cancel).WithMetadata(rehearse)
            .WithSummary("Annule une répétition en cours ; terminée, elle reste.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Begin(
        string territory, RehearsalBody body, HttpContext context, TerritoryNode node, RehearsalRoom room,
        TimeProvider clock)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.Rehearse);
        var served = node.Served(grant, territory);
        var order = RehearsalParsing.Parse(
            body, served.Settings, grant.Account.User, key, clock.GetUtcNow());
        var run = room.Begin(order) ?? throw new ProblemException(
            Problem.Of(ProblemCodes.RehearsalRunning, StatusCodes.Status409Conflict), BusyRetry);
        context.Response.Headers.Location = $"/api/territories/{served.Id}/rehearsals/{run.Id}";
        return Results.Json(
            RehearsalDtos.Of(run), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IReadOnlyList<RehearsalDto> List(
        string territory, HttpContext context, TerritoryNode node, RehearsalRoom room)
    {
        var served = node.Served(Grant.For(Caller.Of(context), Operation.Rehearse), territory);
        return [.. room.Of(served.Id).Select(run => RehearsalDtos.Of(run) with { Result = null })];
    }

    private static RehearsalDto Get(
        string territory, string rehearsal, HttpContext context, TerritoryNode node, RehearsalRoom room) =>
        RehearsalDtos.Of(Find(territory, rehearsal, context, node, room));

    private static IResult Cancel(
        string territory, string rehearsal, HttpContext context, TerritoryNode node, RehearsalRoom room)
    {
        room.Cancel(Find(territory, rehearsal, context, node, room));
        return Results.NoContent();
    }

    private static RehearsalRun Find(
        string territory, string rehearsal, HttpContext context, TerritoryNode node, RehearsalRoom room)
    {
        var served = node.Served(Grant.For(Caller.Of(context), Operation.Rehearse), territory);
        return room.Find(served.Id, rehearsal) ?? throw ProblemException.NotFound();
    }
}
