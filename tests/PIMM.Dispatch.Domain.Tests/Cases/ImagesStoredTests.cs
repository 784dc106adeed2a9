using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class ImagesStoredTests
{
    [Fact]
    public void First_images_end_the_wait_for_images_and_begin_the_quiet_period() =>
        Spec().Given(Requested()).When(Images(40))
            .Then(
                new ImagesReceived(Study, 40),
                new DeadlineCleared("images"),
                new DeadlineSet("quiet", Evening.AddSeconds(10)));

    [Fact]
    public void While_the_sender_is_connected_silence_may_last_longer() =>
        Spec().Given(Arriving()).When(Images(140, open: true))
            .Then(new ImagesReceived(Study, 140), new DeadlineSet("quiet", Evening.AddMinutes(2)));

    [Fact]
    public void The_same_count_again_moves_the_quiet_period_alone() =>
        Spec().Given(Arriving()).After(TimeSpan.FromSeconds(5)).When(Images(100))
            .Then(new DeadlineSet("quiet", Evening.AddSeconds(15)));

    [Fact]
    public void The_expected_count_completes_the_study_at_once()
    {
        var facts = Facts(expected: 120);
        Spec().Given(Arriving(facts)).When(Images(120))
            .Then(
                new ImagesReceived(Study, 120),
                new ImagesCompleted(CompletionReason.ExpectedCount, 120),
                new DeadlineCleared("quiet"),
                new NoticeCleared(1),
                new TargetSet(new Target(
                    Evening, Evening.AddMinutes(23), Evening.AddMinutes(38), Evening.AddMinutes(45))),
                new DeadlineSet("warning", Evening.AddMinutes(23)),
                new DeadlineSet("imminent", Evening.AddMinutes(38)),
                new DeadlineSet("breached", Evening.AddMinutes(45)),
                Calls(),
                FirstStep)
            .ThenTells((ActorId.Dispatcher, Replan.Now));
    }

    [Fact]
    public void Images_of_all_studies_count_together()
    {
        var second = new ImagesStored(new StudyUid("1.2.3.2"), "A1", 20, false);
        Spec().Given(Arriving(Facts(expected: 120))).When(second).ThenOne<ImagesCompleted>();
    }

    [Fact]
    public void A_quiet_sender_completes_the_study() =>
        Assert.Equal(
            new ImagesCompleted(CompletionReason.QuietPeriod, 100),
            Spec().Given(Arriving()).After(TimeSpan.FromSeconds(10))
                .When(new ActorState.Due("quiet", Evening.AddSeconds(10)))
                .ThenOne<ImagesCompleted>());

    [Fact]
    public void A_late_series_is_counted_and_the_case_goes_on() =>
        Spec().Given(Accepted(Ana)).When(Images(160)).Then(new ImagesReceived(Study, 160)).ThenTells();

    [Fact]
    public void The_same_images_again_change_nothing() =>
        Spec().Given(Accepted(Ana)).When(Images(100)).ThenNothing();

    [Fact]
    public void Images_after_the_report_are_told_to_the_coordinator_and_to_whoever_signed() =>
        Spec().Given(Signed(Ana)).When(Images(160))
            .Then(
                new ImagesReceived(Study, 160),
                new NoticeRaised(4, NoticeKind.ImagesLate, Audience.Coordinators, null),
                new NoticeRaised(5, NoticeKind.ImagesLate, Audience.Of(Ana), null));

    [Fact]
    public void Where_the_target_counts_from_the_first_image_it_starts_then_and_once()
    {
        var settings = WithClock(ClockStart.FirstImage);
        Spec(settings).Given(Requested()).When(Images(1)).ThenOne<TargetSet>();
        var completed = Spec(settings).Given(Told([new OpenCase(Facts()), Images(100)], settings))
            .After(TimeSpan.FromSeconds(10)).When(new CompleteImages());
        Assert.DoesNotContain(completed.Decision.Events, fact => fact is TargetSet);
    }

    /// <summary>
    /// A case opened under one clock and completed under the next must not be left without a target.
    /// </summary>
    [Fact]
    public void A_case_that_has_no_target_yet_gets_one_when_its_images_are_complete() =>
        Spec(WithClock(ClockStart.Request)).Given(Arriving()).When(new CompleteImages()).ThenOne<TargetSet>();

    [Fact]
    public void Without_images_in_time_the_coordinator_and_the_site_are_told_again_and_again()
    {
        var due = new ActorState.Due("images", Evening.AddMinutes(60));
        var told = Spec().Given(Requested()).Given(new DeadlineReached("images", due.DueAt))
            .At(due.DueAt).When(due)
            .Then(
                new DeadlineSet("images", due.DueAt.AddMinutes(60)),
                new NoticeRaised(2, NoticeKind.ImagesOverdue, Audience.Coordinators, null),
                new NoticeRaised(3, NoticeKind.ImagesOverdue, Audience.TechnologistsOf(North), null));
        Spec().Given(Requested()).Given([.. told.Decision.Events]).At(due.DueAt.AddMinutes(60)).When(due)
            .Then(
                new DeadlineSet("images", due.DueAt.AddMinutes(120)),
                new NoticeCleared(2),
                new NoticeCleared(3),
                new NoticeRaised(4, NoticeKind.ImagesOverdue, Audience.Coordinators, null),
                new NoticeRaised(5, NoticeKind.ImagesOverdue, Audience.TechnologistsOf(North), null));
    }
}
