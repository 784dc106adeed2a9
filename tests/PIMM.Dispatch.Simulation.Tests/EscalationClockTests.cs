using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Simulation.Territories;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>
/// The escalation of a case for which nobody is there, on a clock that lies, across restarts and outages: the
/// same steps at the same instants, each once (faults.md T1, T6).
/// </summary>
public sealed class EscalationClockTests
{
    /// <summary>
    /// The case leaves after 60; before the provider, who never answers here, gives it back.
    /// </summary>
    private const int Minutes = 69;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 19, 0, 0, TimeSpan.Zero);
    private static readonly TerritorySettings Territory = Settings.Of("hainaut-cambresis");

    [Theory]
    [InlineData(24)]
    [InlineData(-24)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_jump_of_the_wall_clock_gives_no_wrong_and_no_lost_step(double hours)
    {
        var jumped = await LiveAsync(
            minute => minute is > 10 and < 30 ? TimeSpan.FromHours(hours) : TimeSpan.Zero, _ => false);
        Assert.Equal(await LiveAsync(_ => TimeSpan.Zero, _ => false), jumped);
        Assert.Equal(5, jumped.Count(line => line.Contains("EscalationStepped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_restart_between_any_two_steps_neither_loses_nor_repeats_one() =>
        Assert.Equal(
            await LiveAsync(_ => TimeSpan.Zero, _ => false),
            await LiveAsync(_ => TimeSpan.Zero, minute => minute is 10 or 20 or 45 or 61));

    [Fact]
    public async Task A_replay_of_the_journal_emits_nothing_new()
    {
        var journal = new InMemoryJournal();
        await LiveAsync(_ => TimeSpan.Zero, _ => false, journal);
        var before = (await journal.HeadAsync(Territory.Id)).Sequence;
        var clock = new SimulatedClock(Start.AddMinutes(Minutes));
        var again = await OpenAsync(journal, clock);
        await again.StepAsync();
        Assert.Equal(before, (await journal.HeadAsync(Territory.Id)).Sequence);
    }

    [Fact]
    public async Task After_an_outage_the_steps_come_late_once_and_say_how_late()
    {
        var journal = new InMemoryJournal();
        var clock = new SimulatedClock(Start);
        await BeginAsync(await OpenAsync(journal, clock), clock);
        clock.MoveTo(Start.AddMinutes(50));
        var back = await OpenAsync(journal, clock);
        for (var minute = 50; minute <= 81; minute++)
        {
            clock.MoveTo(Start.AddMinutes(minute));
            await back.StepAsync();
        }
        var steps = (await FactsAsync(journal)).Where(fact => fact.Event is EscalationStepped)
            .Select(fact => (fact.At, (EscalationStepped)fact.Event)).ToList();
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(one => one.Item2.Step));
        Assert.Equal(TimeSpan.FromMinutes(30), steps[0].At - steps[0].Item2.DueAt);
        Assert.Equal(TimeSpan.FromMinutes(22), steps[4].At - steps[3].At);
    }

    private static async Task<List<string>> LiveAsync(
        Func<double, TimeSpan> wallError, Predicate<double> restarts, InMemoryJournal? disk = null)
    {
        var journal = disk ?? new InMemoryJournal();
        var clock = new SimulatedClock(Start);
        var territory = await OpenAsync(journal, clock);
        await BeginAsync(territory, clock);
        for (var at = Start; at <= Start.AddMinutes(Minutes); at += Tick)
        {
            var minute = (at - Start).TotalMinutes;
            clock.MoveTo(at);
            clock.WallError = wallError(minute);
            if (restarts(minute))
                territory = await OpenAsync(journal, clock);
            await territory.StepAsync();
        }
        return (await FactsAsync(journal)).ConvertAll(fact => $"{fact.At:O} {fact.Event}");
    }

    private static Task<VirtualTerritory> OpenAsync(IJournal journal, SimulatedClock clock) =>
        VirtualTerritory.OpenAsync(VirtualTerritory.SetupOf(
            Territory, journal, new SteadyClock(clock), NullLogger.Instance));

    /// <summary>An urgent case is ready to be read, and nobody is on duty.</summary>
    private static async Task BeginAsync(VirtualTerritory territory, SimulatedClock clock)
    {
        var site = new EstablishmentId("denain");
        var patient = new Patient(
            "ESSAI", null, new DateOnly(1970, 1, 2), "F", "IPP-1", null, IdentityStatus.Provisional);
        var opened = await Tell(site, new RequestExam(
            "E1", patient, new Exam("CT", null, "Scanner cérébral"), Urgency.Urgent, Specialty.Neuro,
            AnatomicalRegion.Head, new ClinicalContext(null, null, null, null, null, null, null, null),
            null));
        var id = new CaseId(((Outcome.Accepted)opened).Answer!);
        await Tell(id, new ImagesStored(new StudyUid("1.2.3.1"), "E1", 100, AssociationOpen: false));
        await Tell(id, new CompleteImages());

        Task<Outcome> Tell(ActorId to, Message body) => territory.SendAsync(new Command(
            new CommandId(body.GetType().Name), Territory.Id, clock.GetUtcNow(),
            new Identity("essai", "coordinator"), to, body));
    }

    private static async Task<List<Recorded>> FactsAsync(InMemoryJournal journal)
    {
        var facts = new List<Recorded>();
        await foreach (var row in journal.ReadAsync(Territory.Id, 0))
            facts.Add(Facts.Of(row, new DomainCodec()));
        return facts;
    }
}
