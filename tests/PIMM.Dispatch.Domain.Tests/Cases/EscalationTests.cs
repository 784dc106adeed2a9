using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>
/// The escalation of one urgent case: steps at 20, 27, 33 and 38 minutes after its images, out at 60.
/// </summary>
public sealed class EscalationTests
{
    private static readonly DateTimeOffset TargetAt = Evening.AddMinutes(45);

    private static DateTimeOffset Min(double minutes) => Evening.AddMinutes(minutes);

    private static ActorSpec Spec(DomainEvent[] given, params DomainEvent[] then) =>
        ACase.Spec().Given(given).Given(then);

    private static Verdict Step(double minutes, DomainEvent[] given, params DomainEvent[] then) =>
        Spec(given, then).At(Min(minutes)).When(new ActorState.Due("escalation", Min(minutes)));

    private static int NumberAfter(DomainEvent[] given, Message message) =>
        Spec(given).When(message).ThenOne<EscalationBegan>().Number;

    private static DomainEvent[] Stepped(int steps) =>
        [.. Enumerable.Range(1, steps).Select(step => new EscalationStepped(step, Evening))];

    [Fact]
    public void The_first_step_reminds_the_reader_who_was_asked() =>
        Step(20, Offered(Ana)).Then(
            new EscalationStepped(1, Min(20)),
            new DeadlineSet("escalation", Min(27)),
            new NoticeRaised(3, NoticeKind.Escalated, Audience.Of(Ana), TargetAt))
            .ThenTells((ActorId.Dispatcher, new Summon(Id, 1, Audience.Of(Ana), Moves: false)));

    [Fact]
    public void When_nobody_was_asked_it_tells_the_readers_at_work() =>
        Assert.Equal(Audience.Present, Step(20, ToRead()).ThenOne<NoticeRaised>().Audience);

    [Fact]
    public void The_next_steps_go_to_the_others_then_on_call_then_the_coordinator()
    {
        Assert.Equal(
            Audience.Present, Step(27, ToRead(), Stepped(1)).ThenOne<NoticeRaised>().Audience);
        Assert.Equal(
            Audience.OnCall, Step(33, ToRead(), Stepped(2)).ThenOne<NoticeRaised>().Audience);
        Assert.Equal(
            Audience.Coordinators, Step(38, ToRead(), Stepped(3)).ThenOne<NoticeRaised>().Audience);
    }

    [Fact]
    public void The_last_step_moves_the_case_out_and_says_so()
    {
        var verdict = Step(60, Offered(Ana), Stepped(4)).Then(
            new EscalationStepped(5, Min(60)),
            new NoticeRaised(3, NoticeKind.Escalated, Audience.Coordinators, TargetAt));
        var asked = Assert.IsType<SeekProvider>(Assert.Single(verdict.Decision.Tells).Body);
        Assert.Equal((5, "escalation"), (asked.Step, asked.Reason));
    }

    [Fact]
    public void A_provider_that_gave_it_back_is_not_asked_by_the_last_step() =>
        Assert.Equal(
            Audience.Coordinators,
            Step(60, [.. ToRead(), new CaseReturned(Provider, ProviderEnd.Silent, null)], Stepped(4))
                .ThenOne<NoticeRaised>().Audience);

    [Fact]
    public void Without_a_provider_the_last_step_tells_the_coordinator()
    {
        var alone = TestTerritory.Alone();
        Assert.Equal(
            Audience.Coordinators,
            ACase.Spec(alone).Given(ToRead()).Given(Stepped(4)).At(Min(60))
                .When(new ActorState.Due("escalation", Min(60))).ThenOne<NoticeRaised>().Audience);
    }

    [Fact]
    public void A_late_step_records_when_it_was_due_and_keeps_its_distance_to_the_next() =>
        Spec(ToRead()).At(Min(50)).When(new ActorState.Due("escalation", Min(20))).Then(
            new EscalationStepped(1, Min(20)),
            new DeadlineSet("escalation", Min(57)),
            new NoticeRaised(2, NoticeKind.Escalated, Audience.Present, TargetAt));

    [Fact]
    public void A_step_that_found_nobody_is_not_waited_for()
    {
        Spec(ToRead(), Stepped(2)).At(Min(27)).When(new NobodySummoned(2)).Then(
            new EscalationFoundNobody(2), new DeadlineSet("escalation", Min(27)));
        Spec(ToRead(), Stepped(3)).When(new NobodySummoned(2)).ThenNothing();
        Spec(Accepted(Ana)).When(new NobodySummoned(2)).ThenNothing();
    }

    [Fact]
    public void Acknowledging_stops_every_sound_and_holds_the_next_step_back() =>
        Spec(
            ToRead(), new EscalationStepped(1, Min(20)),
            new NoticeRaised(2, NoticeKind.Escalated, Audience.Present, TargetAt),
            new NoticeRaised(3, NoticeKind.NoReader, Audience.Coordinators, TargetAt),
            new DeadlineSet("escalation", Min(27)))
            .At(Min(22)).When(new AcknowledgeNotice(2)).Then(
                new NoticeAcknowledged(2),
                new NoticeCleared(3),
                new AlertAcknowledged(Min(37)),
                new DeadlineSet("alert-acknowledged", Min(37)),
                new DeadlineSet("escalation", Min(42)));

    [Fact]
    public void Acknowledging_again_before_it_expires_keeps_the_wait_that_was_left() =>
        Spec(
            ToRead(), new EscalationStepped(1, Min(20)), new AlertAcknowledged(Min(37)),
            new DeadlineSet("escalation", Min(42)),
            new NoticeRaised(2, NoticeKind.DeadlineWarning, Audience.Present, TargetAt))
            .At(Min(23)).When(new AcknowledgeNotice(2)).Then(
                new NoticeAcknowledged(2),
                new AlertAcknowledged(Min(38)),
                new DeadlineSet("alert-acknowledged", Min(38)),
                new DeadlineSet("escalation", Min(43)));

    [Fact]
    public void Acknowledging_an_offer_stops_its_sound_and_nothing_else() =>
        Spec(Offered(Ana)).When(new AcknowledgeNotice(2)).Then(new NoticeAcknowledged(2));

    [Fact]
    public void An_acknowledgement_expires_visibly()
    {
        var verdict = Spec(
            ToRead(), new EscalationStepped(1, Min(20)), new EscalationStepped(2, Min(27)),
            new EscalationStepped(3, Min(33)), new AlertAcknowledged(Min(50)))
            .At(Min(50)).When(new ActorState.Due("alert-acknowledged", Min(50))).Then(
                new AcknowledgementExpired(),
                new NoticeRaised(2, NoticeKind.AcknowledgementExpired, Audience.Present, TargetAt),
                new NoticeRaised(3, NoticeKind.AcknowledgementExpired, Audience.OnCall, TargetAt));
        Assert.Null(((CaseState)verdict.After).Escalation!.AcknowledgedBy);
    }

    [Fact]
    public void Who_acknowledged_that_nobody_was_found_is_told_when_it_expires() =>
        Assert.Contains(
            Audience.Coordinators,
            Spec(ToRead(), new NoReaderFound(), new AlertAcknowledged(Min(15))).At(Min(15))
                .When(new ActorState.Due("alert-acknowledged", Min(15)))
                .Decision.Events.OfType<NoticeRaised>().Select(raised => raised.Audience));

    [Fact]
    public void Taking_ends_it_for_ever()
    {
        Step(20, Accepted(Ana)).ThenNothing();
        Spec(Accepted(Ana)).When(new ActorState.Due("alert-acknowledged", Min(15))).ThenNothing();
        var taken = (CaseState)Spec(
            Offered(Ana), new EscalationStepped(1, Min(20)),
            new NoticeRaised(3, NoticeKind.Escalated, Audience.Of(Ana), TargetAt),
            new NoticeRaised(4, NoticeKind.Escalated, Audience.OnCall, TargetAt),
            new NoticeRaised(5, NoticeKind.AcknowledgementExpired, Audience.Coordinators, TargetAt),
            new AlertAcknowledged(Min(37)), new DeadlineSet("alert-acknowledged", Min(37)))
            .When(new ClaimCase(Ben)).After;
        Assert.Null(taken.Escalation);
        Assert.All(taken.Notices.Values, notice => Assert.Equal(NoticeKind.CaseWithdrawn, notice.Kind));
        Assert.Equal(["breached", "imminent", "warning"], taken.Deadlines.Keys);
    }

    [Fact]
    public void A_case_that_comes_back_begins_another()
    {
        Assert.Equal(2, NumberAfter(Accepted(Ana), new ReleaseCase(Ana, "x")));
        Assert.Equal(2, NumberAfter(Accepted(Ana), new ReassignCase(Ben, "x")));
        Assert.Equal(2, NumberAfter(Externalised(), new ResumeCase()));
        Assert.DoesNotContain(
            Spec(Held(Ana)).When(new ResumeCase()).Decision.Events, fact => fact is EscalationBegan);
    }

    [Fact]
    public void A_case_that_waits_with_nobody_on_purpose_does_not_call()
    {
        var held = (CaseState)Spec(ToRead()).When(new HoldCase(Min(10), "x")).After;
        Assert.Null(held.Escalation);
        Assert.DoesNotContain("escalation", held.Deadlines.Keys);
    }

    [Fact]
    public void Another_urgency_begins_anew_by_its_own_policy()
    {
        var began = Spec(ToRead()).At(Min(5)).When(new ClassifyCase(Urgency.Vital, null, null, null));
        Assert.Equal(TimeSpan.FromMinutes(5), began.ThenOne<EscalationBegan>().Policy.AcknowledgedFor);
        Assert.Equal(Min(6), ((CaseState)began.After).Deadlines["escalation"]);
    }

    [Fact]
    public void Whoever_lost_the_offer_to_the_escalation_is_not_asked_again() =>
        Assert.Equal(
            [Ana],
            ((CaseState)Spec(Offered(Ana)).When(new WithdrawOffer(OfferEnd.Escalated)).After).DeclinedBy);
}
