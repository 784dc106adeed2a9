using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Faults.Processes;

/// <summary>A fictitious territory whose deadlines are seconds, so that they fall due across kills.</summary>
internal static class ShortTerritory
{
    public static readonly TerritoryId Id = new("essai");
    public static readonly EstablishmentId Site = new("nord");
    public static readonly ImmutableArray<ReaderId> Readers =
        [new("lecteur1"), new("lecteur2"), new("lecteur3")];

    private const int ExpectedMinutes = 10;
    private const int CapMinutes = 100_000;

    private static readonly Privilege Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public static readonly TerritorySettings Settings = new()
    {
        Id = Id,
        Name = "Territoire d'essai",
        Zone = "UTC",
        LocalTime = instant => instant.UtcDateTime,
        InstantOf = static local => new DateTimeOffset(local, TimeSpan.Zero),
        Establishments = ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings>.Empty.Add(
            Site, new EstablishmentSettings(
                Site, "Hôpital Nord (fictif)", "NOR", true, [], Dated.Always(Connection.Connected), 1000,
                ImagesAlone.OpenCase)),
        Readers = Readers.ToImmutableSortedDictionary(id => id, id => new ReaderSettings(
            id, "Dr " + id, id.Value, ImmutableSortedDictionary<EstablishmentId,
            Privilege>.Empty.Add(Site, Always),
            Enum.GetValues<Specialty>().ToImmutableSortedDictionary(specialty => specialty, _ => 2),
            CapMinutes)),
        ExternalProviders = ImmutableSortedDictionary<ProviderId, ExternalProviderSettings>.Empty,
        Urgencies = Dated.Always(
            Enum.GetValues<Urgency>().ToImmutableSortedDictionary(urgency => urgency, _ => Rule)),
        Escalation = Dated.Always(
            Enum.GetValues<Urgency>().ToImmutableSortedDictionary(urgency => urgency, _ => Policy)),
        Clock = Dated.Always(ClockStart.ImagesComplete),
        WorkingHours = new WorkingHours(new TimeOnly(8, 0), new TimeOnly(18, 0)),
        ExamRules = [
            new ExamRule(
                null, [], null, Specialty.General, AnatomicalRegion.Other, ExpectedMinutes, "Examen")],
        Weights = Dated.Always(new DispatchWeights(
            Enum.GetValues<Urgency>().ToImmutableSortedDictionary(urgency => urgency, _ => 1000),
            [250, 50, 0], 100, 2,
            TimeSpan.FromSeconds(1))),
        QuietPeriod = TimeSpan.FromMilliseconds(200),
        SilenceMax = TimeSpan.FromSeconds(2),
        StudyMemory = TimeSpan.FromMinutes(10),
        HandoverWithin = TimeSpan.FromMinutes(5),
        WallboardQueueTarget = 6,
    };

    private static EscalationPolicy Policy => new(
        TimeSpan.FromSeconds(2),
        [
            new EscalationStep(StepClock.BeforeTarget, TimeSpan.FromSeconds(2), StepTo.Readers, true),
            new EscalationStep(StepClock.AfterTarget, TimeSpan.Zero, StepTo.Coordinators, false),
        ]);

    private static UrgencyRule Rule => new(
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1),
        TimeSpan.FromMilliseconds(500),
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
}
