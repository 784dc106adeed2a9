using System.Collections.Immutable;
using System.Diagnostics;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Rosters;

/// <summary>A coordinator's screen asks for sixty days at once, and asks often.</summary>
public sealed class CoveragePaceTests
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMilliseconds(50);

    /// <summary>Four slots a day; what is not shared between them would be ten times as much.</summary>
    private const long AllocatedMax = 2_000_000;

    [Fact]
    public void Sixty_days_of_twelve_sites_and_eight_specialties_take_a_moment_and_little_memory()
    {
        var settings = Wide();
        var roster = HalfPlanned(settings);
        Coverage.GapsAhead(settings, roster, TestKit.VirtualClock.Evening);
        var (best, allocated, gaps) = (TimeSpan.MaxValue, 0L, 0);
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            gaps = Coverage.GapsAhead(settings, roster, TestKit.VirtualClock.Evening).Count;
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(gaps, 100, 300);
        Assert.True(best < s_budget, $"{best.TotalMilliseconds} ms, {allocated} bytes");
        Assert.True(allocated < AllocatedMax, $"{best.TotalMilliseconds} ms, {allocated} bytes");
    }

    /// <summary>Centre with a twelfth hospital, and two lines beside its own.</summary>
    private static TerritorySettings Wide()
    {
        var centre = TerritoryFiles.Parse(
            "centre-val-de-loire.json", Configuration.RepositoryFiles.Territory("centre-val-de-loire"));
        var twelfth = centre.Establishments.Values.First() with { Id = new EstablishmentId("essai") };
        var line = centre.Lines.At(TestKit.VirtualClock.Evening)[0] with
        {
            Sites = [.. centre.Establishments.Keys, twelfth.Id], StandIn = null,
        };
        var lines = Enumerable.Range(0, 4).Select(n => line with { Id = new LineId($"ligne-{n}") });
        return centre with
        {
            Establishments = centre.Establishments.Add(twelfth.Id, twelfth),
            Lines = Dated.Always(lines.ToImmutableArray()),
        };
    }

    /// <summary>Every second slot has a duty, which reads for eleven of the twelve.</summary>
    private static RosterState HalfPlanned(TerritorySettings settings)
    {
        var now = TestKit.VirtualClock.Evening;
        var slots = Slots.Between(settings, now, now + Coverage.Ahead).ToList();
        return slots.Where((_, index) => index % 2 == 0).Aggregate(RosterState.Initial, (roster, slot) =>
            (RosterState)roster.Evolve(new Recorded(1, ActorId.Roster, now, Identity.System, new DutyPlanned(
                slot.Id.Value, settings.Readers.Keys.First(), DutyLine.OnCall, slot.From, slot.Until,
                slot.Id))));
    }
}
