using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>
/// Walks a journal from its first row and names the first that can't be trusted: edited, deleted, inserted,
/// moved, cut off, of a lower epoch, or of the wrong version of its actor. Reads only; the journal may be in
/// use.
/// </summary>
public static class JournalVerification
{
    private const int OutcomesPerRead = 512;

    /// <summary>Verifies a SQLite journal from its file, also while another process writes it.</summary>
    /// <exception cref="JournalUnavailableException">There is no such file, or it can't be
    /// opened.</exception>
    public static VerificationReport Run(string path, CancellationToken cancellation = default) =>
        SqliteVerification.Run(path, cancellation);

    /// <summary>Verifies a journal that is open.</summary>
    public static async Task<VerificationReport> RunAsync(
        IJournal journal, CancellationToken cancellation = default)
    {
        if (journal is SqliteJournal sqlite)
            return Run(sqlite.Path, cancellation);
        if (journal is PostgresJournal postgres)
            return await postgres.VerifyAsync(cancellation).ConfigureAwait(false);
        var walked = new List<VerifiedTerritory>();
        var findings = new List<Finding>();
        foreach (var territory in await journal.TerritoriesAsync(cancellation).ConfigureAwait(false))
            walked.Add(await Walk(journal, territory, findings, cancellation).ConfigureAwait(false));
        return new VerificationReport(walked, findings);
    }

    /// <summary>A snapshot's own fields agree, and it is of the row that it names.</summary>
    internal static Finding? Check(Snapshot snapshot, ReadOnlySpan<byte> rowHash) =>
        snapshot.IsWhole && snapshot.RowHash.Span.SequenceEqual(rowHash)
            ? null
            : new Finding(snapshot.Territory, snapshot.Sequence, FindingKind.SnapshotWrong,
                snapshot.IsWhole ? "the snapshot is not of the row that it names"
                : "the snapshot's state was changed");

    private static async Task<VerifiedTerritory> Walk(
        IJournal journal, TerritoryId territory, List<Finding> findings, CancellationToken cancellation)
    {
        var walk = new ChainWalk(territory);
        var encoder = new RowEncoder();
        var turns = new Dictionary<CommandId, Outcome.Accepted>();
        var turn = new OpenTurn();
        var snapshot = await journal.LatestSnapshotAsync(territory, cancellation).ConfigureAwait(false);
        await foreach (var row in journal.ReadAsync(territory, 0, cancellation).ConfigureAwait(false))
        {
            if (Follow(walk, encoder.Encode(row), row.Hash.Span, turn, turns) is { } bad)
            {
                findings.Add(bad);
                return walk.Report();
            }
            if (row.Sequence == snapshot?.Sequence && Check(snapshot, walk.Hash) is { } wrong)
                findings.Add(wrong);
            if (turns.Count >= OutcomesPerRead)
                await Compare(journal, territory, turns, findings, cancellation).ConfigureAwait(false);
        }
        if (turn.End(out var command, out var range))
            turns.Add(command, range);
        await Compare(journal, territory, turns, findings, cancellation).ConfigureAwait(false);
        if (snapshot?.Sequence > walk.Rows)
            findings.Add(new Finding(territory, walk.Rows + 1, FindingKind.Truncated,
                $"a snapshot was made at {snapshot.Sequence}"));
        return walk.Report();
    }

    private static Finding? Follow(
        ChainWalk walk, in RawRow row, ReadOnlySpan<byte> hash, OpenTurn turn,
        Dictionary<CommandId, Outcome.Accepted> turns)
    {
        if (walk.Next(row, hash, actorPrevious: null) is { } bad)
            return bad;
        if (turn.Next(row, out var command, out var range))
            turns.Add(command, range);
        return null;
    }

    private static async Task Compare(
        IJournal journal, TerritoryId territory, Dictionary<CommandId, Outcome.Accepted> turns,
        List<Finding> findings, CancellationToken cancellation)
    {
        var outcomes = await journal.FindOutcomesAsync(territory, turns.Keys, cancellation)
            .ConfigureAwait(false);
        foreach (var (command, range) in turns)
            if (outcomes.GetValueOrDefault(command) is not Outcome.Accepted outcome
                || (outcome.First, outcome.Last) != (range.First, range.Last))
                findings.Add(new Finding(territory, range.First, FindingKind.OutcomeWrong,
                    $"the outcome of command '{command}' does not name rows {range.First} to {range.Last}"));
        turns.Clear();
    }
}
