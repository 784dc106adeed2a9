using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Api;

/// <summary>What integrators are told is what is served.</summary>
public sealed class DescriptionTests
{
    private const string RewriteVariable = "PIMM_WRITE_OPENAPI";

    [Fact]
    public async Task The_description_in_the_repository_is_the_one_that_is_served()
    {
        await using var rig = await NodeRig.StartAsync();
        var served =
            (await rig.Stranger().Http.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n") + "\n";
        var path = Path.Combine(Repository.Root, "src", "PIMM.Dispatch.Contracts", "openapi.json");
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
            await File.WriteAllTextAsync(path, served);

        var kept = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");

        Assert.True(kept == served,
            $"openapi.json differs: run this test with {RewriteVariable}=1 and look at what changed");
    }

    [Fact]
    public async Task Hub_messages_and_the_key_of_a_command_are_described()
    {
        await using var rig = await NodeRig.StartAsync();
        var text = await rig.Stranger().Http.GetStringAsync("/openapi/v1.json");

        foreach (var word in new[] { "SnapshotDto", "ChangesDto", "NoticeDto", "BeatDto", "ActBody",
            "Idempotency-Key" })
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }
}
