using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class AcknowledgeReportTests
{
    [Fact]
    public void The_requester_has_read_it_and_the_case_ends()
    {
        var verdict = Spec().Given(Signed(Ana)).When(new AcknowledgeReport(null))
            .Then(new ReportAcknowledged(), new DeadlineCleared("acknowledgement"), new NoticeCleared(3))
            .ThenTells((North, new CaseHasEnded(Id)));
        Assert.True(verdict.After.IsFinished);
        Assert.Empty(((CaseState)verdict.After).Deadlines);
    }

    [Fact]
    public void Acknowledging_twice_is_harmless() =>
        Spec().Given(Acknowledged(Ana)).When(new AcknowledgeReport(null)).ThenNothing();

    [Fact]
    public void There_is_nothing_to_acknowledge_before_the_report() =>
        Spec().Given(Accepted(Ana)).When(new AcknowledgeReport(null))
            .ThenRefused(Refusals.NothingToAcknowledge);

    [Fact]
    public void A_critical_result_has_to_be_read_back() =>
        Spec().Given(Accepted(Ana, null, new DeclareCritical(Ana, "Saignement.")))
            .When(new AcknowledgeReport(" "))
            .ThenRefused(Refusals.TextMissing);

    [Fact]
    public void Read_back_before_the_report_it_is_confirmed_and_the_case_goes_on()
    {
        var verdict = Spec().Given(Accepted(Ana, null, new DeclareCritical(Ana, "Saignement.")))
            .By("urgences", "requester").When(new AcknowledgeReport("saignement, compris"))
            .Then(
                new CriticalResultConfirmed("saignement, compris"),
                new DeadlineCleared("critical"),
                new NoticeCleared(3));
        Assert.Equal("urgences", ((CaseState)verdict.After).Critical!.ConfirmedBy);
    }

    [Fact]
    public void Read_back_after_the_report_it_confirms_both()
    {
        var events = Accepted(
            Ana, null, new DeclareCritical(Ana, "Saignement."), new SignReport(Ana, "Saignement.", null));
        var verdict = Spec().Given(events).When(new AcknowledgeReport("saignement, compris"));
        verdict.ThenOne<CriticalResultConfirmed>();
        verdict.ThenOne<ReportAcknowledged>();
        Assert.Empty(((CaseState)verdict.After).Notices);
    }

    [Fact]
    public void A_report_that_nobody_reads_is_told_to_the_requesters_and_the_coordinator()
    {
        var due = Evening.AddMinutes(30);
        Spec().Given(Signed(Ana)).Given(new DeadlineReached("acknowledgement", due)).At(due)
            .When(new ActorState.Due("acknowledgement", due))
            .Then(
                new DeadlineSet("acknowledgement", due.AddMinutes(30)),
                new NoticeRaised(4, NoticeKind.AcknowledgementOverdue, Audience.RequestersOf(North), null),
                new NoticeRaised(5, NoticeKind.AcknowledgementOverdue, Audience.Coordinators, null));
    }
}

public sealed class AcknowledgeNoticeTests
{
    [Fact]
    public void A_notice_is_acknowledged_once()
    {
        Spec().Given(Offered(Ana)).When(new AcknowledgeNotice(2)).Then(new NoticeAcknowledged(2));
        Spec().Given(Offered(Ana)).Given(new NoticeAcknowledged(2))
            .When(new AcknowledgeNotice(2)).ThenNothing();
    }

    [Fact]
    public void A_notice_that_no_longer_holds_is_acknowledged_without_harm() =>
        Spec().Given(Accepted(Ana)).When(new AcknowledgeNotice(2)).ThenNothing();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_notice_that_never_was_is_refused(int number) =>
        Spec().Given(Offered(Ana)).When(new AcknowledgeNotice(number)).ThenRefused(Refusals.NoticeUnknown);
}

public sealed class CancelCaseTests
{
    [Fact]
    public void A_cancelled_case_leaves_nothing_behind_but_word_to_its_reader()
    {
        var verdict = Spec().Given(Accepted(Ana)).When(new CancelCase("doublon"))
            .Then(
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null),
                new CaseCancelled("doublon"),
                new DeadlineCleared("breached"),
                new DeadlineCleared("imminent"),
                new DeadlineCleared("warning"))
            .ThenTells(
                (Ana, new PutDown(Id, Read: false)),
                (North, new CaseHasEnded(Id)),
                (ActorId.Dispatcher, Replan.Now));
        Assert.True(verdict.After.IsFinished);
    }

    [Fact]
    public void An_offer_ends_with_its_case()
    {
        var verdict = Spec().Given(Offered(Ana)).When(new CancelCase("doublon"));
        Assert.Equal(OfferEnd.CaseChanged, verdict.ThenOne<OfferEnded>().Why);
        Assert.Empty(((CaseState)verdict.After).Deadlines);
    }

    [Fact]
    public void Cancelling_twice_changes_nothing() =>
        Spec().Given(Cancelled()).When(new CancelCase("doublon")).ThenNothing();

    [Fact]
    public void A_signed_report_can_not_be_cancelled() =>
        Spec().Given(Signed(Ana)).When(new CancelCase("doublon")).ThenRefused(Refusals.CaseFinished);
}
