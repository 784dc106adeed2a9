namespace PIMM.Dispatch.Contracts;

/// <summary>
/// Turnaround of signed cases over a period; the clock is the territory's (usually images complete to report
/// signed). Every number says its n; nothing is truncated.
/// </summary>
public sealed record StatisticsDto(
    DateTimeOffset From, DateTimeOffset To, string Clock, TurnaroundDto Emergency, TurnaroundDto Scheduled,
    IReadOnlyList<TurnaroundDto> ByRegion, IReadOnlyList<TurnaroundDto> ByEstablishment);

/// <param name="Group">What is counted: <c>emergency</c>, a region, an establishment.</param>
/// <param name="InTarget">How many were signed in time, out of <paramref name="N"/>.</param>
/// <param name="MeanMinutes">null when N is 0; so are median and p90.</param>
public sealed record TurnaroundDto(
    string Group, int N, int InTarget, decimal? MeanMinutes, decimal? MedianMinutes, decimal? P90Minutes);

/// <summary>What a wall shows: no patient, no ranking.</summary>
public sealed record WallboardDto(
    string Territory, string Name, long Sequence, DateTimeOffset ServerTime, int ToRead, int QueueTarget,
    DateTimeOffset? OldestClockStartedAt, IReadOnlyList<CaseDto> Cases, IReadOnlyList<ReaderDto> Readers,
    StatisticsDto Last24Hours, string? Message);
