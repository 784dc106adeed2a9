using System.Globalization;
using Npgsql;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

/// <summary>
/// The link is cut around a COMMIT (N1). The caller hears exactly what is known; it reads back by command id,
/// sends again, and there is exactly one result.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class CommitCutTests(PostgresServer server) : IAsyncLifetime
{
    private LinkProxy proxy = null!;
    private PostgresJournal journal = null!;

    public async Task InitializeAsync()
    {
        proxy = new LinkProxy(server.Port);
        journal = await OpenAsync(await server.EmptyAsync(), silenceMax: TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync()
    {
        await journal.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    public async Task Cut_at_commit_any_number_of_times_there_is_one_result_of_each_command()
    {
        var count = Campaign.Count("PIMM_COMMIT_CUTS", usual: 500);
        var random = new Random(1);
        var seen = new HashSet<(CommitFate Fate, bool Written)>();
        for (var cut = 0; cut < count; cut++)
        {
            var fate = (CommitFate)random.Next((int)CommitFate.CutBefore, (int)CommitFate.Late);
            var fates = new Queue<CommitFate>([fate]);
            proxy.AtCommit = () => fates.TryDequeue(out var next) ? next : CommitFate.Pass;

            await Assert.ThrowsAsync<UnknownCommitException>(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, cut, 1)));
            var written = await IsThere(cut + 1);
            if (!written)
                await journal.AppendAsync(Batches.Run(Batches.Lumiere, cut, 1));

            seen.Add((fate, written));
            Assert.Equal(cut + 1, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
        }
        Assert.Equal(
            [(CommitFate.CutBefore, false), (CommitFate.CutAfter, true), (CommitFate.CutAtReply, true)],
            seen.Order());
        Assert.Equal(count, (await journal.ReadAll(Batches.Lumiere)).Count);
        Assert.True((await JournalVerification.RunAsync(journal)).Holds);
    }

    [Fact]
    public async Task Cut_anywhere_else_wrote_surely_nothing()
    {
        var head = 0;
        for (var message = 1; message <= 40; message++)
        {
            var left = message;
            proxy.CutNow = () => --left == 0;
            var error = await Record.ExceptionAsync(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 1)));
            proxy.CutNow = () => false;

            var written = await IsThere(head + 1);
            Assert.True(error is null or JournalUnavailableException or UnknownCommitException, $"{error}");
            Assert.False(error is JournalUnavailableException && written, $"message {message}");
            if (written)
                head++;
        }
        Assert.Equal(head, (await journal.ReadAll(Batches.Lumiere)).Count);
    }

    [Fact]
    public async Task Commit_that_is_still_on_its_way_is_waited_for_before_anything_is_read_back()
    {
        proxy.AtCommit = () => CommitFate.Late;
        await Assert.ThrowsAsync<UnknownCommitException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1)));
        proxy.AtCommit = () => CommitFate.Pass;

        var reading = IsThere(1);
        var again = journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        await server.WaitForWaitersAsync(2);
        Assert.False(reading.IsCompleted);
        proxy.ReleaseLate();

        Assert.True(await reading);
        await Assert.ThrowsAsync<StaleOwnerException>(() => again);
        Assert.Single(await journal.ReadAll(Batches.Lumiere));
    }

    [Fact]
    public async Task Commit_that_comes_after_the_server_gave_up_writes_nothing()
    {
        var place = await server.EmptyAsync();
        await using var patient = await OpenAsync(place, silenceMax: TimeSpan.FromMinutes(1));
        await journal.DisposeAsync();
        journal = await OpenAsync(place, silenceMax: TimeSpan.FromSeconds(1));
        proxy.AtCommit = () => CommitFate.Late;
        await Assert.ThrowsAsync<UnknownCommitException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1)));
        proxy.AtCommit = () => CommitFate.Pass;

        // Waits until the server has ended the silent transaction.
        Assert.False(await IsThere(1));
        proxy.ReleaseLate();

        Assert.Equal(1, (await patient.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1))).Sequence);
        Assert.Single(await patient.ReadAll(Batches.Lumiere));
    }

    private async Task<bool> IsThere(int command) => (await journal.FindOutcomesAsync(
        Batches.Lumiere, [new CommandId(string.Create(CultureInfo.InvariantCulture, $"c-{command}"))]))
        .Count == 1;

    private async Task<PostgresJournal> OpenAsync(string place, TimeSpan silenceMax)
    {
        var through = new NpgsqlConnectionStringBuilder(place) { Port = proxy.Port };
        return await PostgresJournal.OpenAsync(new PostgresJournalOptions(through.ConnectionString)
        {
            SilenceMax = silenceMax, LockTimeout = TimeSpan.FromMinutes(2),
            AnswerTimeout = TimeSpan.FromMinutes(2),
        });
    }
}
