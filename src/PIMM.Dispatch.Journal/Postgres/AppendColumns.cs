using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>A batch as columns: all its rows go to the server in one statement per table.</summary>
internal sealed class AppendColumns
{
    private readonly AppendBatch batch;
    private readonly List<StoredOutcome> outcomes;
    private readonly long[] sequences;
    private readonly string[] actors;
    private readonly string[] types;
    private readonly int[] versions;
    private readonly string[] instants;
    private readonly string[] actingIdentities;
    private readonly string[] commands;
    private readonly long[] actorVersions;
    private readonly ReadOnlyMemory<byte>[] payloads;
    private readonly byte[][] hashes;

    /// <summary>Gives the events their sequences after <paramref name="head"/>, and chains them.</summary>
    public AppendColumns(AppendBatch batch, in JournalHead head)
    {
        this.batch = batch;
        var count = batch.Turns.Sum(turn => turn.Events.Count);
        (sequences, actors, types) = (new long[count], new string[count], new string[count]);
        (versions, instants, actingIdentities) = (new int[count], new string[count], new string[count]);
        (commands, actorVersions) = (new string[count], new long[count]);
        (payloads, hashes) = (new ReadOnlyMemory<byte>[count], new byte[count][]);
        outcomes = new List<StoredOutcome>(batch.Turns.Count);
        var territory = Encoding.UTF8.GetBytes(batch.Territory.Value);
        var encoder = new RowEncoder();
        var after = head;
        foreach (var turn in batch.Turns)
        {
            var at = turn.Events.Count > 0 ? InstantText.Of(turn.At) : "";
            foreach (var record in turn.Events)
                after = Add(turn, at, record, encoder.Encode(batch, turn, record, after.Sequence + 1), after);
            outcomes.Add(StoredOutcome.Of(turn, territory));
        }
        Head = after;
    }

    /// <summary>The head once all this is committed.</summary>
    public JournalHead Head { get; }

    /// <summary>What has to be written, in order.</summary>
    public IEnumerable<PostgresStatement> Statements()
    {
        if (sequences.Length > 0)
        {
            yield return new PostgresStatement(
                "AppendEvents", batch.Territory.Value, batch.Epoch, batch.Node, sequences, actors, types,
                versions, instants, actingIdentities, commands, actorVersions, payloads, hashes);
            yield return new PostgresStatement(
                "SetHead", batch.Territory.Value, Head.Sequence, Head.Hash, Head.Epoch);
        }
        yield return new PostgresStatement(
            "AppendOutcomes", batch.Territory.Value,
            Column(outcome => Text(outcome.Command)), Column(outcome => Text(outcome.At)),
            Column(outcome => Text(outcome.By)), Column(outcome => outcome.Code),
            Column(outcome => outcome.Detail), Column(outcome => outcome.Answer),
            Column(outcome => outcome.First), Column(outcome => outcome.Last),
            Column(outcome => outcome.Checksum));
    }

    private JournalHead Add(
        TurnRecord turn, string at, in EventRecord record, in RawRow row, in JournalHead after)
    {
        var place = row.Sequence - batch.ExpectedHead - 1;
        sequences[place] = row.Sequence;
        actors[place] = record.Actor.ToString();
        types[place] = record.EventType;
        versions[place] = record.EventVersion;
        instants[place] = at;
        actingIdentities[place] = turn.By;
        commands[place] = turn.Command.Value;
        actorVersions[place] = record.ActorVersion;
        payloads[place] = record.Payload;
        var hash = hashes[place] = new byte[HashChain.HashLength];
        HashChain.Next(after.Hash.Span, row, hash);
        return new JournalHead(row.Sequence, hash, batch.Epoch);
    }

    private T[] Column<T>(Func<StoredOutcome, T> of) => [.. outcomes.Select(of)];

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
