using System.Diagnostics;
using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>What the child said that the journal acknowledged.</summary>
/// <param name="WalLength">The length of the WAL when it was said: what was acknowledged lies before
/// it.</param>
internal sealed record Acknowledged(TerritoryId Territory, long Sequence, string Hash, long WalLength);

/// <summary>The child of <see cref="Program"/>, watched line by line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;

    /// <param name="wrapper">A program that starts the child, with its arguments; empty for none.</param>
    public ChildProcess(string database, int territories, long checkpointBytes, params string[] wrapper)
    {
        string[] command =
        [
            .. wrapper, Environment.ProcessPath ?? "dotnet", "exec", typeof(Program).Assembly.Location,
                database,
            territories.ToString(CultureInfo.InvariantCulture),
            checkpointBytes.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        process = Process.Start(start)!;
    }

    public List<Acknowledged> Acknowledgements { get; } = [];

    /// <summary>The lines that were no acknowledgement.</summary>
    public List<string> Others { get; } = [];

    /// <summary>Reads until so many batches were acknowledged; false when the child ended before.</summary>
    public async Task<bool> WaitForAcknowledgements(int count)
    {
        while (Acknowledgements.Count < count)
            if (!await Read())
                return false;
        return true;
    }

    /// <summary>SIGKILL, also to what a wrapper started, then what it had still said.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await End();
    }

    /// <summary>Reads what is left and waits for the end; the exit code.</summary>
    public async Task<int> End()
    {
        while (await Read())
        {
        }
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task<bool> Read()
    {
        if (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is not { } line)
            return false;
        var words = line.Split(' ');
        if (words is ["ack", var territory, var sequence, var hash, var wal])
            Acknowledgements.Add(new Acknowledged(
                new TerritoryId(territory), long.Parse(sequence, CultureInfo.InvariantCulture), hash,
                long.Parse(wal, CultureInfo.InvariantCulture)));
        else
            Others.Add(line);
        return true;
    }
}
