using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <param name="InPlaceOf">The duty that this one takes over: an exception to the published roster.</param>
public sealed record DutyPlanned(
    string Duty, ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until,
    SlotId? Slot = null, string? InPlaceOf = null) : DomainEvent;

/// <summary>The duty came to its end.</summary>
public sealed record DutyOver(string Duty) : DomainEvent;

/// <summary>The duty is off the roster; one that was running ended at this instant.</summary>
public sealed record DutyCancelled(string Duty, string Reason) : DomainEvent;

/// <summary>The duty goes on as another, of another reader; one that was running ended at this
/// instant.</summary>
public sealed record DutyTakenOver(string Duty, ReaderId By, string Reason) : DomainEvent;

/// <summary>A duty that is over was really so.</summary>
public sealed record DutyCorrected(
    string Duty, ReaderId Reader, DateTimeOffset From, DateTimeOffset Until, string Reason) : DomainEvent;

public sealed record AbsenceRecorded(
    string Absence, ReaderId Reader, DateTimeOffset From, DateTimeOffset Until, string Reason) : DomainEvent;

public sealed record AbsenceCancelled(string Absence) : DomainEvent;

public sealed record SlotsGivenToProvider(ProviderId Provider, ImmutableArray<SlotId> Slots, string Reason)
    : DomainEvent;

public sealed record SlotsTakenBack(ImmutableArray<SlotId> Slots, string Reason) : DomainEvent;

public sealed record ElsewhereReserved(
    ReaderId Reader, TerritoryId Territory, CommandId Command, DateTimeOffset From, DateTimeOffset Until)
    : DomainEvent;

public sealed record ElsewhereReleased(TerritoryId Territory, CommandId Command) : DomainEvent;
