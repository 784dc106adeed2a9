using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Access;

/// <summary>
/// What the table gives one caller for one operation: the scope, and the role in which the caller acts.
/// </summary>
public sealed record Grant(Caller Caller, Operation Operation, Scope Scope, Role Role)
{
    public Account Account => Caller.Account;

    /// <summary>As whom the caller stands in the journal.</summary>
    public Identity Identity => new(Account.User, Words.Of(Role));

    /// <exception cref="ProblemException">403: the operation is nothing for this caller.</exception>
    public static Grant For(Caller caller, Operation operation) =>
        Find(caller, operation)
        ?? throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);

    public static Grant? Find(Caller caller, Operation operation)
    {
        var (scope, role) = AccessTable.Of(caller.Account, operation);
        return scope == Scope.None ? null : new Grant(caller, operation, scope, role);
    }

    public bool Reaches(TerritoryId territory) => Account.IsIn(territory);

    /// <summary>Whether the operation reaches what belongs to an establishment.</summary>
    public bool Reaches(TerritoryId territory, EstablishmentId establishment) => Scope switch
    {
        Scope.Sites => Account.WorksAt(territory, establishment),
        Scope.Territories or Scope.Own => Account.IsIn(territory),
        _ => false,
    };

    /// <summary>Whether the operation reaches a case: an external provider has its own alone, and
    /// how a reading is shared is the readers' business: a hospital has the whole.</summary>
    public bool Reaches(TerritoryId territory, CaseState item) =>
        Reaches(territory, item.Establishment)
        && (item.Part is null || Scope != Scope.Sites)
        && (Role != Role.Provider || (item.Provider is { } provider && provider == Account.Provider));

    /// <summary>
    /// The reader or the provider as whom the caller acts; null when the operation is not the caller's own.
    /// </summary>
    /// <exception cref="ProblemException">403: such an operation without being one.</exception>
    public ActorId? Own => Role == Role.Provider ? Provider : Reader;

    /// <summary>
    /// The reader as whom the caller acts; null when the operation is not the reader's own.
    /// </summary>
    /// <exception cref="ProblemException">403: a reader's operation without being a reader.</exception>
    public ReaderId? Reader => Scope != Scope.Own ? null
        : Account.Reader ?? throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);

    private ProviderId? Provider => Scope != Scope.Own ? null
        : Account.Provider
            ?? throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);
}
