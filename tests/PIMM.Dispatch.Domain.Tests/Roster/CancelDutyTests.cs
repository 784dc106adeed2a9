using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Off the roster; and what really was.</summary>
public sealed class CancelDutyTests
{
    private static readonly DutyPlanned Ahead = Planned("7", Ana, Evening.AddHours(1), Evening.AddHours(4));
    private static readonly DutyPlanned Running = Ahead with { From = Evening.AddHours(-1) };

    private static CorrectDuty Correction => new(
        "7", Ben, Evening.AddHours(-3), Evening.AddHours(-1), "Ben l'a faite");

    [Fact]
    public void A_duty_ahead_goes_with_its_deadlines()
    {
        var verdict = Spec().Given(Ahead).When(new CancelDuty("7", "erreur")).Then(
            new DutyCancelled("7", "erreur"), new DeadlineCleared("stop:7"), new DeadlineCleared("start:7"))
            .ThenTells();

        Assert.Empty(((RosterState)verdict.After).Duties);
        Assert.Empty(((RosterState)verdict.After).Past);
    }

    [Fact]
    public void A_running_duty_ends_now()
    {
        var verdict = Spec().Given(Running).When(new CancelDuty("7", "malade"))
            .Then(new DutyCancelled("7", "malade"), new DeadlineCleared("stop:7"))
            .ThenTells(
                (Ana, new EndDuty("7")),
                (ActorId.Dispatcher, new HandOverCasesOf(Ana, Boundary.DutyEnd)));

        Assert.Equal(Evening, ((RosterState)verdict.After).Past["7"].Until);
    }

    [Fact]
    public void A_past_duty_is_not_cancelled()
    {
        Spec().Given(Running, new DutyOver("7")).When(new CancelDuty("7", "x"))
            .ThenRefused(Refusals.DutyIsOver);
        Spec().When(new CancelDuty("7", "x")).ThenRefused(Refusals.DutyUnknown);
        Spec().Given(Ahead).When(new CancelDuty("7", "")).ThenRefused(Refusals.TextMissing);
    }

    [Fact]
    public void A_past_duty_is_corrected_and_nothing_else()
    {
        var verdict = Spec().Given(Running, new DutyOver("7")).When(Correction).Then(new DutyCorrected(
            "7", Ben, Evening.AddHours(-3), Evening.AddHours(-1), "Ben l'a faite")).ThenTells();

        Assert.Equal(Ben, ((RosterState)verdict.After).Past["7"].Reader);
        Assert.Equal(Evening.AddHours(-3), ((RosterState)verdict.After).Past["7"].From);
    }

    [Fact]
    public void A_duty_that_is_not_over_is_not_corrected()
    {
        var over = Spec().Given(Running, new DutyOver("7"));

        Spec().Given(Running).When(Correction).ThenRefused(Refusals.DutyNotOver);
        over.When(Correction with { Until = Evening.AddHours(1) }).ThenRefused(Refusals.DutyNotOver);
        Spec().When(Correction).ThenRefused(Refusals.DutyUnknown);
        over.When(Correction with { Reason = "" }).ThenRefused(Refusals.TextMissing);
        over.When(Correction with { From = Evening }).ThenRefused(Refusals.DutyEndsBeforeItStarts);
        over.When(Correction with { Reader = new ReaderId("inconnu") })
            .ThenRefused(Refusals.ReaderUnknown, "inconnu");
    }

    [Fact]
    public void After_two_months_a_duty_is_forgotten()
    {
        var later = Spec().Given(Running, new DutyOver("7")).At(Evening + RosterState.Memory)
            .Given(Running with { Duty = "8" }, new DutyOver("8"));

        Assert.Equal(["8"], ((RosterState)later.State).Past.Keys);
    }
}
