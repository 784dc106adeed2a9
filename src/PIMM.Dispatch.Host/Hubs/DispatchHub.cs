using Microsoft.AspNetCore.SignalR;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// The live connection of a screen. Thin: who calls is checked anew at each call, what is asked goes the same
/// way as over HTTP, what is pushed comes from <see cref="ScreenFeed"/>.
/// </summary>
public sealed class DispatchHub(
    TerritoryNode node, ScreenFeeds feeds, SessionStore sessions, ActionRunner actions,
    NoticeAcknowledging notices) : Hub<IDispatchClient>, IDispatchHub
{
    public override Task OnConnectedAsync()
    {
        var caller = Caller.Of(Context.GetHttpContext()!);
        if (!feeds.TryOpen(Context, caller))
            throw new HubException(ProblemCodes.TooManyConnections);
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await feeds.CloseAsync(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }

    [HubOperation(
        Operation.JoinReader, Operation.JoinWallboard, Operation.JoinTracking, Operation.JoinCoordination,
        Operation.JoinProvider)]
    public Task<JoinedDto> Join(JoinBody join) => AnswerAsync(async caller =>
    {
        if (!Words.TryParse<ViewKind>(join.View, out var kind))
            throw ProblemException.Of(ProblemCodes.ViewUnknown, StatusCodes.Status404NotFound, "view");
        var territory = node.Served(Grant.For(caller, ScreenPage.OperationOf(kind)), join.Territory);
        return await feeds.Of(Context.ConnectionId).JoinAsync(territory, kind, caller, join.After);
    });

    [HubOperation(
        Operation.Validate, Operation.RefuseRequest, Operation.GiveProtocol, Operation.Acquire,
        Operation.CompleteImages, Operation.Accept, Operation.Decline, Operation.Claim, Operation.Release,
        Operation.Reassign, Operation.Hold, Operation.Resume, Operation.WritePreliminary, Operation.Sign,
        Operation.Addendum, Operation.DeclareCritical, Operation.AcknowledgeReport, Operation.Cancel,
        Operation.Classify, Operation.Externalise, Operation.FlagCase, Operation.LiftFlag,
        Operation.ShareReading)]
    public Task<ActedDto> Act(ActBody act) => TellAsync(async caller =>
    {
        var body = ActionBodies.Read(act.Body);
        return await actions.RunAsync(
            caller, act.CaseId, act.Action, act.CommandId, body, Context.ConnectionAborted);
    });

    [HubOperation(Operation.AcknowledgeNotice)]
    public Task<ActedDto> Acknowledge(AcknowledgeBody acknowledge) => TellAsync(async caller =>
    {
        await notices.RunAsync(caller, acknowledge.NoticeId, Context.ConnectionAborted);
        return null;
    });

    /// <summary>The caller as it is now; whoever has been signed out meanwhile is cut off.</summary>
    private Caller Enter()
    {
        var known = Caller.Of(Context.GetHttpContext()!);
        if (sessions.Touch(known.Session.Id) is { } caller)
            return caller;
        Context.Abort();
        throw ProblemException.Of(ProblemCodes.NotSignedIn, StatusCodes.Status401Unauthorized);
    }

    private async Task<T> AnswerAsync<T>(Func<Caller, Task<T>> ask)
    {
        try
        {
            return await ask(Enter());
        }
        catch (ProblemException error)
        {
            throw new HubException($"{error.Problem.Code}: {error.Problem.Title}");
        }
    }

    private async Task<ActedDto> TellAsync(Func<Caller, Task<CaseDto?>> act)
    {
        try
        {
            return new ActedDto(true, await act(Enter()), null, null, null);
        }
        catch (ProblemException error)
        {
            var problem = error.Problem;
            return new ActedDto(false, null, problem.Code, problem.Title, problem.Reader);
        }
    }
}
