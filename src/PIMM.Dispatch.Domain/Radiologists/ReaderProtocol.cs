namespace PIMM.Dispatch.Domain;

/// <summary>
/// What a reader says of itself. Available and Reading are present; the others are not offered anything.
/// </summary>
public enum Presence { Away, Available, Reading, Busy, Break }

/// <summary>Garde on site, astreinte at home, vacation, deep night.</summary>
public enum DutyLine { OnSite, OnCall, Session, DeepNight }

public sealed record SetPresence(Presence Presence) : Message;

/// <summary>Told by the roster at the start of a duty.</summary>
public sealed record BeginDuty(string Duty, DutyLine Line, DateTimeOffset Until) : Message;

/// <summary>Told by the roster at the end of a duty.</summary>
public sealed record EndDuty(string Duty) : Message;

/// <summary>Told by a case that the reader now has.</summary>
public sealed record TakeOn(CaseId Case, int Minutes) : Message;

/// <summary>Told by a case that the reader no longer has. Read: it was signed.</summary>
public sealed record PutDown(CaseId Case, bool Read) : Message;

/// <summary>Told by a case whose offer ran out: the reader is marked away.</summary>
public sealed record MissOffer(CaseId Case) : Message;

public sealed record PresenceChanged(Presence Presence, string? Why) : DomainEvent;

public sealed record DutyBegan(string Duty, DutyLine Line, DateTimeOffset Until) : DomainEvent;

public sealed record DutyEnded(string Duty) : DomainEvent;

/// <param name="Minutes">Expected minutes that this case counts with; told again when it was found longer or
/// shorter.</param>
public sealed record LoadTaken(CaseId Case, int Minutes) : DomainEvent;

public sealed record LoadPutDown(CaseId Case, int Minutes, bool Read) : DomainEvent;
