namespace PIMM.Dispatch.Host.Access;

/// <summary>
/// Everything that a signed-in person can ask for. Each route and hub method names one; no name, no entry.
/// </summary>
public enum Operation
{
    ReadTerritory, ReadCase, SeePatient, SeeReport, ReadTimeline, ReadDecisions, ReadWallboard,
    ReadStatistics,
    OpenRequest, SetPresence, PlanDuty,
    ReadRoster, TakeOverDuty, EditRoster, ReadEquity,
    Validate, RefuseRequest, GiveProtocol, Acquire, CompleteImages, Accept, Decline, Claim, Release,
    Reassign, Hold,
    Resume, WritePreliminary, Sign, Addendum, DeclareCritical, AcknowledgeReport, Cancel, Classify,
    Externalise,
    ReadOrphans, PlaceOrphan, AcknowledgeNotice,
    JoinReader, JoinWallboard, JoinTracking, JoinCoordination, JoinProvider,
    ReadHandovers, OpenHandover, AnswerHandover, ReadProviders,
    FlagCase, LiftFlag, ShareReading, Rehearse,
    ReadQuarantine, ReadMetrics, ReadAlerts,
}

/// <summary>
/// How far an operation reaches. Own: what concerns the caller as a reader or a provider, in the caller's
/// territories.
/// </summary>
public enum Scope { None, Own, Sites, Territories }
