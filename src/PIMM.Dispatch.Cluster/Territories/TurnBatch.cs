using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>The turns that share one commit, and who waits for which of them.</summary>
internal sealed class TurnBatch(TerritorySetup setup, JournalHead expected, long epoch)
{
    private readonly List<Turn> turns = [];
    private readonly List<TurnRecord> records = [];
    private readonly Dictionary<CommandId, Outcome> outcomes = [];
    private readonly List<(Mail Mail, Outcome Outcome)> replies = [];

    public IReadOnlyList<Turn> Turns => turns;

    public IReadOnlyCollection<CommandId> Commands => outcomes.Keys;

    public bool IsFull => turns.Count >= setup.Options.BatchLengthMax;

    /// <exception cref="Exception">An event can't be encoded; the batch is as before.</exception>
    public void Add(Turn turn, Mail? mail)
    {
        // A deadline that no longer stood did nothing and had no caller: there is nothing to keep.
        if (mail is null && turn.Facts.Count == 0 && turn.Outcome is Outcome.Accepted)
            return;
        records.Add(new TurnRecord(
            turn.Command.Id, turn.At, turn.Command.By.ToString(), turn.Outcome, EventsOf(turn)));
        turns.Add(turn);
        outcomes.Add(turn.Command.Id, turn.Outcome);
        if (mail is not null)
            replies.Add((mail, turn.Outcome));
    }

    /// <summary>A repeat of a command of this very batch waits for the same outcome.</summary>
    public bool TryJoin(Mail mail)
    {
        if (!outcomes.TryGetValue(mail.Command.Id, out var outcome))
            return false;
        replies.Add((mail, outcome));
        return true;
    }

    public AppendBatch ToAppend() =>
        new(setup.Id, expected.Sequence, epoch, setup.Options.Node, records);

    /// <summary>True when the journal has exactly what this batch wanted to write.</summary>
    public bool IsIn(IReadOnlyDictionary<CommandId, Outcome> stored) =>
        outcomes.All(pair => stored.TryGetValue(pair.Key, out var outcome) && outcome == pair.Value);

    public List<Fact> Facts() => [.. turns.SelectMany(turn => turn.Facts)];

    public void Reply()
    {
        foreach (var (mail, outcome) in replies)
            mail.Complete(outcome);
    }

    public void Fail(Exception reason)
    {
        foreach (var (mail, _) in replies)
            mail.Fail(reason);
    }

    private EventRecord[] EventsOf(Turn turn)
    {
        var records = new EventRecord[turn.Facts.Count];
        for (var index = 0; index < records.Length; index++)
        {
            var fact = turn.Facts[index];
            var (type, version, payload) = setup.Codec.Encode(fact.Recorded.Event);
            records[index] = new EventRecord(fact.Recorded.Actor, fact.ActorVersion, type, version, payload);
        }
        return records;
    }
}
