using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>What one command led to; durable only once its batch is appended.</summary>
/// <param name="At">The instant of the turn: the command's own, or that of the turn before if it was
/// later.</param>
public sealed record Turn(Command Command, DateTimeOffset At, Outcome Outcome, IReadOnlyList<Fact> Facts);

/// <summary>An event of a turn, with the number of events that its actor has with it.</summary>
/// <param name="Command">The command of the turn: events of one turn are neighbours with the same
/// command.</param>
public readonly record struct Fact(Recorded Recorded, long ActorVersion, CommandId Command);
