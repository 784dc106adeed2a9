using System.Runtime.InteropServices;
using System.Text;
using PIMM.Dispatch.Domain;
using SQLitePCL;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Writes many batches in one SQLite transaction. A batch is checked whole before its first row is inserted,
/// so that one that is refused leaves nothing behind and the others go on. For the writer's thread only.
/// </summary>
internal sealed class SqliteTransaction(SqliteDatabase database)
{
    private readonly Dictionary<TerritoryId, JournalHead> committed = [];
    private readonly Dictionary<TerritoryId, JournalHead> staged = [];
    private readonly Dictionary<(TerritoryId Territory, ActorId Actor), ActorEnd> actorEnds = [];
    private readonly RowEncoder encoder = new();

    /// <summary>Takes the write lock at once: nothing is done that a lock could make vain.</summary>
    public void Begin() => database.Execute("BEGIN IMMEDIATE");

    /// <summary>Writes what is written once per transaction; the last thing before the commit.</summary>
    public void Seal()
    {
        foreach (var (territory, head) in staged)
            database.Statement("SetHead").Bind(1, territory.Value).Bind(2, head.Sequence)
                .BindBytes(3, head.Hash.Span).Bind(4, head.Epoch).Run();
        foreach (var ((territory, actor), end) in actorEnds)
            database.Statement("SetActorEnd").Bind(1, territory.Value).Bind(2, actor.ToString())
                .Bind(3, end.Sequence).Bind(4, end.Version).Run();
        actorEnds.Clear();
    }

    /// <summary>After this every staged batch is durable.</summary>
    public void Commit()
    {
        database.Execute("COMMIT");
        foreach (var (territory, head) in staged)
            committed[territory] = head;
        staged.Clear();
    }

    public void Rollback()
    {
        staged.Clear();
        actorEnds.Clear();
        if (database.InTransaction)
            database.Execute("ROLLBACK");
    }

    /// <summary>Inserts the batch's events and outcomes.</summary>
    /// <returns>The head that counts once the transaction is committed.</returns>
    public JournalHead Append(AppendBatch batch)
    {
        var head = Head(batch.Territory);
        BatchCheck.Follows(batch, head);
        var territory = Encoding.UTF8.GetBytes(batch.Territory.Value);
        foreach (var turn in batch.Turns)
            if (HasOutcome(territory, turn.Command))
                throw new DuplicateCommandException(turn.Command);
        var hash = head.Hash.ToArray();
        var sequence = head.Sequence;
        foreach (var turn in batch.Turns)
        {
            foreach (var record in turn.Events)
            {
                var row = encoder.Encode(batch, turn, record, ++sequence);
                HashChain.Next(hash, row, hash);
                Insert(row, MoveActorEnd(batch.Territory, record.Actor, row), hash);
            }
            Insert(territory, turn);
        }
        return sequence == head.Sequence
            ? head
            : staged[batch.Territory] = new JournalHead(sequence, hash, batch.Epoch);
    }

    public void Save(Snapshot snapshot)
    {
        database.Statement("SaveSnapshot")
            .Bind(1, snapshot.Territory.Value)
            .Bind(2, snapshot.Sequence)
            .BindBytes(3, snapshot.RowHash.Span)
            .Bind(4, snapshot.Format)
            .BindBytes(5, snapshot.StateHash.Span)
            .BindBytes(6, snapshot.State.Span)
            .Run();
        database.Statement("DropOldSnapshots").Bind(1, snapshot.Territory.Value).Run();
    }

    private JournalHead Head(TerritoryId territory)
    {
        if (staged.TryGetValue(territory, out var head) || committed.TryGetValue(territory, out head))
            return head;
        return committed[territory] = SqliteQueries.Head(database, territory);
    }

    private bool HasOutcome(ReadOnlySpan<byte> territory, CommandId command)
    {
        var find = database.Statement("FindOutcome").Bind(1, territory).Bind(2, command.Value);
        try
        {
            return find.Step();
        }
        finally
        {
            find.Reset();
        }
    }

    // Returns where the actor's stream ended before this row.
    private long MoveActorEnd(TerritoryId territory, ActorId actor, in RawRow row)
    {
        ref var end = ref CollectionsMarshal.GetValueRefOrAddDefault(
            actorEnds, (territory, actor), out var known);
        var previous = known ? end : SqliteQueries.ActorEnd(database, row.Territory, row.Actor);
        end = new ActorEnd(row.Sequence, row.ActorVersion);
        return previous.Sequence;
    }

    private void Insert(in RawRow row, long actorPrevious, byte[] hash)
    {
        database.Statement("AppendEvent")
            .Bind(1, row.Territory)
            .Bind(2, row.Sequence)
            .Bind(3, row.Actor)
            .Bind(4, row.EventType)
            .Bind(5, row.EventVersion)
            .Bind(6, row.At)
            .Bind(7, row.By)
            .Bind(8, row.Command)
            .Bind(9, row.ActorVersion)
            .Bind(10, row.Epoch)
            .Bind(11, row.Node)
            .BindBytes(12, row.Payload)
            .Bind(13, actorPrevious)
            .BindBytes(14, hash)
            .Run();
    }

    private void Insert(ReadOnlySpan<byte> territory, TurnRecord turn)
    {
        var outcome = StoredOutcome.Of(turn, territory);
        database.Statement("AppendOutcome")
            .Bind(1, territory)
            .Bind(2, outcome.Command.Span)
            .Bind(3, outcome.At.Span)
            .Bind(4, outcome.By.Span)
            .Bind(5, outcome.Code)
            .Bind(6, outcome.Detail)
            .Bind(7, outcome.Answer)
            .Bind(8, outcome.First)
            .Bind(9, outcome.Last)
            .BindBytes(10, outcome.Checksum.Span)
            .Run();
    }
}
