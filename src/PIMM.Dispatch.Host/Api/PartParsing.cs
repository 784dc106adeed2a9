using System.Collections.Immutable;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Checks the parts into which a reading is to be shared.</summary>
internal static class PartParsing
{
    /// <summary>More than a body has; the rules have the last word.</summary>
    private const int PartsMax = 16;

    private const int MinutesMax = 240;

    public static ImmutableArray<PartPlan> Plans(IReadOnlyList<PartBody>? parts)
    {
        if (parts is not { Count: > 0 })
            throw Field.Missing("parts");
        return parts.Count <= PartsMax ? [.. parts.Select(Plan)] : throw Field.Invalid("parts");
    }

    private static PartPlan Plan(PartBody part) => new(
        Field.Required(part.Label, "parts.label", Field.NameLengthMax),
        Field.Word<Specialty>(part.Specialty, "parts.specialty"),
        Field.Word<AnatomicalRegion>(part.Region, "parts.region"),
        Field.Within(part.ExpectedMinutes, "parts.expectedMinutes", 1, MinutesMax)!.Value);
}
