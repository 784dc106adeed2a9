using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Territories;

namespace PIMM.Dispatch.Faults.Evenings;

/// <summary>A command that somebody was given an answer to.</summary>
internal sealed record Answer(Command Command, Outcome Outcome);

/// <summary>A span of the territory's time in which it could not do its work.</summary>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset Until);

/// <summary>How much went wrong, so that a campaign can prove that it tried something.</summary>
internal sealed class Mishaps
{
    public int Crashes { get; set; }
    public int Zombies { get; set; }
    public int OwnershipsLost { get; set; }

    /// <summary>Steps that the journal refused.</summary>
    public int Refusals { get; set; }
    public int AnswersLost { get; set; }
    public int Repeats { get; set; }
    public int Delays { get; set; }

    /// <summary>Commands that were quarantined.</summary>
    public int Poisons { get; set; }
    public int Jumps { get; set; }

    /// <summary>Cases that were shared.</summary>
    public int Shares { get; set; }
}

/// <summary>An event as it stands in the journal, with the row around it.</summary>
internal sealed record Entry(JournalRow Row, Recorded Recorded)
{
    public DomainEvent Event => Recorded.Event;
}

/// <summary>Everything that is known about an evening once it is over.</summary>
/// <param name="Outcomes">What the journal keeps of each command that was answered.</param>
/// <param name="StateHashes">Hashes of the state as several ways of getting there found it: live, recovered,
/// replayed.</param>
/// <param name="ViewDiffers">Actors whose state in the live view is not what a fold of the journal
/// gives.</param>
/// <param name="Unfinished">What was not over when everything should have been, in words.</param>
/// <param name="CommittedAt">The territory's time when it had written so many events, in order.</param>
/// <param name="End">The territory's time at the end.</param>
/// <param name="Mishaps">How much went wrong.</param>
internal sealed record History(
    IReadOnlyList<Entry> Entries, IReadOnlyList<Answer> Answers, IReadOnlyDictionary<CommandId,
        Outcome> Outcomes,
    IReadOnlyList<Outage> Outages, IReadOnlyList<(string How, string Hash)> StateHashes,
    IReadOnlyList<string> ViewDiffers, IReadOnlyList<string> Unfinished,
    IReadOnlyList<(long Head, DateTimeOffset At)> CommittedAt, DateTimeOffset End, Mishaps Mishaps)
{
    public IEnumerable<Recorded> Facts => Entries.Select(entry => entry.Recorded);

    /// <summary>The events of each turn, in order: rows of one command stand together.</summary>
    public IEnumerable<IReadOnlyList<Entry>> Turns()
    {
        var turn = new List<Entry>();
        foreach (var entry in Entries)
        {
            if (turn.Count > 0 && turn[^1].Row.Command != entry.Row.Command)
            {
                yield return turn;
                turn = [];
            }
            turn.Add(entry);
        }
        if (turn.Count > 0)
            yield return turn;
    }

    /// <summary>
    /// When an event was written, on the territory's clock: later than its own instant, which is that of the
    /// command,
    /// when the command was long on its way.
    /// </summary>
    public DateTimeOffset WrittenAt(in Recorded fact)
    {
        var (low, high) = (0, CommittedAt.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = CommittedAt[middle].Head < fact.Sequence ? (middle + 1, high) : (low, middle);
        }
        return low < CommittedAt.Count && CommittedAt[low].At > fact.At ? CommittedAt[low].At : fact.At;
    }

    public static async Task<List<Entry>> ReadAsync(IJournal journal, TerritoryId territory)
    {
        var codec = new DomainCodec();
        var entries = new List<Entry>();
        await foreach (var row in journal.ReadAsync(territory, 0))
            entries.Add(new Entry(row, Simulation.Territories.Facts.Of(row, codec)));
        return entries;
    }
}

/// <summary>A plain fold of events into states: what every checker compares with.</summary>
internal sealed class States
{
    private readonly SortedDictionary<ActorId,
        ActorState> all = new() { [ActorId.Dispatcher] = DispatcherState.Initial };

    public IReadOnlyDictionary<ActorId, ActorState> All => all;

    public DispatcherState Dispatcher => (DispatcherState)all[ActorId.Dispatcher];

    public IEnumerable<(CaseId Id, CaseState State)> Cases =>
        all.Where(pair => pair.Key.Kind == ActorKind.Case)
            .Select(pair => (new CaseId(pair.Key.Key), (CaseState)pair.Value));

    public IEnumerable<(ReaderId Id, ReaderState State)> Readers =>
        all.Where(pair => pair.Key.Kind == ActorKind.Reader)
            .Select(pair => (new ReaderId(pair.Key.Key), (ReaderState)pair.Value));

    public ActorState? Of(ActorId actor) => all.GetValueOrDefault(actor);

    public void Fold(in Recorded fact)
    {
        if (fact.Actor == ActorId.Territory)
            return;
        var before = all.GetValueOrDefault(fact.Actor) ?? Actors.Initial(fact.Actor);
        var after = all[fact.Actor] = before.Evolve(fact);
        if (fact.Actor != ActorId.Dispatcher)
            all[ActorId.Dispatcher] = all[ActorId.Dispatcher].Observe(fact, after);
    }
}
