namespace PIMM.Dispatch.Journal.Tests;

public sealed class InMemoryJournalTests : JournalSpecification
{
    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(new InMemoryJournal());
}
