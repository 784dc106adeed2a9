using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>From a line and a local day to instants.</summary>
public sealed class SlotTests
{
    [Theory]
    [InlineData("2026-03-27", 14)]
    [InlineData("2026-03-28", 13)]
    [InlineData("2026-10-24", 15)]
    public void A_garde_is_as_long_as_the_night_really_is(string day, int hours)
    {
        var slot = Slots.Find(ARoster.Settings, new SlotId($"garde/{day}/1830"))!;

        Assert.Equal(TimeSpan.FromHours(hours), slot.Until - slot.From);
    }

    [Fact]
    public void A_day_has_the_slots_of_its_lines_in_their_order() =>
        Assert.Equal(
            ["garde/2026-01-15/1830", "enfants/2026-01-15/0830", "enfants/2026-01-15/1330",
                "nuit/2026-01-15/2330"],
            Slots.On(ARoster.Settings, new DateOnly(2026, 1, 15)).Select(slot => slot.Id.Value));

    [Fact]
    public void A_holiday_is_no_weekday() =>
        Assert.Equal(
            ["garde/2026-05-14/1830", "nuit/2026-05-14/2330"],
            Slots.On(ARoster.Settings, new DateOnly(2026, 5, 14)).Select(slot => slot.Id.Value));

    [Fact]
    public void Slots_that_began_the_evening_before_are_found() =>
        Assert.Equal(
            ["garde/2026-01-14/1830", "nuit/2026-01-14/2330"],
            Slots.Between(
                    ARoster.Settings, ThursdayFrom.AddHours(-12), ThursdayFrom.AddHours(-11))
                .Select(slot => slot.Id.Value));

    [Fact]
    public void Hours_that_the_clock_skips_are_no_slot()
    {
        var line = Garde with
        {
            Hours = [new DutyHours(Every, new TimeOnly(2, 15), new TimeOnly(2, 45))],
        };
        var settings = ARoster.Settings with { Lines = Dated.Always<ImmutableArray<LineOfDuty>>([line]) };

        Assert.Empty(Slots.On(settings, new DateOnly(2026, 3, 29)));
        Assert.Single(Slots.On(settings, new DateOnly(2026, 3, 30)));
    }

    [Fact]
    public void A_line_holds_from_its_day_on()
    {
        var midnight = ARoster.Settings.InstantOf(new DateTime(2026, 2, 1));
        var settings = ARoster.Settings with
        {
            Lines = new Dated<ImmutableArray<LineOfDuty>>(
                [(DateTimeOffset.MinValue, [Garde]), (midnight, [Nuit])]),
        };

        Assert.Equal(Garde, Assert.Single(Slots.On(settings, new DateOnly(2026, 1, 31))).Line);
        Assert.Equal(Nuit, Assert.Single(Slots.On(settings, new DateOnly(2026, 2, 1))).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garde")]
    [InlineData("garde/2026-01-15")]
    [InlineData("/2026-01-15/1830")]
    [InlineData("garde/2026-13-15/1830")]
    [InlineData("garde/2026-01-15/2460")]
    [InlineData("garde/2026-01-15/1831")]
    [InlineData("jour/2026-01-15/1830")]
    [InlineData("garde/2026-01-15/1830/x")]
    [InlineData("garde/0001-01-01/1830")]
    [InlineData("garde/9999-12-31/1830")]
    public void What_no_line_gives_is_no_slot(string id) =>
        Assert.Null(Slots.Find(ARoster.Settings, new SlotId(id)));
}
