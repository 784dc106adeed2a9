using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>The test territory with three lines, and its Wednesday evening.</summary>
internal static class ARoster
{
    /// <summary>Neuro and thorax of north, south and the partner west, 18:30 to 08:30.</summary>
    public static readonly LineOfDuty Garde = new(
        new LineId("garde"), "Garde de nuit", DutyLine.OnSite,
        [new DutyHours(Every, new TimeOnly(18, 30), new TimeOnly(8, 30))],
        [North, South, West], [Specialty.Neuro, Specialty.Thorax], 1, null, null);

    /// <summary>Children of the north, two half-days of every working day.</summary>
    public static readonly LineOfDuty Enfants = new(
        new LineId("enfants"), "Vacation d'enfants", DutyLine.Session,
        [
            new DutyHours(Weekdays, new TimeOnly(8, 30), new TimeOnly(13, 0)),
            new DutyHours(Weekdays, new TimeOnly(13, 30), new TimeOnly(18, 0)),
        ],
        [North], [Specialty.Paediatric], 1, null, "IRM (essai)");

    /// <summary>Read by the provider unless somebody is there.</summary>
    public static readonly LineOfDuty Nuit = new(
        new LineId("nuit"), "Nuit profonde", DutyLine.DeepNight,
        [new DutyHours(Every, new TimeOnly(23, 30), new TimeOnly(8, 30))],
        [North], [Specialty.Neuro], 0, Provider, null);

    public static readonly TerritorySettings Settings = TestTerritory.Settings with
    {
        Lines = Dated.Always(ImmutableArray.Create(Garde, Enfants, Nuit)),
        SafetyRest = TimeSpan.FromHours(11),
    };

    public static readonly DateTimeOffset Evening = VirtualClock.Evening;

    /// <summary>The garde of the next evening.</summary>
    public static readonly SlotId Thursday =
        SlotId.Of(new LineId("garde"), new DateOnly(2026, 1, 15), new TimeOnly(18, 30));

    public static readonly DateTimeOffset ThursdayFrom = new(2026, 1, 15, 17, 30, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset ThursdayUntil = new(2026, 1, 16, 7, 30, 0, TimeSpan.Zero);

    public const DutyDays Weekdays = DutyDays.Monday | DutyDays.Tuesday | DutyDays.Wednesday
        | DutyDays.Thursday | DutyDays.Friday;

    public const DutyDays Every = Weekdays | DutyDays.Saturday | DutyDays.Sunday | DutyDays.Holiday;

    public static ActorSpec Spec() => new(RosterState.Initial, ActorId.Roster, Settings);

    public static DutyPlanned Planned(
        string id, ReaderId reader, DateTimeOffset from, DateTimeOffset until, SlotId? slot = null) =>
        new(id, reader, DutyLine.OnSite, from, until, slot);

    public static RosterState Given(params DomainEvent[] events) => (RosterState)Spec().Given(events).State;
}
