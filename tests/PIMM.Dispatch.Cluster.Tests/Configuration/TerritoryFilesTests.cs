using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>
/// The four territories as shipped: what their documents say must be what the product does.
/// </summary>
public sealed class TerritoryFilesTests
{
    private static readonly ImmutableArray<TerritorySettings> s_all = TerritoryFiles.Load(
        RepositoryFiles.Territories);

    [Fact]
    public void The_four_territories_load_in_order() => Assert.Equal(
        ["centre-val-de-loire", "hainaut-cambresis", "landes-pays-basque", "touraine-val-de-loire"],
        s_all.Select(territory => territory.Id.Value));

    [Theory]
    [InlineData("hainaut-cambresis", 7, 3, "valenciennes")]
    [InlineData("centre-val-de-loire", 11, 3, null)]
    [InlineData("touraine-val-de-loire", 3, 2, null)]
    [InlineData("landes-pays-basque", 4, 2, null)]
    public void A_territory_has_its_hospitals_readers_and_host(
        string id, int hospitals, int readers, string? host)
    {
        var territory = Of(id);
        Assert.Equal(hospitals, territory.Establishments.Count);
        Assert.Equal(readers, territory.Readers.Count);
        Assert.Equal(host, territory.Establishments.Values.SingleOrDefault(site => site.Host)?.Id.Value);
        Assert.Single(territory.ExternalProviders);
    }

    [Theory]
    [InlineData("2025-09-30T21:59:59Z", Connection.Partner)]
    [InlineData("2025-09-30T22:00:00Z", Connection.OnCall)]
    [InlineData("2026-06-30T21:59:59Z", Connection.OnCall)]
    [InlineData("2026-06-30T22:00:00Z", Connection.Connected)]
    public void Maubeuge_joins_in_two_steps_at_local_midnight(string instant, Connection expected)
    {
        var maubeuge = Of("hainaut-cambresis").Establishments[new EstablishmentId("maubeuge")];
        Assert.Equal(expected, maubeuge.Connection.At(Utc(instant)));
    }

    [Fact]
    public void Scheduled_exams_of_Hainaut_have_twelve_hours_then_twenty_four()
    {
        var hainaut = Of("hainaut-cambresis");
        Assert.Equal(
            TimeSpan.FromHours(12), hainaut.RuleOf(Urgency.Scheduled, Utc("2025-09-30T21:59:59Z")).Target);
        Assert.Equal(
            TimeSpan.FromHours(24), hainaut.RuleOf(Urgency.Scheduled, Utc("2025-09-30T22:00:00Z")).Target);
    }

    [Fact]
    public void A_vital_case_wakes_a_scheduled_one_does_not_and_what_informs_never_calls()
    {
        Assert.All(s_all, territory =>
        {
            var ladder = territory.Alerts.At(Utc("2026-01-14T19:00:00Z"));
            Assert.Equal(
                [(AlertChannel.Push, 0), (AlertChannel.Text, 60), (AlertChannel.Voice, 120)],
                ladder.For(NoticeKind.NoReader, Urgency.Vital)
                    .Select(one => (one.Step.Channel, (int)one.Step.After.TotalSeconds)));
            Assert.Empty(ladder.For(NoticeKind.NoReader, Urgency.Scheduled));
            Assert.Empty(ladder.For(NoticeKind.ReportSigned, Urgency.Vital));
            Assert.Equal(
                [AlertChannel.Push],
                ladder.For(NoticeKind.ProtocolGiven, Urgency.Vital).Select(one => one.Step.Channel));
            Assert.Equal(
                [AlertChannel.Push], ladder.For(NoticeKind.DutySoon, null).Select(one => one.Step.Channel));
        });
    }

    [Fact]
    public void Emergencies_have_the_published_targets_everywhere()
    {
        Assert.All(s_all, territory =>
        {
            var now = Utc("2026-11-22T20:00:00Z");
            Assert.Equal(TimeSpan.FromMinutes(20), territory.RuleOf(Urgency.Vital, now).Target);
            Assert.Equal(TimeSpan.FromMinutes(45), territory.RuleOf(Urgency.Urgent, now).Target);
            Assert.Equal(TimeSpan.FromMinutes(240), territory.RuleOf(Urgency.SemiUrgent, now).Target);
            Assert.Equal(ClockStart.ImagesComplete, territory.Clock.At(now));
        });
    }

    [Fact]
    public void Offers_expire_after_a_minute_and_a_half_three_six_and_ten_minutes()
    {
        var rules = Of("centre-val-de-loire").Urgencies.At(DateTimeOffset.UnixEpoch);
        Assert.Equal([90, 180, 360, 600], rules.Values.Select(rule => (int)rule.OfferExpires.TotalSeconds));
    }

    [Fact]
    public void Flags_from_outside_have_a_weight_and_a_name()
    {
        var flags = Of("landes-pays-basque").Weights.At(DateTimeOffset.UnixEpoch).Flags;
        Assert.Equal(
            new FlagRule(2000, "Hémorragie intracrânienne"),
            flags[new FlagCode("hemorragie-intracranienne")]);
    }

    [Fact]
    public void The_weights_are_those_of_the_dispatch_policy()
    {
        var weights = Of("landes-pays-basque").Weights.At(DateTimeOffset.UnixEpoch);
        Assert.Equal([6000, 1000, 450, 1000], weights.UrgencyMilli.Values);
        Assert.Equal([250, 50, 0], weights.MismatchMilli.AsEnumerable());
        Assert.Equal(
            (100, 2, 6.0), (weights.LoadMilli, weights.InterruptionsMax, weights.ExpertWait.TotalMinutes));
        Assert.Equal(
            (DispatchPolicy.F, 1000, 100, 1500),
            (weights.Policy, weights.BalanceMilli, weights.PlanChangeMilli, weights.OverflowMilli));
    }

    [Fact]
    public void The_host_alone_has_a_weight_of_its_own() => Assert.Equal(
        ["valenciennes"],
        s_all.SelectMany(territory => territory.Establishments.Values)
            .Where(site => site.PriorityMilli != 1000)
            .Select(site => site.Id.Value));

    [Theory]
    [InlineData("DENAIN", "hainaut-cambresis", "denain")]
    [InlineData("LEQUESNOY", "hainaut-cambresis", "le-quesnoy")]
    [InlineData("VALENCIENNES", "hainaut-cambresis", "valenciennes")]
    [InlineData("BLOIS", "centre-val-de-loire", "blois")]
    [InlineData("LEBLANC", "centre-val-de-loire", "chateauroux-le-blanc")]
    [InlineData("NOGENTLEROTROU", "centre-val-de-loire", "nogent-le-rotrou")]
    [InlineData("ORLEANS", "touraine-val-de-loire", "orleans")]
    [InlineData("MONTDEMARSAN", "landes-pays-basque", "mont-de-marsan")]
    public void A_calling_title_belongs_to_its_hospital(string title, string territory, string establishment)
    {
        var found = s_all.SelectMany(each => each.Establishments.Values, (each, site) => (each.Id, site))
            .Single(pair => pair.site.AeTitles.Any(ae => ae.Title == title));
        Assert.Equal((territory, establishment), (found.Id.Value, found.site.Id.Value));
    }

    [Fact]
    public void Every_demonstration_account_reads_somewhere_and_only_one_reads_for_two_territories()
    {
        var places = s_all.SelectMany(territory => territory.Readers.Keys)
            .CountBy(reader => reader.Value).ToImmutableSortedDictionary(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"radiologue{number}"), places.Keys);
        Assert.Equal("radiologue6", places.Single(place => place.Value > 1).Key);
    }

    [Fact]
    public void Every_specialty_has_a_good_reader_in_every_territory() => Assert.All(s_all, territory =>
        Assert.All(Enum.GetValues<Specialty>(), specialty =>
            Assert.Contains(territory.Readers.Values, reader => reader.SkillIn(specialty) >= 2)));

    [Fact]
    public void A_privilege_ends_at_the_end_of_its_last_local_day()
    {
        var reader = Of("hainaut-cambresis").Readers[new ReaderId("radiologue1")];
        var denain = new EstablishmentId("denain");
        Assert.False(reader.MayReadFor(denain, Utc("2023-12-31T22:59:59Z")));
        Assert.True(reader.MayReadFor(denain, Utc("2023-12-31T23:00:00Z")));
        Assert.True(reader.MayReadFor(denain, Utc("2035-12-31T22:59:59Z")));
        Assert.False(reader.MayReadFor(denain, Utc("2035-12-31T23:00:00Z")));
        Assert.False(reader.MayReadFor(new EstablishmentId("blois"), Utc("2026-01-01T12:00:00Z")));
    }

    [Theory]
    [InlineData("2026-11-20T17:29:59Z", false)] // Friday 18:29:59
    [InlineData("2026-11-20T17:30:00Z", true)]  // Friday 18:30
    [InlineData("2026-11-21T11:00:00Z", true)]  // Saturday noon
    [InlineData("2026-11-11T11:00:00Z", true)]  // Wednesday, Armistice
    [InlineData("2027-03-29T10:00:00Z", true)]  // Easter Monday
    [InlineData("2026-07-15T16:29:00Z", false)] // Wednesday 18:29, summer time
    public void On_call_begins_at_half_past_six_local_time(string instant, bool onCall) =>
        Assert.Equal(onCall, Of("centre-val-de-loire").IsOnCall(Utc(instant)));

    private static TerritorySettings Of(string id) => s_all.Single(territory => territory.Id.Value == id);

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
