using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Journal.Tests.Sqlite;

public sealed class SqliteJournalTests : JournalSpecification
{
    private readonly TemporaryFolder folder = new();

    protected override Task<IJournal> OpenAsync() =>
        Task.FromResult<IJournal>(SqliteJournal.Open(folder.File("journal.db")));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
