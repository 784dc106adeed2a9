using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>A slot of the roster given to a reader, and why not.</summary>
public sealed class DutyRefusalTests
{
    private static PutOnDuty Duty(ReaderId reader, SlotId? slot = null) =>
        new(reader, DutyLine.OnSite, ThursdayFrom, ThursdayUntil, slot ?? Thursday);

    [Fact]
    public void A_duty_remembers_its_slot()
    {
        var planned = Spec().When(Duty(Ana)).ThenOne<DutyPlanned>();

        Assert.Equal(
            new DutyPlanned("1", Ana, DutyLine.OnSite, ThursdayFrom, ThursdayUntil, Thursday), planned);
    }

    [Fact]
    public void Half_a_slot_may_be_given() =>
        Spec().When(Duty(Ana) with { Until = ThursdayUntil.AddHours(-7) }).ThenOne<DutyPlanned>();

    [Fact]
    public void A_slot_that_no_line_gives_is_refused() =>
        Spec().When(Duty(Ana, new SlotId("garde/2026-01-15/0700")))
            .ThenRefused(Refusals.SlotUnknown, "garde/2026-01-15/0700");

    [Fact]
    public void A_duty_that_goes_beyond_its_slot_is_refused()
    {
        Spec().When(Duty(Ana) with { Until = ThursdayUntil.AddMinutes(1) })
            .ThenRefused(Refusals.DutyOutsideSlot, Thursday.Value);
        Spec().When(Duty(Ana) with { From = ThursdayFrom.AddMinutes(-1) })
            .ThenRefused(Refusals.DutyOutsideSlot, Thursday.Value);
        Spec().When(Duty(Ana) with { Line = DutyLine.OnCall })
            .ThenRefused(Refusals.DutyOutsideSlot, Thursday.Value);
    }

    [Fact]
    public void A_reader_on_leave_is_refused_and_one_who_is_back_is_not()
    {
        var leave = new AbsenceRecorded("9", Ana, Evening, ThursdayFrom.AddHours(1), "congés");

        Spec().Given(leave).When(Duty(Ana)).ThenRefused(Refusals.ReaderAbsent, "ana");
        Spec().Given(leave with { Until = ThursdayFrom }).When(Duty(Ana)).ThenOne<DutyPlanned>();
        Spec().Given(leave).When(Duty(Ben)).ThenOne<DutyPlanned>();
        Spec().Given(leave, new AbsenceCancelled("9")).When(Duty(Ana)).ThenOne<DutyPlanned>();
    }

    [Fact]
    public void A_reader_who_reads_nothing_of_the_line_is_refused()
    {
        var session = SlotId.Of(new LineId("enfants"), new DateOnly(2026, 1, 15), new TimeOnly(8, 30));
        var morning = new PutOnDuty(
            Ana, DutyLine.Session, ThursdayFrom.AddHours(-10), ThursdayFrom.AddHours(-5.5), session);

        Spec().When(morning).ThenRefused(Refusals.PrivilegeMissing, "ana");
        Spec().When(morning with { Reader = Cid }).ThenOne<DutyPlanned>();
    }

    [Fact]
    public void A_reader_whose_convention_has_ended_is_refused()
    {
        var ended = ARoster.Settings.Readers[Ana] with
        {
            Sites = ARoster.Settings.Readers[Ana].Sites.SetItem(
                North, new Privilege(DateTimeOffset.MinValue, ThursdayFrom)).Remove(South),
        };
        var settings = ARoster.Settings with { Readers = ARoster.Settings.Readers.SetItem(Ana, ended) };

        new ActorSpec(RosterState.Initial, ActorId.Roster, settings)
            .When(Duty(Ana)).ThenRefused(Refusals.PrivilegeMissing, "ana");
        new ActorSpec(RosterState.Initial, ActorId.Roster, settings)
            .When(Duty(Ana) with { Slot = null, From = ThursdayFrom.AddHours(-1) }).ThenOne<DutyPlanned>();
    }
}
