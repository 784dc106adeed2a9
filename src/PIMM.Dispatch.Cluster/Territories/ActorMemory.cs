using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// The actors of a territory that are in memory, and their deadlines in due order. Unfinished actors stay;
/// finished ones stay for a while; whoever only came for one batch goes when it ends.
/// </summary>
internal sealed class ActorMemory
{
    private readonly Dictionary<ActorId, Resident> residents = [];
    private readonly SortedSet<StandingDeadline> due = new(StandingDeadline.DueOrder);
    private readonly List<Resident> arrivals = [];
    private readonly Queue<(Resident Actor, DateTimeOffset At)> finished = [];
    private readonly TerritorySettings settings;
    private readonly ActorFactory factory;
    private readonly TimeSpan finishedRetention;

    public ActorMemory(TerritorySettings settings, ActorFactory factory, TimeSpan finishedRetention)
    {
        this.settings = settings;
        this.factory = factory;
        this.finishedRetention = finishedRetention;
        Dispatcher = Arrive(ActorId.Dispatcher);
        Runtime = Arrive(ActorId.Territory);
    }

    public Resident Dispatcher { get; }

    public Resident Runtime { get; }

    public int Count => residents.Count;

    public StandingDeadline? NextDue => due.Count > 0 ? due.Min : null;

    /// <summary>Told of each actor that leaves.</summary>
    public Action<ActorId>? Left { get; set; }

    public Resident? Find(ActorId actor) => residents.GetValueOrDefault(actor);

    /// <summary>Brings in an actor as it is before its first event.</summary>
    public Resident Arrive(ActorId actor)
    {
        var state = actor.Kind == ActorKind.Territory ? RuntimeState.Only : factory(actor, settings);
        var resident = new Resident(actor, state);
        residents.Add(actor, resident);
        arrivals.Add(resident);
        return resident;
    }

    /// <summary>Brings in an actor from its own events. Finished actors have no deadlines.</summary>
    public void Admit(ActorId actor, IReadOnlyList<Recorded> history)
    {
        var resident = Arrive(actor);
        var deadlines = resident.Deadlines;
        foreach (var recorded in history)
        {
            resident.State = resident.State.Evolve(recorded);
            deadlines = StandingDeadline.After(deadlines, recorded);
            resident.Version++;
        }
        if (history.Count > 0 && resident.State.IsFinished)
            resident.FinishedAt = history[^1].At;
        else
            SetDeadlines(resident, deadlines);
    }

    public void SetDeadlines(Resident actor, StandingDeadline[] deadlines)
    {
        if (ReferenceEquals(actor.Deadlines, deadlines))
            return;
        foreach (var deadline in actor.Deadlines)
            due.Remove(deadline);
        foreach (var deadline in deadlines)
            due.Add(deadline);
        actor.Deadlines = deadlines;
    }

    /// <summary>Notes that an actor finished, to let it go when its time is over.</summary>
    public void NoteFinished(Resident actor) => finished.Enqueue((actor, actor.FinishedAt!.Value));

    /// <summary>Those whose time is over by now leave, and those who came for one batch.</summary>
    public void LetGo(DateTimeOffset now)
    {
        while (finished.TryPeek(out var first) && IsOver(first.At, now))
        {
            finished.Dequeue();
            if (first.Actor.FinishedAt == first.At)
                Leave(first.Actor);
        }
        foreach (var visitor in arrivals)
        {
            if (!IsKept(visitor, now))
                Leave(visitor);
        }
        arrivals.Clear();
    }

    /// <summary>Everyone who stays, as of now.</summary>
    public List<ActorImage> Capture(DateTimeOffset now) =>
    [
        .. residents.Values.Where(resident => IsKept(resident, now)).Select(resident => new ActorImage(
            resident.Id, resident.State, resident.Version, resident.FinishedAt, resident.Deadlines)),
    ];

    public void Restore(IReadOnlyList<ActorImage> images)
    {
        foreach (var image in images)
        {
            var resident = Find(image.Id) ?? (residents[image.Id] = new Resident(image.Id, image.State));
            (resident.State, resident.Version, resident.FinishedAt) = (
                image.State, image.Version, image.FinishedAt);
            SetDeadlines(resident, image.Deadlines);
        }
        foreach (var resident in residents.Values.Where(r => r.FinishedAt is not null)
            .OrderBy(r => r.FinishedAt))
            NoteFinished(resident);
        arrivals.Clear();
    }

    /// <summary>
    /// Depends on history alone, not on when someone last looked: replay keeps the same actors.
    /// </summary>
    private bool IsKept(Resident actor, DateTimeOffset now) =>
        actor == Dispatcher || actor == Runtime
        || (actor.Version > 0 && (actor.FinishedAt is not { } at || !IsOver(at, now)));

    private bool IsOver(DateTimeOffset finishedAt, DateTimeOffset now) =>
        now - finishedAt > finishedRetention;

    private void Leave(Resident actor)
    {
        SetDeadlines(actor, []);
        if (Find(actor.Id) != actor)
            return;
        residents.Remove(actor.Id);
        Left?.Invoke(actor.Id);
    }
}
