namespace PIMM.Dispatch.Domain;

/// <summary>Puts a reader on duty over [From, Until), UTC.</summary>
public sealed record PutOnDuty(
    ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until) : Message;

public sealed record DutyPlanned(
    string Duty, ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until) : DomainEvent;

public sealed record DutyOver(string Duty) : DomainEvent;
