using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Forecasts;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>What the coming duties have to expect, and what one reader more or fewer would do.</summary>
public static class ForecastEndpoints
{
    private static readonly TimeSpan UsualSpan = TimeSpan.FromDays(7);
    private static readonly TimeSpan SpanMax = TimeSpan.FromDays(14);

    /// <summary>Further away the roster is not made, and a week-old rate says nothing.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromDays(62);

    private const double AssumedMin = 0.1;
    private const double AssumedMax = 50;

    public static void MapForecasts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/territories/{territory}/forecast", ForecastAsync)
            .WithMetadata(new Requires(Operation.ReadRoster))
            .WithSummary(
                "Les examens attendus sur les gardes et astreintes dans [from, to[, par défaut 7 jours, et "
                + "ce que ferait un lecteur de plus ou de moins ; assumed : urgences par heure supposées.");

    private static async Task<ForecastDto> ForecastAsync(
        string territory, DateTimeOffset? from, DateTimeOffset? to, double? assumed, HttpContext context,
        TerritoryNode node, DemandBook book, StaffingRoom room, TimeProvider clock,
        CancellationToken cancellation)
    {
        var served = node.Served(Grant.For(Caller.Of(context), Operation.ReadRoster), territory);
        var now = clock.GetUtcNow();
        var start = (from ?? now).ToUniversalTime();
        if ((start - now).Duration() > AheadMax)
            throw Field.Invalid("from");
        var end = (to ?? start + UsualSpan).ToUniversalTime();
        if (end <= start || end - start > SpanMax)
            throw Field.Invalid("to");
        if (assumed is not (null or (>= AssumedMin and <= AssumedMax)))
            throw Field.Invalid("assumed");
        await served.Signed.AtLeastAsync(served.Screen.Current.Sequence, cancellation);
        var forecast = book.Of(served);
        var roster = served.Screen.Current.View.Roster as RosterState ?? RosterState.Initial;
        var slots = assumed is null && !forecast.IsEnough
            ? []
            : SlotForecasts.Of(served.Settings, roster, forecast, assumed, start, end);
        return ForecastDtos.Of(served.Id, start, end, forecast, assumed, slots, room.Ask);
    }
}
