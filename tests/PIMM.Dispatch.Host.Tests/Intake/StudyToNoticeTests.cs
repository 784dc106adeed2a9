using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>
/// The whole road through a real node: from another vendor's sender to the screen of the reader.
/// </summary>
public sealed class StudyToNoticeTests
{
    /// <summary>Before this a study is offered even if its sender never says goodbye.</summary>
    private const int OfferedWithinSeconds = 150;

    [Fact]
    public async Task A_study_sent_twice_is_one_case_one_offer_and_one_notice_to_its_reader()
    {
        await using var rig = await NodeRig.StartAsync(
            ("Node:Roles", "gateway,dispatch,web"), ("Dicom:Port", "0"));
        await rig.OnDutyAsync("radiologue1");
        var reader = await rig.AsAsync("reader");
        var screen = await reader.JoinAsync("reader");
        await screen.NextAsync("Snapshot");

        await SendAsync(rig);
        for (var second = 0; second < OfferedWithinSeconds && !IsOffered(rig); second++)
            await rig.PassAsync(TimeSpan.FromSeconds(1));
        var notice = await screen.NextAsync("Notice", n => n["caseId"] is not null);
        var opened = Assert.Single(CasesOf(rig));
        Assert.Equal((CaseStatus.Offered, new ReaderId("radiologue1")), (opened.Status, opened.Reader));
        Assert.Equal(Images().Length, opened.Images);
        Assert.Equal("case-assigned", (string?)notice["kind"]);
        Assert.Equal(opened.Id.Value, (string?)notice["caseId"]);

        var head = rig.Territory().Live.Current.Sequence;
        await SendAsync(rig);
        // A stop completes when everything that was received has been told.
        await rig.Services.GetRequiredService<DicomIntake>().StopAsync(CancellationToken.None);
        await rig.SettledAsync();
        Assert.Equal(head, rig.Territory().Live.Current.Sequence);
        Assert.Equal(Images().Length, Assert.Single(CasesOf(rig)).Images);
        var others = screen.Waiting().Where(m => m.Target == "Notice").Select(m => (string?)m.Argument["id"]);
        Assert.All(others, id => Assert.Equal((string?)notice["id"], id));
    }

    private static string Folder() => Repository.Sample("studies", "98892001");

    private static string[] Images() => Directory.GetFiles(Folder(), "*", SearchOption.AllDirectories);

    private static async Task SendAsync(NodeRig rig)
    {
        var port = rig.Services.GetRequiredService<IntakeHealth>().EndPoint!.Port;
        Assert.Equal(0, await StoreScu.RunAsync(
            "storescu", "-aet", "DENAIN", "-aec", "PIMM", "+sd", "+r", "127.0.0.1",
            port.ToString(CultureInfo.InvariantCulture), Folder()));
    }

    private static bool IsOffered(NodeRig rig) => CasesOf(rig).Any(c => c.Status == CaseStatus.Offered);

    private static IReadOnlyList<CaseState> CasesOf(NodeRig rig) =>
        [.. rig.Territory().Live.Current.Cases.Values.OfType<CaseState>().Where(c => c.Exists)];
}
