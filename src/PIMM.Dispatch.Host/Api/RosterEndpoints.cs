using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Who is here, and who is on duty.</summary>
public static class RosterEndpoints
{
    /// <summary>Nobody plans a duty longer than a week with one call.</summary>
    private static readonly TimeSpan DutyMax = TimeSpan.FromDays(7);

    public static void MapRoster(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/me/presence", SetPresenceAsync).WithMetadata(new Requires(Operation.SetPresence))
            .WithSummary("Présence du radiologue connecté : dans un territoire, ou dans tous les siens.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/duties", PutOnDutyAsync)
            .WithMetadata(new Requires(Operation.PlanDuty))
            .WithSummary("Met un radiologue de garde.")
            .Produces<ReaderDto>()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> SetPresenceAsync(
        PresenceBody body, HttpContext context, TerritoryNode node, Commands commands,
        CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.SetPresence);
        var presence = Field.Word<Presence>(body.Presence, "presence");
        var territories = body.Territory is { } one
            ? [node.Served(grant, one)]
            : grant.Account.Territories.Select(node.Find).OfType<ServedTerritory>().ToList();
        foreach (var territory in territories.Where(t => t.Settings.Readers.ContainsKey(grant.Reader!.Value)))
        {
            var outcome = await commands.SendAsync(
                grant, territory, "presence", key, grant.Reader!.Value, new SetPresence(presence),
                cancellation);
            if (outcome is Outcome.Refused refused)
                throw Refused.Because(refused.Refusal, territory.Settings);
        }
        return Results.NoContent();
    }

    private static async Task<ReaderDto> PutOnDutyAsync(
        string territory, DutyBody body, HttpContext context, TerritoryNode node, Commands commands,
        TimeProvider clock, CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.PlanDuty);
        var served = node.Served(grant, territory);
        var reader = new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax));
        if (grant.Scope == Scope.Own && reader != grant.Reader)
            throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);
        var from = (body.From ?? clock.GetUtcNow()).ToUniversalTime();
        var until = body.Until.ToUniversalTime();
        if (until - from > DutyMax)
            throw Field.Invalid("until");
        var outcome = await commands.SendAsync(
            grant, served, "duty", key, ActorId.Roster,
            new PutOnDuty(reader, Field.Word<DutyLine>(body.Line, "line"), from, until), cancellation);
        return outcome is Outcome.Refused refused
            ? throw Refused.Because(refused.Refusal, served.Settings)
            : served.Screen.Current.Readers[reader];
    }
}
