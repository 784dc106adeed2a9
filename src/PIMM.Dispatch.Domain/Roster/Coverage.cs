using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Who answers for a span, the strongest last: an exception (a duty taken over) before the published roster,
/// before the external provider, before nobody. NotNeeded: no establishment of the line sends its exams yet.
/// </summary>
public enum CoverSource { NotNeeded, Gap, External, Published, Exception }

/// <summary>A part [From, Until) of a slot, and who answers for it.</summary>
/// <param name="By">The reader, or the provider; null when nobody does.</param>
/// <param name="Duty">The duty, when a reader answers.</param>
public sealed record CoverSpan(
    DateTimeOffset From, DateTimeOffset Until, CoverSource Source, string? By, string? Duty);

/// <summary>An establishment and those of the line's specialties that nobody reads for it.</summary>
public readonly record struct UncoveredSite(EstablishmentId Site, ImmutableArray<Specialty> Specialties);

/// <summary>A part [From, Until) of a slot in which something is read by nobody.</summary>
public sealed record Gap(
    Slot Slot, DateTimeOffset From, DateTimeOffset Until, ImmutableArray<UncoveredSite> Sites);

/// <summary>A slot with who answers for it and where nobody does.</summary>
/// <param name="MissingReaders">How many more are wanted at the worst moment.</param>
public sealed record SlotCover(
    Slot Slot, ImmutableArray<CoverSpan> Spans, ImmutableArray<Gap> Gaps, int MissingReaders);

/// <summary>
/// Which slots are covered: a pure function of the lines, the duties, privileges and skills, what was given
/// to a provider, and time.
/// </summary>
public static class Coverage
{
    /// <summary>How far ahead gaps are shown.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(60);

    /// <summary>Every slot that touches [from, until), by day and line.</summary>
    public static IReadOnlyList<SlotCover> Of(
        TerritorySettings settings, RosterState roster, DateTimeOffset from, DateTimeOffset until)
    {
        Duty[] duties = [.. roster.Past.Values.Concat(roster.Duties.Values).OrderBy(duty => duty.From)];
        var covers = new List<SlotCover>();
        var nearby = new DutyWindow(duties);
        foreach (var slot in Slots.Between(settings, from, until))
            covers.Add(new SlotCoverage(settings, roster, slot, nearby.At(slot)).Find());
        return covers;
    }

    /// <summary>Every gap from now on, what has passed of a slot left out.</summary>
    public static IReadOnlyList<Gap> GapsAhead(
        TerritorySettings settings, RosterState roster, DateTimeOffset now)
    {
        var gaps = new List<Gap>();
        foreach (var cover in Of(settings, roster, now, now + Ahead))
        foreach (var gap in cover.Gaps)
        {
            if (gap.Until > now)
                gaps.Add(gap.From < now ? gap with { From = now } : gap);
        }
        return gaps;
    }

    /// <summary>Whether an establishment's exams come to the territory in a slot at all.</summary>
    public static bool Sends(TerritorySettings settings, EstablishmentId site, Slot slot) =>
        settings.Establishments.TryGetValue(site, out var known)
        && known.Connection.At(slot.From) switch
        {
            Connection.Connected => true,
            Connection.OnCall => settings.IsOnCall(slot.From),
            _ => false,
        };
}

/// <summary>Duties by their start, so that a slot looks only at those that can touch it.</summary>
internal sealed class DutyWindow(Duty[] byStart)
{
    private readonly TimeSpan longest =
        byStart.Length == 0 ? TimeSpan.Zero : byStart.Max(duty => duty.Until - duty.From);

    /// <summary>
    /// The duties that fill a slot: planned in it, or freely over it on a line of its kind.
    /// </summary>
    public List<Duty> At(Slot slot)
    {
        var found = new List<Duty>();
        for (var index = FirstFrom(slot.From - longest); index < byStart.Length; index++)
        {
            var duty = byStart[index];
            if (duty.From >= slot.Until)
                break;
            if (duty.Overlaps(slot.From, slot.Until)
                && (duty.Slot is { } its ? its == slot.Id : duty.Line == slot.Line.Kind))
                found.Add(duty);
        }
        return found;
    }

    private int FirstFrom(DateTimeOffset instant)
    {
        var (low, high) = (0, byStart.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = byStart[middle].From < instant ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
