using System.Globalization;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>The intake as other people's software sees it.</summary>
public sealed class DcmtkTests
{
    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using var rig = await IntakeRig.StartAsync();
        Assert.Equal(
            0, await StoreScu.RunAsync(
                "echoscu", "-aet", "DENAIN", "-aec", "PIMM", "127.0.0.1", PortOf(rig)));
    }

    [Fact]
    public async Task Echoscu_of_a_stranger_is_rejected()
    {
        await using var rig = await IntakeRig.StartAsync();
        Assert.NotEqual(
            0, await StoreScu.RunAsync(
                "echoscu", "-aet", "STRANGER", "-aec", "PIMM", "127.0.0.1", PortOf(rig)));
    }

    [Fact]
    public async Task A_real_study_sent_twice_by_storescu_is_one_case_with_its_images()
    {
        await using var rig = await IntakeRig.StartAsync();
        var folder = Repository.Sample("studies", "98892001");
        var images = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length;
        for (var sending = 1; sending <= 2; sending++)
        {
            Assert.Equal(0, await StoreScu.RunAsync(
                "storescu", "-aet", "DENAIN", "-aec", "PIMM", "+sd", "+r", "127.0.0.1", PortOf(rig), folder));
            await rig.UntilAsync(() => rig.Told.Count(t => !t.AssociationOpen) == sending);
        }
        var opened = Assert.Single(rig.Cases);
        Assert.Equal(
            (images, "CT", CaseOrigin.Images), (opened.Images, opened.Exam!.Modality, opened.Origin));
        Assert.Single(rig.Spec.Happened<CaseOpened>());
        Assert.Equal(images, rig.Intake.Health.Received);
    }

    private static string PortOf(IntakeRig rig) => rig.Port.ToString(CultureInfo.InvariantCulture);
}
