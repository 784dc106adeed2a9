using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Rosters;

/// <summary>The roster of each territory as its documents describe it.</summary>
public sealed class TerritoryRosterTests
{
    private static readonly ImmutableArray<TerritorySettings> s_all =
        TerritoryFiles.Load(Configuration.RepositoryFiles.Territories);

    /// <summary>A Monday without anything special.</summary>
    private static readonly DateOnly s_monday = new(2026, 9, 7);

    [Fact]
    public void Hainaut_has_its_team_by_day_and_evening_and_the_company_in_deep_night()
    {
        Assert.Equal(
            [
                "equipe-jour 08:30-18:30 -", "equipe-soiree 18:30-23:30 -",
                "nuit-profonde 23:30-08:30 societe-externe", "scanner-programme 08:30-13:00 -",
                "scanner-programme 13:30-18:00 -",
            ],
            SlotsOn("hainaut-cambresis", s_monday));
        Assert.Equal(
            ["equipe-soiree 08:30-23:30 -", "nuit-profonde 23:30-08:30 societe-externe"],
            SlotsOn("hainaut-cambresis", s_monday.AddDays(-1)));
    }

    [Fact]
    public void Partners_of_Hainaut_are_no_gap_until_the_day_they_are_connected()
    {
        var evening = new DateOnly(2025, 9, 30);
        Assert.Equal(
            ["valenciennes", "denain", "le-quesnoy", "fourmies"], OpenSites("equipe-soiree", evening));
        Assert.Equal(
            ["valenciennes", "denain", "le-quesnoy", "fourmies", "maubeuge"],
            OpenSites("equipe-soiree", evening.AddDays(1)));
        Assert.DoesNotContain("maubeuge", OpenSites("equipe-jour", evening.AddDays(1)));
        Assert.Contains("maubeuge", OpenSites("equipe-jour", s_monday));
        Assert.DoesNotContain("avesnes", OpenSites("equipe-soiree", s_monday));
    }

    [Fact]
    public void Scheduled_sessions_of_Hainaut_go_to_the_company_by_an_act_and_not_by_themselves()
    {
        var session = Cover("hainaut-cambresis", "scanner-programme", s_monday, RosterState.Initial);
        var given = (RosterState)RosterState.Initial.Evolve(new Recorded(
            1, ActorId.Roster, session.Slot.From, Identity.System, new SlotsGivenToProvider(
                new ProviderId("societe-externe"), [session.Slot.Id], "aucun radiologue")));

        Assert.NotEmpty(session.Gaps);
        Assert.Empty(Cover("hainaut-cambresis", "scanner-programme", s_monday, given).Gaps);
    }

    [Fact]
    public void Centre_pools_eleven_hospitals_until_the_hand_over_at_half_past_eleven()
    {
        Assert.Equal(
            ["astreinte-regionale 18:30-23:30 -", "nuit-profonde 23:30-08:30 societe-externe"],
            SlotsOn("centre-val-de-loire", s_monday));
        Assert.Equal(
            ["astreinte-regionale 08:30-23:30 -", "nuit-profonde 23:30-08:30 societe-externe"],
            SlotsOn("centre-val-de-loire", new DateOnly(2026, 11, 11)));
        var line = Line("centre-val-de-loire", "astreinte-regionale");
        Assert.Equal((11, 8, 2, DutyLine.OnCall),
            (line.Sites.Length, line.Specialties.Length, line.Readers, line.Kind));
        Assert.Empty(Cover("centre-val-de-loire", "nuit-profonde", s_monday, RosterState.Initial).Gaps);
    }

    [Fact]
    public void Touraine_works_in_half_day_sessions_by_equipment_and_site()
    {
        var touraine = Of("touraine-val-de-loire");
        var slots = Slots.On(touraine, s_monday).ToList();

        Assert.Equal(10, slots.Count);
        Assert.All(slots, slot => Assert.Equal(
            (DutyLine.Session, TimeSpan.FromHours(4.5)), (slot.Line.Kind, slot.Until - slot.From)));
        Assert.Equal(8, Slots.On(touraine, s_monday.AddDays(1)).Count());
        Assert.Equal(
            ["IRM 3T (Tours)", "IRM 1,5T (Loches)", "Scanner (Loches)"],
            slots.Select(slot => slot.Line.Equipment).OfType<string>().Distinct());
        Assert.All(slots, slot => Assert.Equal(1, HalfDaysOf(touraine, slot).HalfDays));
        Assert.Empty(Slots.On(touraine, s_monday.AddDays(-1)));
    }

    [Fact]
    public void Orleans_is_read_by_one_who_reads_children()
    {
        var touraine = Of("touraine-val-de-loire");
        var slot = Slots.On(touraine, s_monday).First(one => one.Line.Id.Value == "pediatrie-orleans");
        var adult = touraine.Readers[new ReaderId("radiologue7")];
        var settings = touraine with
        {
            Readers = touraine.Readers.SetItem(
                adult.Id, adult with { Skills = adult.Skills.SetItem(Specialty.Paediatric, 0) }),
        };
        var duty = new PutOnDuty(adult.Id, DutyLine.Session, slot.From, slot.Until, slot.Id);

        Assert.Equal(["orleans"], slot.Line.Sites.Select(site => site.Value));
        Assert.Equal(Specialty.Paediatric, Assert.Single(slot.Line.Specialties));
        Assert.Null(Decide(touraine, duty).Refusal);
        Assert.Equal(Refusals.PrivilegeMissing, Decide(settings, duty).Refusal?.Code);
    }

    [Fact]
    public void Landes_shares_one_on_call_and_sends_sub_specialists_to_three_sites()
    {
        Assert.Equal(["astreinte-commune 18:30-08:30 -"], SlotsOn("landes-pays-basque", s_monday));
        Assert.Equal(
            ["astreinte-commune 08:30-08:30 -"], SlotsOn("landes-pays-basque", s_monday.AddDays(5)));
        Assert.Equal(4, Line("landes-pays-basque", "astreinte-commune").Sites.Length);
        var sessions = Of("landes-pays-basque").Lines.At(VirtualEvening)
            .Where(line => line.Kind == DutyLine.Session).ToList();
        Assert.Equal(
            ["dax", "mont-de-marsan", "saint-palais"],
            sessions.Select(line => line.Sites.Single().Value));
        Assert.All(sessions, line => Assert.DoesNotContain(Specialty.General, line.Specialties));
        Assert.All(sessions, line =>
            Assert.StartsWith("surspecialite-", line.Id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void One_person_serves_Centre_and_Touraine()
    {
        var persons = s_all.SelectMany(territory => territory.Readers.Values.Select(reader =>
            (reader.Person, territory.Id.Value))).ToLookup(pair => pair.Person, pair => pair.Value);

        Assert.Equal(
            ["centre-val-de-loire", "touraine-val-de-loire"],
            Assert.Single(persons, person => person.Count() > 1));
        Assert.Equal(["radiologue6"], persons.Where(person => person.Count() > 1).Select(p => p.Key));
    }

    private static readonly DateTimeOffset VirtualEvening = TestKit.VirtualClock.Evening;

    private static TerritorySettings Of(string id) => s_all.Single(territory => territory.Id.Value == id);

    private static LineOfDuty Line(string territory, string line) =>
        Of(territory).Lines.At(VirtualEvening).Single(one => one.Id.Value == line);

    private static IEnumerable<string> SlotsOn(string territory, DateOnly day) =>
        Slots.On(Of(territory), day).Select(slot =>
            $"{slot.Line.Id} {Of(territory).LocalTime(slot.From):HH:mm}-"
            + $"{Of(territory).LocalTime(slot.Until):HH:mm} {slot.Line.StandIn?.Value ?? "-"}");

    private static IEnumerable<string> OpenSites(string line, DateOnly day) =>
        Cover("hainaut-cambresis", line, day, RosterState.Initial).Gaps
            .SelectMany(gap => gap.Sites).Select(open => open.Site.Value);

    private static SlotCover Cover(string territory, string line, DateOnly day, RosterState roster)
    {
        var slot = Slots.On(Of(territory), day).First(one => one.Line.Id.Value == line);
        return Coverage.Of(Of(territory), roster, slot.From, slot.Until)
            .Single(cover => cover.Slot.Id == slot.Id);
    }

    private static Decision Decide(TerritorySettings settings, Message message) =>
        RosterState.Initial.Decide(message, new TurnContext(
            VirtualEvening, Identity.System, new CommandId("c"), ActorId.Roster, settings, 1));

    private static EquityCounts HalfDaysOf(TerritorySettings settings, Slot slot)
    {
        var reader = settings.Readers.Keys.First();
        var history = DutyHistory.Empty.After(new Recorded(
            1, ActorId.Roster, slot.From, Identity.System,
            new DutyPlanned("1", reader, slot.Line.Kind, slot.From, slot.Until, slot.Id)));
        return Equity.Count(settings, history, slot.Day, slot.Day.AddDays(1))[reader];
    }
}
