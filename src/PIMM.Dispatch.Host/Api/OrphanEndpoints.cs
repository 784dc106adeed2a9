using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>To which case an orphan study belongs.</summary>
public sealed record AttachBody(string CaseId);

/// <summary>Studies that no case could be found for: seen by people until one of them decides.</summary>
public static class OrphanEndpoints
{
    public static void MapOrphans(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/territories/{territory}/orphans", List)
            .WithMetadata(new Requires(Operation.ReadOrphans))
            .WithSummary("Les examens reçus qui n’ont pas de dossier.");
        routes.MapPost("/api/territories/{territory}/orphans/{studyInstanceUid}/open", OpenAsync)
            .WithMetadata(new Requires(Operation.PlaceOrphan))
            .WithSummary("Ouvre un dossier à partir d’un examen sans dossier.")
            .Produces<CaseDto>(StatusCodes.Status201Created);
        routes.MapPost("/api/territories/{territory}/orphans/{studyInstanceUid}/attach", AttachAsync)
            .WithMetadata(new Requires(Operation.PlaceOrphan))
            .WithSummary("Rattache un examen à un dossier.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IReadOnlyList<OrphanDto> List(string territory, HttpContext context, TerritoryNode node)
    {
        var caller = Caller.Of(context);
        var grant = Grant.For(caller, Operation.ReadOrphans);
        var served = node.Served(grant, territory);
        var screen = served.Screen.Current;
        return
        [
            .. screen.Orphans.Where(pair => grant.Reaches(served.Id, pair.Key.Establishment))
                .OrderBy(pair => pair.Value.ReceivedAt)
                .Select(pair => OrphanDtos.Of(
                    pair.Key.Establishment, pair.Value, served.Settings,
                    Visibilities.Of(caller) < Visibility.WithoutIdentity)),
        ];
    }

    private static async Task<IResult> OpenAsync(
        string territory, string studyInstanceUid, HttpContext context, TerritoryNode node, Commands commands,
        CaseFinder finder, CancellationToken cancellation)
    {
        var study = new StudyUid(studyInstanceUid);
        var opened = await PlaceAsync(
            territory, study, "open", new OpenOrphan(study), context, node, commands, finder, cancellation);
        return Results.Json(opened, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<CaseDto> AttachAsync(
        string territory, string studyInstanceUid, AttachBody body, HttpContext context, TerritoryNode node,
        Commands commands, CaseFinder finder, CancellationToken cancellation)
    {
        var study = new StudyUid(studyInstanceUid);
        var found = await finder.FindAsync(
            Caller.Of(context), Field.Required(body.CaseId, "caseId", 2 * Field.IdLengthMax), cancellation);
        if (found.Territory.Id.Value != territory)
            throw ProblemException.NotFound();
        return await PlaceAsync(
            territory, study, $"attach/{found.Id}", new AttachOrphan(study, found.Id), context, node,
            commands, finder,
            cancellation);
    }

    private static async Task<CaseDto> PlaceAsync(
        string territory, StudyUid study, string what, Message message, HttpContext context,
        TerritoryNode node,
        Commands commands, CaseFinder finder, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var key = CommandKey.Of(context);
        var grant = Grant.For(caller, Operation.PlaceOrphan);
        var served = node.Served(grant, territory);
        var site = SiteOf(served, study);
        if (!grant.Reaches(served.Id, site))
            throw ProblemException.NotFound();
        var outcome = await commands.SendAsync(
            grant, served, $"orphan/{study}/{what}", key, site, message, cancellation);
        if (outcome is not Outcome.Accepted { Answer: { } id })
            throw Refused.Because(((Outcome.Refused)outcome).Refusal, served.Settings);
        return (await finder.FindAsync(caller, id, cancellation)).Row.As(Visibilities.Of(caller));
    }

    /// <summary>
    /// The hospital that the study came from: as an orphan, or, when the call is repeated, as placed already.
    /// </summary>
    private static EstablishmentId SiteOf(ServedTerritory served, StudyUid study)
    {
        var screen = served.Screen.Current;
        foreach (var (key, _) in screen.Orphans)
            if (key.Study == study)
                return key.Establishment;
        foreach (var (id, state) in screen.View.Establishments)
            if (((EstablishmentState)state).ByStudy.ContainsKey(study))
                return id;
        throw ProblemException.NotFound();
    }
}
