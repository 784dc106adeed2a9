using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class ValidateRequestTests
{
    [Fact]
    public void The_regulator_agrees() =>
        Spec().Given(Requested()).When(new ValidateRequest("sans injection"))
            .Then(new RequestValidated("sans injection"), new NoticeCleared(1));

    [Fact]
    public void Once_agreed_there_is_nothing_left_to_agree_to() =>
        Spec().Given(Requested()).Given(new RequestValidated(null)).When(new ValidateRequest(null))
            .ThenRefused(Refusals.NotInThisState);
}

public sealed class RefuseRequestTests
{
    [Fact]
    public void A_refused_request_ends_the_case() =>
        Spec().Given(Requested()).When(new RefuseRequest("indication non retenue"))
            .Then(
                new CaseCancelled("indication non retenue"),
                new DeadlineCleared("images"),
                new NoticeCleared(1))
            .ThenTells((North, new CaseHasEnded(Id)), (ActorId.Dispatcher, Replan.Now));

    [Fact]
    public void Images_that_were_taken_have_to_be_read() =>
        Spec().Given(Arriving()).When(new RefuseRequest("indication non retenue"))
            .ThenRefused(Refusals.NotInThisState);
}

public sealed class GiveProtocolTests
{
    [Fact]
    public void The_technologists_are_told() =>
        Spec().Given(Requested()).When(new GiveProtocol("sans injection"))
            .Then(
                new ProtocolGiven("sans injection"),
                new NoticeCleared(1),
                new NoticeRaised(2, NoticeKind.ProtocolGiven, Audience.TechnologistsOf(North), null));

    [Fact]
    public void A_corrected_protocol_takes_the_place_of_the_first_one() =>
        Spec().Given(Told([new OpenCase(Facts()), new GiveProtocol("sans injection")]))
            .When(new GiveProtocol("avec injection"))
            .Then(
                new ProtocolGiven("avec injection"),
                new NoticeCleared(2),
                new NoticeRaised(3, NoticeKind.ProtocolGiven, Audience.TechnologistsOf(North), null));

    [Fact]
    public void A_protocol_given_while_images_arrive_takes_nothing_back()
    {
        var verdict = Spec().Given(Arriving()).When(new GiveProtocol("sans injection"));
        Assert.Equal(CaseStatus.ImagesArriving, ((CaseState)verdict.After).Status);
    }

    [Fact]
    public void A_protocol_says_something() =>
        Spec().Given(Requested()).When(new GiveProtocol(" ")).ThenRefused(Refusals.TextMissing);

    [Fact]
    public void After_the_images_a_protocol_comes_too_late() =>
        Spec().Given(ToRead()).When(new GiveProtocol("sans injection")).ThenRefused(Refusals.NotInThisState);
}

public sealed class StartAcquisitionTests
{
    [Fact]
    public void The_examination_begins_and_what_called_for_it_is_over() =>
        Spec().Given(Told([new OpenCase(Facts()), new GiveProtocol("sans injection")]))
            .When(new StartAcquisition())
            .Then(new AcquisitionStarted(), new NoticeCleared(2));

    [Fact]
    public void Begun_without_waiting_for_the_regulator_there_is_nothing_left_to_validate() =>
        Spec().Given(Requested()).When(new StartAcquisition())
            .Then(new AcquisitionStarted(), new NoticeCleared(1));

    [Fact]
    public void Once_images_arrive_it_has_begun() =>
        Spec().Given(Arriving()).When(new StartAcquisition()).ThenRefused(Refusals.NotInThisState);
}
