using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Tests.Texts;

/// <summary>Nobody ever meets a code instead of words.</summary>
public sealed class TextTests
{
    [Fact]
    public void Every_refusal_and_every_problem_has_a_sentence_of_its_own()
    {
        var codes = ProblemTexts.Codes.ToList();

        Assert.All(codes, code => Assert.True(ProblemTexts.Has(code), code));
        Assert.Equal(codes.Count, codes.Select(code => ProblemTexts.TitleOf(code)).Distinct().Count());
        Assert.Equal("Une valeur manque : reason.", ProblemTexts.TitleOf("field-missing", "reason"));
    }

    [Fact]
    public void Every_word_of_a_case_has_its_French()
    {
        Assert.All(Enum.GetValues<Urgency>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<CaseStatus>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<Specialty>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<AnatomicalRegion>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<Presence>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<DutyLine>(), value => Assert.NotEmpty(CaseTexts.Of(value)));
        Assert.All(Enum.GetValues<Holiday>(), value => Assert.NotEmpty(RosterTexts.Of(value)));
        Assert.All(Enum.GetValues<ConflictKind>(), value => Assert.NotEmpty(RosterTexts.Of(value)));
        Assert.All(Enum.GetValues<SubsidiarityLevel>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<LevelObstacle>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<SendingDecider>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<ProviderEnd>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<Boundary>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<HandoverStatus>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<OwnerKind>(), value => Assert.NotEmpty(ExternalTexts.Of(value)));
        Assert.All(Enum.GetValues<NoticeKind>(), value => Assert.NotEmpty(NoticeTexts.Of(value)));
    }

    [Fact]
    public void Every_obstacle_is_said_in_words()
    {
        string[] codes =
        [
            Obstacles.NoPrivilege, Obstacles.NoSpecialty, Obstacles.Declined, Obstacles.Cap, Obstacles.Busy,
            Obstacles.Costlier, Obstacles.OffDuty, Obstacles.Away,
        ];
        Assert.All(codes, code => Assert.NotEqual(code, DecisionTexts.OfObstacle(code)));
    }

    [Fact]
    public void A_notice_says_urgency_hospital_and_exam()
    {
        Assert.Equal(
            "Urgence U1 – Denain – Scanner cérébral",
            NoticeTexts.Of(NoticeKind.CaseAssigned, Urgency.Vital, "Denain", "Scanner cérébral"));
        Assert.Equal(
            "Échéance dépassée : Programmé – Denain – Scanner",
            NoticeTexts.Of(NoticeKind.DeadlineBreached, Urgency.Scheduled, "Denain", "Scanner"));
    }
}
