using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PIMM.Dispatch.WebE2e;

/// <summary>
/// A node with the demonstration, as a process of its own on free ports and an empty folder.
/// </summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string folder;
    private readonly ConcurrentQueue<string> lastLines;

    private HostProcess(Process process, string folder, ConcurrentQueue<string> lastLines, Uri address)
    {
        (this.process, this.folder, this.lastLines, Address) = (process, folder, lastLines, address);
    }

    public Uri Address { get; }

    /// <summary>The last lines of its log, for a test that fails.</summary>
    public string LastLines => string.Join('\n', lastLines);

    public static async Task<HostProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pimm-e2e-").FullName;
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Places.Host, "run", "--demo", "--data", folder, "--urls", "http://127.0.0.1:0",
            "--dicom-port", "0",
            "--territories", Places.Territories,
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        })!;
        var lines = new ConcurrentQueue<string>();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, said) => Keep(lines, said.Data, listening);
        process.ErrorDataReceived += (_, said) => Keep(lines, said.Data, null);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var address = await listening.Task.WaitAsync(StartWithin);
            return new HostProcess(process, folder, lines, address);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException("The node did not start:\n" + string.Join('\n', lines));
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        using var patience = new CancellationTokenSource(StopWithin);
        await process.WaitForExitAsync(patience.Token);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void Keep(
        ConcurrentQueue<string> lines, string? line, TaskCompletionSource<Uri>? listening)
    {
        const int LinesMax = 200;
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > LinesMax)
            lines.TryDequeue(out _);
        if (listening is not null && WebAddress().Match(line) is { Success: true } found)
            listening.TrySetResult(new Uri(found.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex WebAddress();
}
