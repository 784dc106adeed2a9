using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class OfferCaseTests
{
    [Fact]
    public void An_offer_stands_for_as_long_as_its_urgency_allows_and_rings_at_the_reader() =>
        Spec().Given(ToRead()).When(new OfferCase(Ana, null))
            .Then(
                new CaseOffered(Ana, Evening.AddMinutes(3), null),
                new DeadlineSet("offer", Evening.AddMinutes(3)),
                new NoticeRaised(2, NoticeKind.CaseAssigned, Audience.Of(Ana), Evening.AddMinutes(45)));

    [Theory]
    [InlineData(Urgency.Vital, 1.5)]
    [InlineData(Urgency.Urgent, 3)]
    [InlineData(Urgency.SemiUrgent, 6)]
    [InlineData(Urgency.Scheduled, 10)]
    public void A_more_urgent_case_is_offered_for_less_long(Urgency urgency, double minutes) =>
        Assert.Equal(
            Evening.AddMinutes(minutes),
            Spec().Given(ToRead(Facts(urgency))).When(new OfferCase(Ana, null))
                .ThenOne<CaseOffered>().ExpiresAt);

    [Fact]
    public void Somebody_was_found_so_the_alarm_that_nobody_is_ends() =>
        Spec()
            .Given(Told([new OpenCase(Facts()), Images(1), new CompleteImages(), new ReportNoReader(false)]))
            .When(new OfferCase(Ana, null))
            .ThenOne<NoticeCleared>();

    [Fact]
    public void A_case_that_is_no_longer_to_be_had_says_so_to_the_dispatcher() =>
        Spec().Given(Accepted(Ana)).When(new OfferCase(Ben, null))
            .Then()
            .ThenTells((ActorId.Dispatcher, new OfferNotTaken(Id)));

    [Fact]
    public void An_offer_that_nobody_answers_expires_and_its_reader_is_marked_away() =>
        Spec().Given(Offered(Ana)).After(TimeSpan.FromMinutes(3))
            .When(new ActorState.Due("offer", Evening.AddMinutes(3)))
            .Then(
                new OfferEnded(Ana, OfferEnd.Expired, null),
                new DeadlineCleared("offer"),
                new NoticeCleared(2))
            .ThenTells((Ana, new MissOffer(Id)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void An_offer_that_was_accepted_does_not_expire() =>
        Spec().Given(Accepted(Ana)).When(new ActorState.Due("offer", Evening.AddMinutes(3))).ThenNothing();
}

public sealed class WithdrawOfferTests
{
    [Theory]
    [InlineData(OfferEnd.ReaderLeft)]
    [InlineData(OfferEnd.VitalFirst)]
    public void The_reader_is_told_that_the_case_is_gone(OfferEnd why) =>
        Spec().Given(Offered(Ana)).When(new WithdrawOffer(why))
            .Then(
                new OfferEnded(Ana, why, null),
                new DeadlineCleared("offer"),
                new NoticeCleared(2),
                new NoticeRaised(3, NoticeKind.CaseWithdrawn, Audience.Of(Ana), null))
            .ThenTells();

    [Fact]
    public void A_case_that_was_accepted_in_the_meantime_stays() =>
        Spec().Given(Accepted(Ana)).When(new WithdrawOffer(OfferEnd.VitalFirst)).ThenNothing();
}

public sealed class ReportNoReaderTests
{
    [Fact]
    public void Nobody_eligible_is_an_alarm_at_once() =>
        Spec().Given(ToRead()).When(new ReportNoReader(Found: false))
            .Then(
                new NoReaderFound(),
                new NoticeRaised(2, NoticeKind.NoReader, Audience.Coordinators, Evening.AddMinutes(45)));

    [Fact]
    public void It_is_raised_once() =>
        Spec().Given(ToRead()).Given(new NoReaderFound())
            .When(new ReportNoReader(Found: false)).ThenNothing();

    [Fact]
    public void It_ends_as_soon_as_somebody_is_eligible() =>
        Spec()
            .Given(Told([new OpenCase(Facts()), Images(1), new CompleteImages(), new ReportNoReader(false)]))
            .When(new ReportNoReader(Found: true))
            .Then(new ReaderFoundAgain(), new NoticeCleared(2));

    [Fact]
    public void A_case_that_somebody_has_needs_no_reader() =>
        Spec().Given(Accepted(Ana)).When(new ReportNoReader(Found: false)).ThenNothing();
}
