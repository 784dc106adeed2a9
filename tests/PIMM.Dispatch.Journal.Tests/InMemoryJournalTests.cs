namespace PIMM.Dispatch.Journal.Tests;

public sealed class InMemoryJournalTests : JournalSpecification
{
    protected override IJournal Open() => new InMemoryJournal();
}
