namespace PIMM.Dispatch.Domain;

/// <summary>
/// The immutable state of an actor and its two pure functions. <see cref="Decide"/> reads the state, the
/// message and the context, nothing else; <see cref="Evolve"/> is total and never throws on history.
/// </summary>
public abstract record ActorState
{
    /// <summary>
    /// The message of a deadline that this actor set: its name and the instant for which it was set.
    /// </summary>
    public sealed record Due(string Name, DateTimeOffset DueAt) : Message;

    public abstract Decision Decide(Message message, TurnContext context);

    public abstract ActorState Evolve(in Recorded recorded);

    /// <summary>
    /// Called on the dispatcher alone, for every event of another actor, with that actor's state after it: so
    /// the dispatcher knows who waits and who is free without a second account of either. Total, like <see
    /// cref="Evolve"/>.
    /// </summary>
    public virtual ActorState Observe(in Recorded recorded, ActorState after) => this;

    /// <summary>
    /// True when the actor has nothing left to do: it leaves memory, and is rebuilt from its own events on
    /// demand.
    /// </summary>
    public virtual bool IsFinished => false;

    /// <summary>The error for a message that no rule sends to this actor: a bug, not a refusal.</summary>
    protected static InvalidOperationException NotUnderstood(ActorState state, Message message) =>
        new($"{state.GetType().Name} was told {message.GetType().Name}, which it does not understand");
}

/// <summary>
/// What a turn knows besides the message: the instant, who acts, the territory's rules, and the next
/// sequence.
/// </summary>
/// <param name="At">UTC instant of the command; never earlier than that of the turn before.</param>
/// <param name="Self">The actor that decides.</param>
/// <param name="NextSequence">The sequence that the first event of this decision will get; ids are derived
/// from it.</param>
public readonly record struct TurnContext(
    DateTimeOffset At, Identity By, CommandId Command, ActorId Self, TerritorySettings Settings,
    long NextSequence);
