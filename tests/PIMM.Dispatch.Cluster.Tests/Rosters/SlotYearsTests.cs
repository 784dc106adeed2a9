using System.Collections.Immutable;
using NodaTime;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Rosters;

/// <summary>
/// Slots through twenty years of real zones, with the database that the product uses (faults.md T4, T10).
/// </summary>
public sealed class SlotYearsTests
{
    private const int Seed = 20_260_329;

    private const DutyDays Every = DutyDays.Monday | DutyDays.Tuesday | DutyDays.Wednesday
        | DutyDays.Thursday | DutyDays.Friday | DutyDays.Saturday | DutyDays.Sunday | DutyDays.Holiday;

    private static readonly DateTimeOffset s_first = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = new(2046, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TerritorySettings s_hainaut = WithoutEnd(TerritoryFiles.Parse(
        "hainaut-cambresis.json", Configuration.RepositoryFiles.Territory("hainaut-cambresis")));

    private static readonly string[] s_zones =
        ["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Cayenne", "Indian/Mayotte"];

    [Fact]
    public void A_garde_lasts_thirteen_hours_in_spring_fifteen_in_autumn_and_fourteen_otherwise()
    {
        var settings = With(Line("garde", (18, 30), (8, 30)));
        for (var day = new DateOnly(2025, 1, 1); day.Year < 2046; day = day.AddDays(1))
        {
            var slot = Assert.Single(Slots.On(settings, day));
            var change = day.AddDays(1);
            var hours = change.DayOfWeek != DayOfWeek.Sunday || change.Day < 25 ? 14
                : change.Month switch { 3 => 13, 10 => 15, _ => 14 };
            Assert.True(slot.Until - slot.From == TimeSpan.FromHours(hours), $"{day}: {slot}");
        }
    }

    [Fact]
    public void With_a_duty_for_each_slot_exactly_one_person_is_responsible_at_each_instant()
    {
        var settings = With(Line("jour", (8, 30), (18, 30)), Line("soir", (18, 30), (0, 0)),
            Line("nuit", (0, 0), (2, 30)), Line("matin", (2, 30), (8, 30)));
        for (var year = 2025; year <= 2045; year++)
        foreach (var month in new[] { 3, 10 })
        {
            var sunday = LastSunday(year, month);
            var from = settings.InstantOf(sunday.AddDays(-1));
            var until = settings.InstantOf(sunday.AddDays(2));
            Assert.Equal(month == 3 ? 71 : 73, (until - from).TotalHours);
            var covers = Coverage.Of(settings, DutyForEach(settings, from, until), from, until);
            for (var at = from; at < until; at = at.AddMinutes(10))
                Assert.Single(covers.SelectMany(cover => cover.Spans), span =>
                    span.From <= at && at < span.Until && span.Source == CoverSource.Published);
            Assert.DoesNotContain(covers, cover => cover.Gaps.Length > 0);
        }
    }

    [Fact]
    public void Slots_of_a_million_random_days_hours_and_zones_are_exact()
    {
        var random = new Random(Seed);
        var zones = s_zones.Select(name => (TerritoryZone.Find(name)!, DateTimeZoneProviders.Tzdb[name]))
            .ToArray();
        for (var round = 0; round < 1_000_000; round++)
        {
            var (ours, theirs) = zones[random.Next(zones.Length)];
            var from = new DateTime(2025, 1, 1).AddMinutes(random.Next(21 * 365 * 24 * 60));
            var to = from.AddMinutes(random.Next(1, 24 * 60));
            var (start, end) = (ours.InstantOf(from), ours.InstantOf(to));
            // On the clock and in truth the length differs by what the offset changed, unless one of the two
            // is a time that the clock skips.
            var exact = to - from - (OffsetAt(theirs, end) - OffsetAt(theirs, start));
            if (IsShown(theirs, from) && IsShown(theirs, to) ? end - start != exact : end < start)
                Assert.Fail($"seed {Seed}, round {round}: {from} to {to} in {theirs.Id} is {end - start}");
        }
    }

    [Fact]
    public void Every_instant_is_found_again_from_what_the_clock_shows()
    {
        var random = new Random(Seed);
        foreach (var name in s_zones)
        {
            var (ours, theirs) = (TerritoryZone.Find(name)!, DateTimeZoneProviders.Tzdb[name]);
            for (var round = 0; round < 20_000; round++)
            {
                var at = s_first.AddSeconds(random.NextInt64((long)(s_end - s_first).TotalSeconds));
                var local = ours.LocalTime(at);
                var twice = theirs.MapLocal(LocalDateTime.FromDateTime(local)).Count == 2;
                var back = ours.InstantOf(local);
                Assert.True(back == at || (twice && back < at), $"{name} {at:O}: {back:O}");
                Assert.Equal(local, ours.LocalTime(back));
            }
        }
    }

    [Theory]
    [InlineData("2027-03-28 02:30", "2027-03-28T01:00:00Z")]
    [InlineData("2027-03-28 01:59", "2027-03-28T00:59:00Z")]
    [InlineData("2027-03-28 03:00", "2027-03-28T01:00:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25 03:00", "2026-10-25T02:00:00Z")]
    public void A_skipped_time_is_the_jump_and_a_doubled_one_is_its_first(string local, string instant)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(
            DateTimeOffset.Parse(instant, culture),
            s_hainaut.InstantOf(DateTime.Parse(local, culture)));
    }

    /// <summary>Conventions that last as long as the test looks.</summary>
    private static TerritorySettings WithoutEnd(TerritorySettings settings) => settings with
    {
        Readers = settings.Readers.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value with
        {
            Sites = pair.Value.Sites.ToImmutableSortedDictionary(
                site => site.Key, site => site.Value with { Until = DateTimeOffset.MaxValue }),
        }),
    };

    private static TerritorySettings With(params LineOfDuty[] lines) =>
        s_hainaut with { Lines = Dated.Always(lines.ToImmutableArray()) };

    private static LineOfDuty Line(string id, (int H, int M) from, (int H, int M) to) => new(
        new LineId(id), id, DutyLine.OnSite,
        [new DutyHours(Every, new TimeOnly(from.H, from.M), new TimeOnly(to.H, to.M))],
        [new EstablishmentId("valenciennes")], [Specialty.Neuro], 1, null, null);

    private static RosterState DutyForEach(
        TerritorySettings settings, DateTimeOffset from, DateTimeOffset until) =>
        Slots.Between(settings, from, until).Aggregate(RosterState.Initial, (roster, slot) =>
            (RosterState)roster.Evolve(new Recorded(1, ActorId.Roster, s_first, Identity.System,
                new DutyPlanned(
                    slot.Id.Value, new ReaderId("radiologue1"), DutyLine.OnSite, slot.From, slot.Until,
                    slot.Id))));

    private static TimeSpan OffsetAt(DateTimeZone zone, DateTimeOffset at) =>
        zone.GetUtcOffset(Instant.FromDateTimeOffset(at)).ToTimeSpan();

    private static bool IsShown(DateTimeZone zone, DateTime local) =>
        zone.MapLocal(LocalDateTime.FromDateTime(local)).Count > 0;

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
