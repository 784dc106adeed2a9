using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Host.Rehearsals;

/// <summary>How far a rehearsal is; the last three are its end.</summary>
public enum RehearsalState { Reading, Playing, Done, Cancelled, Failed }

/// <summary>A rehearsal as somebody asked for it.</summary>
/// <param name="Key">The caller's own id of the request; the same again is the same rehearsal.</param>
/// <param name="From">With <paramref name="Until"/>; null: the 24 hours up to the last images.</param>
public sealed record RehearsalOrder(
    string By, string Key, TerritorySettings Settings, DateTimeOffset? From, DateTimeOffset? Until,
    NightChange Change, int Draws, RehearsalBody Asked);

/// <summary>What a rehearsal has come to, at one moment.</summary>
/// <param name="Why">Why it failed, in French.</param>
public sealed record RehearsalStatus(
    RehearsalState State, int Played, DateTimeOffset? EndedAt, string? Why, NightRehearsal? Result)
{
    public bool IsOver => State >= RehearsalState.Done;
}

/// <summary>
/// One rehearsal of a node. Its status is replaced as a whole, so that any thread may read it.
/// </summary>
public sealed class RehearsalRun(string id, RehearsalOrder order, DateTimeOffset startedAt)
{
    private volatile RehearsalStatus status = new(RehearsalState.Reading, 0, null, null, null);

    public string Id { get; } = id;

    public RehearsalOrder Order { get; } = order;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public TerritoryId Territory => Order.Settings.Id;

    public int Plays => NightRehearsal.PlaysOf(Order.Draws);

    public RehearsalStatus Status => status;

    /// <summary>The one thread that plays says how far it is.</summary>
    internal void Say(RehearsalStatus next) => status = next;
}
