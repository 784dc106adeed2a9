using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>What a screen says will happen is what happens.</summary>
public sealed class AheadTests
{
    private static IEnumerable<(double Minutes, AheadKind Kind, int Step)> Of(DomainEvent[] given) =>
        Escalation.Ahead((CaseState)Spec().Given(given).State)
            .Select(ahead => ((ahead.At - Evening).TotalMinutes, ahead.Kind, ahead.Step));

    [Fact]
    public void A_case_to_read_has_its_steps_and_its_alerts_ahead() =>
        Assert.Equal(
            [
                (20, AheadKind.Step, 1), (23, AheadKind.Warning, 0), (27, AheadKind.Step, 2),
                (33, AheadKind.Step, 3), (38, AheadKind.Imminent, 0), (38, AheadKind.Step, 4),
                (45, AheadKind.Breached, 0), (60, AheadKind.Step, 5),
            ],
            Of(ToRead()));

    [Fact]
    public void An_offered_case_has_the_end_of_its_offer_ahead() =>
        Assert.Equal((3, AheadKind.OfferExpires, 0), Of(Offered(Ana)).First());

    [Fact]
    public void A_taken_case_has_only_its_alerts_ahead_and_they_go_to_who_has_it()
    {
        var ahead = Escalation.Ahead((CaseState)Spec().Given(Accepted(Ana)).State);
        Assert.Equal(
            [AheadKind.Warning, AheadKind.Imminent, AheadKind.Breached], ahead.Select(one => one.Kind));
        Assert.Equal([Audience.Of(Ana)], ahead[0].Told.ToArray());
        Assert.Equal([Audience.Of(Ana), Audience.Coordinators], ahead[1].Told.ToArray());
    }

    [Fact]
    public void A_held_case_has_the_end_of_its_hold_ahead() =>
        Assert.Equal((10, AheadKind.HoldEnds, 0), Of(Held(Ana)).First());

    [Fact]
    public void What_is_missed_when_it_does_not_come_is_ahead_too()
    {
        Assert.Equal([(60, AheadKind.ImagesOverdue, 0)], Of(Requested()));
        Assert.Equal([(30, AheadKind.ReportUnread, 0)], Of(Signed(Ana)));
        Assert.Equal(
            (5, AheadKind.CriticalUnconfirmed, 0),
            Of(Accepted(Ana, null, new DeclareCritical(Ana, "Saignement."))).First());
        Assert.Equal(
            [Audience.RequestersOf(North), Audience.Coordinators],
            Escalation.Ahead((CaseState)Spec().Given(Signed(Ana)).State).Single().Told.ToArray());
    }

    [Fact]
    public void A_finished_case_has_nothing_ahead()
    {
        Assert.Empty(Of(Acknowledged(Ana)));
        Assert.Empty(Of(Cancelled()));
    }

    [Fact]
    public void What_is_ahead_comes_at_that_instant_and_tells_those_people()
    {
        var story = new Story().Present(Ana, Ben);
        foreach (var busyWith in new[] { story.Arrives(), story.Arrives(specialty: Specialty.Thorax) })
            story.Accepts(busyWith);
        var id = story.Arrives();
        while (story.Of(id).Escalation is { Next: not null })
        {
            var next = Escalation.Ahead(story.Of(id)).First(one => one.Kind == AheadKind.Step);
            story.Pass((next.At - story.Now).TotalMinutes);
            var (at, stepped) = story.All<EscalationStepped>().Last();
            Assert.Equal((next.At, next.Step), (at, stepped.Step));
            Assert.Contains(
                story.All<NoticeRaised>(), raised => raised.At == at
                    && raised.Fact.Kind == NoticeKind.Escalated && raised.Fact.Audience == next.Told[0]);
        }
        Assert.Equal(CaseStatus.Externalised, story.Of(id).Status);
    }
}
