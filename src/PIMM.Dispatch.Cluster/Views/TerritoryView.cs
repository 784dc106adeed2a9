using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Views;

/// <summary>
/// What screens read: every actor's state as of one sequence, never half a turn. Cases that ended are kept
/// for the territory's retention, older ones are found in the journal.
/// </summary>
/// <param name="At">The instant of the last event.</param>
/// <param name="Quarantined">The commands set aside lately, newest last; an administrator looks at
/// them.</param>
public sealed record TerritoryView(
    TerritoryId Territory, long Sequence, DateTimeOffset At,
    ImmutableSortedDictionary<CaseId, ActorState> Cases,
    ImmutableSortedDictionary<ReaderId, ActorState> Readers,
    ImmutableSortedDictionary<EstablishmentId, ActorState> Establishments,
    ImmutableSortedDictionary<ProviderId, ActorState> Providers,
    ActorState Dispatcher, ActorState? Roster, ActorState? Alerts,
    ImmutableList<Recorded> Quarantined)
{
    // Enough to see what is going on; each of them is in the journal.
    private const int QuarantinedMax = 100;

    /// <summary>The state of an actor; null when it has none, or ended before the retention.</summary>
    public ActorState? Find(ActorId actor) => actor.Kind switch
    {
        ActorKind.Case => Cases.GetValueOrDefault(new CaseId(actor.Key)),
        ActorKind.Reader => Readers.GetValueOrDefault(new ReaderId(actor.Key)),
        ActorKind.Establishment => Establishments.GetValueOrDefault(new EstablishmentId(actor.Key)),
        ActorKind.Provider => Providers.GetValueOrDefault(new ProviderId(actor.Key)),
        ActorKind.Dispatcher => Dispatcher,
        ActorKind.Roster => Roster,
        ActorKind.Alerts => Alerts,
        _ => null,
    };

    internal static TerritoryView Of(Territory territory)
    {
        var image = territory.Capture();
        return new TerritoryView(territory.Id, territory.Head, territory.LastAt,
            StatesOf(image, ActorKind.Case, CaseId.Of),
            StatesOf(image, ActorKind.Reader, ReaderId.Of),
            StatesOf(image, ActorKind.Establishment, EstablishmentId.Of),
            StatesOf(image, ActorKind.Provider, ProviderId.Of),
            territory.StateOf(ActorId.Dispatcher)!, territory.StateOf(ActorId.Roster),
            territory.StateOf(ActorId.Alerts), []);
    }

    /// <summary>
    /// This view after a batch: the states of the actors that it touched, taken from the territory.
    /// </summary>
    internal TerritoryView After(
        Territory territory, IReadOnlyCollection<ActorId> changed, IReadOnlyList<Fact> facts) =>
        this with
        {
            Sequence = territory.Head,
            At = territory.LastAt,
            Cases = Replaced(Cases, territory, changed, ActorKind.Case, CaseId.Of),
            Readers = Replaced(Readers, territory, changed, ActorKind.Reader, ReaderId.Of),
            Establishments = Replaced(
                Establishments, territory, changed, ActorKind.Establishment, EstablishmentId.Of),
            Providers = Replaced(Providers, territory, changed, ActorKind.Provider, ProviderId.Of),
            Dispatcher = territory.StateOf(ActorId.Dispatcher)!,
            Roster = territory.StateOf(ActorId.Roster),
            Alerts = territory.StateOf(ActorId.Alerts),
            Quarantined = Lately(facts),
        };

    private ImmutableList<Recorded> Lately(IReadOnlyList<Fact> facts)
    {
        var added = Quarantined.AddRange(
            facts.Select(fact => fact.Recorded).Where(r => r.Event is CommandQuarantined));
        return added.Count <= QuarantinedMax ? added : added.RemoveRange(0, added.Count - QuarantinedMax);
    }

    private static ImmutableSortedDictionary<TId, ActorState> StatesOf<TId>(
        TerritoryImage image, ActorKind kind, Func<string, TId> idOf) where TId : notnull =>
        image.Actors.Where(actor => actor.Id.Kind == kind)
            .ToImmutableSortedDictionary(actor => idOf(actor.Id.Key), actor => actor.State);

    private static ImmutableSortedDictionary<TId, ActorState> Replaced<TId>(
        ImmutableSortedDictionary<TId, ActorState> states, Territory territory, IEnumerable<ActorId> changed,
        ActorKind kind, Func<string, TId> idOf) where TId : notnull
    {
        var builder = states.ToBuilder();
        foreach (var actor in changed.Where(actor => actor.Kind == kind))
        {
            if (territory.StateOf(actor) is { } state)
                builder[idOf(actor.Key)] = state;
            else
                builder.Remove(idOf(actor.Key));
        }
        return builder.ToImmutable();
    }
}

/// <summary>What a batch of turns changed.</summary>
/// <param name="From">The sequence of the view before; <paramref name="To"/> is that of this one.</param>
/// <param name="Cases">Cases with a new state, and those that are no longer kept.</param>
/// <param name="Facts">The batch itself.</param>
public sealed record TerritoryChange(
    long From, long To, TerritoryView View, IReadOnlyList<CaseId> Cases, IReadOnlyList<ReaderId> Readers,
    IReadOnlyList<Fact> Facts);
