using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The index of policy e: how much is lost, per reading minute, if this reader takes this case one reading
/// later; less what a poorer match and a fuller load cost. Weighted cost in thousandths. It knows the pace of
/// a kind of exam and of a skill, not of each reader, so that the readers of one skill differ by their load
/// alone.
/// </summary>
internal sealed class CaseIndex(CaseCosts costs) : IDispatchScore
{
    public const string PolicyName = "e";

    public string Policy => PolicyName;

    public long Score(WaitingCase item, ReaderSeat seat)
    {
        var skill = seat.SkillIn(item.Case.Classification!.Specialty);
        return Gain(item, skill) - costs.Mismatch(item, skill) - seat.WorkMilli;
    }

    public ImmutableArray<ScoreTerm> Terms(WaitingCase item, ReaderSeat seat)
    {
        var skill = seat.SkillIn(item.Case.Classification!.Specialty);
        return
        [
            new ScoreTerm("gain", Gain(item, skill)),
            new ScoreTerm("mismatch", -costs.Mismatch(item, skill)),
            new ScoreTerm("load", -costs.Load(seat)),
            new ScoreTerm("balance", -costs.Balance(seat)),
            new ScoreTerm("fatigue", -costs.Fatigue(seat)),
            new ScoreTerm("volume", -costs.Volume(seat)),
            .. costs.Factors(item),
        ];
    }

    /// <summary>All readers of one skill gain the same.</summary>
    private long Gain(WaitingCase item, int skill) =>
        item.GainMilli[skill - 1] ??= costs.Gain(item, skill);
}
