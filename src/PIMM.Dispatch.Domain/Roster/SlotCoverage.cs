using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// One slot, cut wherever somebody comes, goes, or gains or loses a privilege; between two cuts nothing
/// changes.
/// </summary>
internal sealed class SlotCoverage(
    TerritorySettings settings, RosterState roster, Slot slot, List<Duty> duties)
{
    private static readonly Specialty[] AllSpecialties = Enum.GetValues<Specialty>();

    /// <summary>The list of every set of specialties, made once: gaps share them.</summary>
    private static readonly ImmutableArray<Specialty>[] Lists =
        [.. Enumerable.Range(0, 1 << AllSpecialties.Length).Select(mask =>
            ImmutableArray.CreateRange(AllSpecialties.Where(s => (mask & Bit(s)) != 0)))];

    private readonly List<EstablishmentId> sites =
        [.. slot.Line.Sites.Where(site => Coverage.Sends(settings, site, slot))];

    private readonly int wanted = slot.Line.Specialties.Aggregate(0, (mask, s) => mask | Bit(s));

    private readonly string? provider = slot.ProviderBy(roster.External)?.Value;

    public SlotCover Find()
    {
        var spans = ImmutableArray.CreateBuilder<CoverSpan>(1);
        var gaps = ImmutableArray.CreateBuilder<Gap>(1);
        var missing = 0;
        var cuts = Cuts();
        for (var index = 0; index + 1 < cuts.Count; index++)
        {
            var (from, until) = (cuts[index], cuts[index + 1]);
            var present = duties.FindAll(duty => duty.Overlaps(from, until));
            Add(spans, Responsible(from, until, present));
            if (provider is not null || sites.Count == 0)
                continue;
            missing = Math.Max(missing, slot.Line.Readers - present.Count);
            Add(gaps, Uncovered(from, present) is { IsEmpty: false } open
                ? new Gap(slot, from, until, open) : null);
        }
        return new SlotCover(slot, spans.ToImmutable(), gaps.ToImmutable(), missing);
    }

    private static int Bit(Specialty specialty) => 1 << (int)specialty;

    /// <summary>The instants at which something may change, the slot's own ends included.</summary>
    private List<DateTimeOffset> Cuts()
    {
        var cuts = new List<DateTimeOffset>(2) { slot.From, slot.Until };
        foreach (var duty in duties)
        {
            cuts.Add(duty.From);
            cuts.Add(duty.Until);
            if (!settings.Readers.TryGetValue(duty.Reader, out var reader))
                continue;
            foreach (var (_, privilege) in reader.Sites)
            {
                cuts.Add(privilege.From);
                cuts.Add(privilege.Until);
            }
        }
        cuts.RemoveAll(cut => cut < slot.From || cut > slot.Until);
        cuts.Sort();
        return duties.Count == 0 ? cuts : [.. cuts.Distinct()];
    }

    private CoverSpan Responsible(DateTimeOffset from, DateTimeOffset until, List<Duty> present)
    {
        if ((present.Find(duty => duty.InPlaceOf is not null) ?? present.FirstOrDefault()) is { } duty)
            return new CoverSpan(
                from, until, duty.InPlaceOf is null ? CoverSource.Published : CoverSource.Exception,
                duty.Reader.Value, duty.Id);
        if (sites.Count == 0)
            return new CoverSpan(from, until, CoverSource.NotNeeded, null, null);
        return new CoverSpan(
            from, until, provider is null ? CoverSource.Gap : CoverSource.External, provider, null);
    }

    private ImmutableArray<UncoveredSite> Uncovered(DateTimeOffset at, List<Duty> present)
    {
        var open = ImmutableArray.CreateBuilder<UncoveredSite>();
        foreach (var site in sites)
        {
            var read = 0;
            foreach (var duty in present)
                read |= ReadsFor(duty.Reader, site, at);
            if ((wanted & ~read) is not 0 and var left)
                open.Add(new UncoveredSite(site, Lists[left]));
        }
        return open.ToImmutable();
    }

    private int ReadsFor(ReaderId id, EstablishmentId site, DateTimeOffset at)
    {
        if (!settings.Readers.TryGetValue(id, out var reader) || !reader.MayReadFor(site, at))
            return 0;
        var mask = 0;
        foreach (var (specialty, skill) in reader.Skills)
            mask |= skill > 0 ? Bit(specialty) : 0;
        return mask;
    }

    /// <summary>A span that goes on as the one before it is one with it.</summary>
    private static void Add(ImmutableArray<CoverSpan>.Builder spans, CoverSpan next)
    {
        if (spans.Count > 0 && spans[^1] is var last && last with { Until = next.Until } ==
            next with { From = last.From })
            spans[^1] = last with { Until = next.Until };
        else
            spans.Add(next);
    }

    private static void Add(ImmutableArray<Gap>.Builder gaps, Gap? next)
    {
        if (next is null)
            return;
        if (gaps.Count > 0 && gaps[^1] is var last && last.Until == next.From
            && Same(last.Sites, next.Sites))
            gaps[^1] = last with { Until = next.Until };
        else
            gaps.Add(next);
    }

    private static bool Same(ImmutableArray<UncoveredSite> left, ImmutableArray<UncoveredSite> right) =>
        left.AsSpan().SequenceEqual(right.AsSpan());
}
