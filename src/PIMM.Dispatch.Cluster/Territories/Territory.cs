using System.Globalization;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// The state of one territory and its only way to change: <see cref="Execute"/> turns a command into events.
/// Synchronous, deterministic, single writer; knows no clock and no journal. What turns changed is
/// speculative until <see cref="Commit"/>; <see cref="Rollback"/> restores exactly what was committed
/// before.
/// </summary>
public sealed class Territory
{
    private readonly List<Touch> touches = [];
    private readonly Queue<(ActorId To, Message Body)> said = [];
    private readonly List<Fact> facts = [];
    private readonly TerritoryLimits limits;
    private readonly ActorMemory memory;
    private (long Head, DateTimeOffset LastAt) committed = (0, DateTimeOffset.MinValue);
    private (long Head, DateTimeOffset LastAt) beforeTurn;
    private long turnNumber = 1;
    private int turnStart;
    private CommandId replaying;

    public Territory(TerritorySettings settings, ActorFactory factory, TerritoryLimits limits)
    {
        Settings = settings;
        this.limits = limits;
        memory = new ActorMemory(settings, factory, limits.FinishedRetention);
    }

    public TerritoryId Id => Settings.Id;

    public TerritorySettings Settings { get; }

    /// <summary>The sequence of the last event, speculative ones included.</summary>
    public long Head { get; private set; }

    /// <summary>The instant of the last event; no later turn has an earlier one.</summary>
    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The deadline that is due first, or null when none stands.</summary>
    public StandingDeadline? NextDue => memory.NextDue;

    /// <summary>How many actors are in memory.</summary>
    public int ResidentCount => memory.Count;

    /// <summary>Told of each actor that leaves memory.</summary>
    public Action<ActorId>? Left
    {
        get => memory.Left;
        set => memory.Left = value;
    }

    /// <summary>The state of an actor that is in memory, or null.</summary>
    public ActorState? StateOf(ActorId actor) => memory.Find(actor)?.State;

    /// <summary>
    /// Runs one turn: the command is told to its actor, and messages are told on, first in first out, until
    /// nobody has anything left to say. A refusal by anyone undoes the turn and is its outcome.
    /// </summary>
    /// <param name="missing">The actor that must be admitted first (<see cref="Admit"/>) when the result is
    /// null.</param>
    /// <exception cref="Exception">Whatever an actor threw; the turn is undone first.</exception>
    public Turn? Execute(Command command, out ActorId missing)
    {
        BeginTurn();
        Turn? turn = null;
        try
        {
            turn = Run(command, InstantOf(command), out missing);
        }
        finally
        {
            if (turn?.Outcome is not Outcome.Accepted)
                UndoTurn();
        }
        return turn;
    }

    /// <summary>The last turn never happened; those before it stay.</summary>
    public void UndoTurn() => Undo(turnStart, beforeTurn);

    /// <summary>
    /// Sets aside a command that throws: one turn refuses it, the next records in the territory's name that
    /// it was quarantined. A deadline that throws is recorded there as reached, or it would be due for
    /// ever.
    /// </summary>
    public (Turn Refusal, Turn Record) Quarantine(Command command, string error)
    {
        var at = InstantOf(command);
        var first = Head + 1;
        BeginTurn();
        facts.Clear();
        var record = command with
        {
            Id = new CommandId("quarantine:" + command.Id.Value),
            By = Identity.System,
            To = ActorId.Territory,
        };
        var kind = command.Body.GetType().Name;
        var fact = new CommandQuarantined(command.Id, command.To.ToString(), kind, error);
        facts.Add(Record(memory.Runtime, at, record.By, record.Id, fact));
        if (command.Body is FireDeadline fire && StandingOf(command.To, fire) is { } actor)
            facts.Add(Record(actor, at, record.By, record.Id, new DeadlineReached(fire.Name, fire.DueAt)));
        CloseTurn();
        return (new Turn(command, at, new Outcome.Refused(new Refusal(Refusals.CommandQuarantined)), []),
            new Turn(record, at, new Outcome.Accepted(first, Head), [.. facts]));
    }

    /// <summary>
    /// The turns since the last commit are durable: forget how to undo them, let finished actors go.
    /// </summary>
    public void Commit()
    {
        foreach (var touch in touches)
        {
            if (touch.Resident.FinishedAt is not null)
                memory.NoteFinished(touch.Resident);
        }
        touches.Clear();
        committed = (Head, LastAt);
        memory.LetGo(LastAt);
    }

    /// <summary>The turns since the last commit never happened.</summary>
    public void Rollback()
    {
        Undo(0, committed);
        memory.LetGo(LastAt);
    }

    /// <summary>
    /// Brings an actor into memory from its own events, all of which are committed; none means a new actor.
    /// Not part of a turn: nothing changes but what is in memory.
    /// </summary>
    public void Admit(ActorId actor, IReadOnlyList<Recorded> history) => memory.Admit(actor, history);

    /// <summary>
    /// Folds a committed event, in order. False when its actor must first be admitted with the events
    /// before this one: it had finished and left memory when the event was written.
    /// </summary>
    public bool Replay(in Fact fact)
    {
        var recorded = fact.Recorded;
        if (fact.Command != replaying)
            EndReplay();
        replaying = fact.Command;
        var actor = memory.Find(recorded.Actor);
        if (actor is null && fact.ActorVersion > 1)
            return false;
        actor ??= memory.Arrive(recorded.Actor);
        Invariant.Holds(recorded.Sequence == Head + 1, "replayed events are dense");
        Invariant.Holds(fact.ActorVersion == actor.Version + 1, "an actor's replayed events are dense");
        Apply(actor, recorded);
        return true;
    }

    /// <summary>Ends the turn of the last replayed event; call after the last one.</summary>
    public void EndReplay()
    {
        CloseTurn();
        Commit();
        BeginTurn();
    }

    /// <summary>The committed state, taken in one piece: cheap, because states are immutable.</summary>
    public TerritoryImage Capture()
    {
        Invariant.Holds(touches.Count == 0, "an image is taken between commits");
        return new TerritoryImage(Head, LastAt, memory.Capture(LastAt));
    }

    /// <summary>Puts an image in the place of an empty territory's state.</summary>
    public void Restore(TerritoryImage image)
    {
        Invariant.Holds(Head == 0, "an image is restored before anything else");
        memory.Restore(image.Actors);
        (Head, LastAt) = committed = (image.Head, image.LastAt);
    }

    private void BeginTurn()
    {
        turnNumber++;
        turnStart = touches.Count;
        beforeTurn = (Head, LastAt);
    }

    private Turn? Run(Command command, DateTimeOffset at, out ActorId missing)
    {
        missing = default;
        var first = Head + 1;
        string? answer = null;
        said.Clear();
        facts.Clear();
        if (command.Body is not FireDeadline fire)
            said.Enqueue((command.To, command.Body));
        else if (StandingOf(command.To, fire) is { } owner)
        {
            facts.Add(Record(owner, at, command.By, command.Id, new DeadlineReached(fire.Name, fire.DueAt)));
            said.Enqueue((command.To, new ActorState.Due(fire.Name, fire.DueAt)));
        }
        for (var steps = 0; said.TryDequeue(out var next); steps++)
        {
            if (steps >= limits.StepsPerTurnMax)
                throw new RunawayTurnException($"{command.Body.GetType().Name} led to over {steps} messages");
            if (Find(next.To) is not { } actor)
            {
                missing = next.To;
                return null;
            }
            var decision = actor.State.Decide(next.Body,
                new TurnContext(at, command.By, command.Id, next.To, Settings, Head + 1));
            if (decision.Refusal is { } refusal)
                return Refused(command, at, refusal);
            foreach (var fact in decision.Events)
                facts.Add(Record(actor, at, command.By, command.Id, fact));
            foreach (var tell in decision.Tells)
                said.Enqueue(tell);
            answer ??= decision.Answer;
        }
        CloseTurn();
        return new Turn(command, at, new Outcome.Accepted(first, Head, answer), [.. facts]);
    }

    /// <summary>
    /// A deadline has no caller who could act on a refusal: an actor that refuses its own has a bug.
    /// </summary>
    private static Turn Refused(Command command, DateTimeOffset at, Refusal refusal) =>
        command.Body is FireDeadline fire
            ? throw new InvalidOperationException($"deadline {fire.Name} was refused: {refusal.Code}")
            : new Turn(command, at, new Outcome.Refused(refusal), []);

    private Fact Record(Resident actor, DateTimeOffset at, Identity by, CommandId command, DomainEvent fact)
    {
        var recorded = new Recorded(Head + 1, actor.Id, at, by, fact);
        Apply(actor, recorded);
        return new Fact(recorded, actor.Version, command);
    }

    private void Apply(Resident actor, in Recorded recorded)
    {
        TouchOnce(actor);
        actor.State = actor.State.Evolve(recorded);
        actor.Version++;
        memory.SetDeadlines(actor, StandingDeadline.After(actor.Deadlines, recorded));
        if (actor != memory.Dispatcher)
        {
            TouchOnce(memory.Dispatcher);
            memory.Dispatcher.State = memory.Dispatcher.State.Observe(recorded, actor.State);
        }
        (Head, LastAt) = (recorded.Sequence, recorded.At);
    }

    /// <summary>An actor that a turn leaves finished keeps no deadline.</summary>
    private void CloseTurn()
    {
        for (var index = turnStart; index < touches.Count; index++)
        {
            var actor = touches[index].Resident;
            actor.FinishedAt = actor.State.IsFinished ? LastAt : null;
            if (actor.FinishedAt is not null)
                memory.SetDeadlines(actor, []);
        }
    }

    private void Undo(int to, (long Head, DateTimeOffset LastAt) before)
    {
        for (var index = touches.Count - 1; index >= to; index--)
        {
            var touch = touches[index];
            memory.SetDeadlines(touch.Resident, touch.Deadlines);
            touch.Resident.State = touch.State;
            touch.Resident.Version = touch.Version;
            touch.Resident.FinishedAt = touch.FinishedAt;
        }
        touches.RemoveRange(to, touches.Count - to);
        (Head, LastAt) = before;
    }

    private void TouchOnce(Resident actor)
    {
        if (actor.TouchedIn == turnNumber)
            return;
        actor.TouchedIn = turnNumber;
        touches.Add(Touch.Of(actor));
    }

    private Resident? StandingOf(ActorId actor, FireDeadline fire) =>
        memory.Find(actor) is { } resident
        && Array.Exists(resident.Deadlines, deadline => deadline.Name == fire.Name
            && deadline.DueAt == fire.DueAt && deadline.Sequence == fire.SetSequence)
            ? resident : null;

    /// <summary>
    /// The actor in memory, a new one, or null when it may have a history that must be read first.
    /// </summary>
    private Resident? Find(ActorId actor) =>
        memory.Find(actor) ?? (IsSurelyNew(actor) ? memory.Arrive(actor) : null);

    /// <summary>
    /// A case is named after the sequence that opened it: past the committed head, none can exist.
    /// </summary>
    private bool IsSurelyNew(ActorId actor) =>
        committed.Head == 0
        || (actor.Kind == ActorKind.Case
            && long.TryParse(actor.Key.AsSpan(actor.Key.LastIndexOf('.') + 1), NumberStyles.None,
                CultureInfo.InvariantCulture, out var opened)
            && opened > committed.Head);

    private DateTimeOffset InstantOf(Command command)
    {
        var at = Microseconds.Truncate(command.At);
        return at > LastAt ? at : LastAt;
    }
}
