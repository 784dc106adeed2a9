using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>An actor that is in memory: its immutable state, and what the runtime keeps beside it.</summary>
internal sealed class Resident(ActorId id, ActorState state)
{
    public readonly ActorId Id = id;
    public ActorState State = state;

    /// <summary>How many events the actor has.</summary>
    public long Version;

    /// <summary>Instant of the last event of a finished actor; null while it is not finished.</summary>
    public DateTimeOffset? FinishedAt;

    /// <summary>Replaced, never changed, so that an undo only needs the reference.</summary>
    public StandingDeadline[] Deadlines = [];

    /// <summary>
    /// The number of the turn that last touched it: the undo log keeps one entry per actor and turn.
    /// </summary>
    public long TouchedIn;
}

/// <summary>How an actor was before a turn touched it.</summary>
internal readonly record struct Touch(
    Resident Resident, ActorState State, long Version, DateTimeOffset? FinishedAt,
    StandingDeadline[] Deadlines)
{
    public static Touch Of(Resident resident) =>
        new(resident, resident.State, resident.Version, resident.FinishedAt, resident.Deadlines);
}

/// <summary>
/// The runtime's own actor: events in its name (a quarantined command) say what the territory did, and it
/// decides nothing itself.
/// </summary>
internal sealed record RuntimeState : ActorState
{
    public static readonly RuntimeState Only = new();

    public override Decision Decide(Message message, TurnContext context) =>
        throw NotUnderstood(this, message);

    public override ActorState Evolve(in Recorded recorded) => this;
}
