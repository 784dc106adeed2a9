using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// Stops a notice for everybody whom it concerns. Only one of them may; twice is once, whichever tab it comes
/// from.
/// </summary>
public sealed class NoticeAcknowledging(CaseFinder finder, Commands commands)
{
    private const int IdLengthMax = 160;

    /// <exception cref="ProblemException">The notice is none of the caller's, or there never was such a
    /// notice.</exception>
    public async Task RunAsync(Caller caller, string notice, CancellationToken cancellation)
    {
        var grant = Grant.For(caller, Operation.AcknowledgeNotice);
        if (notice.Length > IdLengthMax || !NoticeId.TryParse(notice, out var id))
            throw Unknown();
        var found = await finder.FindAsync(caller, id.Case.Value, cancellation);
        if (!grant.Reaches(found.Territory.Id, found.State))
            throw ProblemException.NotFound();
        if (found.State.Notices.TryGetValue(id.Number, out var open)
            && !open.Includes(
                caller.Account, found.Territory.Screen.Current.View, found.State, found.Territory.Settings))
            throw Unknown();
        var outcome = await commands.SendAsync(
            grant, found.Territory, "notice", id.ToString(), id.Case, new AcknowledgeNotice(id.Number),
            cancellation);
        if (outcome is Outcome.Refused refused)
            throw Refused.Because(refused.Refusal, found.Territory.Settings);
    }

    private static ProblemException Unknown() =>
        ProblemException.Of(Refusals.NoticeUnknown, StatusCodes.Status404NotFound);
}
