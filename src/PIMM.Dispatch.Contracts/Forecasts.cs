namespace PIMM.Dispatch.Contracts;

/// <summary>What the duties of the coming days are expected to bear, and what staffing would do.</summary>
/// <param name="Basis"><c>history</c>; <c>assumption</c> (the caller's, nothing of the territory);
/// <c>none</c>: too little was seen, and there are no slots.</param>
/// <param name="WeeksSeen">How long the history is, of which <paramref name="WeeksMin"/> are needed.</param>
/// <param name="CasesSeen">Examinations in it.</param>
/// <param name="AssumedPerHour">Emergencies of the whole territory, where they were assumed.</param>
/// <param name="Pending">Slots whose staffing is still being rehearsed: ask again.</param>
public sealed record ForecastDto(
    string Territory, DateTimeOffset From, DateTimeOffset Until, string Basis, decimal WeeksSeen,
    int WeeksMin, int CasesSeen, decimal? AssumedPerHour, int Pending, IReadOnlyList<SlotForecastDto> Slots);

/// <summary>A slot of garde or astreinte, for the hospitals of its line.</summary>
/// <param name="Expected">Examinations; nine of ten such slots have <paramref name="Low"/> to <paramref
/// name="High"/>.</param>
/// <param name="Emergencies">How many of them aren't scheduled.</param>
/// <param name="Planned">Readers on the roster.</param>
/// <param name="Needed95">The fewest readers with whom 95 % of vital and urgent cases are signed below 45
/// minutes; null while it is pending, and when none that was tried is enough. So is the next, for
/// 98 %.</param>
/// <param name="Trials">By rising number of readers; empty while it is pending.</param>
public sealed record SlotForecastDto(
    string Slot, string Line, string LineName, string Day, DateTimeOffset From, DateTimeOffset Until,
    decimal Expected, int Low, int High, decimal Emergencies, int Planned, int? Needed95, int? Needed98,
    IReadOnlyList<StaffedSlotDto> Trials);

/// <summary>So many readers, without external providers, and what would come of it.</summary>
/// <param name="Under45">Percent of vital and urgent cases; with its 95 % interval.</param>
public sealed record StaffedSlotDto(
    int Readers, decimal Under45, decimal Under45Low, decimal Under45High, decimal MeanMinutes);
