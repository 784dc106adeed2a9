using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Feeds;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// The single writer of a territory: takes commands and due deadlines, runs their turns, appends them in one
/// commit, and only then answers the callers and publishes. One step at a time, driven by <see
/// cref="RunAsync"/> or, under a virtual clock, by whoever calls <see cref="StepAsync"/>.
/// </summary>
public sealed class TerritoryOwner
{
    // A timer is set again after a day at the latest; what is due later is looked at then.
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private readonly TerritorySetup setup;
    private readonly Mailbox mailbox;
    private readonly TurnRunner turns;
    private readonly Snapshots snapshots;
    private readonly long epoch;
    private JournalHead head;
    private TurnBatch? unresolved;
    private int failureCount;
    private long lastCommitTicks;
    private volatile OwnerStatus status = OwnerStatus.Running;
    private volatile string? lastError;

    private TerritoryOwner(TerritorySetup setup, TurnRunner turns, JournalHead head, long snapshotAt)
    {
        this.setup = setup;
        this.turns = turns;
        this.head = head;
        epoch = head.Epoch + 1;
        mailbox = new Mailbox(setup.Options.MailboxLengthMax, setup.Clock);
        snapshots = new Snapshots(setup, snapshotAt);
        Feed = new Feed(setup, head.Sequence);
    }

    public TerritoryId Id => setup.Id;

    /// <summary>What was committed, live.</summary>
    public Feed Feed { get; }

    /// <summary>The instant of the first deadline, in the territory's time; null when none stands.</summary>
    public DateTimeOffset? NextDueAt => turns.Territory.NextDue?.DueAt;

    public TerritoryHealth Health => new(
        Id, status, Feed.Head, epoch, mailbox.Count, mailbox.OldestWait,
        new TimeSpan(Volatile.Read(ref lastCommitTicks)),
        turns.Ahead, (setup.Clock as SteadyClock)?.Alarm ?? TimeSpan.Zero, turns.Quarantined, lastError);

    private bool IsOver => status is OwnerStatus.Stopped or OwnerStatus.Lost or OwnerStatus.Failed;

    /// <summary>Recovers the territory and takes it over, at an epoch above the last one.</summary>
    /// <exception cref="Exception">The journal can't be read, or holds an event that is not
    /// known.</exception>
    public static async Task<TerritoryOwner> OpenAsync(
        TerritorySetup setup, CancellationToken cancellation = default)
    {
        var recovery = new Recovery(setup);
        var (territory, head) = await recovery.RunAsync(cancellation).ConfigureAwait(false);
        var runner = new TurnRunner(setup, recovery, territory);
        var owner = new TerritoryOwner(setup, runner, head, recovery.SnapshotAt);
        setup.Logger.Started(setup.Id, head.Sequence, owner.epoch, territory.ResidentCount);
        if (owner.turns.Ahead > TimeSpan.Zero)
            setup.Logger.ClockBehind(setup.Id, owner.turns.Ahead);
        return owner;
    }

    /// <summary>
    /// Sends a command; completes after its outcome is durable. The same id again gives the first outcome
    /// again. Fails with <see cref="TerritoryUnavailableException"/> when there is no outcome: send it again
    /// later.
    /// </summary>
    public Task<Outcome> SendAsync(Command command)
    {
        Invariant.Holds(command.Territory == Id, "a command goes to its own territory");
        return mailbox.Post(command);
    }

    /// <summary>
    /// Takes what waits and what is due, runs it, commits it, answers and publishes. Not to be called again
    /// before it completes. Not to be cancelled: what was sent to the journal must be found out.
    /// </summary>
    /// <exception cref="Exception">A bug outside of any actor; the owner has stopped as failed.</exception>
    public async Task<StepReport> StepAsync()
    {
        if (IsOver)
            return new StepReport(0, false, null, status);
        List<Mail> mails = [];
        var batch = new TurnBatch(setup, head, epoch);
        try
        {
            if (unresolved is not null)
                return await ResolveAsync(unresolved).ConfigureAwait(false);
            if (turns.ReloadWanted)
                await turns.ReloadAsync(head).ConfigureAwait(false);
            mails = mailbox.Take(setup.Options.BatchLengthMax);
            var (done, all) = await turns.RunAsync(batch, mails).ConfigureAwait(false);
            mailbox.Hold(mails, done);
            if (batch.Turns.Count > 0)
                await CommitAsync(batch, await AppendAsync(batch).ConfigureAwait(false))
                    .ConfigureAwait(false);
            else
                turns.Territory.Commit();
            return new StepReport(batch.Turns.Count, !all || mailbox.Count > 0, null, status);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or DuplicateCommandException)
        {
            turns.Territory.Rollback();
            FailAll(mails, new TerritoryUnavailableException(UnavailableReason.JournalUnavailable, failure));
            return BackOff(failure);
        }
        catch (CommitUnansweredException failure)
        {
            setup.Logger.CommitUnknown(failure.InnerException!, Id, head.Sequence);
            unresolved = batch;
            return BackOff(failure.InnerException!) with { RetryAfter = TimeSpan.Zero };
        }
        catch (StaleOwnerException failure)
        {
            setup.Logger.OwnershipLost(failure, Id);
            Stop(OwnerStatus.Lost, mails,
                new TerritoryUnavailableException(UnavailableReason.OwnershipLost, failure));
            return new StepReport(0, false, null, status);
        }
        catch (Exception bug)
        {
            setup.Logger.Failed(bug, Id);
            lastError = bug.GetType().Name;
            Stop(
                OwnerStatus.Failed, mails, new TerritoryUnavailableException(UnavailableReason.Stopped, bug));
            throw;
        }
    }

    /// <summary>
    /// Steps whenever there is mail or a deadline is due. On cancellation takes no more mail, finishes what
    /// waits, takes a snapshot and returns.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = setup.Clock.CreateTimer(
            static state =>
                ((Signal)state!).Set(), mailbox.Wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!stopping.IsCancellationRequested)
        {
            var report = await StepAsync().ConfigureAwait(false);
            if (IsOver)
                return;
            if (!report.MoreToDo)
                await WaitAsync(timer, report.RetryAfter, stopping).ConfigureAwait(false);
        }
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Ends an owner that nobody runs any more: turns new mail away, finishes what waits, takes a snapshot.
    /// When the journal does not answer, those who wait are told so.
    /// </summary>
    public async Task StopAsync()
    {
        mailbox.Close();
        StepReport report;
        do
            report = await StepAsync().ConfigureAwait(false);
        while (report.MoreToDo || report.RetryAfter == TimeSpan.Zero);
        if (!IsOver && unresolved is null)
            await snapshots.TakeAsync(turns.Territory, head).ConfigureAwait(false);
        if (!IsOver)
            Stop(OwnerStatus.Stopped, [], new TerritoryUnavailableException(UnavailableReason.Stopped));
        setup.Logger.Stopped(Id, head.Sequence);
    }

    /// <summary>SHA-256 over the canonical bytes of the committed state; between steps only.</summary>
    public ReadOnlyMemory<byte> StateHash() => ImageFormat.Hash(Capture(), setup.Codec);

    /// <summary>The committed state; between steps only.</summary>
    public TerritoryImage Capture() => turns.Territory.Capture();

    private async Task<JournalHead> AppendAsync(TurnBatch batch)
    {
        var started = setup.Clock.GetTimestamp();
        try
        {
            var after = await setup.Journal.AppendAsync(batch.ToAppend()).ConfigureAwait(false);
            var waited = setup.Clock.GetElapsedTime(started);
            Volatile.Write(ref lastCommitTicks, waited.Ticks);
            TerritoryMetrics.Committed(Id, batch.Turns.Count, (int)(after.Sequence - head.Sequence), waited);
            return after;
        }
        catch (Exception unanswered) when (unanswered is not
            (JournalUnavailableException or StaleOwnerException or DuplicateCommandException))
        {
            throw new CommitUnansweredException(unanswered);
        }
    }

    /// <summary>The batch is durable: make it the committed state, answer, publish.</summary>
    private async Task CommitAsync(TurnBatch batch, JournalHead after)
    {
        Invariant.Holds(after.Sequence == turns.Territory.Head, "the journal's head is the territory's");
        head = after;
        turns.Territory.Commit();
        turns.Remember(batch.Turns);
        (failureCount, lastError, status) = (0, null, OwnerStatus.Running);
        batch.Reply();
        Feed.Publish(batch.Facts());
        await snapshots.ConsiderAsync(turns.Territory, head).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds out whether the batch without an answer was written, before anything else happens.
    /// </summary>
    private async Task<StepReport> ResolveAsync(TurnBatch batch)
    {
        JournalHead now;
        bool written;
        try
        {
            written = batch.IsIn(
                await setup.Journal.FindOutcomesAsync(Id, batch.Commands).ConfigureAwait(false));
            now = await setup.Journal.HeadAsync(Id).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or UnknownCommitException)
        {
            return BackOff(failure);
        }
        setup.Logger.CommitResolved(Id, written);
        unresolved = null;
        if (!written)
        {
            turns.Territory.Rollback();
            batch.Fail(new TerritoryUnavailableException(UnavailableReason.JournalUnavailable));
        }
        else if (now.Sequence == turns.Territory.Head)
            await CommitAsync(batch, now).ConfigureAwait(false);
        else
            batch.Reply();
        if (now.Sequence != head.Sequence || now.Epoch > epoch)
            throw new StaleOwnerException(
                $"'{Id}' is at {now.Sequence}, epoch {now.Epoch}: another owner writes");
        return new StepReport(batch.Turns.Count, true, null, status);
    }

    private StepReport BackOff(Exception failure)
    {
        var factor = 1L << Math.Min(failureCount++, 20);
        var wait = TimeSpan.FromTicks(
            Math.Min(setup.Options.BackOffMin.Ticks * factor, setup.Options.BackOffMax.Ticks));
        (status, lastError) = (OwnerStatus.Waiting, failure.GetType().Name);
        TerritoryMetrics.CommitFailed(Id);
        setup.Logger.JournalUnavailable(failure, Id, wait);
        return new StepReport(0, false, wait, status);
    }

    /// <summary>
    /// Waits for mail or for the first deadline; after a failure, for the time set, whatever comes.
    /// </summary>
    private async Task WaitAsync(ITimer timer, TimeSpan? retryAfter, CancellationToken stopping)
    {
        var since = setup.Clock.GetTimestamp();
        var wait = retryAfter ?? (NextDueAt is { } due ? due - turns.Now() : Timeout.InfiniteTimeSpan);
        if (wait != Timeout.InfiniteTimeSpan)
            wait = TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, WaitMax.Ticks));
        timer.Change(wait, Timeout.InfiniteTimeSpan);
        try
        {
            do
                await mailbox.Wake.WaitAsync(stopping).ConfigureAwait(false);
            while (retryAfter is { } least && setup.Clock.GetElapsedTime(since) < least);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The caller's loop sees the cancellation and stops in order.
        }
    }

    private static void FailAll(List<Mail> mails, Exception reason)
    {
        foreach (var mail in mails)
            mail.Fail(reason);
    }

    private void Stop(OwnerStatus why, List<Mail> mails, TerritoryUnavailableException reason)
    {
        status = why;
        FailAll(mails, reason);
        unresolved?.Fail(reason);
        mailbox.FailAll(reason);
        Feed.Complete();
    }
}

/// <summary>
/// The append neither succeeded nor surely failed: <see cref="Exception.InnerException"/> says what came.
/// </summary>
internal sealed class CommitUnansweredException(Exception cause)
    : Exception("the commit has no answer", cause);
