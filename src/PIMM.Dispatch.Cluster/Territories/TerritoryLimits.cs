using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>How an actor is before its first event.</summary>
public delegate ActorState ActorFactory(ActorId actor, TerritorySettings settings);

/// <summary>What bounds the work and the memory of a territory.</summary>
public sealed record TerritoryLimits
{
    /// <summary>
    /// Messages in one turn. A real turn has a few dozen; ten thousand can only be two actors that answer
    /// each other for ever.
    /// </summary>
    public int StepsPerTurnMax { get; init; } = 10_000;

    /// <summary>
    /// How long a finished actor stays in memory, by event time: a shift of twelve hours, in which reports
    /// are still acknowledged, completed and looked at.
    /// </summary>
    public TimeSpan FinishedRetention { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>A turn that does not come to rest.</summary>
public sealed class RunawayTurnException(string message) : Exception(message);
