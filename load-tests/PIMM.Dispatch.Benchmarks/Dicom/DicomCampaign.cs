using System.Globalization;

namespace PIMM.Dispatch.Benchmarks.Dicom;

/// <summary>
/// Bars P1 and P2 in one run: our receiver and DCMTK's in turn, the disk's limit beside them, medians of
/// <see cref="Runs"/>. Needs storescu, storescp, echoscu and dcmdump of DCMTK.
/// </summary>
internal static class DicomCampaign
{
    private const int Runs = 5;
    private const int Images = 500;
    private const int EchoClients = 4;
    private const int EchoAssociations = 2_000;
    private const int PeerPort = 11_199;

    private static readonly int[] Senders = [1, 4, 16];

    public static async Task<IReadOnlyList<string>> RunAsync(string folder)
    {
        var images = CtStudy.Write(Path.Combine(folder, "study"), Images);
        var lines = new List<string>();
        foreach (var senders in Senders)
        {
            var results = new List<ReceiveResult>();
            for (var run = 0; run < Runs; run++)
                results.AddRange(await ReceiveInTurnAsync(images, senders, folder));
            lines.AddRange(results.GroupBy(result => result.Receiver).Select(Line));
        }
        var echoes = new List<double>();
        for (var run = 0; run < Runs; run++)
            echoes.Add((await DicomBenchmarks.EchoAsync(EchoClients, EchoAssociations, folder))
                .AssociationsPerSecond);
        lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"associations with one C-ECHO, {EchoClients} clients: {Spread(echoes)}/s"));
        lines.Add(await HeadersAsync(images));
        return lines;
    }

    private static async Task<IReadOnlyList<ReceiveResult>> ReceiveInTurnAsync(
        IReadOnlyList<string> images, int senders, string folder)
    {
        string Fresh() => Path.Combine(folder, Path.GetRandomFileName());
        var places = new[] { Fresh(), Fresh(), Fresh(), Fresh() };
        ReceiveResult[] results =
        [
            await DicomBenchmarks.ReceiveWithStorescpAsync(images, senders, PeerPort, places[0]),
            await DicomBenchmarks.ReceiveAsync(images, senders, isDurable: false, places[1]),
            await DicomBenchmarks.ReceiveAsync(images, senders, isDurable: true, places[2]),
            DicomBenchmarks.WriteAndFlush(images, senders, places[3]),
        ];
        foreach (var place in places)
            Directory.Delete(place, recursive: true);
        return results;
    }

    private static string Line(IGrouping<string, ReceiveResult> results)
    {
        var first = results.First();
        var cpu = double.IsNaN(first.CpuSeconds) ? "" : string.Create(CultureInfo.InvariantCulture,
            $"; CPU {Median(results.Select(r => r.CpuSeconds)):F2} s, memory +"
            + $"{Median(results.Select(r => (double)r.MemoryGrowthBytes)) / (1 << 20):F0} MB");
        return string.Create(CultureInfo.InvariantCulture,
            $"{first.Senders} at once, {first.Receiver}: "
            + $"{Spread(results.Select(r => r.ImagesPerSecond))} images/s{cpu}");
    }

    private static async Task<string> HeadersAsync(IReadOnlyList<string> images)
    {
        var results = new List<HeaderResult>();
        for (var run = 0; run < Runs; run++)
            results.Add(await DicomBenchmarks.ParseHeadersAsync(images, TimeSpan.FromSeconds(1)));
        return string.Create(CultureInfo.InvariantCulture,
            $"headers, one thread: {Spread(results.Select(r => r.FilesPerSecond))} files/s, "
            + $"{Median(results.Select(r => r.BytesAllocatedPerFile)):F0} bytes allocated per file; "
            + $"dcmdump {Spread(results.Select(r => r.DcmdumpFilesPerSecond))} files/s");
    }

    private static string Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Median(sorted):N0} ({sorted[0]:N0} to {sorted[^1]:N0}, {sorted.Length} runs)");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
