using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Runs an action on a case for a caller, whether it came by HTTP or by the hub.</summary>
public sealed class ActionRunner(CaseFinder finder, Commands commands)
{
    /// <summary>Done: the case as the caller sees it afterwards.</summary>
    /// <exception cref="ProblemException">Not done, and why.</exception>
    public async Task<CaseDto> RunAsync(
        Caller caller, string caseId, string? actionName, string key, CaseActionBody body,
        CancellationToken cancellation)
    {
        var action = CaseActions.Named(actionName);
        Grant.For(caller, action.Operation);
        CommandKey.Checked(key);
        var found = await finder.FindAsync(caller, caseId, cancellation);
        var grant = GrantOn(found, caller, action.Operation);
        if (!grant.Reaches(found.Territory.Id, found.State))
            throw ProblemException.NotFound();
        var message = action.Build(body, grant.Own);
        if (IsAnothers(found.State, message, grant))
            throw Refused.Because(
                new Refusal(Refusals.NotYourCase, found.State.Reader?.Value), found.Territory.Settings);
        var outcome = await commands.SendAsync(
            grant, found.Territory, $"{action.Name}/{found.Id}", key, found.Id, message, cancellation);
        if (outcome is Outcome.Refused refused)
            throw Why(refused.Refusal, found.Territory);
        return await finder.AfterAsync(caller, found, cancellation);
    }

    private static ProblemException Why(Refusal refusal, ServedTerritory territory) =>
        refusal is { Code: Refusals.PartsUnread, Detail: { } part }
        && territory.Screen.Current.Cases.TryGetValue(new CaseId(part), out var row)
            ? Refused.Unread(row.State, territory.Settings)
            : Refused.Because(refusal, territory.Settings);

    /// <summary>Whoever has the case acts as its reader, whatever else the person is.</summary>
    private static Grant GrantOn(FoundCase found, Caller caller, Operation operation)
    {
        var account = caller.Account;
        return account.Has(Role.Reader) && account.Reader is { } reader && found.State.Reader == reader
            && AccessTable.Of(Role.Reader, operation) == Scope.Own
            ? new Grant(caller, operation, Scope.Own, Role.Reader)
            : Grant.For(caller, operation);
    }

    /// <summary>
    /// A reader holds and resumes what is in the reader's own hands; the rules leave that to the edge.
    /// </summary>
    private static bool IsAnothers(CaseState state, Message message, Grant grant) =>
        message is HoldCase or ResumeCase && grant.Scope == Scope.Own && state.Reader != grant.Reader;
}
