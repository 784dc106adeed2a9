using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.TestKit;

/// <summary>
/// One rule of one actor in three steps: <c>Given(events).When(message).Then(events)</c>. History is given at
/// <see cref="At"/> unless said otherwise; sequences count from 1, so <c>NextSequence</c> is what a journal
/// with only this history would give.
/// </summary>
public sealed class ActorSpec(ActorState initial, ActorId self, TerritorySettings settings)
{
    private readonly List<Recorded> history = [];
    private DateTimeOffset at = VirtualClock.Evening;
    private Identity by = new("tester", "coordinator");
    private CommandId command = new("command-1");

    /// <summary>The state after the history given so far.</summary>
    public ActorState State
    {
        get
        {
            var others = new Dictionary<ActorId, ActorState>();
            return history.Aggregate(initial, (state, recorded) =>
            {
                if (recorded.Actor == self)
                    return state.Evolve(recorded);
                var before = others.GetValueOrDefault(recorded.Actor) ?? Actors.Initial(recorded.Actor);
                others[recorded.Actor] = before.Evolve(recorded);
                return state.Observe(recorded, others[recorded.Actor]);
            });
        }
    }

    /// <summary>Sets the instant of what follows: events given, or the message.</summary>
    public ActorSpec At(DateTimeOffset instant)
    {
        at = instant;
        return this;
    }

    /// <summary>Lets time pass before what follows.</summary>
    public ActorSpec After(TimeSpan passed) => At(at + passed);

    /// <summary>Sets who acts in what follows.</summary>
    public ActorSpec By(string account, string role)
    {
        by = new Identity(account, role);
        return this;
    }

    public ActorSpec Command(string id)
    {
        command = new CommandId(id);
        return this;
    }

    /// <summary>Events of this actor, which happened.</summary>
    public ActorSpec Given(params DomainEvent[] events) => GivenOf(self, events);

    /// <summary>Events of another actor, which this one observes if it is the dispatcher.</summary>
    public ActorSpec GivenOf(ActorId actor, params DomainEvent[] events)
    {
        foreach (var fact in events)
            history.Add(new Recorded(history.Count + 1, actor, at, by, fact));
        return this;
    }

    /// <summary>Tells the actor a message.</summary>
    public Verdict When(Message message)
    {
        var state = State;
        var context = new TurnContext(at, by, command, self, settings, history.Count + 1);
        var decision = state.Decide(message, context);
        var after = state;
        for (var index = 0; index < decision.Events.Count; index++)
            after = after.Evolve(
                new Recorded(context.NextSequence + index, self, at, by, decision.Events[index]));
        return new Verdict(decision, state, after);
    }
}

/// <summary>What the actor made of the message, to be compared with what was expected.</summary>
/// <param name="Before">The state that decided.</param>
/// <param name="After">The state with the decided events.</param>
public sealed record Verdict(Decision Decision, ActorState Before, ActorState After)
{
    /// <summary>Exactly these events, in this order.</summary>
    public Verdict Then(params DomainEvent[] events)
    {
        NotRefused();
        return Same("events", events, Decision.Events);
    }

    /// <summary>Exactly these messages to others, in this order.</summary>
    public Verdict ThenTells(params (ActorId To, Message Body)[] tells)
    {
        NotRefused();
        return Same("messages", tells, Decision.Tells);
    }

    /// <summary>
    /// Accepted, and no event and no message: a repeat, or a message that came too late to matter.
    /// </summary>
    public Verdict ThenNothing() => Then().ThenTells();

    public Verdict ThenAnswers(string answer) => Same("answer", answer, Decision.Answer);

    /// <summary>Refused with this code (and, if given, this detail).</summary>
    public Verdict ThenRefused(string code, string? detail = null)
    {
        if (Decision.Refusal is not { } refusal)
            throw new SpecFailedException(
                $"expected refusal {code}, but it was accepted with\n{Text.Of(Decision.Events)}");
        return Same("refusal", detail is null ? code : $"{code} ({detail})",
            detail is null ? refusal.Code : $"{refusal.Code} ({refusal.Detail})");
    }

    /// <summary>
    /// Exactly one event of this type among those decided; it is returned for a closer look.
    /// </summary>
    public T ThenOne<T>() where T : DomainEvent
    {
        NotRefused();
        var found = Decision.Events.OfType<T>().ToList();
        return found.Count == 1 ? found[0]
            : throw new SpecFailedException(
                $"expected one {typeof(T).Name}, got {found.Count} in\n{Text.Of(Decision.Events)}");
    }

    private void NotRefused()
    {
        if (Decision.Refusal is { } refusal)
            throw new SpecFailedException($"was refused: {refusal.Code} ({refusal.Detail})");
    }

    private Verdict Same(string what, object? expected, object? actual)
    {
        var (wanted, got) = (Text.Of(expected), Text.Of(actual));
        return wanted == got ? this
            : throw new SpecFailedException($"{what} differ\nexpected:\n{wanted}\nactual:\n{got}");
    }
}

/// <summary>A specification that does not hold.</summary>
public sealed class SpecFailedException(string message) : Exception(message);
