using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>What the demonstration says of itself.</summary>
internal static partial class DemoLog
{
    [LoggerMessage(
        201, LogLevel.Information, "demo.person-came {Reader}: the virtual reader leaves the desk")]
    public static partial void PersonCame(this ILogger logger, ReaderId reader);

    [LoggerMessage(202, LogLevel.Debug, "demo.act-refused {Act}: {Code}")]
    public static partial void ActRefused(this ILogger logger, string act, string code);

    [LoggerMessage(203, LogLevel.Warning, "demo.act-unavailable {Act}: {Reason}")]
    public static partial void ActUnavailable(this ILogger logger, string act, UnavailableReason reason);

    [LoggerMessage(
        204, LogLevel.Information, "demo.begins: {Territories} territories, {Readers} virtual readers")]
    public static partial void Begins(this ILogger logger, int territories, int readers);

    [LoggerMessage(205, LogLevel.Debug, "demo.sent {Images} images of {Exam} as {AeTitle}")]
    public static partial void Sent(this ILogger logger, int images, string exam, string aeTitle);

    [LoggerMessage(206, LogLevel.Warning, "demo.not-sent as {AeTitle}: {Why}")]
    public static partial void NotSent(this ILogger logger, string aeTitle, string why);

    [LoggerMessage(207, LogLevel.Warning, "demo.ledger-failed: {Why}")]
    public static partial void LedgerFailed(this ILogger logger, string why);
}
