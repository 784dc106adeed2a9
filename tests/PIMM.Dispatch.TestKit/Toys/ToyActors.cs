using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.TestKit.Toys;

/// <summary>Adds to the counter; the answer is the new value.</summary>
public sealed record Add(int Amount) : Message;

/// <summary>
/// Adds to the own counter, then tells the next of a list to do the same, until the list is empty.
/// </summary>
public sealed record Relay(ImmutableList<ActorId> To) : Message;

/// <summary>Adds to the own counter and tells every one of a list to add, in order.</summary>
public sealed record Spread(ImmutableList<ActorId> To) : Message;

/// <summary>Adds to the own counter, then tells another, who refuses.</summary>
public sealed record AddThenBeRefusedBy(ActorId Other) : Message;

public sealed record RefuseThis(string Code) : Message;

/// <summary>Sets a deadline; the same name again moves it.</summary>
public sealed record Remind(string Name, DateTimeOffset DueAt) : Message;

public sealed record Forget(string Name) : Message;

/// <summary>Ends the actor; a later <see cref="Add"/> still counts.</summary>
public sealed record Finish : Message;

/// <summary>Opens a case named after the sequence of its first event, and answers its id.</summary>
public sealed record OpenToyCase : Message;

/// <summary>Runs a test's own code inside the turn: to throw, once or always.</summary>
public sealed record RunThis(Action Code) : Message;

/// <summary>Two actors that answer each other for ever.</summary>
public sealed record PingForEver(ActorId Other) : Message;

public sealed record Added(int Amount) : DomainEvent;

public sealed record ToyFinished : DomainEvent;

/// <summary>An event that no codec knows.</summary>
public sealed record Unwritable : DomainEvent;

public sealed record SayUnwritable : Message;

/// <summary>A counter that remembers which deadlines came, in order.</summary>
public sealed record ToyState(int Count, ImmutableList<string> Reached, bool Finished) : ActorState
{
    public static readonly ToyState Empty = new(0, [], false);

    /// <summary>
    /// A deadline of this name makes its actor throw: <c>poison</c>; of this name, refuse: <c>refused</c>.
    /// </summary>
    public const string PoisonName = "poison";
    public const string RefusedName = "refused";

    public override bool IsFinished => Finished;

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        Add add => Decision.Of(new Added(add.Amount))
            .Answering((Count + add.Amount).ToString(CultureInfo.InvariantCulture)),
        Relay relay when relay.To.IsEmpty => Decision.Of(new Added(1)),
        Relay relay => Decision.Of(new Added(1)).Tell(relay.To[0], new Relay(relay.To.RemoveAt(0))),
        Spread spread =>
            spread.To.Aggregate(Decision.Of(new Added(1)), (said, to) => said.Tell(to, new Add(1))),
        AddThenBeRefusedBy other =>
            Decision.Of(new Added(1)).Tell(other.Other, new RefuseThis("refused-by-other")),
        RefuseThis refuse => Decision.Refuse(refuse.Code),
        Remind remind => Decision.Of(new DeadlineSet(remind.Name, remind.DueAt)),
        Forget forget => Decision.Of(new DeadlineCleared(forget.Name)),
        Finish => Decision.Of(new ToyFinished()),
        OpenToyCase => Open(CaseId.At(context.Settings.Id, context.NextSequence)),
        RunThis run => Ran(run),
        PingForEver ping => Decision.Nothing.Tell(ping.Other, new PingForEver(context.Self)),
        SayUnwritable => Decision.Of(new Unwritable()),
        Due { Name: PoisonName } => throw new InvalidOperationException("a poisoned deadline"),
        Due { Name: RefusedName } => Decision.Refuse("not-now"),
        Due => Decision.Of(new Added(100)),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        Added added => this with { Count = Count + added.Amount },
        DeadlineReached reached => this with { Reached = Reached.Add(reached.Name) },
        ToyFinished => this with { Finished = true },
        _ => this,
    };

    private static Decision Open(CaseId id) =>
        Decision.Of(new Added(1)).Tell(id, new Add(1)).Answering(id.Value);

    private static Decision Ran(RunThis run)
    {
        run.Code();
        return Decision.Of(new Added(1));
    }
}

/// <summary>Sees every event of the others: counts them and keeps the last sequence.</summary>
public sealed record ToyDispatcher(long Seen, long LastSequence, long Total) : ActorState
{
    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        Add add => Decision.Of(new Added(add.Amount)),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) =>
        recorded.Event is Added added ? this with { Total = Total + added.Amount } : this;

    public override ActorState Observe(in Recorded recorded, ActorState after) =>
        this with { Seen = Seen + 1, LastSequence = recorded.Sequence };
}

/// <summary>How toys begin, and handles for them.</summary>
public static class ToyActors
{
    public static readonly ActorFactory Factory = static (actor, _) =>
        actor.Kind == ActorKind.Dispatcher ? new ToyDispatcher(0, 0, 0) : ToyState.Empty;

    public static ActorId Toy(string name) => new ReaderId(name);

    public static ActorId Toy(int number) => new ReaderId($"toy-{number}");
}
