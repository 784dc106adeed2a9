using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class WritePreliminaryTests
{
    [Fact]
    public void Versions_count_up() =>
        Spec().Given(Preliminary(Ana)).When(new WritePreliminary(Ana, "Suite.", 1))
            .Then(new PreliminaryWritten(2, "Suite."));

    [Fact]
    public void Nobody_writes_over_a_version_it_has_not_seen() =>
        Spec().Given(Preliminary(Ana)).When(new WritePreliminary(Ana, "Suite.", 0))
            .ThenRefused(Refusals.ReportChanged);

    [Fact]
    public void Only_the_reader_who_has_the_case_writes() =>
        Spec().Given(Accepted(Ana)).When(new WritePreliminary(Ben, "x", null))
            .ThenRefused(Refusals.NotYourCase, "ana");

    [Fact]
    public void A_report_says_something() =>
        Spec().Given(Accepted(Ana)).When(new WritePreliminary(Ana, "  ", null))
            .ThenRefused(Refusals.TextMissing);

    [Fact]
    public void Nobody_writes_before_accepting() =>
        Spec().Given(Offered(Ana)).When(new WritePreliminary(Ana, "x", null))
            .ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void A_signed_report_is_not_written_over() =>
        Spec().Given(Signed(Ana)).When(new WritePreliminary(Ana, "x", null))
            .ThenRefused(Refusals.CaseFinished);

    [Fact]
    public void The_coordinator_writes_for_the_external_provider_and_a_reader_does_not()
    {
        var verdict = Spec().Given(Externalised()).When(new WritePreliminary(null, "Reçu.", null));
        verdict.Then(
            new ProviderAccepted(TestTerritory.Provider), new DeadlineCleared("provider"),
            new NoticeCleared(2), new PreliminaryWritten(1, "Reçu.", TestTerritory.Provider));
        Assert.Equal(CaseStatus.Externalised, ((CaseState)verdict.After).Status);
        Spec().Given(Externalised()).When(new WritePreliminary(Ana, "x", null))
            .ThenRefused(Refusals.NotYourCase, TestTerritory.Provider.Value);
    }
}

public sealed class SignReportTests
{
    private static readonly SignReport Sign = new(Ana, "Pas de saignement.", null);

    [Fact]
    public void A_signed_report_ends_every_deadline_but_that_of_its_acknowledgement() =>
        Spec().Given(Accepted(Ana)).When(Sign)
            .Then(
                new ReportSigned(1, "Pas de saignement."),
                new DeadlineCleared("breached"),
                new DeadlineCleared("imminent"),
                new DeadlineCleared("warning"),
                new NoticeRaised(3, NoticeKind.ReportSigned, Audience.RequestersOf(North), null),
                new DeadlineSet("acknowledgement", Evening.AddMinutes(30)))
            .ThenTells((Ana, new PutDown(Id, Read: true)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Signing_clears_every_notice_but_an_unconfirmed_critical_result()
    {
        var events = Accepted(Ana, null, new DeclareCritical(Ana, "Saignement."));
        var after = (CaseState)Spec().Given(events).When(Sign).After;
        Assert.Equal(
            [NoticeKind.CriticalResult, NoticeKind.ReportSigned], after.Notices.Values.Select(n => n.Kind));
        Assert.Contains("critical", after.Deadlines.Keys);
    }

    [Fact]
    public void A_report_is_signed_once() =>
        Spec().Given(Signed(Ana)).When(Sign).ThenRefused(Refusals.CaseFinished);

    [Fact]
    public void Only_the_reader_who_has_the_case_signs() =>
        Spec().Given(Accepted(Ana)).When(Sign with { Author = Ben }).ThenRefused(Refusals.NotYourCase, "ana");

    [Fact]
    public void An_empty_report_is_not_signed() =>
        Spec().Given(Accepted(Ana)).When(Sign with { Text = "" }).ThenRefused(Refusals.TextMissing);

    [Fact]
    public void Nobody_signs_a_version_it_has_not_seen() =>
        Spec().Given(Preliminary(Ana)).When(Sign with { OnVersion = 0 }).ThenRefused(Refusals.ReportChanged);

    [Fact]
    public void A_case_that_nobody_has_can_not_be_signed() =>
        Spec().Given(ToRead()).When(Sign).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void The_coordinator_signs_what_the_external_provider_sent() =>
        Spec().Given(Externalised()).When(Sign with { Author = null })
            .ThenTells(
                (TestTerritory.Provider, new ProviderTakesOn(Id)),
                (TestTerritory.Provider, new ProviderPutsDown(Id, ProviderEnd.Read)),
                (ActorId.Dispatcher, Replan.Now));
}

public sealed class SignAddendumTests
{
    [Fact]
    public void What_is_added_has_to_be_read_again()
    {
        var verdict = Spec().Given(Acknowledged(Ana)).When(new SignAddendum(Ana, "Précision."))
            .Then(
                new AddendumSigned("Précision."),
                new NoticeRaised(4, NoticeKind.ReportSigned, Audience.RequestersOf(North), null),
                new DeadlineSet("acknowledgement", Evening.AddMinutes(30)));
        Assert.Equal(CaseStatus.Signed, ((CaseState)verdict.After).Status);
        Assert.False(verdict.After.IsFinished);
    }

    [Fact]
    public void There_is_no_addendum_to_a_report_that_is_not_signed() =>
        Spec().Given(Preliminary(Ana)).When(new SignAddendum(Ana, "x")).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void An_addendum_says_something() =>
        Spec().Given(Signed(Ana)).When(new SignAddendum(Ana, " ")).ThenRefused(Refusals.TextMissing);
}

public sealed class DeclareCriticalTests
{
    [Fact]
    public void The_requesters_are_told_and_five_minutes_begin() =>
        Spec().Given(Accepted(Ana)).When(new DeclareCritical(Ana, "Saignement."))
            .Then(
                new CriticalResultDeclared("Saignement."),
                new DeadlineSet("critical", Evening.AddMinutes(5)),
                new NoticeRaised(3, NoticeKind.CriticalResult, Audience.RequestersOf(North), null));

    [Fact]
    public void Unconfirmed_it_goes_to_the_coordinator_too()
    {
        var due = Evening.AddMinutes(5);
        Declared().Given(new DeadlineReached("critical", due)).At(due)
            .When(new ActorState.Due("critical", due))
            .Then(
                new CriticalResultUnheard(1),
                new DeadlineSet("critical", due.AddMinutes(5)),
                new NoticeCleared(3),
                new NoticeRaised(4, NoticeKind.CriticalResult, Audience.RequestersOf(North), null),
                new NoticeRaised(5, NoticeKind.CriticalResult, Audience.Coordinators, null));
    }

    [Fact]
    public void Still_unconfirmed_somebody_telephones_and_it_goes_on_until_a_person_has_read_it_back()
    {
        var due = Evening.AddMinutes(10);
        var again = Declared().Given(new CriticalResultUnheard(1)).At(due)
            .When(new ActorState.Due("critical", due));
        Assert.Equal(
            [
                (NoticeKind.CriticalResult, Audience.RequestersOf(North)),
                (NoticeKind.CriticalUnheard, Audience.Coordinators),
                (NoticeKind.CriticalUnheard, Audience.Of(Ana)),
            ],
            again.Decision.Events.OfType<NoticeRaised>().Select(notice => (notice.Kind, notice.Audience)));
        var after = (CaseState)again.After;
        Assert.True(after.Critical!.WantsCall);
        Assert.Equal(due.AddMinutes(5), after.Deadlines["critical"]);

        var confirmed = (CaseState)Declared().Given(new CriticalResultUnheard(2))
            .Given(new NoticeRaised(4, NoticeKind.CriticalUnheard, Audience.Coordinators, null))
            .When(new AcknowledgeReport("saignement")).After;
        Assert.False(confirmed.Critical!.WantsCall);
        Assert.DoesNotContain(confirmed.Notices.Values, notice => notice.Kind == NoticeKind.CriticalUnheard);
        Assert.DoesNotContain("critical", confirmed.Deadlines.Keys);
    }

    private static ActorSpec Declared() =>
        Spec().Given(Accepted(Ana, null, new DeclareCritical(Ana, "Saignement.")));

    [Fact]
    public void Only_the_reader_who_has_the_case_declares() =>
        Spec().Given(Accepted(Ana)).When(new DeclareCritical(Ben, "x"))
            .ThenRefused(Refusals.NotYourCase, "ana");

    [Fact]
    public void Nobody_declares_on_a_case_that_nobody_reads() =>
        Spec().Given(ToRead()).When(new DeclareCritical(null, "x")).ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void A_critical_result_says_what_it_is() =>
        Spec().Given(Accepted(Ana)).When(new DeclareCritical(Ana, "")).ThenRefused(Refusals.TextMissing);
}
