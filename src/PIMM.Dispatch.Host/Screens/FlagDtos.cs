using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>The standing flags of a case, the strongest first.</summary>
internal static class FlagDtos
{
    public static IReadOnlyList<FlagDto> Of(CaseState state, TerritorySettings settings, bool withText) =>
        state.Flags.IsEmpty
            ? []
            :
            [
                .. state.Flags.Where(flag => flag.IsStanding)
                    .OrderByDescending(flag => flag.WeightMilli)
                    .Select(flag => new FlagDto(
                        flag.Source, flag.Code.Value, FlagTexts.LabelOf(flag.Code, settings),
                        withText ? flag.Text : null, flag.WeightMilli, flag.At)),
            ];
}
