using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The levels before a company. Local: readers with a convention for the case's establishment; region: the
/// other readers of the territory.
/// </summary>
public enum SubsidiarityLevel { Local, Region }

/// <summary>Why a level could not read a case in time.</summary>
public enum LevelObstacle
{
    NobodyOnDuty, NoneEligible, NoPrivilege, OverTarget, RosterGap, DeepNight,

    /// <summary>It could have: the word of the person who decided goes before.</summary>
    InTime,
}

/// <summary>Who decided that a case leaves the territory.</summary>
public enum SendingDecider { Dispatcher, Coordinator, Roster }

/// <param name="OverMinutes">How much later than the target the level would have been; null unless <paramref
/// name="Why"/> says so.</param>
public sealed record LevelTried(SubsidiarityLevel Level, LevelObstacle Why, int? OverMinutes);

/// <summary>
/// The proof that stands with each case that left the territory: local first, then region, then a company.
/// </summary>
/// <param name="Tried">Every level before the company, in order.</param>
public sealed record Subsidiarity(ImmutableArray<LevelTried> Tried, SendingDecider DecidedBy);

/// <summary>A case at an external provider, or on its way there.</summary>
/// <param name="AcceptedAt">null while the provider has not answered: the sender still owns the case.</param>
public sealed record Externalisation(
    ProviderId Provider, string Reason, Subsidiarity Subsidiarity, DateTimeOffset SentAt,
    DateTimeOffset? AcceptedAt);
