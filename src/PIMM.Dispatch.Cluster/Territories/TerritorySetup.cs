using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>All that a territory needs to live somewhere.</summary>
/// <param name="Clock">In production a <see cref="Clocks.SteadyClock"/>.</param>
public sealed record TerritorySetup(
    TerritorySettings Settings, ActorFactory Actors, ITerritoryCodec Codec, IJournal Journal,
    TimeProvider Clock,
    OwnerOptions Options, ILogger Logger)
{
    public TerritoryId Id => Settings.Id;
}

/// <summary>The limits of an owner, each with its reason.</summary>
public sealed record OwnerOptions
{
    /// <summary>Written on every row: who gave it its sequence.</summary>
    public string Node { get; init; } = "node-1";

    public TerritoryLimits Limits { get; init; } = new();

    /// <summary>
    /// Commands that wait, at most. Ten seconds of the heaviest load expected (500 per second); beyond that a
    /// caller is better told at once than answered late.
    /// </summary>
    public int MailboxLengthMax { get; init; } = 5_000;

    /// <summary>
    /// Turns that share one commit, at most: a commit of so many takes about ten milliseconds.
    /// </summary>
    public int BatchLengthMax { get; init; } = 500;

    /// <summary>
    /// Outcomes kept in memory; a repeat usually comes within minutes. Older ones are in the journal.
    /// </summary>
    public int RecentOutcomesMax { get; init; } = 20_000;

    /// <summary>
    /// Events between two snapshots: a restart then reads no more than this, in well under a second.
    /// </summary>
    public int SnapshotEvery { get; init; } = 20_000;

    /// <summary>
    /// True where everything must happen on the caller's thread: the step itself waits for the snapshot.
    /// </summary>
    public bool SnapshotsInline { get; init; }

    /// <summary>
    /// The first wait when the journal does not answer; doubled up to <see cref="BackOffMax"/>.
    /// </summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Two seconds: a journal that is back is used again before a person has read the alarm.
    /// </summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Batches that a subscriber of the feed may lie behind before it is cut and must read the journal.
    /// </summary>
    public int FeedLengthMax { get; init; } = 1_000;
}
