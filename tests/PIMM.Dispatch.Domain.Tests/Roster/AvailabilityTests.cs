using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Leave, and duties of the same person in another territory.</summary>
public sealed class AvailabilityTests
{
    private static readonly TerritoryId Other = new("voisin");
    private static readonly CommandId Command = new("web/coordination/duty/k");

    private static ReserveElsewhere Reserve => new(Ana, Other, Command, ThursdayFrom, ThursdayUntil);

    private static ElsewhereReserved Reserved => new(Ana, Other, Command, ThursdayFrom, ThursdayUntil);

    private static RecordAbsence Leave => new(Ana, ThursdayFrom, ThursdayUntil, "congés");

    [Fact]
    public void Leave_is_recorded_over_a_duty_that_stands_there() =>
        Spec().Given(Planned("7", Ana, ThursdayFrom, ThursdayUntil)).When(Leave)
            .Then(new AbsenceRecorded("2", Ana, ThursdayFrom, ThursdayUntil, "congés"))
            .ThenAnswers("2");

    [Fact]
    public void Leave_has_a_reader_a_length_and_a_future()
    {
        Spec().When(Leave with { Reader = new ReaderId("inconnu") })
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");
        Spec().When(Leave with { Until = ThursdayFrom }).ThenRefused(Refusals.AbsenceEndsBeforeItStarts);
        Spec().At(ThursdayUntil).When(Leave).ThenRefused(Refusals.InstantInThePast);
    }

    [Fact]
    public void Leave_that_is_not_known_is_not_cancelled()
    {
        Spec().When(new CancelAbsence("2")).ThenRefused(Refusals.AbsenceUnknown);
        Spec().Given(new AbsenceRecorded("2", Ana, ThursdayFrom, ThursdayUntil, "congés"))
            .When(new CancelAbsence("2")).Then(new AbsenceCancelled("2"));
    }

    [Fact]
    public void Time_taken_by_another_territory_is_refused_here()
    {
        Spec().When(Reserve).Then(Reserved).ThenTells();
        Spec().Given(Reserved).When(Reserve).ThenNothing();
        Spec().Given(Reserved).When(new PutOnDuty(
                Ana, DutyLine.OnSite, ThursdayFrom.AddHours(-2), ThursdayFrom.AddMinutes(1)))
            .ThenRefused(Refusals.ReaderOnDutyElsewhere, "ana");
        Spec().Given(Reserved).When(new PutOnDuty(
                Ana, DutyLine.OnSite, ThursdayFrom.AddHours(-2), ThursdayFrom)).ThenOne<DutyPlanned>();
    }

    [Fact]
    public void Another_territory_is_refused_time_that_is_taken_here()
    {
        Spec().Given(Planned("7", Ana, ThursdayFrom, ThursdayFrom.AddMinutes(1))).When(Reserve)
            .ThenRefused(Refusals.ReaderOnDutyElsewhere, "ana");
        Spec().Given(Reserved).When(Reserve with { Command = new CommandId("x") })
            .ThenRefused(Refusals.ReaderOnDutyElsewhere, "ana");
        Spec().When(Reserve with { Reader = new ReaderId("inconnu") })
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");
    }

    [Fact]
    public void Leave_here_does_not_hide_a_duty_elsewhere() =>
        Spec().Given(
                new AbsenceRecorded("2", Ana, ThursdayFrom, ThursdayUntil, "congés"), Reserved)
            .When(Reserve with { Command = new CommandId("x") })
            .ThenRefused(Refusals.ReaderOnDutyElsewhere, "ana");

    [Fact]
    public void What_is_released_is_free_again()
    {
        Spec().Given(Reserved).When(new ReleaseElsewhere(Other, Command))
            .Then(new ElsewhereReleased(Other, Command));
        Spec().Given(Reserved, new ElsewhereReleased(Other, Command))
            .When(new PutOnDuty(Ana, DutyLine.OnSite, ThursdayFrom, ThursdayUntil)).ThenOne<DutyPlanned>();
        Spec().When(new ReleaseElsewhere(Other, Command)).ThenNothing();
    }

    [Fact]
    public void A_command_that_is_abandoned_never_runs() =>
        Spec().When(new AbandonDuty()).ThenRefused(Refusals.DutyAbandoned);
}
