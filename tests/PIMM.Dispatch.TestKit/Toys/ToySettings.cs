using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.TestKit.Toys;

/// <summary>A territory without hospitals or readers, for actors that look at no rule.</summary>
public static class ToySettings
{
    public static readonly TerritoryId Id = new("toyland");

    public static TerritorySettings Of(TerritoryId id) => new()
    {
        Id = id,
        Name = "Toyland",
        Zone = "UTC",
        LocalTime = static at => at.UtcDateTime,
        InstantOf = static local => new DateTimeOffset(local, TimeSpan.Zero),
        Establishments = ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings>.Empty,
        Readers = ImmutableSortedDictionary<ReaderId, ReaderSettings>.Empty,
        ExternalProviders = ImmutableSortedDictionary<ProviderId, ExternalProviderSettings>.Empty,
        Urgencies = Dated.Always(ImmutableSortedDictionary<Urgency, UrgencyRule>.Empty),
        Escalation = Dated.Always(ImmutableSortedDictionary<Urgency, EscalationPolicy>.Empty),
        Clock = Dated.Always(ClockStart.ImagesComplete),
        WorkingHours = new WorkingHours(new TimeOnly(8, 0), new TimeOnly(18, 0)),
        ExamRules = [],
        Weights = Dated.Always(new DispatchWeights(
            ImmutableSortedDictionary<Urgency, int>.Empty, [], 0, 0, TimeSpan.Zero)),
        QuietPeriod = TimeSpan.FromSeconds(30),
        SilenceMax = TimeSpan.FromMinutes(5),
        StudyMemory = TimeSpan.FromDays(1),
        HandoverWithin = TimeSpan.FromMinutes(5),
        WallboardQueueTarget = 10,
    };

    public static readonly TerritorySettings Default = Of(Id);
}
