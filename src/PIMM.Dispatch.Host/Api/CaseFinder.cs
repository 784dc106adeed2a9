using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Host.Api;

/// <summary>A case that the caller may see, and where it lives.</summary>
public sealed record FoundCase(ServedTerritory Territory, CaseRow Row)
{
    public CaseState State => Row.State;

    public CaseId Id => State.Id;
}

/// <summary>
/// Finds cases for people: those on the screens, and those that ended before, rebuilt from their own events.
/// What the caller may not see is not there.
/// </summary>
public sealed class CaseFinder(TerritoryNode node, IJournal journal, ITerritoryCodec codec)
{
    private const int IdLengthMax = 128;

    /// <exception cref="ProblemException">404: there is none, or it is none of the caller's.</exception>
    public async Task<FoundCase> FindAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var grant = Grant.For(caller, Operation.ReadCase);
        var found = await FindAsync(new CaseId(id), grant, cancellation);
        return found is not null && grant.Reaches(found.Territory.Id, found.State)
            ? found
            : throw ProblemException.NotFound();
    }

    /// <summary>
    /// The case after the caller has acted on it. Whoever gave it away by that no longer knows the patient.
    /// </summary>
    public async Task<CaseDto> AfterAsync(Caller caller, FoundCase before, CancellationToken cancellation)
    {
        var grant = Grant.For(caller, Operation.ReadCase);
        var after = await FindAsync(before.Id, grant, cancellation) ?? before;
        return after.Row.As(grant.Reaches(after.Territory.Id, after.State)
            ? Visibilities.Of(caller) : Visibility.WithoutIdentity);
    }

    private async Task<FoundCase?> FindAsync(CaseId id, Grant grant, CancellationToken cancellation)
    {
        if (id.Value.Length > IdLengthMax || !id.TryGetTerritory(out var name) || !grant.Reaches(name)
            || node.Find(name) is not { } territory)
            return null;
        if (territory.Screen.Current.Cases.TryGetValue(id, out var row))
            return new FoundCase(territory, row);
        return await RebuildAsync(territory, id, cancellation) is { Exists: true } state
            ? new FoundCase(territory, new CaseRow(state, territory.Settings, null))
            : null;
    }

    /// <summary>The events of a case, oldest first.</summary>
    public async Task<List<(Recorded Recorded, string Type)>> HistoryAsync(
        ServedTerritory territory, CaseId id, CancellationToken cancellation)
    {
        var history = new List<(Recorded, string)>();
        await foreach (var row in journal.ReadActorAsync(territory.Id, id, cancellation))
            history.Add((Decode(row), row.EventType));
        return history;
    }

    /// <summary>The dispatcher's decisions on a case, oldest first.</summary>
    public async Task<IReadOnlyList<Recorded>> DecisionsAsync(FoundCase found, CancellationToken cancellation)
    {
        var opened = OpenedAt(found.Id);
        if (found.Territory.Decisions.Of(found.Id, opened) is { } known)
            return known;
        var decisions = new List<Recorded>();
        await foreach (var row in journal.ReadAsync(found.Territory.Id, opened - 1, cancellation))
        {
            if (row.Sequence > found.State.Sequence)
                break;
            if (row.Actor.Kind == ActorKind.Dispatcher && Decode(row) is var decided
                && DecisionLog.CaseOf(decided.Event) == found.Id)
                decisions.Add(decided);
        }
        return decisions;
    }

    private async Task<CaseState> RebuildAsync(
        ServedTerritory territory, CaseId id, CancellationToken cancellation)
    {
        ActorState state = CaseState.Initial;
        await foreach (var row in journal.ReadActorAsync(territory.Id, id, cancellation))
            state = state.Evolve(Decode(row));
        return (CaseState)state;
    }

    /// <summary>A case is named after the sequence at which it was opened.</summary>
    private static long OpenedAt(CaseId id) => long.Parse(
        id.Value.AsSpan(id.Value.LastIndexOf('.') + 1), System.Globalization.CultureInfo.InvariantCulture);

    private Recorded Decode(JournalRow row) => new(
        row.Sequence, row.Actor, row.At, IdentityOf(row.By),
        codec.Decode(row.EventType, row.EventVersion, row.Payload));

    /// <summary>The journal writes who acted as <c>role:account</c>.</summary>
    private static Identity IdentityOf(string by)
    {
        var colon = by.IndexOf(':', StringComparison.Ordinal);
        return new Identity(by[(colon + 1)..], colon < 0 ? "" : by[..colon]);
    }
}
