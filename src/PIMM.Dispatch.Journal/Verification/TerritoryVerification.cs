using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>
/// Verifies one territory from what is stored of it: its rows first, and if they hold, what stands beside
/// them.
/// </summary>
internal sealed class TerritoryVerification
{
    // Enough to show what kind of damage it is; a file that is full of holes would else fill the screen.
    private const int FindingsPerTerritoryMax = 20;

    private readonly IStoredTerritory stored;
    private readonly TerritoryId territory;
    private readonly byte[] name;
    private readonly ChainWalk walk;
    private readonly List<Finding> findings = [];
    private IReadOnlyList<Snapshot> snapshots = [];

    private TerritoryVerification(IStoredTerritory stored)
    {
        this.stored = stored;
        territory = stored.Territory;
        name = Encoding.UTF8.GetBytes(territory.Value);
        walk = new ChainWalk(territory);
    }

    /// <summary>Verifies all these territories.</summary>
    public static VerificationReport Run(IEnumerable<IStoredTerritory> all, CancellationToken cancellation)
    {
        var walked = new List<VerifiedTerritory>();
        var findings = new List<Finding>();
        foreach (var stored in all)
        {
            var verification = new TerritoryVerification(stored);
            verification.Walk(cancellation);
            walked.Add(verification.walk.Report());
            findings.AddRange(verification.findings.Take(FindingsPerTerritoryMax));
        }
        return new VerificationReport(walked, findings);
    }

    private void Walk(CancellationToken cancellation)
    {
        if (Try(() => WalkRows(cancellation)))
        {
            Try(WalkOutcomes);
            Try(WalkActors);
            Try(CheckTails);
        }
    }

    // What the database can't read is a finding like any other: it is named by the row that was wanted.
    private bool Try(Func<bool> walking)
    {
        try
        {
            return walking();
        }
        catch (JournalCorruptException error)
        {
            return Found(walk.Rows + 1, FindingKind.RowUnreadable, error.What);
        }
    }

    private bool WalkRows(CancellationToken cancellation)
    {
        snapshots = stored.Snapshots();
        var turn = new OpenTurn();
        var whole = true;
        stored.Rows((in row, hash, actorPrevious) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (walk.Next(row, hash, actorPrevious) is { } bad)
                return whole = Found(bad);
            if (turn.Next(row, out var command, out var range))
                CheckOutcome(command, range);
            if (snapshots.FirstOrDefault(snapshot => snapshot.Sequence == walk.Rows) is { } snapshot
                && JournalVerification.Check(snapshot, walk.Hash) is { } wrong)
                Found(wrong);
            return true;
        });
        if (whole && turn.End(out var lastCommand, out var lastRange))
            CheckOutcome(lastCommand, lastRange);
        return whole;
    }

    // Every turn that left rows has an outcome that names them.
    private void CheckOutcome(CommandId command, Outcome.Accepted range)
    {
        try
        {
            var outcome = stored.Outcome(command) as Outcome.Accepted;
            if (outcome?.First == range.First && outcome.Last > range.Last)
                Found(range.Last + 1, FindingKind.Truncated,
                    $"command '{command}' left rows up to {outcome.Last}");
            else if (outcome is null || (outcome.First, outcome.Last) != (range.First, range.Last))
                Found(range.First, FindingKind.OutcomeWrong,
                    $"the outcome of command '{command}' does not name rows {range.First} to {range.Last}");
        }
        catch (JournalCorruptException error)
        {
            Found(range.First, FindingKind.OutcomeWrong, error.What);
        }
    }

    // Every outcome is as it was written, and the rows that it names are there.
    private bool WalkOutcomes()
    {
        stored.Outcomes(outcome =>
        {
            if (!outcome.IsWhole(name))
                Found(0, FindingKind.OutcomeWrong,
                    $"the outcome of command '{outcome.CommandId}' was changed");
            else if (outcome.Outcome is Outcome.Accepted accepted && accepted.First <= accepted.Last
                && accepted.Last > walk.Rows)
                Found(walk.Rows + 1, FindingKind.Truncated,
                    $"command '{outcome.CommandId}' left rows up to {accepted.Last}");
        });
        return true;
    }

    // The table of actors leads to the end of every stream, and to nothing else.
    private bool WalkActors()
    {
        if (stored.ActorEnds() is not { } ends)
            return true;
        var left = new Dictionary<byte[], ActorEnd>(walk.Actors, Utf8Comparer.Instance);
        foreach (var (actor, end) in ends)
            if (!left.Remove(actor, out var walked) || walked != end)
                Found(end.Sequence, FindingKind.ActorVersionWrong,
                    $"the stream of '{Encoding.UTF8.GetString(actor)}' does not end there");
        foreach (var (actor, end) in left.Take(1))
            Found(end.Sequence, FindingKind.ActorVersionWrong,
                $"the end of the stream of '{Encoding.UTF8.GetString(actor)}' is not known");
        return true;
    }

    private bool CheckTails()
    {
        var head = stored.Head();
        if (head.Sequence > walk.Rows)
            Found(walk.Rows + 1, FindingKind.Truncated, $"the head is {head.Sequence}");
        else if (head.Sequence < walk.Rows || !head.Hash.Span.SequenceEqual(walk.Hash))
            Found(head.Sequence + 1, FindingKind.HeadWrong,
                $"the head is {head.Sequence}, the last row {walk.Rows}");
        foreach (var snapshot in snapshots)
            if (snapshot.Sequence > walk.Rows)
                Found(walk.Rows + 1, FindingKind.Truncated, $"a snapshot was made at {snapshot.Sequence}");
        return true;
    }

    private bool Found(long sequence, FindingKind kind, string what) =>
        Found(new Finding(territory, sequence, kind, what));

    private bool Found(Finding finding)
    {
        findings.Add(finding);
        return false;
    }
}
