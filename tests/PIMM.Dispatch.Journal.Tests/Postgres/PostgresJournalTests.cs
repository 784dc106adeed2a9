using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalTests(PostgresServer server) : JournalSpecification
{
    protected override async Task<IJournal> OpenAsync() => await server.OpenAsync();
}

/// <summary>Opens journals of a server.</summary>
internal static class PostgresJournals
{
    // A busy machine may keep a test from its work for longer than a node would be allowed.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>Patient limits at a place of their own.</summary>
    public static async Task<PostgresJournalOptions> OptionsAsync(this PostgresServer server) =>
        new(await server.EmptyAsync()) { SilenceMax = Silence, LockTimeout = 2 * Silence };

    /// <summary>A journal with nothing in it.</summary>
    public static async Task<PostgresJournal> OpenAsync(
        this PostgresServer server, Func<PostgresJournalOptions, PostgresJournalOptions>? set = null)
    {
        var options = await server.OptionsAsync();
        return await PostgresJournal.OpenAsync(set is null ? options : set(options));
    }
}
