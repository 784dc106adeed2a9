using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>
/// The ladder of a target: warning, imminent, breached, and again once per target after that.
/// </summary>
public sealed class AlertTests
{
    private static Verdict At(double minutes, string name, DomainEvent[] given) =>
        Spec().Given(given).Given(new DeadlineReached(name, Evening.AddMinutes(minutes)))
            .At(Evening.AddMinutes(minutes)).When(new ActorState.Due(name, Evening.AddMinutes(minutes)));

    private static IEnumerable<Audience> Told(Verdict verdict) =>
        verdict.Decision.Events.OfType<NoticeRaised>().Select(raised => raised.Audience);

    [Fact]
    public void A_warning_goes_to_the_reader_who_has_the_case() =>
        At(23, "warning", Accepted(Ana)).Then(
            new TargetAlerted(TargetAlert.Warning),
            new NoticeRaised(3, NoticeKind.DeadlineWarning, Audience.Of(Ana), Evening.AddMinutes(45)));

    [Fact]
    public void A_warning_of_a_case_that_nobody_has_goes_to_every_reader_at_work() =>
        Assert.Equal([Audience.Present], Told(At(23, "warning", Offered(Ana))));

    [Fact]
    public void The_second_step_tells_the_coordinator_too() =>
        Assert.Equal([Audience.Of(Ana), Audience.Coordinators], Told(At(38, "imminent", Accepted(Ana))));

    [Fact]
    public void A_higher_alert_takes_the_place_of_the_lower_one()
    {
        var warned = (DomainEvent[])[.. Accepted(Ana), .. At(23, "warning", Accepted(Ana)).Decision.Events];
        At(38, "imminent", warned).Then(
            new TargetAlerted(TargetAlert.Imminent),
            new NoticeCleared(3),
            new NoticeRaised(4, NoticeKind.DeadlineImminent, Audience.Of(Ana), Evening.AddMinutes(45)),
            new NoticeRaised(5, NoticeKind.DeadlineImminent, Audience.Coordinators, Evening.AddMinutes(45)));
    }

    [Fact]
    public void A_breach_is_told_and_told_again_after_each_further_target()
    {
        At(45, "breached", ToRead()).Then(
            new TargetAlerted(TargetAlert.Breached),
            new NoticeRaised(2, NoticeKind.DeadlineBreached, Audience.Present, Evening.AddMinutes(45)),
            new NoticeRaised(3, NoticeKind.DeadlineBreached, Audience.Coordinators, Evening.AddMinutes(45)),
            new DeadlineSet("overdue", Evening.AddMinutes(90)));
        Assert.Equal(
            new DeadlineSet("overdue", Evening.AddMinutes(135)), At(90, "overdue", ToRead())
                .ThenOne<DeadlineSet>());
    }

    [Fact]
    public void A_case_on_hold_or_outside_still_alarms()
    {
        Assert.Equal([Audience.Readers, Audience.Coordinators], Told(At(38, "imminent", Held(Ana))));
        Assert.Equal(
            [Audience.Of(TestTerritory.Provider), Audience.Coordinators],
            Told(At(45, "breached", Externalised())));
    }

    [Fact]
    public void After_the_report_no_alert_comes() => At(45, "breached", Signed(Ana)).ThenNothing();

    [Fact]
    public void A_deadline_that_no_case_has_is_a_bug_and_not_a_refusal() =>
        Assert.Throws<InvalidOperationException>(() => At(1, "nonsense", ToRead()));
}
