using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Postgres;
using PIMM.Dispatch.Journal.Verification;
using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

/// <summary>
/// Two nodes that both believe that they own a territory: one of them writes, and never the one before (C7,
/// C8).
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class FencingTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private LeaseTable table = null!;
    private PostgresJournal journal = null!;
    private PostgresJournal other = null!;
    private Func<JournalPoint, Task> crossing = _ => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var options = await server.OptionsAsync();
        table = await LeaseTable.OpenAsync(options);
        journal = await PostgresJournal.OpenAsync(options with { Crossing = point => crossing(point) });
        other = await PostgresJournal.OpenAsync(options);
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await journal.DisposeAsync();
        await table.DisposeAsync();
    }

    [Fact]
    public async Task Owner_paused_between_its_lease_and_its_append_writes_nothing()
    {
        var count = Campaign.Count("PIMM_FENCE_PAUSES", usual: 1_000);
        var head = 0;
        for (var pause = 0; pause < count; pause++)
        {
            // A lease of no time: the owner has just looked, and is paused until it has run out.
            var mine = await table.TakeAsync(Batches.Lumiere, "node-a", TimeSpan.Zero);
            var theirs = await table.TakeAsync(Batches.Lumiere, "node-b", TimeSpan.Zero);

            await Assert.ThrowsAsync<StaleOwnerException>(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, head, 1, mine!.Epoch, "stale")));
            if (pause % 10 == 0)
                head = (int)(await other.AppendAsync(
                    Batches.Run(Batches.Lumiere, head, 1, theirs!.Epoch))).Sequence;
            Assert.Equal(mine!.Epoch + 1, theirs!.Epoch);
        }
        var rows = await other.ReadAll(Batches.Lumiere);
        Assert.Equal((count + 9) / 10, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain("stale", row.Command.Value, StringComparison.Ordinal));
        Assert.True((await JournalVerification.RunAsync(other)).Holds);
    }

    [Fact]
    public async Task Owner_paused_inside_its_append_is_waited_for_and_is_the_last_of_its_epoch()
    {
        for (var pause = 0; pause < 50; pause++)
        {
            var paused = new TaskCompletionSource();
            var go = new TaskCompletionSource();
            crossing = async point =>
            {
                if (point == JournalPoint.BeforeCommit && paused.TrySetResult())
                    await go.Task;
            };
            var mine = await table.TakeAsync(Batches.Lumiere, "node-a", TimeSpan.Zero);

            var appending = journal.AppendAsync(Batches.Run(Batches.Lumiere, pause, 1, mine!.Epoch));
            await paused.Task;
            var taking = table.TakeAsync(Batches.Lumiere, "node-b", TimeSpan.Zero);
            await server.WaitForWaitersAsync(1);
            Assert.False(taking.IsCompleted);
            go.SetResult();

            // What was under way is there before the new owner reads, and nothing of it comes later.
            Assert.NotNull(await taking);
            Assert.Equal(pause + 1, (await other.HeadAsync(Batches.Lumiere)).Sequence);
            Assert.Equal(pause + 1, (await appending).Sequence);
            await Assert.ThrowsAsync<StaleOwnerException>(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, pause + 1, 1, mine.Epoch, "stale")));
        }
    }

    [Fact]
    public async Task Of_three_nodes_that_start_at_once_one_owns_each_territory()
    {
        for (var round = 0; round < 100; round++)
        {
            var territory = new TerritoryId($"t-{round}");
            // At first the territory is new; then it was left by somebody.
            for (var epoch = 1; epoch <= 2; epoch++)
            {
                var leases = await Task.WhenAll(new[] { "node-a", "node-b", "node-c" }.Select(
                    node => Task.Run(() => table.TakeAsync(territory, node, Long))));
                var lease = Assert.Single(leases, lease => lease is not null)!;
                Assert.Equal(epoch, lease.Epoch);
                Assert.Equal(epoch, (await journal.AppendAsync(
                    Batches.Run(territory, epoch - 1, 1, lease.Epoch))).Sequence);
                await table.ReleaseAsync(lease);
            }
        }
    }

    [Fact]
    public async Task Once_leased_only_the_epoch_of_the_lease_writes_neither_lower_nor_higher()
    {
        await journal.AppendAsync(Batches.Run(Batches.Lumiere, 0, 1, epoch: 41));
        var lease = await table.TakeAsync(Batches.Lumiere, "node-a", Long);

        Assert.Equal(42, lease!.Epoch);
        foreach (var wrong in new[] { 41, 43 })
            await Assert.ThrowsAsync<StaleOwnerException>(
                () => journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1, wrong)));
        Assert.Equal(42, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, 1, 1, 42))).Epoch);
    }

    [Fact]
    public async Task Lease_is_renewed_by_its_holder_only_and_also_late_if_nobody_came()
    {
        var lease = (await table.TakeAsync(Batches.Lumiere, "node-a", TimeSpan.Zero))!;
        Assert.Empty(await table.LeasesAsync());

        Assert.Equal([lease], await table.RenewAsync("node-a", [lease], Long));
        Assert.Equal([lease], await table.LeasesAsync());
        Assert.Null(await table.TakeAsync(Batches.Lumiere, "node-b", Long));
        Assert.Empty(await table.RenewAsync("node-b", [lease], Long));
        Assert.Empty(await table.RenewAsync("node-a", [lease with { Epoch = 2 }], Long));

        await table.ReleaseAsync(lease with { Epoch = 2 });
        Assert.Null(await table.TakeAsync(Batches.Lumiere, "node-b", Long));
        await table.ReleaseAsync(lease);
        Assert.Equal(2, (await table.TakeAsync(Batches.Lumiere, "node-b", Long))!.Epoch);
        Assert.Empty(await table.RenewAsync("node-a", [lease], Long));
    }

    [Fact]
    public async Task Own_lease_is_taken_anew_after_a_start_at_a_new_epoch()
    {
        await table.TakeAsync(Batches.Lumiere, "node-a", Long);

        Assert.Equal(2, (await table.TakeAsync(Batches.Lumiere, "node-a", Long))!.Epoch);
    }
}
