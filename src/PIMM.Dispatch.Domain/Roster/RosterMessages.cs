using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Puts a reader on duty over [From, Until), UTC: in a slot of the roster or a part of it, or freely.
/// </summary>
public sealed record PutOnDuty(
    ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until, SlotId? Slot = null) : Message;

/// <summary>Takes a duty off the roster, or ends one that is running.</summary>
public sealed record CancelDuty(string Duty, string Reason) : Message;

/// <summary>
/// Another reader in place of the one on duty (Reprendre la garde): at once when the duty is running, else
/// from its start.
/// </summary>
public sealed record TakeOverDuty(string Duty, ReaderId Reader, string Reason) : Message;

/// <summary>What really was (réalisé): the only change of a duty that is over.</summary>
public sealed record CorrectDuty(
    string Duty, ReaderId Reader, DateTimeOffset From, DateTimeOffset Until, string Reason) : Message;

/// <summary>
/// Leave over [From, Until), UTC. Duties that stand in it are named as conflicts, not moved.
/// </summary>
public sealed record RecordAbsence(
    ReaderId Reader, DateTimeOffset From, DateTimeOffset Until, string Reason) : Message;

public sealed record CancelAbsence(string Absence) : Message;

/// <summary>Confie à la société externe: these slots are covered by the provider where nobody is.</summary>
public sealed record GiveSlotsToProvider(ProviderId Provider, ImmutableArray<SlotId> Slots, string Reason)
    : Message;

/// <summary>The provider doesn't read in these slots after all: they are gaps again.</summary>
public sealed record TakeSlotsBack(ImmutableArray<SlotId> Slots, string Reason) : Message;

/// <summary>
/// Another territory is about to put the same person on duty with <paramref name="Command"/>: the time is
/// taken here first, or refused because of a duty.
/// </summary>
public sealed record ReserveElsewhere(
    ReaderId Reader, TerritoryId Territory, CommandId Command, DateTimeOffset From, DateTimeOffset Until)
    : Message;

/// <summary>That command came to nothing, or its duty is no more.</summary>
public sealed record ReleaseElsewhere(TerritoryId Territory, CommandId Command) : Message;

/// <summary>
/// Sent under the id of a duty's own command: if that one never ran it never will, because its outcome is
/// this refusal; if it ran, its own outcome comes back.
/// </summary>
public sealed record AbandonDuty : Message;

/// <summary>The reader knows of the duty that the roster's notice speaks of.</summary>
public sealed record AcknowledgeDutyNotice(int Number) : Message;
