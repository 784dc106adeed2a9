using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Simulation.Territories;

/// <summary>
/// The territory of production (owner, turns, codec, journal) under a clock that is moved by hand, on one
/// thread: nothing happens but in <see cref="StepAsync"/>, and with a journal in memory every call completes
/// at once.
/// </summary>
public sealed class VirtualTerritory
{
    // A step that leaves this much to do has found two actors that wake each other for ever.
    private const int StepsMax = 10_000;

    private readonly TerritorySetup setup;
    private readonly TerritoryOwner owner;
    private readonly TimeSpan ahead;
    private long seen;

    private VirtualTerritory(TerritorySetup setup, TerritoryOwner owner, long seen)
    {
        (this.setup, this.owner, this.seen) = (setup, owner, seen);
        ahead = owner.Health.Ahead;
    }

    public TerritorySettings Settings => setup.Settings;

    public TerritoryOwner Owner => owner;

    /// <summary>
    /// The first instant, on the territory's clock, at which it wants to be stepped; null when none.
    /// </summary>
    public DateTimeOffset? NextDueAt => owner.NextDueAt - ahead;

    /// <summary>
    /// How long to wait before the next step, when the last one found the journal unavailable.
    /// </summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Recovers the territory from its journal, or begins it.</summary>
    public static async Task<VirtualTerritory> OpenAsync(TerritorySetup setup, long seen = 0) =>
        new(setup, await TerritoryOwner.OpenAsync(setup).ConfigureAwait(false), seen);

    /// <summary>All that a virtual territory needs besides its journal and its clock.</summary>
    public static TerritorySetup SetupOf(
        TerritorySettings settings, IJournal journal, TimeProvider clock, ILogger logger,
        OwnerOptions? options = null) =>
        new(settings, (actor, _) => Actors.Initial(actor), new DomainCodec(), journal, clock,
            options ?? new OwnerOptions { SnapshotsInline = true, SnapshotEvery = int.MaxValue }, logger);

    /// <summary>Sends a command, steps, and gives its outcome.</summary>
    public async Task<Outcome> SendAsync(Command command)
    {
        var reply = owner.SendAsync(command);
        await StepAsync().ConfigureAwait(false);
        return await reply.ConfigureAwait(false);
    }

    /// <summary>
    /// Steps until nothing is left to do at this instant, or the journal wants to be left alone for a while.
    /// </summary>
    public async Task StepAsync()
    {
        for (var steps = 0; steps < StepsMax; steps++)
        {
            var report = await owner.StepAsync().ConfigureAwait(false);
            RetryAfter = report.RetryAfter;
            if (report.RetryAfter is { } wait && wait > TimeSpan.Zero)
                return;
            if (!report.MoreToDo && report.RetryAfter is null)
                return;
        }
        throw new InvalidOperationException($"'{owner.Id}' does not come to rest");
    }

    /// <summary>
    /// The last sequence that <see cref="NewFactsAsync"/> gave: the next process goes on there.
    /// </summary>
    public long Seen => seen;

    /// <summary>
    /// What was published since the last call, read back from the journal as any follower would.
    /// </summary>
    public async Task<IReadOnlyList<Recorded>> NewFactsAsync(IJournal disk)
    {
        var head = owner.Feed.Head;
        if (head <= seen)
            return [];
        var facts = new List<Recorded>();
        await foreach (var row in disk.ReadAsync(owner.Id, seen).ConfigureAwait(false))
        {
            if (row.Sequence > head)
                break;
            facts.Add(Facts.Of(row, setup.Codec));
        }
        seen = head;
        return facts;
    }
}
