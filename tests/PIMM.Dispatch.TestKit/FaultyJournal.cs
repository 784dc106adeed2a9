using System.Runtime.CompilerServices;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.TestKit;

/// <summary>What goes wrong with one append.</summary>
public enum AppendFault
{
    None,

    /// <summary>Nothing was written, surely.</summary>
    Unavailable,

    /// <summary>No answer; it was written.</summary>
    UnknownWritten,

    /// <summary>No answer; it was not written.</summary>
    UnknownLost,

    /// <summary>The process ends before the append reaches the journal.</summary>
    CrashBefore,

    /// <summary>The process ends after the commit, before the answer.</summary>
    CrashAfter,

    /// <summary>Another owner has written.</summary>
    Stale,
}

/// <summary>
/// The process is gone: every later call fails too, until a new owner is given the inner journal.
/// </summary>
public sealed class SimulatedCrashException() : Exception("the process ended here");

/// <summary>
/// A journal with faults: scripted one by one, or drawn from a seed. The journal underneath stays true, as a
/// disk or a database would.
/// </summary>
public sealed class FaultyJournal(IJournal inner) : IJournal
{
    private readonly Queue<AppendFault> script = [];
    private Random? random;
    private double probability;
    private TaskCompletionSource? gate;
    private TaskCompletionSource? readGate;

    public IJournal Inner { get; } = inner;

    /// <summary>True after a crash: the process that used this journal is gone.</summary>
    public bool Crashed { get; private set; }

    /// <summary>Reads and look-ups fail while set.</summary>
    public bool ReadsUnavailable { get; set; }

    public bool SnapshotsFail { get; set; }

    /// <summary>The process ends while a snapshot is saved.</summary>
    public bool CrashInSnapshot { get; set; }

    /// <summary>Appends that reached this journal.</summary>
    public int AppendCount { get; private set; }

    /// <summary>Look-ups of outcomes that reached this journal.</summary>
    public int LookUpCount { get; private set; }

    /// <summary>The sizes of the batches, in order.</summary>
    public List<int> BatchLengths { get; } = [];

    /// <summary>What the next appends meet, in order; then none.</summary>
    public FaultyJournal Script(params AppendFault[] faults)
    {
        foreach (var fault in faults)
            script.Enqueue(fault);
        return this;
    }

    /// <summary>Draws a fault for each append from a seed.</summary>
    public FaultyJournal Seeded(int seed, double faultProbability)
    {
        random = new Random(seed);
        probability = faultProbability;
        return this;
    }

    /// <summary>Appends wait until <see cref="Release"/>.</summary>
    public void Hold() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        gate?.TrySetResult();
        gate = null;
    }

    /// <summary>Reads of whole territories wait until <see cref="ReleaseReads"/>.</summary>
    public void HoldReads() =>
        readGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseReads()
    {
        readGate?.TrySetResult();
        readGate = null;
    }

    public async Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default)
    {
        Alive();
        AppendCount++;
        BatchLengths.Add(batch.Turns.Count);
        if (gate is not null)
            await gate.Task.WaitAsync(cancellation);
        var fault = Draw();
        switch (fault)
        {
            case AppendFault.Unavailable:
                throw new JournalUnavailableException("scripted: unavailable");
            case AppendFault.UnknownLost:
                throw new UnknownCommitException("scripted: no answer");
            case AppendFault.CrashBefore:
                throw Crash();
            case AppendFault.Stale:
                throw new StaleOwnerException("scripted: another owner");
        }
        var head = await Inner.AppendAsync(batch, cancellation);
        return fault switch
        {
            AppendFault.UnknownWritten => throw new UnknownCommitException("scripted: no answer"),
            AppendFault.CrashAfter => throw Crash(),
            _ => head,
        };
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Readable();
        if (readGate is not null)
            await readGate.Task.WaitAsync(cancellation);
        await foreach (var row in Inner.ReadAsync(territory, after, cancellation))
            yield return row;
    }

    public IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor, CancellationToken cancellation = default)
    {
        Readable();
        return Inner.ReadActorAsync(territory, actor, cancellation);
    }

    public Task<JournalHead> HeadAsync(TerritoryId territory, CancellationToken cancellation = default)
    {
        Readable();
        return Inner.HeadAsync(territory, cancellation);
    }

    public Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default)
    {
        Readable();
        LookUpCount++;
        return Inner.FindOutcomesAsync(territory, commands, cancellation);
    }

    public Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default)
    {
        Alive();
        if (CrashInSnapshot)
            throw Crash();
        return SnapshotsFail
            ? throw new JournalUnavailableException("scripted: no room for a snapshot")
            : Inner.SaveSnapshotAsync(snapshot, cancellation);
    }

    public Task<Snapshot?> LatestSnapshotAsync(
        TerritoryId territory, CancellationToken cancellation = default)
    {
        Readable();
        return Inner.LatestSnapshotAsync(territory, cancellation);
    }

    public Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default) =>
        Inner.TerritoriesAsync(cancellation);

    /// <summary>The journal underneath lives on: it is the disk.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AppendFault Draw() =>
        script.TryDequeue(out var scripted) ? scripted
        : random is null || random.NextDouble() >= probability ? AppendFault.None
        : (AppendFault)random.Next((int)AppendFault.Unavailable, (int)AppendFault.Stale);

    private SimulatedCrashException Crash()
    {
        Crashed = true;
        return new SimulatedCrashException();
    }

    private void Alive()
    {
        if (Crashed)
            throw new SimulatedCrashException();
    }

    private void Readable()
    {
        Alive();
        if (ReadsUnavailable)
            throw new JournalUnavailableException("scripted: reads unavailable");
    }
}
