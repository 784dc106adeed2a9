using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>The external company's own screen: what it was sent, and nothing else of the territory.</summary>
public sealed class ProviderViewTests
{
    private const string Provider = "societe-externe";

    [Fact]
    public async Task A_case_comes_with_its_notice_and_goes_when_it_is_taken_back()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var screen = await (await rig.AsAsync("provider")).JoinAsync("provider");
        var snapshot = await screen.NextAsync("Snapshot");
        Assert.Empty(snapshot["cases"]!.AsArray());
        Assert.Empty(snapshot["readers"]!.AsArray());
        Assert.Null(snapshot["last24Hours"]);

        var kept = await rig.ImagesArriveAsync("1.2.601");
        var sent = await rig.ImagesArriveAsync("1.2.602");
        await rig.PassAsync(TimeSpan.FromSeconds(61));
        var coordinator = await rig.AsAsync("coordinator");
        await coordinator.ActAsync(sent, "externalise", new { provider = Provider, reason = "essai" });

        var shown = (await screen.NextAsync("Changes", c => c["cases"]!.AsArray().Count > 0))["cases"]!;
        Assert.Equal(sent, (string?)Assert.Single(shown.AsArray())!["id"]);
        Assert.NotNull(shown[0]!["patient"]);
        var notice = await screen.NextAsync("Notice");
        Assert.Equal(("case-assigned", sent), ((string?)notice["kind"], (string?)notice["caseId"]));

        await coordinator.ActAsync(sent, "resume");
        var gone = await screen.NextAsync("Changes", c => c["removed"]!.AsArray().Count > 0);
        Assert.Equal(sent, (string?)Assert.Single(gone["removed"]!.AsArray()));
        Assert.DoesNotContain(screen.Waiting(), message =>
            message.Argument.ToJsonString().Contains(kept, StringComparison.Ordinal)
            || message.Argument.ToJsonString().Contains("radiologue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_accepts_and_signs_where_it_sees_the_case()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await rig.ImagesArriveAsync("1.2.603");
        await rig.PassAsync(TimeSpan.FromSeconds(61));
        await (await rig.AsAsync("coordinator")).ActAsync(
            id, "externalise", new { provider = Provider, reason = "essai" });
        var screen = await (await rig.AsAsync("provider")).JoinAsync("provider");

        var accepted = await screen.InvokeAsync(
            "Act", new { caseId = id, action = "accept", commandId = "provider-accepts" });
        var body = new { text = "Lu." };
        var signed = await screen.InvokeAsync(
            "Act", new { caseId = id, action = "sign", commandId = "provider-signs", body });

        Assert.NotNull(accepted!["case"]!["external"]!["acceptedAt"]);
        Assert.Equal("signed", (string?)signed!["case"]!["status"]);
    }

    [Theory]
    [InlineData("reader")]
    [InlineData("coordination")]
    [InlineData("wallboard")]
    [InlineData("tracking")]
    public async Task No_other_view_is_for_the_company(string view)
    {
        await using var rig = await NodeRig.StartAsync();
        await using var connection = await (await rig.AsAsync("provider")).ConnectAsync();

        var refused = await Assert.ThrowsAnyAsync<Exception>(
            () => connection.InvokeAsync("Join", new { territory = NodeRig.Hainaut, view }));

        Assert.Contains("forbidden", refused.Message, StringComparison.Ordinal);
    }
}
