namespace PIMM.Dispatch.Domain;

/// <summary>The state of every kind of actor before its first event.</summary>
public static class Actors
{
    /// <exception cref="ArgumentOutOfRangeException">The runtime itself has no state here.</exception>
    public static ActorState Initial(ActorId actor) => actor.Kind switch
    {
        ActorKind.Case => CaseState.Initial,
        ActorKind.Reader => ReaderState.Initial,
        ActorKind.Provider => ProviderState.Initial,
        ActorKind.Establishment => EstablishmentState.Initial,
        ActorKind.Roster => RosterState.Initial,
        ActorKind.Alerts => AlertsState.Initial,
        ActorKind.Dispatcher => DispatcherState.Initial,
        _ => throw new ArgumentOutOfRangeException(nameof(actor), actor.Kind, "no state of its own"),
    };
}
