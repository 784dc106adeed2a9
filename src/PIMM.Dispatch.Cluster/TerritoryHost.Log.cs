using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster;

internal static partial class TerritoryHostLog
{
    [LoggerMessage(20, LogLevel.Critical, "territory.ended {Territory}: a part of it stopped by a bug")]
    public static partial void PartEnded(this ILogger logger, Exception failure, TerritoryId territory);
}
