using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// A command that was set aside because it made the territory fail; nothing of its content.
/// </summary>
/// <param name="Kind">What it was, for example <c>SignReport</c>.</param>
/// <param name="Error">Where it failed.</param>
public sealed record QuarantinedDto(
    long Sequence, DateTimeOffset At, string Actor, string Kind, string Error);

/// <summary>What an administrator has to look at.</summary>
public static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/territories/{territory}/quarantine", List)
            .WithMetadata(new Requires(Operation.ReadQuarantine))
            .WithSummary("Les actions mises de côté parce qu’elles ont provoqué une erreur.");

    private static IReadOnlyList<QuarantinedDto> List(
        string territory, HttpContext context, TerritoryNode node)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadQuarantine);
        var set = node.Served(grant, territory).Screen.Current.View.Quarantined;
        return
        [
            .. from recorded in set
               let fact = (CommandQuarantined)recorded.Event
               select new QuarantinedDto(recorded.Sequence, recorded.At, fact.To, fact.Kind, fact.Error),
        ];
    }
}
