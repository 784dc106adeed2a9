using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// Something that somebody in the world says to the territory, and what it does with the answer.
/// </summary>
public sealed record Saying(Command Command, Action<Outcome>? Then);

/// <summary>
/// Everybody outside the territory on one evening: hospitals, readers, a coordinator, a provider. They learn
/// what happened from the territory's events alone, and act by commands alone; how those travel is not their
/// business.
/// </summary>
public sealed class World
{
    private readonly Dictionary<ActorId, ActorState> states = [];
    private readonly SortedDictionary<string, long> spoken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ReaderId, VirtualReader> readers = [];
    private readonly SortedDictionary<CaseId, CaseState> waiting = [];
    private readonly Hospitals hospitals;
    private readonly Coordinator coordinator;
    private readonly VirtualProvider provider;

    /// <param name="habits">Of readers who help themselves; null when they wait for offers.</param>
    public World(EveningPlan plan, TerritorySettings settings, ListHabits? habits = null)
    {
        (Plan, Settings, Habits) = (plan, settings, habits);
        hospitals = new Hospitals(this);
        coordinator = new Coordinator(this);
        provider = new VirtualProvider(this);
        foreach (var evening in plan.Readers)
            readers.Add(evening.Id, new VirtualReader(this, evening));
    }

    public EveningPlan Plan { get; }

    public TerritorySettings Settings { get; }

    public ListHabits? Habits { get; }

    public Agenda Agenda { get; } = new();

    /// <summary>What was said and not yet carried to the territory.</summary>
    public Queue<Saying> Outbox { get; } = [];

    /// <summary>Examinations whose cases are not over.</summary>
    public int Unfinished => hospitals.Unfinished;

    /// <summary>The cases of the examinations that came, by their number.</summary>
    public IReadOnlyDictionary<int, CaseId> CaseOf => hospitals.CaseOf;

    /// <summary>The examination that a case is about; null for a case that nobody planned.</summary>
    public Arrival? ArrivalOf(CaseId id) => hospitals.ArrivalOf(id);

    /// <summary>Every actor's state as folded from what was seen.</summary>
    public IReadOnlyDictionary<ActorId, ActorState> States => states;

    /// <summary>The shared list: cases to read that nobody has.</summary>
    public IEnumerable<CaseState> Waiting => waiting.Values;

    public CaseState? Of(CaseId id) => states.GetValueOrDefault(id) as CaseState;

    /// <summary>Plans the evening. Once, before anything else.</summary>
    public void Begin()
    {
        coordinator.Begin();
        foreach (var reader in readers.Values)
            reader.Begin();
        hospitals.Begin();
    }

    /// <summary>Tells everybody what happened; in order, each event once.</summary>
    public void See(in Recorded fact)
    {
        var before = states.GetValueOrDefault(fact.Actor)
            ?? (fact.Actor == ActorId.Territory ? null : Actors.Initial(fact.Actor));
        if (before is null)
            return;
        var after = states[fact.Actor] = before.Evolve(fact);
        if (fact.Actor.Kind == ActorKind.Case && after is CaseState item)
        {
            SeeWaiting(item, before is CaseState { Status: CaseStatus.ToRead });
            // A hospital knows the whole exam, and nothing of who reads which part.
            if (item.Part is null)
                hospitals.See(fact.Event, item);
            coordinator.See(fact.Event, item);
            provider.See(fact.Event, item);
            foreach (var reader in readers.Values)
                reader.See(fact.Event, item);
        }
        else if (fact.Event is StudyOrphaned orphaned)
            coordinator.See(orphaned, new EstablishmentId(fact.Actor.Key));
        else if (fact.Event is HandoverOpened opened)
        {
            foreach (var receiving in opened.To)
                readers.GetValueOrDefault(receiving)?.See(opened);
        }
        else if (fact.Event is PresenceChanged changed
            && readers.TryGetValue(new ReaderId(fact.Actor.Key), out var one))
            one.See(changed);
    }

    private void SeeWaiting(CaseState item, bool waitedBefore)
    {
        if (item.Status != CaseStatus.ToRead)
        {
            waiting.Remove(item.Id);
            return;
        }
        waiting[item.Id] = item;
        if (waitedBefore)
            return;
        foreach (var reader in readers.Values)
            reader.SeeWaiting(item);
    }

    internal int IdleReaders => readers.Values.Count(reader => reader.IsIdle);

    /// <summary>True when the reader has left for good.</summary>
    public bool IsGone(ReaderId reader) => !readers.TryGetValue(reader, out var one) || one.IsGone;

    internal void Say(string account, string role, ActorId to, Message body, Action<Outcome>? then = null)
    {
        var number = spoken[account] = spoken.GetValueOrDefault(account) + 1;
        var id = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{account}-{number}"));
        Outbox.Enqueue(new Saying(
            new Command(id, Settings.Id, Agenda.Now, new Identity(account, role), to, body), then));
    }
}
