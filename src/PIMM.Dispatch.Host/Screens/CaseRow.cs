using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A case as screens show it; written once per visibility, however many screens show it.</summary>
public sealed class CaseRow(CaseState state, TerritorySettings settings, DateTimeOffset? estimate)
{
    private readonly CaseDto?[] written = new CaseDto?[Enum.GetValues<Visibility>().Length];

    public CaseState State { get; } = state;

    /// <summary>When the report may be expected; null when nobody can say.</summary>
    public DateTimeOffset? Estimate { get; } = estimate;

    public CaseDto As(Visibility visibility) =>
        written[(int)visibility] ??= CaseDtos.Of(State, settings, Estimate, visibility);

    public CaseRow WithEstimate(DateTimeOffset? other) => new(State, settings, other);
}
