using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class CompleteImagesTests
{
    [Fact]
    public void The_technologist_completes_the_study() =>
        Assert.Equal(
            new ImagesCompleted(CompletionReason.Technologist, 100),
            Spec().Given(Arriving()).When(new CompleteImages()).ThenOne<ImagesCompleted>());

    [Fact]
    public void A_study_without_images_is_not_complete() =>
        Spec().Given(Requested()).When(new CompleteImages()).ThenRefused(Refusals.NoImages);

    [Fact]
    public void A_study_is_complete_once() =>
        Spec().Given(Accepted(Ana)).When(new CompleteImages()).ThenNothing();

    [Fact]
    public void A_cancelled_case_has_nothing_to_complete() =>
        Spec().Given(Told([new OpenCase(Facts()), Images(100), new CancelCase("erreur")]))
            .When(new CompleteImages())
            .ThenRefused(Refusals.NotInThisState);

    [Fact]
    public void What_was_said_to_the_site_about_the_protocol_is_over_when_the_images_are_there()
    {
        var state = (CaseState)Spec()
            .Given(Told([new OpenCase(Facts()), new GiveProtocol("sans injection"), Images(100)]))
            .When(new CompleteImages()).After;
        Assert.Empty(state.Notices);
    }
}
