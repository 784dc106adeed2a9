using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>What came of a past night, in the figures of a rehearsed one.</summary>
internal static class RealResult
{
    public static EveningResult Of(
        History history, ImmutableArray<PastCase> cases, ImmutableArray<ReaderEvening> readers,
        TerritorySettings settings, DateTimeOffset from)
    {
        var ofNight = cases.Select(one => one.Id).ToHashSet();
        var minutes = history.Read.Where(one => ofNight.Contains(one.Case))
            .GroupBy(one => one.Reader)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(one => one.Minutes));
        var onDuty = readers.Select(reader => reader.Id).Union(minutes.Keys);
        return new EveningResult(
            Seed: 0,
            [.. cases.Select(one => EveningResult.ReadOf(
                one.Arrival, history.Of(one.Id), from, settings))],
            EveningResult.GiniOf(onDuty.Select(reader => minutes.GetValueOrDefault(reader))),
            cases.Sum(one => history.OffersLost(one.Id)), Unfinished: 0, minutes, history.Events);
    }
}
