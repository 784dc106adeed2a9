using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Cases: the list, one of them, its history, why it went to whom, and every action.</summary>
public static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/territories/{territory}/cases", List)
            .WithMetadata(new Requires(Operation.ReadCase))
            .WithSummary(
                "Les dossiers en cours et ceux des dernières heures ; les filtres se cumulent, "
                + "plusieurs valeurs se séparent par des virgules.");
        routes.MapGet("/api/cases/{id}", GetAsync).WithMetadata(new Requires(Operation.ReadCase))
            .WithSummary("Un dossier.");
        routes.MapGet("/api/cases/{id}/timeline", TimelineAsync)
            .WithMetadata(new Requires(Operation.ReadTimeline))
            .WithSummary("L’histoire d’un dossier, pas à pas.");
        routes.MapGet("/api/cases/{id}/decisions", DecisionsAsync)
            .WithMetadata(new Requires(Operation.ReadDecisions))
            .WithSummary("Pourquoi ce radiologue, et pourquoi pas les autres.");
        routes.MapPost("/api/cases/{id}/{action}", ActAsync)
            .WithMetadata(new Requires([.. CaseActions.All.Select(action => action.Operation)]))
            .WithSummary("Agit sur un dossier ; même clé, même réponse.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IReadOnlyList<CaseDto> List(
        string territory, string? status, string? urgency, string? establishment, string? reader, string? q,
        HttpContext context, TerritoryNode node)
    {
        var caller = Caller.Of(context);
        var grant = Grant.For(caller, Operation.ReadCase);
        var served = node.Served(grant, territory);
        var filter = CaseFilter.Of(status, urgency, establishment, reader, q, Visibilities.Of(caller));
        return
        [
            .. served.Screen.Current.Cases.Values
                .Where(row => grant.Reaches(served.Id, row.State) && filter.Takes(row.State))
                .OrderBy(row => row.State.Classification!.Urgency)
                .ThenBy(row => row.State.PressingAt)
                .ThenBy(row => row.State.Id)
                .Select(row => row.As(Visibilities.Of(caller))),
        ];
    }

    private static async Task<CaseDto> GetAsync(
        string id, HttpContext context, CaseFinder finder, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        return (await finder.FindAsync(caller, id, cancellation)).Row.As(Visibilities.Of(caller));
    }

    private static async Task<IReadOnlyList<TimelineEntryDto>> TimelineAsync(
        string id, HttpContext context, CaseFinder finder, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(Caller.Of(context), id, cancellation);
        var history = await finder.HistoryAsync(found.Territory, found.Id, cancellation);
        return
        [
            .. from step in history
               let text = TimelineTexts.Of(step.Recorded.Event, found.Territory.Settings)
               where text is not null
               select new TimelineEntryDto(
                   step.Recorded.Sequence, step.Recorded.At, step.Recorded.By.ToString(), step.Type, text),
        ];
    }

    private static async Task<IReadOnlyList<DispatchDecisionDto>> DecisionsAsync(
        string id, HttpContext context, CaseFinder finder, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(Caller.Of(context), id, cancellation);
        var decisions = await finder.DecisionsAsync(found, cancellation);
        return [.. decisions.Select(decided => DecisionDtos.Of(decided, found.Territory.Settings))];
    }

    private static async Task<CaseDto> ActAsync(
        string id, string action, CaseActionBody? body, HttpContext context, ActionRunner runner,
        CancellationToken cancellation) =>
        await runner.RunAsync(
            Caller.Of(context), id, action, CommandKey.Of(context), body
            ?? new CaseActionBody(), cancellation);
}
