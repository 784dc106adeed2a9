using System.Net;
using PIMM.Dispatch.Cluster.Territories;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// What the intake says to the operator: AE titles, addresses, establishments; nothing of a patient or an
/// exam.
/// </summary>
internal static partial class DicomIntakeLog
{
    [LoggerMessage(101, LogLevel.Information,
        "dicom.listening {EndPoint} as {AeTitle}, {Pending} studies to tell again")]
    public static partial void Listening(
        this ILogger logger, IPEndPoint endPoint, string aeTitle, int pending);

    [LoggerMessage(102, LogLevel.Information, "dicom.stopped {EndPoint}")]
    public static partial void Stopped(this ILogger logger, IPEndPoint? endPoint);

    [LoggerMessage(103, LogLevel.Warning, "association.rejected {AeTitle} from {Address}: {Why}")]
    public static partial void Rejected(
        this ILogger logger, string aeTitle, IPAddress address, Admission why);

    [LoggerMessage(104, LogLevel.Warning, "{Kind} {AeTitle} from {Address}: {Text}")]
    public static partial void Incident(
        this ILogger logger, string kind, string aeTitle, IPAddress? address, string text);

    [LoggerMessage(106, LogLevel.Warning, "study.refused {Territory}/{Establishment}: {Code}")]
    public static partial void StudyRefused(
        this ILogger logger, string territory, string establishment, string code);

    [LoggerMessage(107, LogLevel.Error,
        "study.tell-failed {Territory}/{Establishment}: {Reason}, {Failures} times; kept and tried again")]
    public static partial void TellFailed(
        this ILogger logger, string territory, string establishment, UnavailableReason reason, int failures);

    [LoggerMessage(108, LogLevel.Error,
        "marker.stays {Territory}/{Establishment}: the study is told again at the next start")]
    public static partial void MarkerStays(
        this ILogger logger, Exception failure, string territory, string establishment);

    [LoggerMessage(
        109, LogLevel.Critical, "store.failed {Territory}/{Establishment}: the sender got no success")]
    public static partial void StoreFailed(
        this ILogger logger, Exception failure, string territory, string establishment);

    [LoggerMessage(110, LogLevel.Error,
        "study.unreadable {Territory}/{Establishment}: told without what its header says")]
    public static partial void Unreadable(this ILogger logger, string territory, string establishment);

    [LoggerMessage(111, LogLevel.Error,
        "study.homeless {Territory}/{Establishment}: kept, but no establishment of this name is configured")]
    public static partial void Homeless(this ILogger logger, string territory, string establishment);

    [LoggerMessage(112, LogLevel.Critical, "intake.failed: studies are told no more until the next start")]
    public static partial void TellingEnded(this ILogger logger, Exception bug);
}
