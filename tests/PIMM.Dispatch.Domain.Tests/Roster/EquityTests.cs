using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Counters of an equitable roster, and what warns about it.</summary>
public sealed class EquityTests
{
    private static readonly SlotId Morning = new("enfants/2026-01-15/0830");

    private static DutyHistory History(params (DateTimeOffset At, DomainEvent Fact)[] events) =>
        events.Aggregate(DutyHistory.Empty, (history, one) => history.After(
            new Recorded(1, ActorId.Roster, one.At, Identity.System, one.Fact)));

    private static EquityCounts Of(ReaderId reader, params DomainEvent[] events) => Equity.Count(
        ARoster.Settings, History([.. events.Select(fact => (Evening, fact))]), new DateOnly(2026, 1, 1),
        new DateOnly(2027, 1, 1))[reader];

    private static DateTimeOffset Local(string time) => ARoster.Settings.InstantOf(
        DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    private static DutyPlanned Duty(DutyLine line, string from, string until, SlotId? slot = null) =>
        new("1", Ana, line, Local(from), Local(until), slot);

    [Fact]
    public void A_reader_without_duties_stands_with_zeros() =>
        Assert.Equal(
            EquityCounts.None, Of(Cid, Duty(DutyLine.OnSite, "2026-01-15 18:30", "2026-01-16 08:30")));

    [Theory]
    [InlineData("2026-01-15 18:30", "2026-01-16 08:30", 0, 0, 1)] // a Thursday night
    [InlineData("2026-01-16 18:30", "2026-01-17 08:30", 0, 0, 1)] // belongs to the Friday
    [InlineData("2026-01-17 08:30", "2026-01-17 23:30", 1, 0, 0)]
    [InlineData("2026-01-18 08:30", "2026-01-19 08:30", 1, 0, 1)]
    [InlineData("2026-05-14 08:30", "2026-05-14 23:30", 0, 1, 0)] // Ascension
    [InlineData("2026-08-15 08:30", "2026-08-15 18:30", 1, 1, 0)] // Assumption, a Saturday
    [InlineData("2026-03-28 18:30", "2026-03-29 08:30", 1, 0, 1)] // the short night
    [InlineData("2026-01-15 18:30", "2026-01-16 03:00", 0, 0, 0)]
    public void A_garde_counts_by_the_day_on_which_it_begins(
        string from, string until, int weekends, int holidays, int nights)
    {
        var counts = Of(Ana, Duty(DutyLine.OnSite, from, until));

        Assert.Equal(
            (1, 0, 0, weekends, holidays, nights),
            (counts.OnSite, counts.OnCall, counts.DeepNight, counts.Weekends, counts.Holidays,
                counts.Nights));
    }

    [Theory]
    [InlineData("2026-01-15 08:30", "2026-01-15 13:00", 1)]
    [InlineData("2026-01-15 13:30", "2026-01-15 18:00", 1)]
    [InlineData("2026-01-15 08:30", "2026-01-15 18:00", 2)]
    [InlineData("2026-01-15 12:59", "2026-01-16 08:30", 3)]
    public void Sessions_are_counted_in_half_days(string from, string until, int halfDays) =>
        Assert.Equal(halfDays, Of(Ana, Duty(DutyLine.Session, from, until)).HalfDays);

    [Fact]
    public void Half_days_stand_under_their_line()
    {
        var counts = Of(Ana, Duty(DutyLine.Session, "2026-01-15 08:30", "2026-01-15 13:00", Morning),
            Duty(DutyLine.Session, "2026-01-15 13:30", "2026-01-15 18:00") with { Duty = "2" });

        Assert.Equal((2, 1), (counts.HalfDays, counts.HalfDaysByLine[new LineId("enfants")]));
    }

    [Fact]
    public void Only_the_days_asked_for_count()
    {
        var history = History((Evening, Duty(DutyLine.OnCall, "2026-01-31 18:30", "2026-02-01 08:30")));

        int In(int month) => Equity.Count(
            ARoster.Settings, history, new DateOnly(2026, month, 1), new DateOnly(2026, month + 1, 1))[Ana]
            .OnCall;

        Assert.Equal((1, 0), (In(1), In(2)));
    }

    [Fact]
    public void What_was_cancelled_taken_over_or_corrected_counts_as_it_really_was()
    {
        var duty = Duty(DutyLine.OnSite, "2026-01-15 18:30", "2026-01-16 08:30");
        var evening = Local("2026-01-15 23:00");

        Assert.Empty(History((Evening, duty), (Evening, new DutyCancelled("1", "x"))).Duties);
        Assert.Equal(
            evening, History((Evening, duty), (evening, new DutyTakenOver("1", Ben, "x"))).Duties["1"].Until);
        Assert.Equal(1, Of(Ben, duty, new DutyCorrected("1", Ben, duty.From, duty.Until, "x")).OnSite);
        Assert.Equal(0, Of(Ana, duty, new DutyCorrected("1", Ben, duty.From, duty.Until, "x")).OnSite);
    }

    [Fact]
    public void Conflicts_are_named_and_block_nothing()
    {
        var roster = Given(
            Planned("1", Ana, ThursdayFrom, ThursdayUntil),
            Planned("2", Ana, ThursdayUntil.AddHours(10), ThursdayUntil.AddHours(12)),
            Planned("3", Ana, ThursdayUntil.AddHours(23), ThursdayUntil.AddHours(25)),
            Planned("4", new ReaderId("partie"), ThursdayFrom, ThursdayUntil),
            new AbsenceRecorded("9", Ana, ThursdayFrom.AddHours(-1), ThursdayFrom.AddHours(1), "congés"));

        Assert.Equal(
            [
                new RosterConflict(ConflictKind.NotEligible, "4", new ReaderId("partie"), null),
                new RosterConflict(ConflictKind.Absent, "1", Ana, "9"),
                new RosterConflict(ConflictKind.Rest, "2", Ana, "1"),
            ],
            RosterConflicts.Of(ARoster.Settings, roster));
    }

    [Fact]
    public void Sessions_ask_for_no_rest_and_nobody_is_warned_where_none_is_set()
    {
        var roster = Given(
            Planned("1", Ana, ThursdayFrom, ThursdayUntil),
            Planned("2", Ana, ThursdayUntil, ThursdayUntil.AddHours(2)));
        var sessions = roster with
        {
            Duties = roster.Duties.SetItem("1", roster.Duties["1"] with { Line = DutyLine.Session }),
        };

        Assert.NotEmpty(RosterConflicts.Of(ARoster.Settings, roster));
        Assert.Empty(RosterConflicts.Of(ARoster.Settings with { SafetyRest = TimeSpan.Zero }, roster));
        Assert.Empty(RosterConflicts.Of(ARoster.Settings, sessions));
    }
}
