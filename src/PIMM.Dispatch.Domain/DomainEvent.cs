namespace PIMM.Dispatch.Domain;

/// <summary>
/// A fact, past tense, immutable. The instant, the actor and who acted stand beside it in <see
/// cref="Recorded"/>.
/// </summary>
public abstract record DomainEvent;

/// <summary>An event with its place in the journal: what every fold reads, and all that it reads.</summary>
/// <param name="Sequence">Dense per territory, from 1.</param>
/// <param name="At">UTC instant of the command that led to it.</param>
public readonly record struct Recorded(
    long Sequence, ActorId Actor, DateTimeOffset At, Identity By, DomainEvent Event);

/// <summary>
/// An actor asks to be told <see cref="DeadlineReached"/> at an instant; the same name replaces an earlier
/// one.
/// </summary>
public sealed record DeadlineSet(string Name, DateTimeOffset DueAt) : DomainEvent;

/// <summary>The deadline of that name is no longer wanted.</summary>
public sealed record DeadlineCleared(string Name) : DomainEvent;

/// <summary>The deadline came; the actor's own events of the same turn say what followed.</summary>
public sealed record DeadlineReached(string Name, DateTimeOffset DueAt) : DomainEvent;

/// <summary>A command that made the territory throw twice was set aside; an administrator sees it.</summary>
public sealed record CommandQuarantined(CommandId Command, string To, string Kind, string Error)
    : DomainEvent;
