using System.Diagnostics;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>
/// <c>./pimm test</c> with a toolbox of stand-ins: what it counts, and that it never calls a bad run good.
/// </summary>
public sealed class ScriptTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("pimm-script-").FullName;

    public ScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "tests"));
        File.Copy(Path.Combine(SourceTree.Root, "pimm"), Path.Combine(_root, "pimm"));
        foreach (var tool in new[] { "node", "npm", "storescu", "chromium", "pg_ctl" })
            Tool(tool, "echo v20.0.0");
        Tool("dotnet", """
            case "$1" in
              --version) echo 10.0.100 ;;
              build) exit "${FAKE_BUILD:-0}" ;;
              test) . "$(dirname "$2")/behaviour" ;;
            esac
            """);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task All_good_ends_with_the_counts_and_zero()
    {
        Project("A.Tests", Results(3, 3, 3));
        Project("B.Tests", Results(5, 4, 4)); // one is skipped
        var (code, lines) = await Test();
        Assert.Equal((0, "7 passed, 0 failed"), (code, lines[^1]));
        Assert.Contains(lines, line => line.Contains("1 skipped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_counted_and_the_rest_still_runs()
    {
        Project("A.Tests", Results(3, 3, 1) + "\nexit 1");
        Project("B.Tests", Results(5, 5, 5));
        var (code, lines) = await Test();
        Assert.Equal((1, "6 passed, 2 failed"), (code, lines[^1]));
    }

    [Theory]
    [InlineData("exit 134", "did not finish (code 134)")]
    [InlineData("exit 0", "did not finish (code 0)")]
    [InlineData("read -r -t 30 _ < <(sleep 30)", "did not finish (code 124)")]
    public async Task A_project_that_crashes_says_nothing_or_hangs_is_a_failure(
        string behaviour, string remark)
    {
        Project("A.Tests", behaviour);
        Project("B.Tests", Results(5, 5, 5));
        var (code, lines) = await Test();
        Assert.Equal((1, "5 passed, 1 failed"), (code, lines[^1]));
        Assert.Contains(lines, line => line.Contains(remark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_whose_run_was_cut_is_a_failure_even_if_all_it_ran_passed()
    {
        Project("A.Tests", Results(3, 3, 3) + "\nexit 1");
        var (code, lines) = await Test();
        Assert.Equal((1, "3 passed, 1 failed"), (code, lines[^1]));
    }

    [Fact]
    public async Task A_project_without_a_test_is_a_failure()
    {
        Project("A.Tests", Results(0, 0, 0));
        var (code, lines) = await Test();
        Assert.Equal((1, "0 passed, 1 failed"), (code, lines[^1]));
    }

    [Fact]
    public async Task A_build_that_fails_is_a_failure()
    {
        Project("A.Tests", Results(3, 3, 3));
        var (code, lines) = await Test(("FAKE_BUILD", "1"));
        Assert.Equal((1, "0 passed, 1 failed"), (code, lines[^1]));
    }

    [Fact]
    public async Task Nothing_to_run_is_a_failure()
    {
        var (code, lines) = await Test();
        Assert.Equal((1, "0 passed, 0 failed"), (code, lines[^1]));
    }

    /// <summary>Writes the result file that the logger of <c>dotnet test</c> would write.</summary>
    private static string Results(int total, int executed, int passed) =>
        $"""
        while [ $# -gt 0 ]; do
          case "$1" in --results-directory) folder="$2" ;; "trx;LogFileName="*) name="$1" ;; esac
          shift
        done
        file="$folder/$(basename "$name" | sed 's/.*=//')"
        printf '<TestRun>\n  <ResultSummary>\n    <Counters total="{total}" executed="{executed}" ' >"$file"
        printf 'passed="{passed}" failed="0" />\n  </ResultSummary>\n</TestRun>\n' >>"$file"
        """;

    private void Project(string name, string behaviour)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "tests", name)).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".csproj"),
            "<PackageReference Include=\"Microsoft.NET.Test.Sdk\" />");
        File.WriteAllText(Path.Combine(folder, "behaviour"), behaviour + "\n");
    }

    private void Tool(string name, string text)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "tools")).FullName, name);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string[] Lines)> Test(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(_root, "pimm"), "test"])
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_root, "tools")
            + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["PIMM_TEST_TIMEOUT"] = "3";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(s_limit);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal("", await errors);
        return (process.ExitCode, output.TrimEnd().Split('\n'));
    }
}
