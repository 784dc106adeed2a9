using System.Diagnostics;

namespace PIMM.Dispatch.Faults.Processes;

/// <summary>A process of the campaign, as its parent sees it.</summary>
internal sealed class Victim : IDisposable
{
    /// <summary>A start takes a second; on a busy machine ten. Whatever takes this long hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Victim(Process process) => this.process = process;

    /// <summary>Starts it; it opens nothing until told to.</summary>
    public static Victim Start(string journalPath)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        start.ArgumentList.Add(journalPath);
        return new Victim(Process.Start(start)!);
    }

    public void Tell(string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is dead already; whoever waits for an answer sees the end of its output.
        }
    }

    /// <summary>The next line; null at the end of its output.</summary>
    public Task<string?> HearAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
