using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads how exams are shared by several readers.</summary>
internal static class SharedReadingReader
{
    private const int KindsMax = 50;
    private const int PartsMax = 8;

    public static ImmutableArray<SharedReading> All(Setting list)
    {
        var kinds = ImmutableArray.CreateBuilder<SharedReading>();
        foreach (var entry in list.Items(0, KindsMax))
        {
            var item = entry.Keys("specialty", "region", "reason", "parts");
            var before = item.ProblemCount;
            item["reason"].Text(1, DatedSetting.ReasonLengthMax);
            var kind = new SharedReading(
                item["specialty"].Choice<Specialty>(), item["region"].Choice<AnatomicalRegion>(),
                [.. item["parts"].Items(2, PartsMax).Select(Part)]);
            if (before == item.ProblemCount && kinds.Any(
                other => (other.Specialty, other.Region) == (kind.Specialty, kind.Region)))
                item.Problem("Exams of this specialty and region have their parts already.");
            kinds.Add(kind);
        }
        return kinds.ToImmutable();
    }

    private static PartPlan Part(Setting entry)
    {
        var item = entry.Keys("label", "specialty", "region", "expectedMinutes");
        return new PartPlan(
            TerritoryFileReader.Name(item["label"]), item["specialty"].Choice<Specialty>(),
            item["region"].Choice<AnatomicalRegion>(), item["expectedMinutes"].Whole(1, 240));
    }
}
