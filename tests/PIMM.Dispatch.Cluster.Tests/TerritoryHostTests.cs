using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests;

public sealed class TerritoryHostTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TerritoryId North = new("north");
    private static readonly TerritoryId South = new("south");

    private readonly InMemoryJournal disk = new();
    private readonly VirtualClock clock = new();
    private readonly RecordingLogger log = new();

    [Fact]
    public async Task Each_command_goes_to_its_own_territory()
    {
        await using var host = await StartAsync(disk);
        await host.SendAsync(Command(North, "1", new Add(1))).WaitAsync(Patience);
        await host.SendAsync(Command(South, "1", new Add(2))).WaitAsync(Patience);
        var answer = (Outcome.Accepted)await host.SendAsync(Command(South, "2", new Add(2)))
            .WaitAsync(Patience);

        Assert.Equal("4", answer.Answer);
        var view = await host.View(North)!.AtLeastAsync(1).WaitAsync(Patience);
        Assert.Equal(1, ((ToyState)view.Find(Toy("a"))!).Count);
        Assert.Equal([North, South], host.Health.Select(health => health.Territory));
        Assert.All(host.Health, health => Assert.True(health.IsHealthy));
        Assert.Equal([1L, 2L], host.Health.Select(health => health.Head));
    }

    [Fact]
    public async Task A_territory_that_does_not_live_here_is_an_error()
    {
        await using var host = await StartAsync(disk);
        await Assert.ThrowsAsync<KeyNotFoundException>(
            () => host.SendAsync(Command(new TerritoryId("east"), "1", new Add(1))));
        Assert.Null(host.View(new TerritoryId("east")));
    }

    [Fact]
    public async Task A_stop_loses_nothing_that_was_sent_and_a_new_start_goes_on_from_there()
    {
        var host = await StartAsync(disk);
        var replies = Enumerable.Range(0, 500)
            .Select(n => host.SendAsync(Command(North, $"{n}", new Add(1)))).ToList();
        await host.StopAsync().WaitAsync(Patience);
        Assert.All(await Task.WhenAll(replies).WaitAsync(Patience), outcome =>
            Assert.IsType<Outcome.Accepted>(outcome));
        await host.DisposeAsync();

        await using var again = await StartAsync(disk);
        Assert.Equal(500, ((ToyState)again.View(North)!.Current.Find(Toy("a"))!).Count);
        var repeated = (Outcome.Accepted)await again.SendAsync(Command(North, "7", new Add(1)))
            .WaitAsync(Patience);
        Assert.Equal("8", repeated.Answer);
    }

    [Fact]
    public async Task A_territory_that_was_taken_over_is_red_and_the_others_go_on()
    {
        await using var host = await StartAsync(disk);
        var other = await TerritoryOwner.OpenAsync(Setup(North, disk));
        var written = other.SendAsync(Command(North, "by-the-other", new Add(1)));
        await other.StepAsync();
        await written;
        await Assert.ThrowsAsync<TerritoryUnavailableException>(
            () => host.SendAsync(Command(North, "1", new Add(1))).WaitAsync(Patience));

        Assert.Equal([OwnerStatus.Lost, OwnerStatus.Running], host.Health.Select(health => health.Status));
        Assert.IsType<Outcome.Accepted>(
            await host.SendAsync(Command(South, "1", new Add(1))).WaitAsync(Patience));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    [Fact]
    public async Task A_view_that_falls_over_turns_its_territory_red()
    {
        await using var host = await StartAsync(disk);
        var fallen = new TaskCompletionSource();
        host.View(North)!.Changed += _ => Fall(fallen);
        await host.SendAsync(Command(North, "1", new Add(1))).WaitAsync(Patience);
        await fallen.Task.WaitAsync(Patience);
        await host.StopAsync().WaitAsync(Patience);

        Assert.Equal(["InvalidOperationException", null], host.Health.Select(health => health.LastError));
        Assert.Contains("territory.ended", log.NamesFrom(Microsoft.Extensions.Logging.LogLevel.Critical));
    }

    private static void Fall(TaskCompletionSource fallen)
    {
        fallen.SetResult();
        throw new InvalidOperationException("a listener with a bug");
    }

    private Task<TerritoryHost> StartAsync(IJournal journal) =>
        TerritoryHost.StartAsync([Setup(North, journal), Setup(South, journal)]);

    private TerritorySetup Setup(TerritoryId id, IJournal journal) =>
        new(ToySettings.Of(id), Factory, new ToyCodec(), journal, clock, new OwnerOptions(), log);

    private static Command Command(TerritoryId territory, string id, Message body) =>
        new(new CommandId(id), territory, VirtualClock.Evening, Identity.System, Toy("a"), body);
}
