using System.Diagnostics;
using System.Globalization;
using System.Net;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;

namespace PIMM.Dispatch.Benchmarks.Dicom;

/// <summary>Header parsing of one thread (bars, P2).</summary>
public sealed record HeaderResult(
    double FilesPerSecond, double BytesAllocatedPerFile, double DcmdumpFilesPerSecond);

/// <summary>One way of receiving images, from so many senders at once (bars, P1).</summary>
/// <param name="CpuSeconds">Of the receiver, for all images.</param>
/// <param name="MemoryGrowthBytes">Of the receiver's working set over idle, at its peak.</param>
public sealed record ReceiveResult(
    string Receiver, int Senders, int Images, double ImagesPerSecond, double CpuSeconds,
    long MemoryGrowthBytes);

/// <summary>Associations with one C-ECHO each, from so many clients at once.</summary>
public sealed record EchoResult(int Clients, int Associations, double AssociationsPerSecond);

/// <summary>
/// Measures the DICOM toolkit beside DCMTK and beside what the disk can do, in the same run.
/// </summary>
public static class DicomBenchmarks
{
    private const string Scope = "benchmark";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Parses the headers of files in rounds for about <paramref name="duration"/>, then lets dcmdump do it.
    /// </summary>
    public static async Task<HeaderResult> ParseHeadersAsync(IReadOnlyList<string> paths, TimeSpan duration)
    {
        var request = ReadRequest.Header(ReceivedHeader.DefaultTags);
        foreach (var path in paths)
            Part10.Read(path, request);
        var files = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            foreach (var path in paths)
                Part10.Read(path, request);
            files += paths.Count;
        }
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        started = Stopwatch.GetTimestamp();
        // -M: bulk stays on disk; quiet, so that printing is not what is measured.
        await RunAsync("dcmdump", ["-q", "-M", "+P", "PatientName", .. paths]).ConfigureAwait(false);
        var dcmdump = paths.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new HeaderResult(files / seconds, (double)allocated / files, dcmdump);
    }

    /// <summary>
    /// Receives with our server and store; storescu of DCMTK sends. Sender processes share the images.
    /// </summary>
    public static async Task<ReceiveResult> ReceiveAsync(
        IReadOnlyList<string> images, int senders, bool isDurable, string folder)
    {
        var store = StudyStore.Open(new StudyStoreOptions { Root = folder, IsDurable = isDurable });
        await using var storeEnd = store.ConfigureAwait(false);
        var server = DicomServer.Start(new DicomServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            IncomingFolder = store.IncomingFolder,
            Decide = _ => AssociationDecision.Accept,
            StoreAsync = async (received, _) =>
                (await store.AddAsync(Scope, received.CallingAeTitle, received).ConfigureAwait(false))
                .ToStatus(),
        });
        await using var serverEnd = server.ConfigureAwait(false);
        await RunAsync("echoscu", ["-aec", "PIMM", "127.0.0.1", Text(server.EndPoint.Port)])
            .ConfigureAwait(false);

        using var self = Process.GetCurrentProcess();
        var (cpu, idle) = (self.TotalProcessorTime, Environment.WorkingSet);
        var peak = idle;
        using var watch = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 50);
        var seconds = await SendAsync(images, senders, server.EndPoint.Port, "PIMM").ConfigureAwait(false);
        self.Refresh();
        var name = isDurable ? "ours, durable" : "ours, not flushed";
        return new ReceiveResult(
            name, senders, images.Count, images.Count / seconds, (self.TotalProcessorTime - cpu).TotalSeconds,
            peak - idle);
    }

    /// <summary>The same with storescp of DCMTK, one process per association, no flush.</summary>
    public static async Task<ReceiveResult> ReceiveWithStorescpAsync(
        IReadOnlyList<string> images, int senders, int port, string folder)
    {
        Directory.CreateDirectory(folder);
        using var storescp = Start(
            "storescp", ["--fork", "-pdu", "131072", "-od", folder, "-aet", "PEER", Text(port)]);
        try
        {
            await UntilItListensAsync(port).ConfigureAwait(false);
            var seconds = await SendAsync(images, senders, port, "PEER").ConfigureAwait(false);
            return new ReceiveResult(
                "storescp --fork", senders, images.Count, images.Count / seconds, double.NaN, 0);
        }
        finally
        {
            storescp.Kill();
        }
    }

    /// <summary>
    /// The disk's own limit: writes and flushes the same bytes, file by file, without any network.
    /// </summary>
    public static ReceiveResult WriteAndFlush(IReadOnlyList<string> images, int writers, string folder)
    {
        Directory.CreateDirectory(folder);
        var bytes = images.Select(File.ReadAllBytes).ToList();
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, bytes.Count, new ParallelOptions { MaxDegreeOfParallelism = writers }, i =>
        {
            using var file = File.OpenHandle(
                Path.Combine(folder, Text(i)), FileMode.Create, FileAccess.Write, FileShare.None,
                FileOptions.None);
            RandomAccess.Write(file, bytes[i], 0);
            RandomAccess.FlushToDisk(file);
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new ReceiveResult(
            "write + fsync", writers, images.Count, images.Count / seconds, double.NaN, 0);
    }

    /// <summary>Our client against our server: associate, echo, release.</summary>
    public static async Task<EchoResult> EchoAsync(int clients, int associationsPerClient, string folder)
    {
        var server = DicomServer.Start(new DicomServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            IncomingFolder = folder,
            Decide = _ => AssociationDecision.Accept,
            StoreAsync = (_, _) => Task.FromResult(DicomStatus.Success),
        });
        await using var serverEnd = server.ConfigureAwait(false);
        await EchoInRowAsync(server.EndPoint.Port, 200).ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(
            _ => Task.Run(() => EchoInRowAsync(server.EndPoint.Port, associationsPerClient))))
                .ConfigureAwait(false);
        var total = clients * associationsPerClient;
        return new EchoResult(clients, total, total / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task EchoInRowAsync(int port, int count)
    {
        var options = new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            CallingAeTitle = "BENCHMARK",
            CalledAeTitle = "PIMM",
            Contexts = [(Uids.Verification, TransferSyntax.ImplicitLittleEndian)],
        };
        for (var i = 0; i < count; i++)
        {
            var client = await DicomClient.ConnectAsync(options).ConfigureAwait(false);
            await using var clientEnd = client.ConfigureAwait(false);
            await client.EchoAsync().ConfigureAwait(false);
            await client.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Seconds from the first sender's start to the last one's end.</summary>
    private static async Task<double> SendAsync(
        IReadOnlyList<string> images, int senders, int port, string calledAeTitle)
    {
        var shares = images.Select((path, index) => (path, index))
            .GroupBy(p => p.index % senders, p => p.path);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(shares.Select(share => RunAsync("storescu",
            ["-R", "-xe", "-aet", "BENCHMARK", "-aec", calledAeTitle, "127.0.0.1", Text(port), .. share])))
            .ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task UntilItListensAsync(int port)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartPatience)
        {
            using var echo = Start("echoscu", ["-aec", "PEER", "127.0.0.1", Text(port)]);
            await echo.WaitForExitAsync().ConfigureAwait(false);
            if (echo.ExitCode == 0)
                return;
        }
        throw new TimeoutException("storescp does not listen");
    }

    private static async Task RunAsync(string tool, IEnumerable<string> arguments)
    {
        using var process = Start(tool, arguments);
        await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync())
                .ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{tool} ended with {process.ExitCode}");
    }

    private static Process Start(string tool, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Debian's build leaves Nagle's algorithm on, on both sides.
        start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
