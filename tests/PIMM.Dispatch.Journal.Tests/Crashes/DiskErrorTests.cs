using System.Diagnostics;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Journal.Verification;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Crashes;

/// <summary>
/// Errors of a real disk, where the machine lets a test make them: a sync that fails (strace), a file system
/// that is full (a small one of its own). Elsewhere SqliteFailureTests play the same errors.
/// </summary>
public sealed class DiskErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sync_that_fails_is_never_acknowledged_and_the_journal_goes_on()
    {
        const string strace = "/usr/bin/strace";
        if (!File.Exists(strace))
            return;
        var file = folder.File("journal.db");
        using var child = new ChildProcess(
            file, 1, long.MaxValue, strace, "-f", "-o", folder.File("trace"), "-e", "trace=fdatasync,fsync",
            "-e", "inject=fdatasync,fsync:error=EIO:when=40");

        var went = await child.WaitForAcknowledgements(60);
        await child.Kill();
        var trace = await File.ReadAllTextAsync(folder.File("trace"));
        if (!trace.Contains("INJECTED", StringComparison.Ordinal))
            return; // The machine forbids tracing.

        Assert.True(went, string.Join('\n', child.Others));
        Assert.Contains(nameof(UnknownCommitException) + " t-0", child.Others);
        var report = JournalVerification.Run(file);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        await using var journal = SqliteJournal.Open(file);
        foreach (var batch in child.Acknowledgements)
        {
            var row = (await journal.ReadAll(new TerritoryId("t-0"), batch.Sequence - 1))[0];
            Assert.Equal(batch.Hash, Convert.ToHexString(row.Hash.Span));
        }
    }

    [Fact]
    public async Task Full_disk_refuses_appends_cleanly_and_room_lets_them_go_on()
    {
        using var disk = SmallDisk.TryMount(folder.File("small"), "2m");
        if (disk is null)
            return;
        await using var journal = SqliteJournal.Open(disk.File("journal.db"));
        var ballast = disk.File("ballast");
        await File.WriteAllBytesAsync(ballast, new byte[512 << 10]);

        var head = 0L;
        JournalUnavailableException? refused = null;
        while (refused is null)
            refused = await Record.ExceptionAsync(async () =>
                head = (await journal.AppendAsync(
                    Batches.Run(Batches.Lumiere, head == 0 ? 0 : (int)head, 50))).Sequence)
                as JournalUnavailableException;

        Assert.True(head > 0);
        Assert.Equal(head, (await journal.HeadAsync(Batches.Lumiere)).Sequence);
        Assert.Equal(head, (await journal.ReadAll(Batches.Lumiere)).Count);
        File.Delete(ballast);
        Assert.Equal(head + 10, (await journal.AppendAsync(Batches.Run(Batches.Lumiere, (int)head, 10)))
            .Sequence);
        Assert.True((await JournalVerification.RunAsync(journal)).Holds);
    }
}

/// <summary>A file system in memory with a bound; only root may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    private SmallDisk(string path) => this.path = path;

    /// <summary>Null where it can't be mounted.</summary>
    public static SmallDisk? TryMount(string path, string size)
    {
        Directory.CreateDirectory(path);
        return OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) == 0
            ? new SmallDisk(path)
            : null;
    }

    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Run("umount", path);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program,
            arguments) { RedirectStandardError = true })!;
        return process.WaitForExit(TimeSpan.FromSeconds(30)) ? process.ExitCode : -1;
    }
}
