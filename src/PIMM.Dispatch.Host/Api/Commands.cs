using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// Sends what people ask to its territory, and answers only when it is durable and every screen of this node
/// has come to it: whoever did something sees it.
/// </summary>
public sealed class Commands(TerritoryNode node, PimmOptions options, TimeProvider clock)
{
    /// <exception cref="Cluster.Territories.TerritoryUnavailableException">No outcome: the same key may be
    /// used again.</exception>
    /// <exception cref="TimeoutException">The same, after a while.</exception>
    public Task<Outcome> SendAsync(
        Grant grant, ServedTerritory territory, string what, string key, ActorId to, Message body,
        CancellationToken cancellation) =>
        SendAsync(territory, Make(grant, territory, what, key, to, body), cancellation);

    /// <summary>The command that the caller's key stands for.</summary>
    public Command Make(
        Grant grant, ServedTerritory territory, string what, string key, ActorId to, Message body) => new(
        CommandKey.ToCommand(grant.Account, what, key), territory.Id, clock.GetUtcNow(), grant.Identity, to,
        body);

    /// <inheritdoc cref="SendAsync(Grant, ServedTerritory, string, string, ActorId, Message,
    /// CancellationToken)"/>
    public async Task<Outcome> SendAsync(
        ServedTerritory territory, Command command, CancellationToken cancellation)
    {
        var running = node.Host ?? throw ProblemException.Of(
            ProblemCodes.TerritoryUnavailable, StatusCodes.Status503ServiceUnavailable);
        var outcome = await running.SendAsync(command)
            .WaitAsync(options.Web.OutcomeWithin, clock, cancellation);
        if (outcome is Outcome.Accepted accepted)
            await territory.Screen.AtLeastAsync(accepted.Last, cancellation)
                .WaitAsync(options.Web.OutcomeWithin, clock, cancellation);
        return outcome;
    }
}
