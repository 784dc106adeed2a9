using PIMM.Dispatch.Cluster.Territories;

namespace PIMM.Dispatch.Cluster.Views;

/// <summary>
/// A pure fold of the feed: the same facts give the same state, whoever folds them and when.
/// </summary>
public interface IView<TState>
{
    TState Initial { get; }

    TState Fold(TState state, in Fact fact);
}
