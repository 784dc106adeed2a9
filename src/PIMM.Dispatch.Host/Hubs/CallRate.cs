using Microsoft.AspNetCore.SignalR;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// A connection that calls more often than a person can is closed; others do not notice. A bucket of calls
/// that fills steadily.
/// </summary>
public sealed partial class CallRate(PimmOptions options, TimeProvider clock, ILogger<CallRate> logger)
    : IHubFilter
{
    private readonly PushOptions limits = options.Push;

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (Take(invocationContext.Context))
            return await next(invocationContext);
        Flooded(logger, invocationContext.HubMethodName);
        invocationContext.Context.Abort();
        throw new HubException("too-many-calls");
    }

    private bool Take(HubCallerContext connection)
    {
        var now = clock.GetTimestamp();
        if (connection.Items.TryGetValue(this, out var known) && known is Bucket bucket)
        {
            var filled = clock.GetElapsedTime(bucket.At, now).TotalSeconds * limits.CallsPerSecond;
            bucket = new Bucket(Math.Min(limits.CallsBurst, bucket.Calls + filled), now);
        }
        else
            bucket = new Bucket(limits.CallsBurst, now);
        connection.Items[this] = bucket with { Calls = bucket.Calls - 1 };
        return bucket.Calls >= 1;
    }

    private sealed record Bucket(double Calls, long At);

    [LoggerMessage(70, LogLevel.Warning, "hub.flooded by calls of {Method}: connection closed")]
    private static partial void Flooded(ILogger logger, string method);
}
