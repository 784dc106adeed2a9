namespace PIMM.Dispatch.Contracts;

/// <summary>A radiologist as the team sees it; no ranking, no count of mistakes.</summary>
/// <param name="Presence"><c>available</c>, <c>reading</c>, <c>busy</c>, <c>break</c>, <c>away</c>.</param>
/// <param name="LoadMinutes">Expected minutes of the cases in hand.</param>
public sealed record ReaderDto(
    string Id, string Name, string Initials, string Presence, bool OnDuty, string? Duty,
    DateTimeOffset? DutyUntil,
    IReadOnlyList<string> Specialties, int LoadMinutes, IReadOnlyList<string> Cases, string? CurrentCase);

/// <summary>Body of <c>PUT /api/me/presence</c>.</summary>
public sealed record PresenceBody(string Presence, string? Territory = null);

/// <summary>Body of <c>POST /api/territories/{t}/duties</c>: puts a reader on duty.</summary>
/// <param name="Line"><c>on-site</c> (garde), <c>on-call</c> (astreinte), <c>session</c> (vacation),
/// <c>deep-night</c>.</param>
/// <param name="From">null, or left out: now.</param>
public sealed record DutyBody(string Reader, string Line, DateTimeOffset Until, DateTimeOffset? From = null);
