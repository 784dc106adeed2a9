using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Statistics;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>A territory's rules, wall and numbers.</summary>
public static class TerritoryEndpoints
{
    public static void MapTerritories(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/territories", List).WithMetadata(new Requires(Operation.ReadTerritory))
            .WithSummary("Les territoires de ce compte.");
        routes.MapGet("/api/territories/{territory}", Get).WithMetadata(new Requires(Operation.ReadTerritory))
            .WithSummary("Un territoire : établissements, urgences, radiologues.");
        routes.MapGet("/api/territories/{territory}/wallboard", Wallboard)
            .WithMetadata(new Requires(Operation.ReadWallboard))
            .WithSummary("Le mur : aucun patient, des initiales.");
        routes.MapGet("/api/territories/{territory}/statistics", StatisticsAsync)
            .WithMetadata(new Requires(Operation.ReadStatistics))
            .WithSummary(
                "Délais des comptes rendus validés dans [from, to[ ; par défaut les dernières 24 heures.");
    }

    /// <summary>A territory that the caller may ask about; otherwise there is none.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public static ServedTerritory Served(this TerritoryNode node, Grant grant, string territory)
    {
        var id = new TerritoryId(territory);
        return grant.Reaches(id) && node.Find(id) is { } served ? served : throw ProblemException.NotFound();
    }

    private static IReadOnlyList<TerritoryDto> List(
        HttpContext context, TerritoryNode node, TimeProvider clock) =>
    [
        .. Caller.Of(context).Account.Territories.Select(node.Find).OfType<ServedTerritory>()
            .Select(territory => TerritoryDtos.Of(territory.Screen.Current, clock.GetUtcNow())),
    ];

    private static TerritoryDto Get(
        string territory, HttpContext context, TerritoryNode node, TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadTerritory);
        return TerritoryDtos.Of(node.Served(grant, territory).Screen.Current, clock.GetUtcNow());
    }

    private static WallboardDto Wallboard(
        string territory, HttpContext context, TerritoryNode node, TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadWallboard);
        var served = node.Served(grant, territory);
        var screen = served.Screen.Current;
        var page = ScreenPage.For(Caller.Of(context), served, ViewKind.Wallboard);
        var waiting = screen.Cases.Values.Where(
            row => row.State is { Part: null, Status: CaseStatus.ToRead or CaseStatus.Offered })
            .ToList();
        return new WallboardDto(
            served.Id.Value, served.Settings.Name, screen.Sequence, clock.GetUtcNow(), waiting.Count,
            served.Settings.WallboardQueueTarget, waiting.Min(row => row.State.Target?.ClockStartedAt),
            page.CasesOf(screen), page.ReadersOf(screen), served.Last24Hours(clock.GetUtcNow()), null);
    }

    private static async Task<StatisticsDto> StatisticsAsync(
        string territory, DateTimeOffset? from, DateTimeOffset? to, HttpContext context, TerritoryNode node,
        TimeProvider clock, CancellationToken cancellation)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadStatistics);
        var served = node.Served(grant, territory);
        var end = (to ?? clock.GetUtcNow()).ToUniversalTime();
        var start = (from ?? end.AddDays(-1)).ToUniversalTime();
        if (start > end)
            throw Field.Invalid("from");
        var folded = await served.Signed.AtLeastAsync(served.Screen.Current.Sequence, cancellation);
        return Turnaround.Of(folded.State, served.Settings, start, end);
    }
}
