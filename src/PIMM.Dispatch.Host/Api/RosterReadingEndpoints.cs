using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>The roster as a page shows it, and the counters of its equity.</summary>
public static class RosterReadingEndpoints
{
    /// <summary>A quarter at once; a page shows two months.</summary>
    private static readonly TimeSpan SpanMax = TimeSpan.FromDays(100);

    private const int MonthsOfYear = 12;

    public static void MapRosterReading(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/territories/{territory}/roster", Roster)
            .WithMetadata(new Requires(Operation.ReadRoster))
            .WithSummary(
                "Le planning dans [from, to[ : lignes, plages, gardes, trous, absences, jours fériés, "
                + "conflits ; par défaut les 60 jours à venir.");
        routes.MapGet("/api/territories/{territory}/equity", EquityAsync)
            .WithMetadata(new Requires(Operation.ReadEquity))
            .WithSummary("Les compteurs d’équité d’une année, ou d’un mois ; par défaut l’année en cours.");
    }

    private static RosterDto Roster(
        string territory, DateTimeOffset? from, DateTimeOffset? to, HttpContext context, TerritoryNode node,
        TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadRoster);
        var served = node.Served(grant, territory);
        var start = (from ?? clock.GetUtcNow()).ToUniversalTime();
        if (!IsNear(start, clock.GetUtcNow()))
            throw Field.Invalid("from");
        var end = (to ?? start + Coverage.Ahead).ToUniversalTime();
        if (end <= start || end - start > SpanMax)
            throw Field.Invalid("to");
        var roster = served.Screen.Current.View.Roster as RosterState ?? RosterState.Initial;
        return RosterDtos.Of(served.Settings, roster, start, end);
    }

    private static async Task<EquityDto> EquityAsync(
        string territory, int? year, int? month, HttpContext context, TerritoryNode node, TimeProvider clock,
        CancellationToken cancellation)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadEquity);
        var served = node.Served(grant, territory);
        var today = served.Settings.LocalTime(clock.GetUtcNow());
        var asked = Field.Within(year, "year", today.Year - 20, today.Year + 2) ?? today.Year;
        var first = new DateOnly(asked, Field.Within(month, "month", 1, MonthsOfYear) ?? 1, 1);
        var end = month is null ? first.AddYears(1) : first.AddMonths(1);
        var folded = await served.Duties.AtLeastAsync(served.Screen.Current.Sequence, cancellation);
        return RosterDtos.Of(
            served.Settings, Equity.Count(served.Settings, folded.State, first, end), first, end);
    }

    /// <summary>A century away there is no roster, and no calendar either.</summary>
    private static bool IsNear(DateTimeOffset instant, DateTimeOffset now) =>
        (instant - now).Duration() < TimeSpan.FromDays(20 * 366);
}
