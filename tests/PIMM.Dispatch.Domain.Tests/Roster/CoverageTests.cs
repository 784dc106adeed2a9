using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Where nobody is, and who answers where somebody is.</summary>
public sealed class CoverageTests
{
    private const int Seed = 20260114;

    private static readonly DutyPlanned AnaThursday =
        Planned("1", Ana, ThursdayFrom, ThursdayUntil, Thursday);

    private static SlotCover Cover(SlotId slot, TerritorySettings settings, params DomainEvent[] events) =>
        Coverage.Of(settings, Given(events), ThursdayFrom, ThursdayUntil)
            .Single(cover => cover.Slot.Id == slot);

    private static SlotCover Cover(params DomainEvent[] events) =>
        Cover(Thursday, ARoster.Settings, events);

    private static string Said(SlotCover cover) => string.Join("; ", cover.Gaps.Select(gap =>
        $"{(gap.From - ThursdayFrom).TotalHours}-{(gap.Until - ThursdayFrom).TotalHours} "
        + string.Join(" ", gap.Sites.Select(site => $"{site.Site}:{string.Join(',', site.Specialties)}"))));

    [Fact]
    public void Without_anybody_the_whole_slot_is_a_gap_and_a_partner_is_none()
    {
        Assert.Equal("0-14 nord:Neuro,Thorax sud:Neuro,Thorax", Said(Cover()));
        Assert.Equal(1, Cover().MissingReaders);
        Assert.Equal(CoverSource.Gap, Assert.Single(Cover().Spans).Source);
    }

    [Fact]
    public void A_partner_that_is_connected_is_a_gap()
    {
        var west = ARoster.Settings.Establishments[West] with
        {
            Connection = Dated.Always(Connection.Connected),
        };
        var settings = ARoster.Settings with
        {
            Establishments = ARoster.Settings.Establishments.SetItem(West, west),
        };

        Assert.Equal("0-14 ouest:Neuro,Thorax", Said(Cover(Thursday, settings, AnaThursday)));
    }

    [Fact]
    public void Whoever_holds_privilege_and_specialty_closes_it()
    {
        Assert.Equal("", Said(Cover(AnaThursday)));
        Assert.Equal(
            "0-14 nord:Thorax sud:Neuro,Thorax", Said(Cover(AnaThursday with { Reader = Cid })));
        Assert.Equal(0, Cover(AnaThursday).MissingReaders);
    }

    [Fact]
    public void Half_a_duty_leaves_half_a_gap() =>
        Assert.Equal(
            "6-14 nord:Neuro,Thorax sud:Neuro,Thorax",
            Said(Cover(AnaThursday with { Until = ThursdayFrom.AddHours(6) })));

    [Fact]
    public void A_convention_that_ends_in_the_night_opens_a_gap()
    {
        var ends = new Privilege(DateTimeOffset.MinValue, ThursdayFrom.AddHours(4));
        var ana = ARoster.Settings.Readers[Ana];
        var settings = ARoster.Settings with
        {
            Readers = ARoster.Settings.Readers.SetItem(
                Ana, ana with { Sites = ana.Sites.SetItem(South, ends) }),
        };

        Assert.Equal("4-14 sud:Neuro,Thorax", Said(Cover(Thursday, settings, AnaThursday)));
    }

    [Fact]
    public void A_duty_that_is_cancelled_opens_the_gap_again() =>
        Assert.NotEqual("", Said(Cover(AnaThursday, new DutyCancelled("1", "malade"))));

    [Fact]
    public void A_slot_given_to_the_provider_is_no_gap_until_it_is_taken_back()
    {
        var given = new SlotsGivenToProvider(Provider, [Thursday], "personne");

        Assert.Equal("", Said(Cover(given)));
        Assert.Equal(
            new CoverSpan(ThursdayFrom, ThursdayUntil, CoverSource.External, Provider.Value, null),
            Assert.Single(Cover(given).Spans));
        Assert.NotEqual("", Said(Cover(given, new SlotsTakenBack([Thursday], "x"))));
    }

    [Fact]
    public void A_line_with_a_stand_in_has_no_gap()
    {
        var night = SlotId.Of(new LineId("nuit"), new DateOnly(2026, 1, 15), new TimeOnly(23, 30));

        Assert.Equal("", Said(Cover(night, ARoster.Settings)));
        Assert.Equal(Provider.Value, Assert.Single(Cover(night, ARoster.Settings).Spans).By);
    }

    [Fact]
    public void A_duty_of_another_slot_covers_nothing_here_and_a_free_one_does()
    {
        var night = AnaThursday with { Slot = new SlotId("nuit/2026-01-15/2330") };

        Assert.NotEqual("", Said(Cover(night)));
        Assert.Equal("", Said(Cover(AnaThursday with { Slot = null })));
        Assert.NotEqual("", Said(Cover(AnaThursday with { Slot = null, Line = DutyLine.OnCall })));
    }

    [Fact]
    public void An_exception_goes_before_the_roster_and_the_roster_before_the_provider()
    {
        var spans = Cover(
            AnaThursday with { Until = ThursdayFrom.AddHours(8) },
            Planned("2", Ben, ThursdayFrom.AddHours(4), ThursdayFrom.AddHours(6), Thursday)
                with { InPlaceOf = "1" },
            new SlotsGivenToProvider(Provider, [Thursday], "fin de nuit")).Spans;

        Assert.Equal(
            [
                (CoverSource.Published, "ana"), (CoverSource.Exception, "ben"),
                (CoverSource.Published, "ana"), (CoverSource.External, Provider.Value),
            ],
            spans.Select(span => (span.Source, span.By)));
        Assert.Equal(ThursdayFrom, spans[0].From);
        Assert.Equal(ThursdayUntil, spans[^1].Until);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
    }

    [Fact]
    public void Gaps_ahead_leave_out_what_has_passed()
    {
        var now = ThursdayFrom.AddHours(3);
        var gaps = Coverage.GapsAhead(ARoster.Settings, RosterState.Initial, now);

        Assert.Equal(now, gaps.Min(gap => gap.From));
        Assert.Equal(now + Coverage.Ahead, gaps.Max(gap => gap.Slot.From), TimeSpan.FromDays(1));
    }

    /// <summary>
    /// Whatever duties stand and whatever was given away: an instant of a site and a specialty is in a gap
    /// exactly when nobody who holds both is there and no provider is.
    /// </summary>
    [Fact]
    public void A_gap_is_exactly_where_nobody_can_read()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var events = Enumerable.Range(1, random.Next(5))
                .Select(DomainEvent (n) => AnyDuty(random, n)).ToList();
            if (random.Next(4) == 0)
                events.Add(new SlotsGivenToProvider(Provider, [Thursday], "x"));
            var roster = Given([.. events]);
            var cover = Coverage.Of(ARoster.Settings, roster, ThursdayFrom, ThursdayUntil)
                .Single(one => one.Slot.Id == Thursday);
            for (var probe = 0; probe < 20; probe++)
                Check(cover, roster, ThursdayFrom.AddSeconds(random.Next(14 * 3600)), $"{Seed}/{round}");
        }
    }

    private static DutyPlanned AnyDuty(Random random, int id)
    {
        var from = ThursdayFrom.AddHours(random.Next(-2, 14));
        SlotId? slot = random.Next(3) switch
        {
            0 => null, 1 => Thursday, _ => new SlotId("nuit/2026-01-15/2330"),
        };
        return new DutyPlanned(
            $"{id}", new[] { Ana, Ben, Cid }[random.Next(3)], (DutyLine)random.Next(2), from,
            from.AddHours(random.Next(1, 8)), slot);
    }

    private static void Check(SlotCover cover, RosterState roster, DateTimeOffset at, string place)
    {
        foreach (var site in new[] { North, South, West })
        foreach (var specialty in cover.Slot.Line.Specialties)
        {
            var covered = site == West || roster.External.ContainsKey(cover.Slot.Id)
                || roster.Duties.Values.Any(duty => duty.From <= at && at < duty.Until
                    && (duty.Slot is { } slot ? slot == Thursday : duty.Line == DutyLine.OnSite)
                    && Eligibility.MayRead(ARoster.Settings, duty.Reader, site, specialty, at));
            var gaps = cover.Gaps.Count(gap => gap.From <= at && at < gap.Until
                && gap.Sites.Any(open => open.Site == site && open.Specialties.Contains(specialty)));
            Assert.True(gaps == (covered ? 0 : 1), $"{place}: {site} {specialty} at {at:u}: {gaps} gaps");
        }
    }
}
