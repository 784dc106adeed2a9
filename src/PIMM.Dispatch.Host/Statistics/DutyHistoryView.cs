using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Statistics;

/// <summary>Folds the whole journal into <see cref="DutyHistory"/>: what equity counts.</summary>
public sealed class DutyHistoryView : IView<DutyHistory>
{
    public DutyHistory Initial => DutyHistory.Empty;

    public DutyHistory Fold(DutyHistory state, in Fact fact) => state.After(fact.Recorded);
}
