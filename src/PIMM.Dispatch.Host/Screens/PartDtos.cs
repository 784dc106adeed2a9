using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A shared reading: the parts of a case, and the case of a part.</summary>
internal static class PartDtos
{
    public static PartOfDto? Of(CasePart? part) =>
        part is null ? null : new PartOfDto(part.Case.Value, part.Number, part.Of, part.Label);

    public static IReadOnlyList<PartDto> Of(CaseState state, bool withText) => state.Parts.IsEmpty ? [] :
    [
        .. state.Parts.OrderBy(part => part.Plan.Region).ThenBy(part => part.Number)
            .Select(part => new PartDto(
                part.Id.Value, part.Number, part.Plan.Label, Words.Of(part.Plan.Region),
                Words.Of(part.Status), part.Reader?.Value, withText ? part.Text : null)),
    ];

    public static IReadOnlyList<SharedReadingDto> Of(TerritorySettings settings) =>
    [
        .. settings.SharedReadings.Select(shared => new SharedReadingDto(
            Words.Of(shared.Specialty), Words.Of(shared.Region),
            [.. shared.Parts.Select(part => new PartBody(
                part.Label, Words.Of(part.Specialty), Words.Of(part.Region), part.ExpectedMinutes))])),
    ];
}
