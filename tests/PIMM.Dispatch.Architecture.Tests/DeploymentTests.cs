using System.Diagnostics;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>The container files, as far as they can be judged without a container engine.</summary>
public sealed class DeploymentTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Compose_is_accepted_by_its_own_tool_where_that_is_installed()
    {
        var text = SourceTree.At("docker-compose.yml").Text;
        Assert.Contains("/readyz", text, StringComparison.Ordinal);
        Assert.Contains("volumes:", text, StringComparison.Ordinal);
        if (Find("docker-compose") is not { } tool)
            return;
        var (code, output) = await Run(tool, "config", "--quiet");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_script_is_correct_bash_and_explains_itself()
    {
        Assert.Equal(0, (await Run("bash", "-n", "pimm")).Code);
        var (code, help) = await Run("bash", "pimm", "help");
        Assert.Equal(0, code);
        Assert.All(["run", "run --demo", "test", "verify", "account"], command =>
            Assert.Contains($"./pimm {command}", help, StringComparison.Ordinal));
        var (wrong, refusal) = await Run("bash", "pimm", "no-such-command");
        Assert.Equal(1, wrong);
        Assert.Contains("unknown command: no-such-command", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Continuous_integration_runs_what_a_developer_runs() =>
        Assert.Contains("exec ./pimm test", SourceTree.At(".ci/run").Text, StringComparison.Ordinal);

    [Fact]
    public void The_image_carries_what_it_runs_and_no_more()
    {
        var text = SourceTree.At("Dockerfile").Text;
        Assert.Contains("USER pimm", text, StringComparison.Ordinal);
        Assert.Contains("cluster-config/territories", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n').Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
    }

    private static string? Find(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    private static async Task<(int Code, string Output)> Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_limit);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output + await errors);
    }
}
