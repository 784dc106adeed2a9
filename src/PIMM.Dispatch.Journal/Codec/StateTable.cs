using System.Collections.Frozen;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>The state of each kind of actor; the territory itself has none.</summary>
internal static class StateTable
{
    /// <summary>
    /// Raise it when an Evolve or Observe changes what the same events fold to: snapshots made before are
    /// then rebuilt. A change of the shape of a state is noticed without it.
    /// </summary>
    public const int FoldVersion = 1;

    public static IReadOnlyDictionary<ActorKind, Type> States { get; } = new Dictionary<ActorKind, Type>
    {
        [ActorKind.Dispatcher] = typeof(DispatcherState),
        [ActorKind.Roster] = typeof(RosterState),
        [ActorKind.Alerts] = typeof(AlertsState),
        [ActorKind.Establishment] = typeof(EstablishmentState),
        [ActorKind.Reader] = typeof(ReaderState),
        [ActorKind.Provider] = typeof(ProviderState),
        [ActorKind.Case] = typeof(CaseState),
    }.ToFrozenDictionary();
}
