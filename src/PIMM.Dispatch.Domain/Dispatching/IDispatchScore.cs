using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>How a policy compares pairs of case and reader; the higher the better, in thousandths.</summary>
internal interface IDispatchScore
{
    /// <summary>As it stands in the journal.</summary>
    string Policy { get; }

    /// <summary>What speaks for giving this case to this reader now.</summary>
    long Score(WaitingCase item, ReaderSeat seat);

    /// <summary>The score's parts, to be kept with the decision.</summary>
    ImmutableArray<ScoreTerm> Terms(WaitingCase item, ReaderSeat seat);
}
