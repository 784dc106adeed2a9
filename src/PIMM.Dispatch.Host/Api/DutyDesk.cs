using PIMM.Dispatch.Cluster.Rosters;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// Sends what changes a duty, and sees to it that a person of several territories is on duty in one of them
/// at a time. What has begun is not cancelled when the caller leaves.
/// </summary>
public sealed class DutyDesk
{
    private readonly TerritoryNode node;
    private readonly Commands commands;
    private readonly TimeProvider clock;
    private readonly SharedReaders shared;

    public DutyDesk(
        TerritoryNode node, Commands commands, IReadOnlyList<TerritorySettings> territories,
        TimeProvider clock)
    {
        (this.node, this.commands, this.clock) = (node, commands, clock);
        shared = new SharedReaders(territories, SendAsync);
    }

    /// <summary>Sends a command that puts a reader on duty in [from, until).</summary>
    /// <exception cref="ProblemException">It was refused.</exception>
    public async Task PlanAsync(
        ServedTerritory territory, Command command, ReaderId reader, DateTimeOffset from,
        DateTimeOffset until)
    {
        if (await shared.PlanAsync(command, reader, from, until) is Outcome.Refused refused)
            throw Refused.Because(refused.Refusal, territory.Settings);
    }

    /// <summary>
    /// A duty of the territory has ended before its time: others get back what it took.
    /// </summary>
    /// <param name="duty">As it stood; null when that is no longer known: whatever is kept for the territory
    /// is looked at.</param>
    public async Task GiveBackAsync(ServedTerritory home, Duty? duty)
    {
        foreach (var other in node.All.Where(other => other.Id != home.Id).OrderBy(other => other.Id))
            await shared.SettleAsync(
                other.Id, clock.GetUtcNow(), RosterOf, held => held.Territory == home.Id
                    && (duty is null || held.Until == duty.Until));
    }

    /// <summary>Gives back what a territory keeps for duties that never came to be, or are no more.</summary>
    public Task SettleAsync(ServedTerritory territory) =>
        shared.SettleAsync(territory.Id, clock.GetUtcNow(), RosterOf, _ => true);

    public RosterState? RosterOf(TerritoryId territory) =>
        node.Find(territory)?.Screen.Current.View.Roster as RosterState;

    private Task<Outcome> SendAsync(Command command) => node.Find(command.Territory) is { } served
        ? commands.SendAsync(served, command, CancellationToken.None)
        : throw ProblemException.Of(
            ProblemCodes.TerritoryUnavailable, StatusCodes.Status503ServiceUnavailable);
}
