using System.Collections.Immutable;
using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>An external teleradiology company under contract.</summary>
/// <param name="Lanes">How many cases it reads at the same time.</param>
/// <param name="SetUp">From taking a case in hand to the first look: transfer, priors, context.</param>
/// <param name="AcceptWithin">How long it has to accept a case before the territory takes it back.</param>
/// <param name="CentsPerExam">What one exam costs, in cents of a euro.</param>
/// <param name="Slots">When it works and what the contract covers then; outside them it takes
/// nothing.</param>
public sealed record ExternalProviderSettings(
    ProviderId Id, string Name, int Lanes, TimeSpan SetUp, TimeSpan AcceptWithin, int CentsPerExam,
    ImmutableArray<ProviderSlot> Slots)
{
    /// <summary>The slots that run at a local time, in the order of the contract.</summary>
    public IEnumerable<OpenSlot> OpenAt(DateTime local)
    {
        for (var index = 0; index < Slots.Length; index++)
        {
            if (Slots[index].DayCovering(local) is { } day)
                yield return new OpenSlot(
                    Slots[index], string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}#{index}"));
        }
    }
}

/// <summary>A slot while it runs.</summary>
/// <param name="Key">The local day on which it began and its place in the contract: capacity is counted by
/// it.</param>
public readonly record struct OpenSlot(ProviderSlot Slot, string Key);

/// <summary>
/// What a slot is for. Overflow: single cases that are sent out. The others belong to the provider while
/// nobody of the territory is on duty: cases go there by themselves.
/// </summary>
public enum SlotUse { Overflow, DeepNight, RosterGap }

/// <summary>A weekly slot of a contract, in local time.</summary>
/// <param name="Days">Days on which it begins; a public holiday counts as a Sunday.</param>
/// <param name="To">Exclusive; not after <paramref name="From"/> means on the next day.</param>
/// <param name="CasesMax">How many cases the provider takes in one run of the slot.</param>
public sealed record ProviderSlot(
    ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To, SlotUse Use,
    ImmutableSortedSet<EstablishmentId> Sites, ImmutableSortedSet<Specialty> Specialties,
    ImmutableSortedSet<Urgency> Urgencies, int CasesMax)
{
    /// <summary>The local day on which the run began that covers this time; null when none does.</summary>
    public DateOnly? DayCovering(DateTime local)
    {
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (From < To)
            return time >= From && time < To && BeginsOn(day) ? day : null;
        if (time >= From && BeginsOn(day))
            return day;
        return time < To && BeginsOn(day.AddDays(-1)) ? day.AddDays(-1) : null;
    }

    public bool Covers(EstablishmentId site, Specialty specialty, Urgency urgency) =>
        Sites.Contains(site) && Specialties.Contains(specialty) && Urgencies.Contains(urgency);

    private bool BeginsOn(DateOnly day) =>
        Days.Contains(FrenchHolidays.Include(day) ? DayOfWeek.Sunday : day.DayOfWeek);
}
