using System.Diagnostics.Metrics;

namespace PIMM.Dispatch.Host.Metrics;

/// <summary>What the edge counts; names are listed in docs/operating.</summary>
internal static class SessionMetrics
{
    private static readonly Meter Meter = new("PIMM.Dispatch.Host");
    private static readonly Counter<long> SignInsFailed = Meter.CreateCounter<long>("sign-ins.failed");
    private static readonly Counter<long> SignInsThrottled = Meter.CreateCounter<long>("sign-ins.throttled");

    public static void Failed() => SignInsFailed.Add(1);

    public static void Throttled() => SignInsThrottled.Add(1);
}
