using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Cluster.Rosters;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Rosters;

/// <summary>One person, two territories, one duty at a time: whatever races and whatever crashes.</summary>
public sealed class SharedReadersTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TerritoryId s_centre = new("centre-val-de-loire");
    private static readonly TerritoryId s_touraine = new("touraine-val-de-loire");
    private static readonly ReaderId s_reader = new("radiologue6");
    private static readonly DateTimeOffset s_from = VirtualClock.Evening.AddHours(1);
    private static readonly DateTimeOffset s_until = s_from.AddHours(4);

    private static readonly List<TerritorySettings> s_territories =
        [.. TerritoryFiles.Load(Configuration.RepositoryFiles.Territories)];

    private readonly InMemoryJournal disk = new();
    private readonly VirtualClock clock = new();

    [Fact]
    public async Task A_person_on_duty_in_one_territory_is_refused_in_the_other()
    {
        await using var host = await StartAsync();
        var first = await PlanAsync(host, s_centre, "1");
        var second = await PlanAsync(host, s_touraine, "2");

        Assert.IsType<Outcome.Accepted>(first);
        Assert.Equal(
            new Outcome.Refused(new Refusal(Refusals.ReaderOnDutyElsewhere, "radiologue6")), second);
        Assert.Equal((1, 0), await DutiesAsync(host));
    }

    [Fact]
    public async Task The_time_after_it_is_free()
    {
        await using var host = await StartAsync();
        Assert.IsType<Outcome.Accepted>(await PlanAsync(host, s_centre, "1"));
        Assert.IsType<Outcome.Accepted>(await PlanAsync(host, s_touraine, "2", s_until));
        Assert.Equal((1, 1), await DutiesAsync(host));
    }

    [Fact]
    public async Task A_duty_that_is_refused_gives_the_time_back()
    {
        await using var host = await StartAsync();
        await host.SendAsync(Command(s_centre, "leave", new RecordAbsence(
            s_reader, s_from, s_until, "congés"))).WaitAsync(s_patience);

        var refused = Assert.IsType<Outcome.Refused>(await PlanAsync(host, s_centre, "1"));

        Assert.Equal(Refusals.ReaderAbsent, refused.Refusal.Code);
        Assert.Empty((await RosterAsync(host, s_touraine)).Reserved);
        Assert.IsType<Outcome.Accepted>(await PlanAsync(host, s_touraine, "2"));
    }

    [Fact]
    public async Task Of_two_requests_at_the_same_time_at_most_one_is_accepted()
    {
        await using var host = await StartAsync();
        for (var round = 0; round < 50; round++)
        {
            var from = s_from.AddDays(round);
            var outcomes = await Task.WhenAll(
                Task.Run(() => PlanAsync(host, s_centre, $"c{round}", from)),
                Task.Run(() => PlanAsync(host, s_touraine, $"t{round}", from))).WaitAsync(s_patience);
            Assert.True(outcomes.Count(outcome => outcome is Outcome.Accepted) <= 1, $"round {round}");
        }
        await AssertNeverTwiceAsync(host);
    }

    [Fact]
    public async Task A_request_repeated_after_a_crash_between_the_two_completes()
    {
        await using (var host = await StartAsync())
            await CrashBeforeTheDutyAsync(host);
        await using var again = await StartAsync();
        Assert.Single((await RosterAsync(again, s_touraine)).Reserved);
        Assert.IsType<Outcome.Refused>(await PlanAsync(again, s_touraine, "2"));

        Assert.IsType<Outcome.Accepted>(await PlanAsync(again, s_centre, "1"));
        Assert.IsType<Outcome.Accepted>(await PlanAsync(again, s_centre, "1"));
        Assert.Equal((1, 0), await DutiesAsync(again));
    }

    [Fact]
    public async Task A_request_never_repeated_gives_the_time_back_at_the_next_start_and_can_not_run_later()
    {
        await using (var host = await StartAsync())
            await CrashBeforeTheDutyAsync(host);
        await using var again = await StartAsync();
        await SettleAsync(again, s_touraine);

        Assert.Empty((await RosterAsync(again, s_touraine)).Reserved);
        Assert.IsType<Outcome.Accepted>(await PlanAsync(again, s_touraine, "2"));
        var late = Assert.IsType<Outcome.Refused>(await PlanAsync(again, s_centre, "1"));
        Assert.Equal(Refusals.DutyAbandoned, late.Refusal.Code);
        Assert.Equal((0, 1), await DutiesAsync(again));
    }

    [Fact]
    public async Task Settling_keeps_what_stands_and_gives_back_what_was_cancelled()
    {
        await using var host = await StartAsync();
        var duty = Assert.IsType<Outcome.Accepted>(await PlanAsync(host, s_centre, "1")).Answer!;
        await SettleAsync(host, s_touraine);
        Assert.Single((await RosterAsync(host, s_touraine)).Reserved);

        await host.SendAsync(Command(s_centre, "cancel", new CancelDuty(duty, "erreur")))
            .WaitAsync(s_patience);
        await SettleAsync(host, s_touraine);
        Assert.Empty((await RosterAsync(host, s_touraine)).Reserved);
    }

    [Fact]
    public async Task A_reader_of_one_territory_needs_no_other()
    {
        var sent = new List<Command>();
        var shared = new SharedReaders(s_territories, command =>
        {
            sent.Add(command);
            return Task.FromResult<Outcome>(new Outcome.Accepted(1, 1, "1"));
        });
        await shared.PlanAsync(
            Duty(s_centre, "1", s_from), new ReaderId("radiologue4"), s_from, s_until);
        Assert.Equal(["1"], sent.Select(command => command.Id.Value));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    /// <summary>The time is taken in the other territory, and then the node dies.</summary>
    private static async Task CrashBeforeTheDutyAsync(TerritoryHost host)
    {
        var shared = new SharedReaders(s_territories, command => command.Body is PutOnDuty
            ? throw new TerritoryUnavailableException(UnavailableReason.Stopped)
            : host.SendAsync(command));
        await Assert.ThrowsAsync<TerritoryUnavailableException>(
            () => shared.PlanAsync(Duty(s_centre, "1", s_from), s_reader, s_from, s_until));
        await host.StopAsync().WaitAsync(s_patience);
    }

    private static Task<Outcome> PlanAsync(
        TerritoryHost host, TerritoryId territory, string id, DateTimeOffset? at = null)
    {
        var from = at ?? s_from;
        return new SharedReaders(s_territories, host.SendAsync)
            .PlanAsync(Duty(territory, id, from), s_reader, from, from.AddHours(4)).WaitAsync(s_patience);
    }

    private static async Task SettleAsync(TerritoryHost host, TerritoryId territory)
    {
        var rosters = new Dictionary<TerritoryId, RosterState?>();
        foreach (var id in new[] { s_centre, s_touraine })
            rosters[id] = await RosterAsync(host, id);
        await new SharedReaders(s_territories, host.SendAsync)
            .SettleAsync(territory, VirtualClock.Evening, id => rosters[id], _ => true)
            .WaitAsync(s_patience);
    }

    private static async Task<RosterState> RosterAsync(TerritoryHost host, TerritoryId territory)
    {
        var head = host.Health.Single(health => health.Territory == territory).Head;
        var view = await host.View(territory)!.AtLeastAsync(head).WaitAsync(s_patience);
        return view.Roster as RosterState ?? RosterState.Initial;
    }

    private static async Task<(int Centre, int Touraine)> DutiesAsync(TerritoryHost host) =>
        ((await RosterAsync(host, s_centre)).Duties.Count,
            (await RosterAsync(host, s_touraine)).Duties.Count);

    private static async Task AssertNeverTwiceAsync(TerritoryHost host)
    {
        var (centre, touraine) = (await RosterAsync(host, s_centre), await RosterAsync(host, s_touraine));
        Assert.DoesNotContain(centre.Duties.Values, here =>
            touraine.Duties.Values.Any(there => there.Overlaps(here.From, here.Until)));
    }

    private Task<TerritoryHost> StartAsync() => TerritoryHost.StartAsync(
        [.. s_territories.Select(settings => new TerritorySetup(
            settings, static (actor, _) => Actors.Initial(actor), TerritoryCodec.Domain, disk, clock,
            new OwnerOptions(), new RecordingLogger()))]);

    private static Command Duty(TerritoryId territory, string id, DateTimeOffset from) =>
        Command(territory, id, new PutOnDuty(s_reader, DutyLine.OnCall, from, from.AddHours(4)));

    private static Command Command(TerritoryId territory, string id, Message body) => new(
        new CommandId(id), territory, VirtualClock.Evening, new Identity("lea", "coordinator"),
        ActorId.Roster, body);
}
