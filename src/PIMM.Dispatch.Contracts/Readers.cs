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
