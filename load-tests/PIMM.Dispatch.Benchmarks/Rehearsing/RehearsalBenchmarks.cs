using System.Diagnostics;
using System.Globalization;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Simulation;

namespace PIMM.Dispatch.Benchmarks.Rehearsing;

/// <summary>How much faster than the clock an evening of the Centre passes, on one core.</summary>
internal static class RehearsalBenchmarks
{
    private const int WarmUp = 20;
    private const int Evenings = 40;

    public static async Task<IReadOnlyList<string>> AllAsync(string territories)
    {
        const string Name = "centre";
        var setting = Situations.Of(Name, TerritoryFiles.Load(territories)
            .Single(territory => territory.Id.Value == Situations.TerritoryOf(Name)));
        var lines = new List<string>();
        foreach (var policy in RehearsedPolicy.All)
            lines.Add(await OneAsync(setting, policy).ConfigureAwait(false));
        return lines;
    }

    private static async Task<string> OneAsync(RehearsalSetting setting, RehearsedPolicy policy)
    {
        var milliseconds = new List<double>();
        var events = 0L;
        for (var seed = 1 - WarmUp; seed <= Evenings; seed++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await Rehearsal.RunAsync(Math.Abs(seed), setting, policy).ConfigureAwait(false);
            if (seed < 1)
                continue;
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            events += result.Events;
        }
        milliseconds.Sort();
        var median = milliseconds[milliseconds.Count / 2];
        var faster = setting.Scenario.Length.TotalMilliseconds / median;
        return string.Create(CultureInfo.InvariantCulture,
            $"evening of the Centre, policy {policy.Code}: median {median:F1} ms ({milliseconds[0]:F1} to "
            + $"{milliseconds[^1]:F1}, {Evenings} evenings of {events / Evenings} events), "
            + $"{faster:N0} times real time");
    }
}
