using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.TestKit;

/// <summary>
/// A whole territory in one test, without journal or tasks: commands are turns at once, deadlines fire when
/// time is moved past them, every event is kept.
/// </summary>
public sealed class TerritorySpec
{
    private readonly TerritorySettings settings;
    private readonly Dictionary<CommandId, Outcome> outcomes = [];
    private readonly List<Fact> facts = [];
    private int commandCount;

    public TerritorySpec(TerritorySettings settings, ActorFactory factory, DateTimeOffset? start = null)
    {
        this.settings = settings;
        Now = start ?? VirtualClock.Evening;
        Territory = new Territory(settings, factory, new TerritoryLimits());
    }

    public Territory Territory { get; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Every event so far, in order.</summary>
    public IReadOnlyList<Recorded> History => facts.ConvertAll(fact => fact.Recorded);

    /// <summary>Every event of one type so far, in order.</summary>
    public IReadOnlyList<T> Happened<T>() where T : DomainEvent =>
        [.. facts.Select(f => f.Recorded.Event).OfType<T>()];

    public T State<T>(ActorId actor) where T : ActorState => Territory.StateOf(actor) as T
        ?? throw new SpecFailedException($"{actor} is not in memory as {typeof(T).Name}");

    /// <summary>Sends a command now; a repeated id gives the first outcome.</summary>
    public Outcome Send(ActorId to, Message body, Identity? by = null, string? id = null)
    {
        var command = new Command(new CommandId(id ?? $"command-{++commandCount}"), settings.Id, Now,
            by ?? new Identity("tester", "coordinator"), to, body);
        if (!outcomes.TryGetValue(command.Id, out var outcome))
            outcomes[command.Id] = outcome = Execute(command);
        return outcome;
    }

    /// <summary>Sends a command that must be accepted; gives its answer.</summary>
    public string? Accepted(ActorId to, Message body, Identity? by = null) => Send(to, body, by) switch
    {
        Outcome.Accepted accepted => accepted.Answer,
        var refused =>
            throw new SpecFailedException($"{body.GetType().Name} was refused:\n{Text.Of(refused)}"),
    };

    /// <summary>Sends a command that must be refused with this code.</summary>
    public void Refused(string code, ActorId to, Message body, Identity? by = null)
    {
        var outcome = Send(to, body, by);
        if (outcome is not Outcome.Refused refused || refused.Refusal.Code != code)
            throw new SpecFailedException(
                $"{body.GetType().Name}: expected refusal {code}, got\n{Text.Of(outcome)}");
    }

    /// <summary>Lets time pass; each deadline on the way fires at its own instant.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (Territory.NextDue is { } first && first.DueAt <= end)
        {
            Now = first.DueAt > Now ? first.DueAt : Now;
            Execute(first.CommandAt(settings.Id, Now));
        }
        Now = end;
    }

    private Outcome Execute(Command command)
    {
        Turn? turn;
        while ((turn = Territory.Execute(command, out var missing)) is null)
            Territory.Admit(missing, [.. History.Where(recorded => recorded.Actor == missing)]);
        Territory.Commit();
        facts.AddRange(turn.Facts);
        return turn.Outcome;
    }
}
