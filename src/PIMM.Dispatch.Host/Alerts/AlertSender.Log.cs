using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>What the senders say to the operator: channels and territories; no person, no number.</summary>
internal static partial class AlertSenderLog
{
    [LoggerMessage(81, LogLevel.Debug, "alerts.stopped {Territory}")]
    public static partial void Stopped(this ILogger logger, TerritoryId territory);

    [LoggerMessage(82, LogLevel.Critical,
        "alerts.failed {Territory}: nobody is told outside the screens until the next start")]
    public static partial void SenderFailed(this ILogger logger, Exception bug, TerritoryId territory);

    [LoggerMessage(83, LogLevel.Error,
        "alert.failed {Territory} {Channel}: not tried again until the next start")]
    public static partial void TryFailed(
        this ILogger logger, Exception bug, TerritoryId territory, AlertChannel channel);

    [LoggerMessage(84, LogLevel.Warning,
        "alert.unrecorded {Territory}: {Reason}, recorded as soon as it can be")]
    public static partial void NotRecorded(
        this ILogger logger, TerritoryId territory, UnavailableReason reason);

    [LoggerMessage(85, LogLevel.Error,
        "channel.failing {Territory} {Channel} {Code}: people are reached by the others alone")]
    public static partial void ChannelFails(
        this ILogger logger, TerritoryId territory, AlertChannel channel, string code);

    [LoggerMessage(86, LogLevel.Information, "channel.restored {Territory} {Channel}")]
    public static partial void ChannelWorks(
        this ILogger logger, TerritoryId territory, AlertChannel channel);
}
