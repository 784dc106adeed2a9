using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A line of duty, for example <c>garde-soiree</c>; unique within a territory.</summary>
public readonly record struct LineId(string Value) : IId<LineId>, IComparable<LineId>
{
    public static LineId Of(string value) => new(value);
    public int CompareTo(LineId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>
/// The kinds of day that a roster knows. A public holiday is a holiday and nothing else, whatever day of the
/// week it falls on.
/// </summary>
[Flags]
public enum DutyDays
{
    None = 0, Monday = 1, Tuesday = 2, Wednesday = 4, Thursday = 8, Friday = 16, Saturday = 32, Sunday = 64,
    Holiday = 128,
}

/// <summary>Local hours on some days; <paramref name="To"/> at or before <paramref name="From"/> is on the
/// next day.</summary>
public sealed record DutyHours(DutyDays Days, TimeOnly From, TimeOnly To)
{
    public bool EndsNextDay => To <= From;
}

/// <summary>
/// A line of the roster (ligne de garde): somebody is to be there in these hours for these establishments and
/// specialties.
/// </summary>
/// <param name="Name">As the roster shows it, in French.</param>
/// <param name="Hours">The weekly pattern; hours of one day do not overlap.</param>
/// <param name="Readers">How many readers are wanted at the same time; 0 when only the stand-in
/// reads.</param>
/// <param name="StandIn">The external provider who reads whenever nobody is there, by contract; null:
/// nobody, and then it is a gap.</param>
/// <param name="Equipment">The scanner of a session, for the count of half-days; null when there is
/// none.</param>
public sealed record LineOfDuty(
    LineId Id, string Name, DutyLine Kind, ImmutableArray<DutyHours> Hours,
    ImmutableArray<EstablishmentId> Sites, ImmutableArray<Specialty> Specialties, int Readers,
    ProviderId? StandIn, string? Equipment);
