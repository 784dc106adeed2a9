using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PIMM.Dispatch.Benchmarks.Dicom;
using PIMM.Dispatch.Benchmarks.Dispatching;
using PIMM.Dispatch.Benchmarks.Journal;
using PIMM.Dispatch.Benchmarks.Rehearsing;
using PIMM.Dispatch.Benchmarks.Runtime;

// dotnet run -c Release --project load-tests/PIMM.Dispatch.Benchmarks -- [name ...]
// Writes what it measured, with machine and commit, under load-tests/results/.
string[] wanted = args.Length == 0
    ? ["dispatch", "runtime", "journal", "postgres", "dicom", "rehearsal"]
    : args;
var folder = Directory.CreateTempSubdirectory("pimm-benchmarks-").FullName;
var report = new StringBuilder()
    .AppendLine(CultureInfo.InvariantCulture, $"# Measured {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC")
    .AppendLine()
    .AppendLine(CultureInfo.InvariantCulture, $"- commit {Output("git", "rev-parse --short HEAD")}")
    .AppendLine(
        CultureInfo.InvariantCulture,
        $"- {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}")
    .AppendLine(CultureInfo.InvariantCulture, $"- .NET {Environment.Version}")
    .AppendLine(CultureInfo.InvariantCulture, $"- load average at the start: {LoadAverage()}")
    .AppendLine();
try
{
    foreach (var name in wanted)
        await RunAsync(name);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
var results = Path.Combine(Root(), "load-tests", "results");
Directory.CreateDirectory(results);
var path = Path.Combine(results, string.Join('-', wanted) + ".md");
await File.WriteAllTextAsync(path, report.ToString());
Console.WriteLine($"Written to {path}");
return 0;

async Task RunAsync(string name)
{
    Say($"## {name}");
    Say("");
    switch (name)
    {
        case "dispatch":
            SayAll(DispatchBenchmarks.All(Path.Combine(Root(), "cluster-config", "territories")));
            break;
        case "rehearsal":
            SayAll(await RehearsalBenchmarks.AllAsync(Path.Combine(Root(), "cluster-config", "territories")));
            break;
        case "runtime":
            SayAll([await RuntimeBenchmarks.TurnsInMemory(), await RuntimeBenchmarks.TurnsInSqlite(folder)]);
            SayAll(await RuntimeBenchmarks.Recovery(folder));
            SayAll([await RuntimeBenchmarks.CommandLatency(folder)]);
            break;
        case "journal":
            SayAll(await JournalBenchmarks.RunAsync(folder));
            break;
        case "postgres":
            await foreach (var rate in PostgresBenchmarks.RunAsync(folder))
                Say($"- {rate}");
            break;
        case "dicom":
            SayAll(await DicomCampaign.RunAsync(folder));
            break;
        default:
            throw new ArgumentException($"no benchmark is called '{name}'");
    }
    Say("");
}

void SayAll(IEnumerable<object> lines)
{
    foreach (var line in lines)
        Say($"- {line}");
}

void Say(string line)
{
    Console.WriteLine(line);
    report.AppendLine(line);
}

static string LoadAverage() =>
    File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";

static string Root() => Output("git", "rev-parse --show-toplevel");

static string Output(string program, string arguments)
{
    using var process = Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    return process.StandardOutput.ReadToEnd().Trim();
}
