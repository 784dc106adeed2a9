using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The cost of policy f: what it costs that this reader begins this case so long from now. Weighted cost in
/// thousandths.
/// </summary>
internal sealed class CaseMatch(
    CaseCosts costs, DispatchWeights weights, ImmutableSortedDictionary<CaseId, ReaderId> planned)
    : IDispatchScore
{
    public const string PolicyName = "f";

    public string Policy => PolicyName;

    public long Score(WaitingCase item, ReaderSeat seat) => -Cost(item, seat, CaseCosts.Start);

    /// <param name="reading">Expected time of this reader for this case.</param>
    public long Cost(WaitingCase item, ReaderSeat seat, TimeSpan start, TimeSpan reading) =>
        costs.Waiting(item, start + reading) + costs.Mismatch(item, seat)
        + CaseCosts.ForLength(seat.WorkMilli, reading) + PlanChange(item, seat) + Hold(item, seat);

    public long Cost(WaitingCase item, ReaderSeat seat, TimeSpan start) =>
        Cost(item, seat, start, costs.ReadingTime(item.Case, seat));

    public ImmutableArray<ScoreTerm> Terms(WaitingCase item, ReaderSeat seat)
    {
        var reading = costs.ReadingTime(item.Case, seat);
        return
        [
            new ScoreTerm("wait", -costs.Waiting(item, CaseCosts.Start + reading)),
            new ScoreTerm("mismatch", -costs.Mismatch(item, seat)),
            new ScoreTerm("load", -CaseCosts.ForLength(costs.Load(seat), reading)),
            new ScoreTerm("balance", -CaseCosts.ForLength(costs.Balance(seat), reading)),
            new ScoreTerm("fatigue", -CaseCosts.ForLength(costs.Fatigue(seat), reading)),
            new ScoreTerm("volume", -CaseCosts.ForLength(costs.Volume(seat), reading)),
            new ScoreTerm("plan-change", -PlanChange(item, seat)),
            .. costs.Factors(item),
        ];
    }

    /// <summary>Waiting for somebody busy leaves somebody idle, whom the next case may want.</summary>
    private long Hold(WaitingCase item, ReaderSeat seat) =>
        seat.IsFree || !item.Seats.HasFree(item) ? 0 : weights.HoldMilli;

    /// <summary>A case moves to another reader than was planned only for a gain.</summary>
    private long PlanChange(WaitingCase item, ReaderSeat seat) =>
        planned.TryGetValue(item.Case.Id, out var before) && before != seat.Id ? weights.PlanChangeMilli : 0;
}
