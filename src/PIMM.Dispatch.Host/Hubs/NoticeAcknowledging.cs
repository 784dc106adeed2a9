using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// Stops a notice for everybody whom it concerns. Only one of them may; twice is once, whichever tab it comes
/// from.
/// </summary>
public sealed class NoticeAcknowledging(TerritoryNode node, CaseFinder finder, Commands commands)
{
    private const int IdLengthMax = 160;

    /// <exception cref="ProblemException">The notice is none of the caller's, or there never was such a
    /// notice.</exception>
    public async Task RunAsync(Caller caller, string notice, CancellationToken cancellation)
    {
        var grant = Grant.For(caller, Operation.AcknowledgeNotice);
        if (notice.Length > IdLengthMax || !NoticeId.TryParse(notice, out var id))
            throw Unknown();
        var (territory, item, open) = id.Case is { } about
            ? await OfCaseAsync(grant, about, id.Number, cancellation)
            : OfRoster(grant, id);
        if (open?.Includes(caller.Account, territory.Screen.Current.View, item, territory.Settings) == false)
            throw Unknown();
        var outcome = await commands.SendAsync(
            grant, territory, "notice", id.ToString(), id.Source,
            item is null ? new AcknowledgeDutyNotice(id.Number) : new AcknowledgeNotice(id.Number),
            cancellation);
        if (outcome is Outcome.Refused refused)
            throw Refused.Because(refused.Refusal, territory.Settings);
    }

    private async Task<(ServedTerritory, CaseState?, OpenNotice?)> OfCaseAsync(
        Grant grant, CaseId about, int number, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(grant.Caller, about.Value, cancellation);
        return grant.Reaches(found.Territory.Id, found.State)
            ? (found.Territory, found.State, found.State.Notices.GetValueOrDefault(number))
            : throw ProblemException.NotFound();
    }

    private (ServedTerritory, CaseState?, OpenNotice?) OfRoster(Grant grant, NoticeId id)
    {
        var territory = node.Served(grant, id.Territory.Value);
        var roster = territory.Screen.Current.View.Roster as RosterState;
        return (territory, null, roster?.Notices.GetValueOrDefault(id.Number));
    }

    private static ProblemException Unknown() =>
        ProblemException.Of(Refusals.NoticeUnknown, StatusCodes.Status404NotFound);
}
