using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class OpenCaseTests
{
    [Fact]
    public void A_requested_case_awaits_its_images_and_tells_the_regulator() =>
        Spec().When(new OpenCase(Facts()))
            .Then(
                Facts(),
                new DeadlineSet("images", Evening.AddMinutes(60)),
                new NoticeRaised(1, NoticeKind.RequestReceived, Audience.Regulators, null));

    [Fact]
    public void A_case_opened_by_images_waits_for_the_next_image_alone() =>
        Spec().When(new OpenCase(Facts(origin: CaseOrigin.Images))).Then(Facts(origin: CaseOrigin.Images));

    [Fact]
    public void Where_the_target_counts_from_the_request_it_starts_at_once() =>
        Assert.Equal(
            new Target(Evening, Evening.AddMinutes(23), Evening.AddMinutes(38), Evening.AddMinutes(45)),
            Spec(WithClock(ClockStart.Request)).When(new OpenCase(Facts())).ThenOne<TargetSet>().Target);

    [Fact]
    public void Opened_again_it_changes_nothing() =>
        Spec().Given(Requested()).When(new OpenCase(Facts())).ThenNothing();

    [Fact]
    public void What_was_never_opened_can_not_be_spoken_to() =>
        Spec().When(new CancelCase("erreur")).ThenRefused(Refusals.CaseUnknown);
}
