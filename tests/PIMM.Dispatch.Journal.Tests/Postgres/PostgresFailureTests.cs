using System.Globalization;
using Npgsql;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

/// <summary>
/// When the server or the link fails, an append either surely wrote nothing, or says that it does not know;
/// and the journal goes on by itself when they are back.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFailureTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Server_that_is_killed_under_load_loses_nothing_acknowledged()
    {
        await using var journal = await server.OpenAsync();
        var head = 0L;
        for (var kill = 0; kill < 3; kill++)
        {
            var acknowledged = new SemaphoreSlim(0);
            using var stop = new CancellationTokenSource();
            var before = head;
            var writing = Task.Run(async () =>
            {
                for (; !stop.IsCancellationRequested; acknowledged.Release())
                    head = await AppendSurelyAsync(journal, head);
            });
            for (var n = 0; n < 20; n++)
                Assert.True(await acknowledged.WaitAsync(Patience));
            await server.CrashAsync();
            await server.StartAsync();
            await stop.CancelAsync();
            await writing.WaitAsync(Patience);

            Assert.True(head >= before + 20);
            Assert.Equal(head, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
            Assert.Equal(head, (await journal.ReadAll(Batches.Lumiere)).Count);
        }
        Assert.True((await JournalVerification.RunAsync(journal)).Holds);
    }

    [Fact]
    public async Task Primary_that_is_lost_is_followed_by_its_standby_without_a_loss()
    {
        var primary = new PostgresServer();
        await primary.InitializeAsync();
        var standby = await primary.StandbyAsync();
        var both = new NpgsqlConnectionStringBuilder(primary.ConnectionString)
        {
            Host = string.Create(
                CultureInfo.InvariantCulture, $"127.0.0.1:{standby.Port},127.0.0.1:{primary.Port}"),
        };
        await using (var journal = await PostgresJournal.OpenAsync(
            new PostgresJournalOptions(both.ConnectionString)))
        {
            var head = 0L;
            for (var n = 0; n < 20; n++)
                head = await AppendSurelyAsync(journal, head);
            await primary.CrashAsync();
            await standby.PromoteAsync();
            Assert.Equal(20, await ReadBackAsync(journal, CancellationToken.None).WaitAsync(Patience));
            Assert.Equal(21, await AppendSurelyAsync(journal, head));
            Assert.True((await JournalVerification.RunAsync(journal)).Holds);
        }
        await standby.DisposeAsync();
        await primary.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_that_an_operator_ends_around_the_commit_is_not_known_until_it_is_read_back(
        bool committed)
    {
        var at = committed ? JournalPoint.AfterCommit : JournalPoint.BeforeCommit;
        var failing = true;
        await using var journal = await server.OpenAsync(options => options with
        {
            Crossing = async point =>
            {
                if (!failing || point != at)
                    return;
                if (committed)
                    throw new NpgsqlException("the answer is lost");
                await EndAllSessionsAsync();
            },
        });

        await Assert.ThrowsAsync<UnknownCommitException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 2)));
        failing = false;

        var written = committed ? 2 : 0;
        Assert.Equal(written, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
        Assert.Equal(
            written + 1, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, written, 1))).Sequence);
    }

    [Fact]
    public async Task Half_open_link_is_given_up_within_its_limit()
    {
        await using var proxy = new LinkProxy(server.Port);
        var through = new NpgsqlConnectionStringBuilder(await server.EmptyAsync()) { Port = proxy.Port };
        await using var journal = await PostgresJournal.OpenAsync(
            new PostgresJournalOptions(through.ConnectionString)
            {
                AnswerTimeout = TimeSpan.FromSeconds(2), ConnectTimeout = TimeSpan.FromSeconds(2),
            });
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));

        proxy.Frozen = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1)).WaitAsync(Patience));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.HeadAsync(Batches.Lumiere).WaitAsync(Patience));
        proxy.Frozen = false;

        Assert.Equal(2, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1))).Sequence);
    }

    [Fact]
    public async Task Writer_that_is_paused_in_its_transaction_holds_its_territory_for_a_moment_only()
    {
        var paused = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var options = await server.OptionsAsync();
        await using var other = await PostgresJournal.OpenAsync(options);
        await using var slow = await PostgresJournal.OpenAsync(options with
        {
            SilenceMax = TimeSpan.FromSeconds(1),
            Crossing = async point =>
            {
                if (point == JournalPoint.BeforeCommit)
                {
                    paused.SetResult();
                    await go.Task;
                }
            },
        });

        var appending = slow.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        await Task.WhenAny(paused.Task, appending);
        var head = await other.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1, prefix: "other"));
        go.SetResult();

        Assert.Equal(1, head.Sequence);
        // Said by the server, or not heard any more because the link was closed.
        var error = await Record.ExceptionAsync(() => appending);
        Assert.True(error is JournalUnavailableException or UnknownCommitException, $"{error}");
        Assert.Empty(await slow.FindOutcomesAsync(Batches.Lumiere, [new CommandId("c-1")]));
    }

    [Fact]
    public async Task Append_that_finds_no_free_connection_wrote_nothing()
    {
        var release = new TaskCompletionSource();
        await using var busy = await server.OpenAsync(options => options with
        {
            ConnectionsMax = 1, ConnectTimeout = TimeSpan.FromSeconds(3),
            Crossing = _ => release.Task,
        });

        var first = busy.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => busy.AppendAsync(Batches.Run(Batches.Aurore, 0, 1)));
        release.SetResult();

        Assert.Equal(1, (await first).Sequence);
        Assert.Equal([Batches.Lumiere], await busy.TerritoriesAsync());
    }

    [Fact]
    public async Task Nobody_who_answers_is_said_at_once()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Port = PostgresServer.FreePort(),
        };

        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => PostgresJournal.OpenAsync(new PostgresJournalOptions(nowhere.ConnectionString)));
    }

    [Fact]
    public async Task Append_that_waits_for_room_can_be_cancelled_and_wrote_nothing()
    {
        var gate = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        await using var journal = await server.OpenAsync(options => options with
        {
            WaitingBatchesMax = 1, Crossing = _ => gate.Task,
        });

        var first = journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1));
        var second = journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();

        Assert.Equal(1, (await first).Sequence);
        Assert.Single(await journal.ReadAll(Batches.Lumiere));
    }

    private static async Task<long> AppendSurelyAsync(PostgresJournal journal, long head)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            try
            {
                return (await journal.AppendAsync(Batches.Run(Batches.Lumiere, (int)head, 1))).Sequence;
            }
            catch (JournalUnavailableException)
            {
                // Nothing was written: the same again.
            }
            catch (UnknownCommitException)
            {
                if (await ReadBackAsync(journal, limit.Token) is var now && now > head)
                    return now;
            }
        }
    }

    private static async Task<long> ReadBackAsync(PostgresJournal journal, CancellationToken limit)
    {
        while (true)
        {
            limit.ThrowIfCancellationRequested();
            try
            {
                return (await journal.HeadAsync(Batches.Lumiere, limit)).Sequence;
            }
            catch (JournalUnavailableException)
            {
                // Not yet: the server is starting.
            }
        }
    }

    private Task EndAllSessionsAsync() => PostgresServer.ExecuteAsync(
        server.ConnectionString,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        + "AND backend_type = 'client backend'");
}
