using System.Text;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Verification;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// What a SQLite file holds of a territory. The reads of one moment are those of one transaction.
/// </summary>
internal sealed class SqliteTerritory(SqliteDatabase database, TerritoryId territory) : IStoredTerritory
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(territory.Value);

    public TerritoryId Territory => territory;

    public IReadOnlyList<Snapshot> Snapshots() =>
        Read(() => SqliteQueries.Snapshots(database, territory).ToList());

    public void Rows(RowVisitor visit) => Walk(
        database.Statement("ReadTerritory").Bind(1, name).Bind(2, long.MinValue)
            .Bind(3, long.MaxValue),
        row => visit(SqliteRow.Raw(name, row), SqliteRow.Hash(row), SqliteRow.ActorPrevious(row)));

    public Outcome? Outcome(CommandId command) =>
        Read(() => SqliteQueries.Outcome(database, territory, command));

    public void Outcomes(OutcomeVisitor visit) => Walk(
        database.Statement("ReadOutcomes").Bind(1, name),
        row =>
        {
            visit(SqliteQueries.Outcome(row));
            return true;
        });

    public JournalHead Head() => Read(() => SqliteQueries.Head(database, "ReadHead", territory));

    public IEnumerable<KeyValuePair<byte[], ActorEnd>> ActorEnds()
    {
        var ends = new List<KeyValuePair<byte[], ActorEnd>>();
        Walk(
            database.Statement("ReadActorEnds").Bind(1, name),
            row =>
            {
                ends.Add(new(row.Bytes(0).ToArray(), new ActorEnd(row.Number(1), row.Number(2))));
                return true;
            });
        return ends;
    }

    private void Walk(SqliteStatement rows, Func<SqliteStatement, bool> more) => Read(() =>
    {
        try
        {
            while (rows.Step() && more(rows))
            {
            }
            return true;
        }
        finally
        {
            rows.Reset();
        }
    });

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error) when (error.IsDamage)
        {
            throw new JournalCorruptException(territory, 0, error.Message);
        }
    }
}
