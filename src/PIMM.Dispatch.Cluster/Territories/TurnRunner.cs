using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// Runs mail and due deadlines as turns of a batch, in the order of time. Reads the journal where memory is
/// not enough, writes nothing: whether the batch becomes true is the owner's business.
/// </summary>
internal sealed class TurnRunner(TerritorySetup setup, Recovery recovery, Territory recovered)
{
    private readonly RecentOutcomes recent = new(setup.Options.RecentOutcomesMax);
    private CommandId? suspect;
    private long quarantined;

    public Territory Territory { get; private set; } = recovered;

    /// <summary>A turn threw: the state must be read anew before anything else runs.</summary>
    public bool ReloadWanted { get; private set; }

    public long Quarantined => Volatile.Read(ref quarantined);

    /// <summary>
    /// How far the territory's time is ahead of the clock, because its journal was when it was opened.
    /// </summary>
    public TimeSpan Ahead { get; } = Max(
        recovered.LastAt - Microseconds.Truncate(setup.Clock.GetUtcNow()), TimeSpan.Zero);

    /// <summary>The territory's own time: the clock, but never behind its journal.</summary>
    public DateTimeOffset Now() => Microseconds.Truncate(setup.Clock.GetUtcNow()) + Ahead;

    /// <summary>
    /// Runs each mail after the deadlines that were due before it, then the deadlines due by now. Gives how
    /// many mails were dealt with; the others, and what else is due, must wait for the next step.
    /// </summary>
    public async Task<(int Mails, bool All)> RunAsync(TurnBatch batch, List<Mail> mails)
    {
        var now = Now();
        var known = await KnownOutcomesAsync(mails).ConfigureAwait(false);
        for (var index = 0; index < mails.Count; index++)
        {
            var mail = mails[index];
            if (known.TryGetValue(mail.Command.Id, out var outcome))
                mail.Complete(outcome);
            else if (!batch.TryJoin(mail) && !await RunMailAsync(batch, mail, now).ConfigureAwait(false))
                return (index, false);
        }
        return (mails.Count, await RunDueAsync(batch, now).ConfigureAwait(false));
    }

    /// <summary>Keeps the outcomes of turns that are durable.</summary>
    public void Remember(IReadOnlyList<Turn> turns)
    {
        foreach (var turn in turns)
            recent.Add(turn.Command.Id, turn.Outcome);
    }

    /// <summary>Reads the state anew, and finds out whether the one in memory had gone wrong.</summary>
    /// <exception cref="StaleOwnerException">The journal is not where this owner left it.</exception>
    public async Task ReloadAsync(JournalHead expected)
    {
        var (fresh, at) = await recovery.RunAsync(CancellationToken.None).ConfigureAwait(false);
        if (at.Sequence != expected.Sequence)
            throw new StaleOwnerException($"'{setup.Id}' is at {at.Sequence}, not at {expected.Sequence}");
        var (had, read) = (ImageFormat.Hash(Territory.Capture(), setup.Codec),
            ImageFormat.Hash(fresh.Capture(), setup.Codec));
        if (!had.AsSpan().SequenceEqual(read))
            setup.Logger.StateDiffered(setup.Id, expected.Sequence);
        Territory = fresh;
        ReloadWanted = false;
    }

    private async Task<bool> RunMailAsync(TurnBatch batch, Mail mail, DateTimeOffset now)
    {
        // A sender whose clock is fast must not make deadlines come early.
        var at = Microseconds.Truncate(mail.Command.At) + Ahead;
        var command = mail.Command with { At = at < now ? at : now };
        return await RunDueAsync(batch, command.At).ConfigureAwait(false)
            && !batch.IsFull
            && await RunTurnAsync(batch, command, mail).ConfigureAwait(false);
    }

    private async Task<bool> RunDueAsync(TurnBatch batch, DateTimeOffset until)
    {
        while (Territory.NextDue is { } first && first.DueAt <= until)
        {
            if (batch.IsFull
                || !await RunTurnAsync(batch, first.CommandAt(setup.Id, until), null).ConfigureAwait(false))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Runs one turn into the batch; false when it threw for the first time, which ends the batch.
    /// </summary>
    private async Task<bool> RunTurnAsync(TurnBatch batch, Command command, Mail? mail)
    {
        while (true)
        {
            ActorId missing;
            try
            {
                if (Territory.Execute(command, out missing) is { } turn)
                {
                    batch.Add(turn, mail);
                    suspect = suspect == command.Id ? null : suspect;
                    return true;
                }
            }
            catch (Exception bug) when (bug is not OutOfMemoryException)
            {
                Territory.UndoTurn();
                return Thrown(batch, command, mail, bug);
            }
            await recovery.AdmitAsync(Territory, missing, long.MaxValue, CancellationToken.None)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The first time, the command is tried again alone against a state that is read anew from the journal.
    /// The second time it is set aside, and the territory goes on.
    /// </summary>
    private bool Thrown(TurnBatch batch, Command command, Mail? mail, Exception bug)
    {
        setup.Logger.TurnThrew($"{bug.GetType().Name}\n{bug.StackTrace}", setup.Id, command.Id, command.To);
        ReloadWanted = suspect != command.Id;
        suspect = ReloadWanted ? command.Id : null;
        if (ReloadWanted)
            return false;
        // The exception's own words may hold a patient's: its type and place are enough to find the bug.
        var (refusal, record) = Territory.Quarantine(
            command, $"{bug.GetType().Name} in {bug.TargetSite?.Name}");
        batch.Add(refusal, mail);
        batch.Add(record, null);
        Interlocked.Increment(ref quarantined);
        TerritoryMetrics.Quarantined(setup.Id);
        setup.Logger.Quarantined(setup.Id, command.Id, command.To);
        return true;
    }

    private async Task<IReadOnlyDictionary<CommandId, Outcome>> KnownOutcomesAsync(List<Mail> mails)
    {
        var known = new Dictionary<CommandId, Outcome>();
        var asked = new HashSet<CommandId>();
        foreach (var mail in mails)
        {
            if (recent.TryGet(mail.Command.Id, out var outcome))
                known[mail.Command.Id] = outcome;
            else
                asked.Add(mail.Command.Id);
        }
        if (asked.Count == 0)
            return known;
        foreach (var (command, outcome) in await setup.Journal.FindOutcomesAsync(setup.Id, asked)
            .ConfigureAwait(false))
            known[command] = outcome;
        return known;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
