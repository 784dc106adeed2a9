using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// Flags from systems that know a study and not our case; whoever knows the case uses its actions.
/// </summary>
public static class FlagEndpoints
{
    public static void MapFlags(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/flags", FlagAsync).WithMetadata(new Requires(Operation.FlagCase))
            .WithSummary(
                "Signale le dossier d’un examen, désigné par son Study Instance UID ou son numéro d’accès, "
                + "ou retire ce signalement ; même clé, même réponse.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<CaseDto> FlagAsync(
        StudyFlagBody body, HttpContext context, TerritoryNode node, ActionRunner runner,
        CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var key = CommandKey.Of(context);
        var grant = Grant.For(caller, Operation.FlagCase);
        var served = node.Served(grant, Field.Required(body.Territory, "territory", Field.IdLengthMax));
        var site = new EstablishmentId(
            Field.Required(body.Establishment, "establishment", Field.IdLengthMax));
        if (!grant.Reaches(served.Id, site))
            throw ProblemException.NotFound();
        var found = CaseOf(served, site, body) ?? throw ProblemException.NotFound();
        var action = body.Withdrawn is null ? "flag" : "withdraw-flag";
        return await runner.RunAsync(
            caller, found.Value, action, key,
            new CaseActionBody
            {
                Source = body.Source, Code = body.Code, Text = body.Text, Reason = body.Withdrawn,
            },
            cancellation);
    }

    /// <summary>Both may be given; then both must lead to one case.</summary>
    private static CaseId? CaseOf(ServedTerritory served, EstablishmentId site, StudyFlagBody body)
    {
        var study = Field.Optional(body.StudyInstanceUid, "studyInstanceUid", Field.IdLengthMax);
        var accession = Field.Optional(body.AccessionNumber, "accessionNumber", Field.IdLengthMax);
        if (study is null && accession is null)
            throw Field.Missing("studyInstanceUid");
        if (!served.Screen.Current.View.Establishments.TryGetValue(site, out var known)
            || known is not EstablishmentState hospital)
            return null;
        CaseId? byStudy = study is not null && hospital.ByStudy.TryGetValue(new StudyUid(study), out var id)
            ? id : null;
        var byAccession = accession is null ? null : hospital.HolderOf(accession)?.Id;
        if (study is not null && accession is not null && byStudy != byAccession)
            return null;
        return byStudy ?? byAccession;
    }
}
