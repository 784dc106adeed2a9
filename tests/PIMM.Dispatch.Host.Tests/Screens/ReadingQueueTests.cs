using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Tests.Api;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Tests.Screens;

/// <summary>
/// When a report may be expected: never in the past, later for who waits behind, and unknown when nobody is
/// there.
/// </summary>
public sealed class ReadingQueueTests
{
    [Fact]
    public async Task Nobody_to_read_means_that_nobody_can_say()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await WaitingAsync(rig, "1.2.700");

        Assert.Null(EstimateOf(rig, id));
    }

    [Fact]
    public async Task Who_waits_behind_is_read_later()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var first = await WaitingAsync(rig, "1.2.701");
        var second = await WaitingAsync(rig, "1.2.702");
        var third = await WaitingAsync(rig, "1.2.703");

        Assert.True(EstimateOf(rig, first) > rig.Clock.GetUtcNow());
        Assert.True(EstimateOf(rig, second) <= EstimateOf(rig, third));
        Assert.True(EstimateOf(rig, first) < EstimateOf(rig, third));
    }

    [Fact]
    public async Task A_case_in_hand_is_never_expected_in_the_past()
    {
        await using var rig = await NodeRig.StartAsync();
        await rig.OnDutyAsync("radiologue1");
        var id = await WaitingAsync(rig, "1.2.704");
        await (await rig.AsAsync("reader")).ActAsync(id, "accept");
        var expected = EstimateOf(rig, id);

        await rig.PassAsync(TimeSpan.FromMinutes(40));

        Assert.True(EstimateOf(rig, id) > expected);
        Assert.True(EstimateOf(rig, id) >= rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_signed_case_is_expected_no_more()
    {
        await using var rig = await NodeRig.StartAsync();
        var id = await CaseLifeTests.SignedAsync(rig, await rig.AsAsync("reader"), "1.2.705");

        Assert.Null(EstimateOf(rig, id));
    }

    private static async Task<string> WaitingAsync(NodeRig rig, string study)
    {
        var id = await rig.ImagesArriveAsync(study);
        await rig.SendAsync(new CaseId(id), new CompleteImages());
        return id;
    }

    private static DateTimeOffset? EstimateOf(NodeRig rig, string id)
    {
        var screen = rig.Territory().Screen.Current;
        var queue = new ReadingQueue(screen.View, screen.Settings, rig.Clock.GetUtcNow());
        return queue.EstimateOf(screen.Cases[new CaseId(id)].State);
    }
}
