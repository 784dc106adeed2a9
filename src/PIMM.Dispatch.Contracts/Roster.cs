namespace PIMM.Dispatch.Contracts;

/// <summary>Body of <c>POST /api/territories/{t}/duties</c>: puts a reader on duty.</summary>
/// <param name="Line"><c>on-site</c> (garde), <c>on-call</c> (astreinte), <c>session</c> (vacation),
/// <c>deep-night</c>. May be left out with a slot.</param>
/// <param name="Until">May be left out with a slot: its end.</param>
/// <param name="From">null, or left out: the slot's start, or now.</param>
/// <param name="Slot">A slot of the roster; null, or left out: a free span.</param>
public sealed record DutyBody(
    string Reader, string? Line = null, DateTimeOffset? Until = null, DateTimeOffset? From = null,
    string? Slot = null);

/// <summary>Body of <c>POST …/duties/{duty}/take-over</c>.</summary>
/// <param name="Reader">Who takes over; left out: the caller.</param>
public sealed record TakeOverBody(string Reason, string? Reader = null);

/// <summary>Body of <c>POST …/duties/{duty}/correction</c>: what really was.</summary>
public sealed record CorrectionBody(string Reader, DateTimeOffset From, DateTimeOffset Until, string Reason);

/// <summary>Body of <c>POST …/absences</c>.</summary>
public sealed record AbsenceBody(
    string Reader, DateTimeOffset From, DateTimeOffset Until, string? Reason = null);

/// <summary>Body of <c>POST …/gaps/external</c>: slots given to an external provider.</summary>
public sealed record GiveSlotsBody(string Provider, IReadOnlyList<string> Slots, string Reason);

/// <summary>Body of <c>POST …/gaps/take-back</c>: the provider doesn't read there after all.</summary>
public sealed record TakeSlotsBackBody(IReadOnlyList<string> Slots, string Reason);

/// <summary>The roster of a territory over [From, Until).</summary>
public sealed record RosterDto(
    string Territory, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<LineDto> Lines,
    IReadOnlyList<SlotDto> Slots, IReadOnlyList<DutyDto> Duties, IReadOnlyList<AbsenceDto> Absences,
    IReadOnlyList<HolidayDto> Holidays, IReadOnlyList<ConflictDto> Conflicts);

/// <summary>A line of the roster.</summary>
/// <param name="Kind"><c>on-site</c>, <c>on-call</c>, <c>session</c>, <c>deep-night</c>.</param>
/// <param name="Readers">How many are wanted at the same time.</param>
/// <param name="StandIn">The provider who reads where nobody is, by contract.</param>
public sealed record LineDto(
    string Id, string Name, string Kind, IReadOnlyList<string> Establishments,
    IReadOnlyList<string> Specialties, int Readers, string? StandIn, string? Equipment);

/// <summary>A line on one local day.</summary>
/// <param name="Day">Local day on which it begins, <c>2026-03-28</c>.</param>
/// <param name="MissingReaders">How many more are wanted at the worst moment.</param>
/// <param name="Provider">To whom it was given, by an act.</param>
public sealed record SlotDto(
    string Id, string Line, string Day, DateTimeOffset From, DateTimeOffset Until,
    IReadOnlyList<CoverSpanDto> Spans, IReadOnlyList<GapDto> Gaps, int MissingReaders, string? Provider,
    string? ProviderReason);

/// <summary>A part of a slot and who answers for it.</summary>
/// <param name="Source"><c>not-needed</c>, <c>gap</c>, <c>external</c>, <c>published</c>,
/// <c>exception</c>.</param>
/// <param name="By">Reader or provider.</param>
public sealed record CoverSpanDto(
    DateTimeOffset From, DateTimeOffset Until, string Source, string? By, string? Duty);

/// <summary>A part of a slot in which something is read by nobody.</summary>
public sealed record GapDto(
    DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<UncoveredSiteDto> Sites);

/// <summary>The specialties that nobody reads for an establishment.</summary>
public sealed record UncoveredSiteDto(string Establishment, IReadOnlyList<string> Specialties);

/// <summary>A duty; what is over can only be corrected.</summary>
/// <param name="InPlaceOf">The duty that it took over.</param>
public sealed record DutyDto(
    string Id, string Reader, string ReaderName, string Line, DateTimeOffset From, DateTimeOffset Until,
    string? Slot, string? InPlaceOf, bool Over);

/// <summary>Leave; why is nobody's business here.</summary>
public sealed record AbsenceDto(
    string Id, string Reader, string ReaderName, DateTimeOffset From, DateTimeOffset Until);

/// <summary>A public holiday with its French name.</summary>
public sealed record HolidayDto(string Day, string Name);

/// <summary>Something about a duty that warns and does not block.</summary>
/// <param name="Kind"><c>absent</c>, <c>rest</c>, <c>not-eligible</c>.</param>
/// <param name="Text">In French.</param>
public sealed record ConflictDto(string Kind, string Duty, string Reader, string Text);

/// <summary>Counters of duties over the local days [From, Until), by reader.</summary>
public sealed record EquityDto(
    string Territory, string From, string Until, IReadOnlyList<ReaderEquityDto> Readers);

/// <summary>The counters of one reader; no ranking.</summary>
/// <param name="HalfDays">Half-days of sessions.</param>
public sealed record ReaderEquityDto(
    string Reader, string ReaderName, int OnSite, int OnCall, int DeepNight, int HalfDays, int Weekends,
    int Holidays, int Nights, IReadOnlyList<LineHalfDaysDto> Lines);

/// <summary>Half-days by line: by equipment and site.</summary>
public sealed record LineHalfDaysDto(string Line, string? Equipment, int HalfDays);
