using System.Diagnostics;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>DCMTK's tools. A missing tool fails the test and says so.</summary>
internal static class StoreScu
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a tool to its end and gives its exit code.</summary>
    public static async Task<int> RunAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine("/usr/bin", tool);
        Assert.True(File.Exists(path), $"{path} is missing: install the Debian package dcmtk");
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        await said;
        return process.ExitCode;
    }
}
