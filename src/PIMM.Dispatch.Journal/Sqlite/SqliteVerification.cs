using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Verifies a SQLite journal over a read-only connection of its own, in one read transaction: it sees one
/// moment, whatever is written meanwhile.
/// </summary>
internal sealed class SqliteVerification
{
    // Enough to show what kind of damage it is; a file that is full of holes would else fill the screen.
    private const int FindingsPerTerritoryMax = 20;

    private readonly SqliteDatabase database;
    private readonly TerritoryId territory;
    private readonly byte[] name;
    private readonly ChainWalk walk;
    private readonly List<Finding> findings = [];
    private readonly List<Snapshot> snapshots;

    private SqliteVerification(SqliteDatabase database, TerritoryId territory)
    {
        this.database = database;
        this.territory = territory;
        name = Encoding.UTF8.GetBytes(territory.Value);
        walk = new ChainWalk(territory);
        snapshots = [.. SqliteQueries.Snapshots(database, territory)];
    }

    /// <exception cref="JournalUnavailableException">There is no such file, or it can't be
    /// opened.</exception>
    public static VerificationReport Run(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new JournalUnavailableException($"there is no journal '{path}'");
        try
        {
            using var database = SqliteDatabase.OpenReader(path, TimeSpan.FromSeconds(2));
            return Run(database, cancellation);
        }
        catch (SqliteException error) when (error.IsDamage)
        {
            return new VerificationReport(
                [], [new Finding(default, 0, FindingKind.FileDamaged, error.Message)]);
        }
        catch (SqliteException error)
        {
            throw new JournalUnavailableException($"the journal '{path}' can't be read", error);
        }
    }

    private static VerificationReport Run(SqliteDatabase database, CancellationToken cancellation)
    {
        database.Execute("BEGIN");
        var walked = new List<VerifiedTerritory>();
        var findings = new List<Finding>();
        foreach (var territory in SqliteQueries.WithRows(database).Union(SqliteQueries.WithHead(database)))
        {
            var verification = new SqliteVerification(database, territory);
            verification.Walk(cancellation);
            walked.Add(verification.walk.Report());
            findings.AddRange(verification.findings.Take(FindingsPerTerritoryMax));
        }
        if (database.Text("PRAGMA quick_check(1)") is not "ok" and var damage)
            findings.Add(new Finding(default, 0, FindingKind.FileDamaged, damage));
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

    // A page that SQLite can't read is a finding like any other: it is named by the row that was wanted.
    private bool Try(Func<bool> walking)
    {
        try
        {
            return walking();
        }
        catch (SqliteException error) when (error.IsDamage)
        {
            return Found(walk.Rows + 1, FindingKind.RowUnreadable, error.Message);
        }
    }

    private bool WalkRows(CancellationToken cancellation)
    {
        var turn = new OpenTurn();
        var rows = database.Statement("ReadTerritory").Bind(1, name).Bind(2, long.MinValue)
            .Bind(3, long.MaxValue);
        try
        {
            while (rows.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                var row = SqliteRowReader.Raw(name, rows);
                if (walk.Next(row, SqliteRowReader.Hash(rows), SqliteRowReader.ActorPrevious(
                    rows)) is { } bad)
                    return Found(bad);
                if (turn.Next(row, out var command, out var range))
                    CheckOutcome(command, range);
                if (snapshots.Find(snapshot => snapshot.Sequence == walk.Rows) is { } snapshot
                    && JournalVerification.Check(snapshot, walk.Hash) is { } wrong)
                    Found(wrong);
            }
        }
        finally
        {
            rows.Reset();
        }
        if (turn.End(out var lastCommand, out var lastRange))
            CheckOutcome(lastCommand, lastRange);
        return true;
    }

    // Every turn that left rows has an outcome that names them.
    private void CheckOutcome(CommandId command, Outcome.Accepted range)
    {
        try
        {
            var outcome = SqliteQueries.Outcome(database, territory, command) as Outcome.Accepted;
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
        var outcomes = database.Statement("ReadOutcomes").Bind(1, name);
        try
        {
            while (outcomes.Step())
            {
                var (command, outcome) = SqliteQueries.Outcome(outcomes, name, out var whole);
                if (!whole)
                    Found(0, FindingKind.OutcomeWrong, $"the outcome of command '{command}' was changed");
                else if (outcome is Outcome.Accepted accepted && accepted.First <= accepted.Last
                    && accepted.Last > walk.Rows)
                    Found(walk.Rows + 1, FindingKind.Truncated,
                        $"command '{command}' left rows up to {accepted.Last}");
            }
            return true;
        }
        finally
        {
            outcomes.Reset();
        }
    }

    // The table of actors leads to the end of every stream, and to nothing else.
    private bool WalkActors()
    {
        var left = new Dictionary<byte[], ActorEnd>(walk.Actors, Utf8Comparer.Instance);
        var ends = database.Statement("ReadActorEnds").Bind(1, name);
        try
        {
            while (ends.Step())
            {
                var actor = ends.Bytes(0).ToArray();
                var end = new ActorEnd(ends.Number(1), ends.Number(2));
                if (!left.Remove(actor, out var walked) || walked != end)
                    Found(end.Sequence, FindingKind.ActorVersionWrong,
                        $"the stream of '{Encoding.UTF8.GetString(actor)}' does not end there");
            }
        }
        finally
        {
            ends.Reset();
        }
        foreach (var (actor, end) in left.Take(1))
            Found(end.Sequence, FindingKind.ActorVersionWrong,
                $"the end of the stream of '{Encoding.UTF8.GetString(actor)}' is not known");
        return true;
    }

    private bool CheckTails()
    {
        var head = SqliteQueries.Head(database, "ReadHead", territory);
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
