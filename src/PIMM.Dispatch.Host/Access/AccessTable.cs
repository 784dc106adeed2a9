using System.Collections.Frozen;
using PIMM.Dispatch.Host.Accounts;

namespace PIMM.Dispatch.Host.Access;

/// <summary>
/// Who may do what: the one table that every route and every hub method asks. What does not stand here is
/// denied.
/// </summary>
public static class AccessTable
{
    // T: in the account's territories. S: at the account's own establishments. -: never.
    // O: the reader's or the provider's own.
    // Columns: regulator, reader, coordinator, requester, technologist, quality, administrator, provider,
    // integration.
    private const string Table = """
        ReadTerritory      T T T T T T T T -
        ReadCase           T T T S S T - O S
        SeePatient         T T T S S - - O -
        SeeReport          T T T S - - - O -
        ReadTimeline       T T T S S T - O -
        ReadDecisions      T T T - - T - - -
        ReadWallboard      T T T T T T - - -
        ReadStatistics     T T T - - T - - -
        OpenRequest        T - T S - - - - -
        SetPresence        - O - - - - - - -
        PlanDuty           T O T - - - - - -
        ReadRoster         T T T - - T - - -
        TakeOverDuty       T O T - - - - - -
        EditRoster         - - T - - - - - -
        ReadEquity         T T T - - T - - -
        Validate           T - - - - - - - -
        RefuseRequest      T - - - - - - - -
        GiveProtocol       T T - - - - - - -
        Acquire            - - T - S - - - -
        CompleteImages     - - T - S - - - -
        Accept             - O - - - - - O -
        Decline            - O - - - - - O -
        Claim              - O - - - - - - -
        Release            - O T - - - - - -
        Reassign           T - T - - - - - -
        Hold               T O T - - - - - -
        Resume             T O T - - - - - -
        WritePreliminary   - O T - - - - O -
        Sign               - O T - - - - O -
        Addendum           - O T - - - - O -
        DeclareCritical    - O T - - - - O -
        AcknowledgeReport  - - - S - - - - -
        Cancel             T - T S - - - - -
        Classify           T T T - - - - - -
        Externalise        T - T - - - - - -
        ReadOrphans        T T T - S - - - -
        PlaceOrphan        T - T - S - - - -
        AcknowledgeNotice  T T T S S - - O -
        JoinReader         T T T - - - - - -
        JoinWallboard      T T T T T T - - -
        JoinTracking       T T T S S - - - -
        JoinCoordination   T - T - - - - - -
        JoinProvider       - - - - - - - O -
        ReadHandovers      T T T - - T - O -
        OpenHandover       T - T - - - - - -
        AnswerHandover     - O T - - - - O -
        ReadProviders      T - T - - T - O -
        Rehearse           T - T - - T - - -
        FlagCase           - - - - - - - - S
        LiftFlag           T T T - - - - - -
        ShareReading       - O T - - - - - -
        ReadQuarantine     - - - - - - T - -
        ReadMetrics        - - - - - - T - -
        ReadAlerts         - - T - - T T - -
        """;

    private static readonly FrozenDictionary<(Operation, Role), Scope> Rows = Read();

    public static Scope Of(Role role, Operation operation) => Rows.GetValueOrDefault((operation, role));

    /// <summary>The widest scope that any of the account's roles gives, and that role.</summary>
    public static (Scope Scope, Role Role) Of(Account account, Operation operation)
    {
        var (scope, best) = (Scope.None, default(Role));
        foreach (var role in account.Roles)
        {
            if (Of(role, operation) > scope)
                (scope, best) = (Of(role, operation), role);
        }
        return (scope, best);
    }

    private static FrozenDictionary<(Operation, Role), Scope> Read()
    {
        var rows = new Dictionary<(Operation, Role), Scope>();
        var roles = Enum.GetValues<Role>();
        foreach (var line in Table.Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var operation = Enum.Parse<Operation>(cells[0]);
            foreach (var role in roles)
                rows.Add((operation, role), ScopeOf(cells[1 + (int)role]));
        }
        return rows.ToFrozenDictionary();
    }

    private static Scope ScopeOf(string letter) => letter switch
    {
        "T" => Scope.Territories,
        "S" => Scope.Sites,
        "O" => Scope.Own,
        "-" => Scope.None,
        _ => throw new FormatException($"the access table has no scope '{letter}'"),
    };
}
