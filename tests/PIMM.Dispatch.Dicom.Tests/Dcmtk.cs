using System.Diagnostics;

namespace PIMM.Dispatch.Dicom.Tests;

/// <summary>Runs a tool of DCMTK. A missing tool fails the test and says so.</summary>
public static class Dcmtk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Find(string tool)
    {
        var path = Path.Combine("/usr/bin", tool);
        Assert.True(File.Exists(path), $"{path} is missing: install the Debian package dcmtk");
        return path;
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    public static Process Start(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Debian's build leaves Nagle's algorithm on.
        start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start)!;
    }
}
