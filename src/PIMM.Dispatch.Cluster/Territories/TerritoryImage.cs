using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>A territory's committed state at one sequence; its actors have no order.</summary>
public sealed record TerritoryImage(long Head, DateTimeOffset LastAt, IReadOnlyList<ActorImage> Actors);

/// <summary>One actor of an image.</summary>
/// <param name="FinishedAt">Instant of its last event when it is finished.</param>
public sealed record ActorImage(
    ActorId Id, ActorState State, long Version, DateTimeOffset? FinishedAt, StandingDeadline[] Deadlines);
