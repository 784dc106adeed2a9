namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// What waits for the writer. It is staged in a transaction, and told what came of it after the commit, on a
/// thread of the caller's side.
/// </summary>
internal abstract class WriteItem
{
    /// <summary>Rows to insert, for the limit of a commit.</summary>
    public abstract int Rows { get; }

    /// <summary>Inserts the rows; an error that concerns only this item is kept for later.</summary>
    public abstract void Stage(SqliteTransaction transaction);

    /// <summary>The transaction is durable.</summary>
    public abstract void Committed();

    /// <summary>The transaction was undone: nothing was written.</summary>
    public abstract void Undone(string why, Exception? error);

    /// <summary>No answer to the commit: it may be durable or not.</summary>
    public abstract void Unknown(Exception error);
}

internal sealed class AppendItem(AppendBatch batch) : WriteItem
{
    private readonly TaskCompletionSource<JournalHead> done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalHead head;
    private Exception? refused;

    public Task<JournalHead> Done => done.Task;

    public override int Rows { get; } = batch.Turns.Count + batch.Turns.Sum(turn => turn.Events.Count);

    public override void Stage(SqliteTransaction transaction)
    {
        try
        {
            head = transaction.Append(batch);
        }
        catch (Exception error) when (
            error is StaleOwnerException or DuplicateCommandException or JournalCorruptException)
        {
            refused = error;
        }
    }

    public override void Committed()
    {
        if (refused is null)
            done.SetResult(head);
        else
            done.SetException(refused);
    }

    public override void Undone(string why, Exception? error) =>
        done.SetException(new JournalUnavailableException(why, error));

    public override void Unknown(Exception error)
    {
        // What was refused was not part of the commit. But the head that it was held against may not be the
        // true one.
        if (refused is null)
            done.SetException(new UnknownCommitException("the commit gave no answer", error));
        else
            Undone("the commit that this batch waited for gave no answer", error);
    }
}

internal sealed class SnapshotItem(Snapshot snapshot) : WriteItem
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => done.Task;

    public override int Rows => 1;

    public override void Stage(SqliteTransaction transaction) => transaction.Save(snapshot);

    public override void Committed() => done.SetResult();

    public override void Undone(string why, Exception? error) =>
        done.SetException(new JournalUnavailableException(why, error));

    public override void Unknown(Exception error) =>
        done.SetException(new UnknownCommitException("the commit gave no answer", error));
}
