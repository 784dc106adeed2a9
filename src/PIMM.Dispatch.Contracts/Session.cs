namespace PIMM.Dispatch.Contracts;

/// <summary>Body of <c>POST /api/session</c>.</summary>
public sealed record SignInBody(string User, string Password, string? Code = null);

/// <summary>Who is signed in, and what it may see.</summary>
/// <param name="Roles"><c>regulator</c>, <c>reader</c>, <c>coordinator</c>, <c>requester</c>,
/// <c>technologist</c>, <c>quality</c>, <c>administrator</c>, <c>provider</c>,
/// <c>integration</c>.</param>
/// <param name="Territories">In the order in which they are offered; the first is the usual one.</param>
/// <param name="Establishments">Establishments to which a requester or a technologist is bound, as
/// <c>territory/establishment</c>; empty: all.</param>
/// <param name="Reader">The reader's id when this person reads.</param>
public sealed record SessionDto(
    string User, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Territories,
    IReadOnlyList<string> Establishments, string? Reader, bool Demonstration);

/// <summary>A territory with what a form or a filter needs.</summary>
public sealed record TerritoryDto(
    string Id, string Name, string Zone, IReadOnlyList<EstablishmentDto> Establishments,
    IReadOnlyList<UrgencyDto> Urgencies, IReadOnlyList<ReaderDto> Readers,
    IReadOnlyList<string> ExternalProviders,
    int WallboardQueueTarget, IReadOnlyList<SharedReadingDto> SharedReadings);

/// <param name="State"><c>connected</c> or <c>partner</c>, today.</param>
public sealed record EstablishmentDto(string Id, string Name, string Abbreviation, string State, bool Host);

/// <param name="Label">French, for example <c>Urgence vitale</c>; <paramref name="Letter"/> is U1, U2, U3 or
/// P.</param>
public sealed record UrgencyDto(
    string Id, string Letter, string Label, int TargetMinutes, int WarningMinutes, int ImminentMinutes);

/// <summary>Body of <c>POST /api/requests</c>.</summary>
public sealed record ExamRequestBody
{
    public required string Territory { get; init; }
    public required string Establishment { get; init; }
    public required string Urgency { get; init; }
    public required string Modality { get; init; }
    public required string Region { get; init; }
    public string? Specialty { get; init; }
    public string? Description { get; init; }
    public string? AccessionNumber { get; init; }
    public int? ImagesExpected { get; init; }
    public required PatientBody Patient { get; init; }
    public string? Indication { get; init; }
    public string? Question { get; init; }
    public string? Allergies { get; init; }
    public string? Creatinine { get; init; }
    public bool? Pregnancy { get; init; }
    public int? WeightKg { get; init; }
    public string? CallBack { get; init; }
}

/// <param name="BirthDate">ISO date, may be unknown.</param>
/// <param name="Sex"><c>F</c>, <c>M</c>, <c>O</c>.</param>
public sealed record PatientBody(
    string FamilyName, string? GivenName = null, string? BirthDate = null, string? Sex = null,
    string? PatientId = null,
    string? Ins = null, bool InsQualified = false);

/// <summary>
/// Body of <c>POST /api/flags</c>: what a system found in a study of an establishment. The study is named by
/// its Study Instance UID, its accession number, or both.
/// </summary>
/// <param name="Source">Which system says it, up to 64 characters; shown with every flag.</param>
/// <param name="Code">What it says, as the territory's settings name it.</param>
/// <param name="Text">In the system's own words.</param>
/// <param name="Withdrawn">Why the system takes its flag back; absent: it gives it.</param>
public sealed record StudyFlagBody(
    string Territory, string Establishment, string Source, string Code, string? StudyInstanceUid = null,
    string? AccessionNumber = null, string? Text = null, string? Withdrawn = null);

/// <summary>
/// Body of <c>POST /api/cases/{id}/{action}</c>; each action reads the fields that concern it and refuses
/// when one it needs is missing.
/// </summary>
public sealed record CaseActionBody
{
    /// <summary>
    /// Why: required by refuse, release, decline, hold, cancel, reassign, externalise, urgency, lift-flag,
    /// withdraw-flag.
    /// </summary>
    public string? Reason { get; init; }
    /// <summary>The text of a protocol, a report, an addendum, a critical result, a flag.</summary>
    public string? Text { get; init; }
    /// <summary>To whom: reassign.</summary>
    public string? Reader { get; init; }
    /// <summary>To which external provider: externalise.</summary>
    public string? Provider { get; init; }
    /// <summary>Until when: hold.</summary>
    public DateTimeOffset? Until { get; init; }
    public string? Urgency { get; init; }
    public string? Specialty { get; init; }
    public string? Region { get; init; }
    /// <summary>The report version that the writer had in front of it; another one is a conflict.</summary>
    public int? Version { get; init; }
    /// <summary>What others shall read: split.</summary>
    public IReadOnlyList<PartBody>? Parts { get; init; }
    /// <summary>The case id of a part: take-back-part.</summary>
    public string? Part { get; init; }
    /// <summary>Which system says it: flag, withdraw-flag, lift-flag.</summary>
    public string? Source { get; init; }
    /// <summary>What the flag says, as the territory names it: flag, withdraw-flag, lift-flag.</summary>
    public string? Code { get; init; }
}
