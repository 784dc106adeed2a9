using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class ExternaliseCaseTests
{
    private static readonly ExternaliseCase Out = new(Provider, "nuit profonde");

    [Fact]
    public void The_dispatcher_first_says_why_nobody_nearer_can()
    {
        var verdict = Spec().Given(Accepted(Ana)).When(Out).Then();
        verdict.ThenTells((ActorId.Dispatcher, new JustifySending(
            (CaseState)verdict.Before, Provider, "nuit profonde", SendingDecider.Coordinator,
            Accepted: false)));
    }

    [Fact]
    public void To_the_same_provider_again_nothing_changes() =>
        Spec().Given(Externalised()).When(Out).ThenNothing();

    [Fact]
    public void A_provider_nobody_knows_is_refused() =>
        Spec().Given(ToRead()).When(Out with { Provider = new ProviderId("inconnue") })
            .ThenRefused(Refusals.ProviderUnknown, "inconnue");

    [Fact]
    public void Before_the_images_there_is_nothing_to_send_out() =>
        Spec().Given(Requested()).When(Out).ThenRefused(Refusals.NotInThisState);
}

public sealed class SendOutTests
{
    [Fact]
    public void The_proof_stands_with_the_case_and_the_provider_has_to_answer()
    {
        var verdict = Spec().Given(ToRead()).When(Sent())
            .Then(
                new CaseExternalised(Provider, "nuit profonde", Proof()),
                new DeadlineCleared("escalation"),
                new DeadlineSet("provider", Evening.AddMinutes(10)),
                new NoticeRaised(2, NoticeKind.CaseAssigned, Audience.Of(Provider), Evening.AddMinutes(45)))
            .ThenTells(
                (Provider, new EngageProvider(Id, North, Facts().Classification, Firm: true)),
                (ActorId.Dispatcher, Replan.Now));
        var after = (CaseState)verdict.After;
        Assert.Equal(Evening.AddMinutes(45), after.Target!.DueAt);
        Assert.Contains("breached", after.Deadlines.Keys);
    }

    [Fact]
    public void The_reader_who_had_it_puts_it_down_and_is_told()
    {
        var verdict = Spec().Given(Accepted(Ana)).When(Sent());
        Assert.Equal(
            [Audience.Of(Ana), Audience.Of(Provider)],
            verdict.Decision.Events.OfType<NoticeRaised>().Select(raised => raised.Audience));
        Assert.Equal([3, 4], verdict.Decision.Events.OfType<NoticeRaised>().Select(raised => raised.Number));
        Assert.Contains((Ana, new PutDown(Id, Read: false)), verdict.Decision.Tells);
        Assert.Null(((CaseState)verdict.After).Reader);
    }

    [Fact]
    public void From_a_hold_nothing_is_left_of_the_hold() =>
        Assert.DoesNotContain(
            "hold", ((CaseState)Spec().Given(Held(Ana)).When(Sent()).After).Deadlines.Keys);

    [Fact]
    public void What_was_signed_earlier_in_the_turn_is_not_sent() =>
        Spec().Given(Signed(Ana)).When(Sent()).ThenNothing();

    [Fact]
    public void At_a_hand_over_the_provider_has_it_at_once()
    {
        var verdict = Spec().Given(Accepted(Ana)).When(Sent(SendingDecider.Roster, accepted: true));
        Assert.Equal(Provider, verdict.ThenOne<ProviderAccepted>().Provider);
        Assert.Contains((Provider, new ProviderTakesOn(Id)), verdict.Decision.Tells);
        Assert.DoesNotContain("provider", ((CaseState)verdict.After).Deadlines.Keys);
    }
}

public sealed class AtTheProviderTests
{
    private static readonly ProviderId Other = new("autre");

    [Fact]
    public void From_its_acceptance_on_the_provider_owns_the_case()
    {
        var verdict = Spec().Given(Externalised()).When(new AcceptExternally(Provider))
            .Then(
                new ProviderAccepted(Provider), new DeadlineCleared("provider"), new NoticeCleared(2))
            .ThenTells((Provider, new ProviderTakesOn(Id)));
        Assert.Equal(OwnerKind.Coordinators, CaseOwner.Of((CaseState)verdict.Before)!.Kind);
        Assert.Equal(
            new CaseOwner(OwnerKind.Provider, Provider.Value), CaseOwner.Of((CaseState)verdict.After));
    }

    [Fact]
    public void Accepting_twice_is_harmless() =>
        Spec().Given(WithProvider()).When(new AcceptExternally(Provider)).ThenNothing();

    [Fact]
    public void Another_provider_has_nothing_to_accept_or_to_give_back()
    {
        Spec().Given(Externalised()).When(new AcceptExternally(Other)).ThenRefused(Refusals.NotYourCase);
        Spec().Given(Externalised()).When(new GiveBackExternally(Other, "x"))
            .ThenRefused(Refusals.NotYourCase);
    }

    [Fact]
    public void A_case_that_is_not_outside_is_not_accepted_there()
    {
        Spec().Given(ToRead()).When(new AcceptExternally(Provider)).ThenRefused(Refusals.NotInThisState);
        Spec().Given(Signed(Ana)).When(new AcceptExternally(Provider)).ThenRefused(Refusals.CaseFinished);
    }

    [Fact]
    public void A_returned_case_is_the_dispatchers_at_once_and_the_coordinator_hears_it()
    {
        var verdict = Spec().Given(WithProvider()).When(new GiveBackExternally(Provider, "images illisibles"))
            .ThenTells(
                (Provider, new ProviderPutsDown(Id, ProviderEnd.Returned)), (ActorId.Dispatcher, Replan.Now));
        Assert.Equal(
            new NoticeRaised(3, NoticeKind.CaseReturned, Audience.Coordinators, Evening.AddMinutes(45)),
            verdict.ThenOne<NoticeRaised>());
        verdict.ThenOne<EscalationBegan>();
        var after = (CaseState)verdict.After;
        Assert.Equal(OwnerKind.Dispatcher, CaseOwner.Of(after)!.Kind);
        Assert.Contains(Provider, after.ReturnedBy);
    }

    [Fact]
    public void A_provider_that_says_nothing_loses_the_case()
    {
        var due = new ActorState.Due("provider", Evening.AddMinutes(10));
        var silent = Spec().Given(Externalised()).When(due);
        Assert.Equal(ProviderEnd.Silent, silent.ThenOne<CaseReturned>().Why);
        Assert.Equal(Audience.Coordinators, silent.ThenOne<NoticeRaised>().Audience);
        Spec().Given(WithProvider()).When(due).ThenNothing();
    }

    [Fact]
    public void A_provider_that_refuses_what_the_territory_sent_never_has_it()
    {
        var refused = Spec().Given(Externalised())
            .When(new ProviderRefuses(Provider, Refusals.ProviderFull));
        Assert.Equal(
            new CaseReturned(Provider, ProviderEnd.Refused, Refusals.ProviderFull),
            refused.ThenOne<CaseReturned>());
        Spec().Given(ToRead()).When(new ProviderRefuses(Provider, Refusals.ProviderFull)).ThenNothing();
    }

    [Fact]
    public void The_coordinator_takes_it_back_without_alarming_itself()
    {
        var verdict = Spec().Given(WithProvider()).When(new ResumeCase());
        Assert.Equal(ProviderEnd.TakenBack, verdict.ThenOne<CaseReturned>().Why);
        Assert.Equal(Audience.Of(Provider), verdict.ThenOne<NoticeRaised>().Audience);
        Assert.Empty(((CaseState)verdict.After).ReturnedBy);
    }

    [Fact]
    public void A_cancelled_case_leaves_the_provider()
    {
        var verdict = Spec().Given(WithProvider()).When(new CancelCase("doublon"));
        Assert.Contains(
            (Provider, new ProviderPutsDown(Id, ProviderEnd.TakenBack)), verdict.Decision.Tells);
    }

    [Fact]
    public void The_provider_signs_in_its_own_name()
    {
        var verdict = Spec().Given(WithProvider()).By("externe", "provider")
            .When(new SignReport(Provider, "Lu.", null));
        Assert.Null(verdict.ThenOne<ReportSigned>().OnBehalfOf);
        Assert.Contains((Provider, new ProviderPutsDown(Id, ProviderEnd.Read)), verdict.Decision.Tells);
        Assert.Equal("externe", ((CaseState)verdict.After).Report!.By);
    }

    [Fact]
    public void A_signature_for_the_provider_names_both()
    {
        var verdict = Spec().Given(WithProvider()).By("coordination", "coordinator")
            .When(new SignReport(null, "Reçu par fax.", null));
        Assert.Equal(Provider, verdict.ThenOne<ReportSigned>().OnBehalfOf);
        var report = ((CaseState)verdict.After).Report!;
        Assert.Equal(("coordination", Provider), (report.By, report.OnBehalfOf!.Value));
    }

    [Fact]
    public void A_report_that_is_here_was_accepted()
    {
        var verdict = Spec().Given(Externalised()).When(new SignReport(Provider, "Lu.", null));
        verdict.ThenOne<ProviderAccepted>();
        Assert.Equal(Evening, ((CaseState)verdict.After).External!.AcceptedAt);
        Assert.DoesNotContain("provider", ((CaseState)verdict.After).Deadlines.Keys);
    }

    [Fact]
    public void Another_provider_signs_nothing_and_declares_nothing()
    {
        Spec().Given(WithProvider()).When(new SignReport(Other, "x", null))
            .ThenRefused(Refusals.NotYourCase, Provider.Value);
        Spec().Given(WithProvider()).When(new DeclareCritical(Other, "x"))
            .ThenRefused(Refusals.NotYourCase, Provider.Value);
    }

    [Fact]
    public void Each_alert_is_told_to_the_provider_and_the_coordinator()
    {
        var due = Evening.AddMinutes(30);
        var warned = Spec().Given(WithProvider()).Given(new DeadlineReached("warning", due)).At(due)
            .When(new ActorState.Due("warning", due));
        Assert.Equal(
            [Audience.Of(Provider), Audience.Coordinators],
            warned.Decision.Events.OfType<NoticeRaised>().Select(raised => raised.Audience));
    }
}
