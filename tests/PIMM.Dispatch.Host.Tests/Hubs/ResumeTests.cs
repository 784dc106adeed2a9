using System.Globalization;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>
/// A screen that is cut at any moment comes back to what everybody else sees: no gap, no double, nothing
/// lost.
/// </summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData(1, "reader", "reader")]
    [InlineData(2, "requester", "tracking")]
    [InlineData(3, "coordinator", "wallboard")]
    [InlineData(4, "technologist", "tracking")]
    [InlineData(5, "coordinator", "coordination")]
    [InlineData(9, "provider", "provider")]
    public async Task After_any_cuts_the_screen_shows_what_a_new_one_shows(int seed, string user, string view)
    {
        await using var rig = await NodeRig.StartAsync(("Push:ResumeBatchesMax", "6"));
        await rig.OnDutyAsync("radiologue1");
        var person = await rig.AsAsync(user);
        var evening = new BusyEvening(rig, new Random(seed));
        var screen = new FoldedScreen();
        for (var cut = 0; cut < 25; cut++)
        {
            await using var connection = await person.JoinAsync(view, screen.Sequence);
            for (var step = evening.Chance.Next(4); step >= 0; step--)
                await evening.StepAsync();
            var until = evening.Chance.Next(2) == 0 ? rig.Territory().Screen.Current.Sequence : 0;
            screen.Fold(await UntilAsync(connection, screen.Sequence, until));
            for (var step = evening.Chance.Next(cut % 8 == 7 ? 30 : 4); step >= 0; step--)
                await evening.StepAsync();
        }
        await using var last = await person.JoinAsync(view, screen.Sequence);
        screen.Fold(await UntilAsync(last, screen.Sequence, rig.Territory().Screen.Current.Sequence));
        await using var fresh = await person.JoinAsync(view);
        var whole = await fresh.NextAsync("Snapshot");

        Assert.Equal((long)whole["sequence"]!, screen.Sequence);
        Assert.Equal(FoldedScreen.Rows(whole["cases"]!, "id"), screen.Cases);
        Assert.Equal(FoldedScreen.Rows(whole["readers"]!, "id"), screen.Readers);
        Assert.Equal(FoldedScreen.Rows(whole["orphans"]!, "studyInstanceUid"), screen.Orphans);
        Assert.True(screen.Snapshots > 1 && screen.Resumes > 1,
            $"{screen.Snapshots} snapshots, {screen.Resumes} resumes");
    }

    [Fact]
    public async Task A_sequence_that_the_journal_does_not_have_gets_a_snapshot_and_a_warning()
    {
        await using var rig = await NodeRig.StartAsync();
        var person = await rig.AsAsync("reader");
        await using var connection = await person.ConnectAsync();

        var joined = await connection.InvokeAsync("Join",
            new { territory = NodeRig.Hainaut, view = "reader", after = 4711 });

        Assert.False((bool)joined!["resumed"]!);
        Assert.Equal(0, (long)(await connection.NextAsync("Snapshot"))["sequence"]!);
        Assert.Contains("client.ahead", rig.Log.NamesFrom(Microsoft.Extensions.Logging.LogLevel.Warning));
    }

    [Fact]
    public async Task Joining_again_on_the_same_connection_changes_the_view()
    {
        await using var rig = await NodeRig.StartAsync();
        await using var connection = await (await rig.AsAsync("coordinator")).JoinAsync("coordination");
        Assert.Equal("coordination", (string?)(await connection.NextAsync("Snapshot"))["view"]);

        await connection.InvokeAsync("Join", new { territory = NodeRig.Hainaut, view = "wallboard" });

        Assert.Equal("wallboard", (string?)(await connection.NextAsync("Snapshot"))["view"]);
        await rig.ImagesArriveAsync("1.2.500");
        var changes = await connection.NextAsync("Changes");
        Assert.Null(changes["cases"]![0]!["patient"]);
    }

    [Fact]
    public async Task Every_second_a_beat_says_how_far_and_what_time_it_is()
    {
        await using var rig = await NodeRig.StartAsync();
        await using var connection = await (await rig.AsAsync("reader")).JoinAsync("reader");
        await rig.ImagesArriveAsync("1.2.501");
        await connection.NextAsync("Changes");
        connection.Waiting();
        for (var second = 0; second < 5; second++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            // One of the second before may still be on its way.
            var beat = await connection.NextAsync(
                "Beat", one => (DateTimeOffset)one["serverTime"]! == rig.Clock.GetUtcNow());
            Assert.Equal(rig.Territory().Screen.Current.Sequence, (long)beat["sequence"]!);
        }
    }

    /// <summary>Everything up to a sequence; what happens to have come, when the sequence is 0.</summary>
    private static async Task<IReadOnlyList<Received>> UntilAsync(WireClient connection, long? from,
        long until)
    {
        var all = new List<Received>(connection.Waiting());
        while (Math.Max(from ?? -1, Reached(all)) < until)
            all.Add(await connection.NextScreenAsync());
        return all;
    }

    private static long Reached(IEnumerable<Received> messages) => messages
        .Where(message => message.Target is "Snapshot" or "Changes")
        .Select(message => (long)message.Argument[message.Target == "Changes" ? "to" : "sequence"]!)
        .DefaultIfEmpty(-1).Max();

    /// <summary>Something happens in the territory.</summary>
    private sealed class BusyEvening(NodeRig rig, Random chance)
    {
        private int studies;

        public Random Chance => chance;

        public async Task StepAsync()
        {
            switch (chance.Next(6))
            {
                case 0:
                    var study = string.Create(CultureInfo.InvariantCulture, $"1.9.{++studies}");
                    await rig.ImagesArriveAsync(study,
                        establishment: chance.Next(2) == 0 ? "denain" : "fourmies");
                    break;
                case 1:
                    await rig.PassAsync(TimeSpan.FromSeconds(chance.Next(1, 70)));
                    break;
                case 2:
                    var present = chance.Next(2) == 0 ? Presence.Busy : Presence.Available;
                    await rig.SendAsync(new ReaderId("radiologue1"), new SetPresence(present));
                    break;
                default:
                    await ActAsync();
                    break;
            }
        }

        private async Task ActAsync()
        {
            var cases = rig.Territory().Screen.Current.Cases.Values.OrderBy(
                row => row.State.Sequence).ToList();
            if (cases.Count == 0)
                return;
            var item = cases[chance.Next(cases.Count)].State;
            Message[] messages =
            [
                new ClaimCase(new ReaderId("radiologue1")),
                new SignReport(new ReaderId("radiologue1"), "Normal.", null),
                new AcknowledgeReport("lu"),
                new CancelCase("doublon"),
                new CompleteImages(),
                new ExternaliseCase(new ProviderId("societe-externe"), "essai"),
                new AcceptExternally(new ProviderId("societe-externe")),
                new ResumeCase(),
            ];
            await rig.SendAsync(item.Id, messages[chance.Next(messages.Length)]);
        }
    }
}
