using System.Collections.Immutable;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>What came of many evenings under one policy.</summary>
/// <param name="Emergencies">Turnaround of vital and urgent cases of all evenings.</param>
/// <param name="By">Each <see cref="Measure"/> with its interval, by code.</param>
public sealed record PolicyFigures(
    RehearsedPolicy Policy, ImmutableArray<EveningResult> Evenings, Turnaround Emergencies,
    ImmutableSortedDictionary<string, Interval> By)
{
    public int Cases => Evenings.Sum(evening => evening.Cases);

    public Interval this[Measure measure] => By[measure.Code];

    public static PolicyFigures Of(RehearsedPolicy policy, ImmutableArray<EveningResult> evenings) => new(
        policy, evenings,
        Turnaround.Of(evenings.SelectMany(evening => evening.Emergencies).Select(read => read.Minutes)),
        Measure.All.ToImmutableSortedDictionary(
            measure => measure.Code, measure => Bootstrap.Of(measure, evenings), StringComparer.Ordinal));
}

/// <summary>One policy less another on the same evenings.</summary>
public sealed record PolicyDifference(string Policy, string Against, Interval Under45, Interval Mean)
{
    public static PolicyDifference Of(PolicyFigures one, PolicyFigures other) => new(
        one.Policy.Code, other.Policy.Code,
        Bootstrap.Difference(Measure.Under45, one.Evenings, other.Evenings),
        Bootstrap.Difference(Measure.Mean, one.Evenings, other.Evenings));
}
