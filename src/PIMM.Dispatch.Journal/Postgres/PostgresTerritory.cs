using System.Text;
using Npgsql;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>
/// What PostgreSQL holds of a territory, page by page; the reads of one moment are those of one transaction.
/// On a thread that may wait.
/// </summary>
internal sealed class PostgresTerritory(
    PostgresDatabase database, NpgsqlConnection connection, TerritoryId territory) : IStoredTerritory
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(territory.Value);

    // The outcomes of the commands of a page and of the one before it: a turn may stand across the two.
    private Dictionary<CommandId, StoredOutcome> outcomes = [];
    private Dictionary<CommandId, StoredOutcome> earlier = [];

    public TerritoryId Territory => territory;

    public IReadOnlyList<Snapshot> Snapshots() => Read(PostgresQueries.Snapshots(territory));

    public void Rows(RowVisitor visit)
    {
        List<PostgresRow> page;
        for (var after = long.MinValue; ; after = page[^1].Sequence)
        {
            page = Read(PostgresQueries.Rows(territory, after));
            string[] commands = [.. page.Select(row => Encoding.UTF8.GetString(row.Command)).Distinct()];
            (earlier, outcomes) = (outcomes, Read(PostgresQueries.Outcomes(territory, commands))
                .ToDictionary(outcome => outcome.CommandId));
            foreach (var row in page)
                if (!visit(row.Raw(name), row.Hash, actorPrevious: null))
                    return;
            if (page.Count < RowPages.RowsMax)
                return;
        }
    }

    public Outcome? Outcome(CommandId command) =>
        outcomes.TryGetValue(command, out var outcome) || earlier.TryGetValue(command, out outcome)
            ? outcome.For(command, territory)
            : null;

    public void Outcomes(OutcomeVisitor visit)
    {
        List<StoredOutcome> page;
        for (var after = ""; ; after = page[^1].CommandId.Value)
        {
            page = Read(PostgresQueries.OutcomesAfter(territory, after));
            page.ForEach(outcome => visit(outcome));
            if (page.Count < RowPages.RowsMax)
                return;
        }
    }

    public JournalHead Head() => Read(PostgresQueries.End(territory))[0].Head;

    public IEnumerable<KeyValuePair<byte[], ActorEnd>>? ActorEnds() => null;

    private List<T> Read<T>(PostgresQuery<T> query)
    {
        try
        {
            return query.List(connection);
        }
        catch (NpgsqlException error)
        {
            throw database.Reading(error, territory);
        }
    }
}
