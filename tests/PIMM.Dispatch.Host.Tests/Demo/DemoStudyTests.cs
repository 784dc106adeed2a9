using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class DemoStudyTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(VirtualClock.Evening.UtcDateTime);

    public static TheoryData<int> Exams => [.. Enumerable.Range(0, DemoExams.All.Count)];

    [Theory]
    [MemberData(nameof(Exams))]
    public void Every_territory_finds_the_urgency_and_the_specialty_of_every_exam(int exam)
    {
        var study = Study(DemoExams.All[exam]);
        var facts = StudyFactsReader.Read(study.Uid, study.Image(0), Today);
        Assert.Equal(study.Exam.Priority, facts.RequestedPriority);
        Assert.Equal(study.Patient, facts.Patient);
        foreach (var territory in Repository.Territories)
        {
            var rule = ExamMapping.RuleFor(territory, facts.Exam.Modality, facts.Descriptions, ageYears: 60);
            Assert.Equal((territory.Id, study.Exam.Specialty), (territory.Id, rule.Specialty));
        }
    }

    [Fact]
    public void An_image_is_a_sound_object_with_pixels_of_half_a_megabyte()
    {
        var study = Study(DemoExams.Emergencies[0]);
        using var file = new MemoryStream();
        Part10.Write(file, study.Image(3), TransferSyntax.ExplicitLittleEndian);
        file.Position = 0;
        var read = Part10.Read(file).DataSet;
        Assert.True(read.TryGet(Tags.PixelData, out var pixels));
        Assert.Equal(512 * 512 * 2, pixels.Value.Length);
        Assert.Equal((512, 512, 4),
            (read.GetInt(Tags.Rows), read.GetInt(Tags.Columns), read.GetInt(Tags.InstanceNumber)));
        Assert.Equal("Patient fictif, images synthétiques", read.GetString(Tags.PatientComments));
    }

    [Fact]
    public void Identifiers_keep_the_rule_and_are_never_the_same()
    {
        var study = Study(DemoExams.Emergencies[0]);
        var uids = Enumerable.Range(0, study.Images)
            .Select(index => study.Image(index).GetUid(Tags.SopInstanceUid)!)
            .Append(study.Uid)
            .ToList();
        Assert.All(uids, uid => Assert.True(Uids.IsValid(uid), uid));
        Assert.Equal(study.Images + 1, uids.Distinct().Count());
        Assert.Equal(study.Uid, study.Image(1).GetUid(Tags.StudyInstanceUid));
    }

    [Fact]
    public void A_head_has_air_around_a_skull_around_a_brain()
    {
        var slice = Phantom.Slice(PhantomKind.Head, 0.5, seed: 1);
        Assert.InRange(slice[10 * Phantom.Side + 10], -1030, -970);
        Assert.InRange(slice[256 * Phantom.Side + 256 + 154], 640, 760);
        Assert.InRange(slice[256 * Phantom.Side + 256 + 120], 0, 80);
        Assert.NotEqual(slice, Phantom.Slice(PhantomKind.Head, 0.5, seed: 2));
        Assert.Equal(slice, Phantom.Slice(PhantomKind.Head, 0.5, seed: 1));
    }

    private static DemoStudy Study(DemoExam exam)
    {
        var chance = DemoChance.Of(1);
        return new DemoStudy(
            exam, DemoPatient.Draw(chance, Today), "DEMO-1", 12, VirtualClock.Evening.UtcDateTime, chance)
        {
            Uid = DemoStudy.UidOf(chance.For("study")),
        };
    }
}
