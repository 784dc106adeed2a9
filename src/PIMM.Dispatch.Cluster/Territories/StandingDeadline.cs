using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>A deadline that an actor set and that neither came nor was cleared.</summary>
/// <param name="Sequence">The sequence of its <see cref="DeadlineSet"/>: tells it from an earlier one of the
/// same name.</param>
public readonly record struct StandingDeadline(
    ActorId Actor, string Name, DateTimeOffset DueAt, long Sequence)
{
    /// <summary>
    /// Due instant first, then the order in which they were set; total, as sequences differ.
    /// </summary>
    public static readonly Comparer<StandingDeadline> DueOrder = Comparer<StandingDeadline>.Create(
        static (left, right) => left.DueAt != right.DueAt
            ? left.DueAt.CompareTo(right.DueAt)
            : left.Sequence.CompareTo(right.Sequence));

    /// <summary>
    /// The command that fires this deadline. Its id derives from the deadline alone, so that any owner,
    /// before or after a failover, fires the same command and it is done once.
    /// </summary>
    public Command CommandAt(TerritoryId territory, DateTimeOffset at) =>
        new(new CommandId(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"due:{territory.Value}:{Actor}:{Name}:{DueAt.UtcTicks}:{Sequence}")),
            territory, at, Identity.System, Actor, new FireDeadline(Name, DueAt, Sequence));

    /// <summary>An actor's deadlines, in the order of their setting, after one more of its events.</summary>
    public static StandingDeadline[] After(StandingDeadline[] standing, in Recorded recorded) =>
        recorded.Event switch
    {
        DeadlineSet set => [.. Without(standing, set.Name),
            new StandingDeadline(recorded.Actor, set.Name, set.DueAt.ToUniversalTime(), recorded.Sequence)],
        DeadlineCleared cleared => Without(standing, cleared.Name),
        DeadlineReached reached => Without(standing, reached.Name),
        _ => standing,
    };

    private static StandingDeadline[] Without(StandingDeadline[] standing, string name) =>
        Array.Exists(standing, deadline => deadline.Name == name)
            ? Array.FindAll(standing, deadline => deadline.Name != name)
            : standing;
}

/// <summary>
/// The body of a deadline's command. The turn records <see cref="DeadlineReached"/> and tells the actor
/// <see cref="ActorState.Due"/>; when that very deadline no longer stands, nothing happens.
/// </summary>
public sealed record FireDeadline(string Name, DateTimeOffset DueAt, long SetSequence) : Message;
