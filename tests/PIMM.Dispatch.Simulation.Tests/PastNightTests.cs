using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Reports;
using PIMM.Dispatch.Simulation.Territories;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>An evening is rehearsed into a journal; then the journal is a night that has been.</summary>
public sealed class PastNightTests : IDisposable
{
    private static readonly RehearsalSetting Centre =
        Situations.Of("centre", Settings.Of("centre-val-de-loire"));

    private static readonly RehearsedPolicy Matching = RehearsedPolicy.All.Single(one => one.Code == "f");

    private readonly string folder = Directory.CreateTempSubdirectory("pimm-past-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_came_comes_again_at_the_same_instants()
    {
        var plan = EveningPlan.Of(11, Centre.Scenario, Centre.Settings);
        var past = Of(await RecordAsync(plan), Centre);

        Assert.Equal(new LeftOut(0, 0, 0, 0), past.LeftOut);
        Assert.Equal(
            plan.Arrivals.Select(one => (one.Site, one.Urgency, Micro(one.RequestedAt), Micro(one.ImagesAt)))
                .Order(),
            past.Cases.Select(one => one.Arrival)
                .Select(one => (one.Site, one.Urgency, one.RequestedAt, (DateTimeOffset?)one.ImagesAt))
                .Order());
    }

    [Fact]
    public async Task Played_again_it_is_the_same_night_to_the_microsecond()
    {
        var past = Of(await RecordAsync(EveningPlan.Of(12, Centre.Scenario, Centre.Settings)), Centre);
        var again = Of(await RecordAsync(PlanOf(past)), Centre);

        Assert.Equal(past.Cases.Select(Came), again.Cases.Select(Came));
        Assert.Equal(
            past.Readers.Select(one => (one.Id, one.Duties[0].From)),
            again.Readers.Select(one => (one.Id, one.Duties[0].From)));
    }

    /// <summary>
    /// Four nights, four draws each. The draws answer offers at other moments than the night did, so that the
    /// figures agree and the cases do not.
    /// </summary>
    [Fact]
    public async Task Under_the_rules_that_it_had_a_night_comes_out_about_as_it_did()
    {
        var (real, played) = (new List<EveningResult>(), new List<EveningResult>());
        for (var seed = 1; seed <= 4; seed++)
        {
            var past = Of(await RecordAsync(EveningPlan.Of(seed, Centre.Scenario, Centre.Settings)), Centre);
            var campaign = await ReplayAsync(past, 4, Matching);
            real.AddRange(campaign.Policies[0].Evenings);
            played.AddRange(campaign.Policies[1].Evenings);
        }
        var (was, would) = (PolicyFigures.Of(Matching, [.. real]), PolicyFigures.Of(Matching, [.. played]));
        Agree(was[Measure.Under45], would[Measure.Under45], 2);
        Agree(was[Measure.Mean], would[Measure.Mean], 1.5);
        Agree(was[Measure.Match], would[Measure.Match], 5);
        Agree(was[Measure.Gini], would[Measure.Gini], 0.05);
        Assert.InRange(would.Emergencies.P90, was.Emergencies.P90 - 3, was.Emergencies.P90 + 3);

        static void Agree(Interval was, Interval would, double within) =>
            Assert.InRange(would.Value, was.Value - within, was.Value + within);
    }

    [Fact]
    public async Task The_real_night_is_computed_from_its_events()
    {
        var journal = new InMemoryJournal();
        var settings = Matching.Applied(Centre.Settings);
        var result = await Rehearsal.RunAsync(
            EveningPlan.Of(3, Centre.Scenario, settings), settings, journal, null);
        var real = Of(await FactsAsync(journal), Centre).Real;

        Assert.Equal(result.Emergencies.Select(Signed).Order(), real.Emergencies.Select(Signed).Order());
        Assert.Equal(result.MinutesRead, real.MinutesRead);
        Assert.Equal((result.Gini, result.Reassignments), (real.Gini, real.Reassignments));

        static (TimeSpan, double, ReaderId?, bool, bool) Signed(ReadCase read) =>
            (read.ArrivedAfter, Math.Round(read.Minutes, 6), read.Reader, read.BySpecialist,
                read is { Stroke: true, Urgency: Urgency.Vital });
    }

    [Fact]
    public async Task Reading_does_not_change_a_byte_of_the_journal_even_while_a_node_has_it()
    {
        var path = Path.Combine(folder, "journal.db");
        await using (var journal = SqliteJournal.Open(path))
        {
            await Rehearsal.RunAsync(
                EveningPlan.Of(4, Centre.Scenario, Centre.Settings), Centre.Settings, journal);
            using var open = JournalFile.Open(path);
            Assert.NotEmpty(open.Rows(Centre.Settings.Id));
        }
        var before = await File.ReadAllBytesAsync(path);
        using (var file = JournalFile.Open(path))
        {
            var facts = file.Rows(Centre.Settings.Id).Select(row => Facts.Of(row, new DomainCodec()));
            var past = PastNight.Of(facts, Centre.Settings);
            Assert.NotEmpty(past.Cases);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
        Assert.Equal(0, new FileInfo(path + "-wal").Length);
        Assert.Throws<JournalUnavailableException>(() => JournalFile.Open(Path.Combine(folder, "none.db")));
    }

    /// <summary>A night with all that goes wrong: cancellations, silence, a lost reader.</summary>
    [Fact]
    public async Task A_night_of_mishaps_is_played_and_what_is_left_out_is_counted()
    {
        var settings = Settings.Of("centre-val-de-loire").With(2);
        var scenario = EveningScenario.Centre(settings) with
        {
            Readers = [.. settings.Readers.Keys], LostReaderAfter = TimeSpan.FromHours(2), SurgeFactor = 2,
            Hazards = Hazards.Usual with { Cancelled = 0.2 },
        };
        var journal = new InMemoryJournal();
        var plan = EveningPlan.Of(5, scenario, settings);
        await Rehearsal.RunAsync(plan, settings, journal);
        var facts = await FactsAsync(journal);
        var past = PastNight.Of(facts, settings);
        Assert.Contains(past.Real.Reads, read => read.IsExternal);

        var campaign = await Campaign.RunAsync(
            new CampaignPlan(past.SettingOf("x", settings), [Matching], 1, 2, 1));
        Assert.All(campaign.Policies[1].Evenings, evening =>
            Assert.Equal((0, past.Cases.Length), (evening.Unfinished, evening.Cases)));

        var middle = past.From + (past.Until - past.From) / 2;
        var late = PastNight.Of(facts, settings, middle, past.Until);
        Assert.True(late.LeftOut.Waiting > 0, "nothing was waiting in the middle of the night");
        var gone = settings with
        {
            Establishments = settings.Establishments.Remove(past.Cases[0].Arrival.Site),
        };
        Assert.True(PastNight.Of(facts, gone).LeftOut.Unknown > 0, "the hospital is still known");
        var cut = PastNight.Of(facts.TakeWhile(fact => fact.At < middle), settings, past.From, middle);
        Assert.True(cut.LeftOut.Unsigned > 0, "everything was signed in the middle of the night");
    }

    [Fact]
    public async Task Nobody_of_the_journal_is_in_what_is_played_or_printed()
    {
        var plan = EveningPlan.Of(6, Centre.Scenario, Centre.Settings);
        var named = plan with
        {
            Arrivals = [.. plan.Arrivals.Select(one => one with
            {
                Patient = one.Patient with
                {
                    FamilyName = "SECRET", GivenName = "Secret", PatientId = "SECRET" + one.Number,
                },
            })],
        };
        var past = Of(await RecordAsync(named), Centre);
        var campaign = await ReplayAsync(past, 1, Matching);
        Assert.All(past.Cases, one =>
        {
            Assert.StartsWith("EXEMPLE ", one.Arrival.Patient.FamilyName, StringComparison.Ordinal);
            Assert.StartsWith("IPP-", one.Arrival.Patient.PatientId, StringComparison.Ordinal);
        });
        string[] reports =
            [RehearsalTable.Of(campaign), RehearsalJson.Of(campaign), RehearsalPage.Of(campaign)];
        Assert.All(reports, report =>
            Assert.DoesNotContain("secret", report, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Another_roster_is_there_all_night_and_the_same_draws_give_the_same_report()
    {
        var past = Of(await RecordAsync(EveningPlan.Of(7, Centre.Scenario, Centre.Settings)), Centre);
        var more = Centre.Settings.With(6);
        var plan = new CampaignPlan(past.With(more).SettingOf("x", more), [Matching], 1, 3, 1);
        var campaign = await Campaign.RunAsync(plan);

        Assert.Equal(6, campaign.Plan.Setting.Scenario.Readers.Length);
        Assert.True(campaign.Policies[1][Measure.Mean].Value < campaign.Policies[0][Measure.Mean].Value);
        var other = await Campaign.RunAsync(plan with { Cores = 2 });
        Assert.Equal(RehearsalJson.Of(campaign), RehearsalJson.Of(other));
        Assert.Equal(RehearsalPage.Of(campaign), RehearsalPage.Of(other));
    }

    private static (EstablishmentId, Urgency, PastExam, DateTimeOffset?, DateTimeOffset) Came(PastCase one) =>
        (one.Arrival.Site, one.Arrival.Urgency, one.Arrival.Past!, one.Arrival.RequestedAt,
            one.Arrival.ImagesAt);

    /// <summary>The journal's resolution; what falls between two is the next.</summary>
    private static DateTimeOffset? Micro(DateTimeOffset? at) =>
        at is { } one ? new DateTimeOffset((one.Ticks + 9) / 10 * 10, TimeSpan.Zero) : null;

    private static EveningPlan PlanOf(PastNight past) =>
        past.PlanOf(1, past.SettingOf("x", Centre.Settings).Scenario);

    private static PastNight Of(IEnumerable<Recorded> facts, RehearsalSetting setting) =>
        PastNight.Of(facts, setting.Settings, setting.Scenario.Start, setting.Scenario.End.AddHours(1));

    private static Task<Campaign> ReplayAsync(PastNight past, int draws, params RehearsedPolicy[] policies) =>
        Campaign.RunAsync(new CampaignPlan(
            past.SettingOf("x", Centre.Settings), [.. policies], 100, draws, 1));

    private static async Task<List<Recorded>> RecordAsync(EveningPlan plan)
    {
        var journal = new InMemoryJournal();
        await Rehearsal.RunAsync(plan, Matching.Applied(Centre.Settings), journal);
        return await FactsAsync(journal);
    }

    private static async Task<List<Recorded>> FactsAsync(InMemoryJournal journal)
    {
        var facts = new List<Recorded>();
        await foreach (var row in journal.ReadAsync(Centre.Settings.Id, 0))
            facts.Add(Facts.Of(row, new DomainCodec()));
        return facts;
    }
}
