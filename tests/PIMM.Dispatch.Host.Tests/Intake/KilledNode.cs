using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>
/// A node as a process of its own, which can be killed at any moment; its folder outlives it.
/// </summary>
internal sealed partial class KilledNode : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    private readonly Process process;

    private KilledNode(Process process, Uri web, int dicomPort) =>
        (this.process, Web, DicomPort) = (process, web, dicomPort);

    public Uri Web { get; }

    public int DicomPort { get; }

    /// <param name="settings">Environment variables, on top of the machine's.</param>
    public static async Task<KilledNode> StartAsync(
        string data, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "PIMM.Dispatch.Host.dll"), "run", "--data", data,
            "--urls", "http://127.0.0.1:0", "--dicom-port", "0",
            "--territories", Path.Combine(Repository.Root, "cluster-config", "territories"),
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        // Nobody reads its log here; it must not fill the pipe and stand still.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(StartWithin);
        var said = "";
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said += line + "\n";
            var (web, dicom) = (WebAddress().Match(said), DicomAddress().Match(said));
            if (!web.Success || !dicom.Success)
                continue;
            var port = int.Parse(dicom.Groups[1].Value, CultureInfo.InvariantCulture);
            return new KilledNode(process, new Uri(web.Value), port);
        }
        throw new InvalidOperationException("The node ended before it listened:\n" + said);
    }

    /// <summary>SIGKILL: nothing in the process has a chance to finish anything.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        using var patience = new CancellationTokenSource(StartWithin);
        await process.WaitForExitAsync(patience.Token);
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"PIMM@127\.0\.0\.1:([0-9]+)")]
    private static partial Regex DicomAddress();
}
