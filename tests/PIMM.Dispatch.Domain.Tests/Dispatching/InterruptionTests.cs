using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

public sealed class InterruptionTests
{
    [Fact]
    public void An_emergency_that_finds_nobody_free_may_have_a_scheduled_reading_laid_aside()
    {
        var story = new Story().Present(Ana);
        var scheduled = Reading(story, Urgency.Scheduled);
        var urgent = story.Arrives(Urgency.Urgent);
        Assert.Equal((Ana, scheduled), (story.Of(urgent).Reader, story.Of(urgent).OfferInterrupts!.Value));
        story.Accepts(urgent);
        Assert.Equal(
            (1, CaseStatus.Accepted), (story.Of(scheduled).Interruptions, story.Of(scheduled).Status));
        Assert.Equal(18, story.Of(Ana).LoadMinutes);
    }

    [Fact]
    public void Nothing_is_laid_aside_while_somebody_else_is_free()
    {
        var story = new Story().Present(Ana, Ben);
        Reading(story, Urgency.Scheduled);
        var vital = story.Arrives(Urgency.Vital);
        Assert.Equal((Ben, null), (story.Of(vital).Reader, story.Of(vital).OfferInterrupts));
    }

    [Theory]
    [InlineData(Urgency.SemiUrgent)]
    [InlineData(Urgency.Scheduled)]
    public void What_can_wait_interrupts_nothing(Urgency urgency)
    {
        var story = new Story().Present(Ana);
        Reading(story, Urgency.Scheduled);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(urgency)).Status);
    }

    [Fact]
    public void An_urgent_case_does_not_interrupt_an_emergency()
    {
        var story = new Story().Present(Ana);
        Reading(story, Urgency.SemiUrgent);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Urgent)).Status);
    }

    [Fact]
    public void A_vital_case_that_would_miss_its_target_interrupts_an_urgent_reading_that_keeps_its_own()
    {
        var story = new Story(Long(Urgency.Urgent)).Present(Ana);
        var urgent = Reading(story, Urgency.Urgent);
        var vital = story.Arrives(Urgency.Vital);
        Assert.Equal((Ana, urgent), (story.Of(vital).Reader, story.Of(vital).OfferInterrupts!.Value));
    }

    [Fact]
    public void A_vital_case_that_can_wait_for_the_end_of_the_reading_does()
    {
        var story = new Story().Present(Ana);
        Reading(story, Urgency.Urgent);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Vital)).Status);
    }

    [Fact]
    public void An_urgent_reading_without_slack_of_its_own_is_not_interrupted()
    {
        var story = new Story(Alone(Long(Urgency.Urgent)));
        var urgent = story.Arrives(Urgency.Urgent);
        story.Pass(25).Present(Ana).Accepts(urgent).Pass(1);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Vital)).Status);
    }

    [Fact]
    public void A_vital_reading_is_never_interrupted()
    {
        var story = new Story(Alone(Long(Urgency.Vital))).Present(Ana);
        Reading(story, Urgency.Vital);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Vital)).Status);
    }

    [Fact]
    public void A_reading_that_is_nearly_done_is_not_interrupted()
    {
        var story = new Story().Present(Ana);
        var scheduled = story.Arrives(Urgency.Scheduled);
        story.Accepts(scheduled).Pass(6.5);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Urgent)).Status);
    }

    [Fact]
    public void A_case_is_laid_aside_twice_at_most()
    {
        var story = new Story().Present(Ana);
        var scheduled = Reading(story, Urgency.Scheduled);
        for (var times = 1; times <= 2; times++)
        {
            var urgent = story.Arrives(Urgency.Urgent);
            story.Accepts(urgent).Signs(urgent);
            Assert.Equal(times, story.Of(scheduled).Interruptions);
        }
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Urgent)).Status);
    }

    [Fact]
    public void A_reader_with_two_cases_in_hand_is_not_given_a_third()
    {
        var story = new Story().Present(Ana);
        Reading(story, Urgency.Scheduled);
        var urgent = story.Arrives(Urgency.Urgent);
        story.Accepts(urgent);
        Assert.Equal(CaseStatus.ToRead, story.Of(story.Arrives(Urgency.Urgent)).Status);
    }

    [Fact]
    public void An_emergency_that_waits_for_the_reader_who_knows_the_patient_interrupts_that_reader_alone()
    {
        var patient = Story.Somebody(99);
        var story = new Story().Present(Ana, Ben);
        var first = story.Arrives(patient: patient);
        story.Accepts(first).Signs(first);
        Assert.Equal(Ben, story.Of(story.Arrives(Urgency.Scheduled, Specialty.Thorax)).Reader);
        story.Accepts(story.Journal.Select(r => r.Event).OfType<CaseDispatched>().Last().Case);
        var emergency = story.Arrives(Urgency.Urgent, patient: patient);
        story.Accepts(emergency);
        var next = story.Arrives(Urgency.Urgent, patient: patient);
        Assert.Equal(CaseStatus.ToRead, story.Of(next).Status);
    }

    [Fact]
    public void A_vital_case_that_takes_an_offer_over_takes_over_what_it_interrupts()
    {
        var story = new Story().Present(Ana);
        var scheduled = Reading(story, Urgency.Scheduled);
        story.Arrives(Urgency.Urgent);
        var vital = story.Arrives(Urgency.Vital);
        Assert.Equal((Ana, scheduled), (story.Of(vital).Reader, story.Of(vital).OfferInterrupts!.Value));
    }

    /// <summary>Neuro readings of that urgency take much longer than a vital target.</summary>
    private static TerritorySettings Long(Urgency urgency) => TestTerritory.Settings with
    {
        ExamRules = [.. TestTerritory.Settings.ExamRules.Select(rule =>
            rule.Specialty == Specialty.Neuro
            ? rule with { ExpectedMinutes = urgency == Urgency.Vital ? 60 : 17 } : rule)],
    };

    private static CaseId Reading(Story story, Urgency urgency)
    {
        var id = story.Arrives(urgency);
        story.Accepts(id).Pass(1);
        return id;
    }
}
