using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class PastEveningTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = VirtualClock.Evening;

    private readonly InMemoryJournal journal = new();
    private readonly TerritoryCodec codec = TerritoryCodec.Domain;

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task The_hours_before_are_in_the_journal_and_nothing_of_the_hours_to_come()
    {
        await LiveAsync();
        foreach (var territory in Repository.Territories)
        {
            var history = await HistoryAsync(territory.Id);
            Assert.InRange(history[0].At, Now.AddHours(-4), Now.AddHours(-3.9));
            Assert.InRange(history[^1].At, Now.AddMinutes(-10), Now);
            Assert.True(history.Count(r => r.Event is ReportSigned) >= 5, territory.Id.Value);
        }
    }

    [Fact]
    public async Task Its_statistics_are_those_of_a_good_evening_with_few_cases_late()
    {
        await LiveAsync();
        var (signed, late) = (0, 0);
        foreach (var territory in Repository.Territories)
        {
            var history = await HistoryAsync(territory.Id);
            signed += history.Count(r => r.Event is ReportSigned);
            late += history.Count(r => r.Event is TargetAlerted { Alert: TargetAlert.Breached });
        }
        Assert.InRange(signed, 60, 110);
        Assert.InRange(late, 0, 12);
    }

    [Fact]
    public async Task The_coming_week_is_on_the_roster_with_a_gap_where_nobody_can_read()
    {
        await LiveAsync();
        var (slots, planned) = (0, 0);
        foreach (var territory in Repository.Territories)
        {
            slots += Slots.Between(territory, Now.AddHours(24), Now.AddDays(8))
                .Count(slot => slot.Line.Readers > 0);
            var duties = (await HistoryAsync(territory.Id)).Select(fact => fact.Event).OfType<DutyPlanned>()
                .Where(duty => duty.Slot is not null).ToList();
            Assert.All(duties, duty => Assert.True(duty.From >= Now.AddHours(12)));
            planned += duties.Count;
        }
        Assert.InRange(planned, slots / 3, slots * 3);
    }

    [Fact]
    public async Task It_is_lived_once()
    {
        await LiveAsync();
        var before = await HistoryAsync(Repository.Territories[0].Id);
        await LiveAsync();
        Assert.Equal(before.Count, (await HistoryAsync(Repository.Territories[0].Id)).Count);
    }

    [Fact]
    public async Task A_node_goes_on_where_it_ended()
    {
        await LiveAsync();
        var clock = new VirtualClock(Now);
        await using var host = await TerritoryHost.StartAsync(
            [.. Repository.Territories.Select(territory => SetupOf(territory, clock))]);
        Assert.All(host.Health, health => Assert.Equal(TimeSpan.Zero, health.Ahead));
        Assert.Contains(
            Repository.Territories,
            t => host.View(t.Id)!.Current.Cases.Values.OfType<CaseState>().Any(c => c.Unsigned));
    }

    private Task LiveAsync() => new PastEvening(
            new DemoOptions { LedgerPath = "unused" }, Repository.Territories, SetupOf, new VirtualClock(Now))
        .StartingAsync(CancellationToken.None);

    private TerritorySetup SetupOf(TerritorySettings territory, TimeProvider clock) => new(
        territory, static (actor, _) => Actors.Initial(actor), codec, journal, clock, new OwnerOptions(),
        NullLogger.Instance);

    private async Task<List<Recorded>> HistoryAsync(TerritoryId territory)
    {
        var history = new List<Recorded>();
        await foreach (var row in journal.ReadAsync(territory, 0))
            history.Add(new Recorded(
                row.Sequence, row.Actor, row.At, Identity.System,
                codec.Decode(row.EventType, row.EventVersion, row.Payload)));
        return history;
    }
}
