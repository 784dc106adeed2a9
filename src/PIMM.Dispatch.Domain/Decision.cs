namespace PIMM.Dispatch.Domain;

/// <summary>
/// What an actor makes of a message: events about itself and messages to others, in order; or a refusal,
/// which undoes the whole turn. Built by one <c>Decide</c> and then only read.
/// </summary>
public sealed class Decision
{
    private readonly List<DomainEvent> events = [];
    private readonly List<(ActorId To, Message Body)> tells = [];

    public IReadOnlyList<DomainEvent> Events => events;

    public IReadOnlyList<(ActorId To, Message Body)> Tells => tells;

    /// <summary>Set when the message is refused; then there is nothing else.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>What the command's caller is given, for example the id of a new case.</summary>
    public string? Answer { get; private set; }

    /// <summary>A repeated or late message that needs nothing: accepted, without an event.</summary>
    public static Decision Nothing => new();

    public static Decision Refuse(string code, string? detail = null) =>
        new() { Refusal = new Refusal(code, detail) };

    public static Decision Of(params ReadOnlySpan<DomainEvent> facts)
    {
        var decision = new Decision();
        foreach (var fact in facts)
            decision.events.Add(fact);
        return decision;
    }

    public Decision And(DomainEvent fact)
    {
        events.Add(fact);
        return this;
    }

    public Decision And(IEnumerable<DomainEvent> facts)
    {
        events.AddRange(facts);
        return this;
    }

    public Decision Tell(ActorId to, Message body)
    {
        tells.Add((to, body));
        return this;
    }

    /// <summary>The events and messages of another decision of the same actor, after those so far.</summary>
    public Decision With(Decision other)
    {
        events.AddRange(other.events);
        tells.AddRange(other.tells);
        return this;
    }

    public Decision Answering(string answer)
    {
        Answer = answer;
        return this;
    }
}
