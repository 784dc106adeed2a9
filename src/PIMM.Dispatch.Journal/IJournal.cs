using System.Security.Cryptography;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// The durable, append-only history of territories: the only truth from which every state, screen and
/// statistic is folded. All implementations pass one specification.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Appends all turns of the batch in one transaction, or none: events with dense sequences and the hash
    /// chain, and the outcome of each command. Completes after the commit is durable. Cancellation is heeded
    /// only while the batch waits to be sent; from then on the answer is awaited.
    /// </summary>
    /// <returns>The head after the batch.</returns>
    /// <exception cref="StaleOwnerException">The head is not the one expected, or a higher epoch was seen:
    /// nothing was written.</exception>
    /// <exception cref="DuplicateCommandException">A command of the batch already has an outcome: nothing was
    /// written.</exception>
    /// <exception cref="ArgumentException">The batch contradicts itself, see <see cref="BatchCheck"/>: a bug
    /// of the caller.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was written, surely.</exception>
    /// <exception cref="UnknownCommitException">It may or may not have been written: read back by command
    /// id.</exception>
    Task<JournalHead> AppendAsync(AppendBatch batch, CancellationToken cancellation = default);

    /// <summary>
    /// Rows of one territory after a sequence, in order, without a gap; ends at the head seen when it started
    /// or later.
    /// </summary>
    /// <exception cref="JournalCorruptException">A row does not verify; those before it were
    /// yielded.</exception>
    IAsyncEnumerable<JournalRow> ReadAsync(
        TerritoryId territory, long after, CancellationToken cancellation = default);

    /// <summary>Rows of one actor of one territory, in order.</summary>
    IAsyncEnumerable<JournalRow> ReadActorAsync(
        TerritoryId territory, ActorId actor, CancellationToken cancellation = default);

    /// <summary>
    /// The last sequence, hash and epoch of a territory; <see cref="JournalHead.Empty"/> when it has no row.
    /// </summary>
    Task<JournalHead> HeadAsync(TerritoryId territory, CancellationToken cancellation = default);

    /// <summary>The stored outcomes of those of the commands that already have one.</summary>
    Task<IReadOnlyDictionary<CommandId, Outcome>> FindOutcomesAsync(
        TerritoryId territory, IReadOnlyCollection<CommandId> commands,
        CancellationToken cancellation = default);

    /// <summary>
    /// Keeps a snapshot beside the events; older ones of the territory may be dropped, events never.
    /// </summary>
    Task SaveSnapshotAsync(Snapshot snapshot, CancellationToken cancellation = default);

    /// <summary>
    /// The newest snapshot whose state is as it was saved; the newest one when none is, null when none is
    /// kept. The caller checks that it can be trusted.
    /// </summary>
    Task<Snapshot?> LatestSnapshotAsync(TerritoryId territory, CancellationToken cancellation = default);

    /// <summary>Every territory that has a row, in ordinal order.</summary>
    Task<IReadOnlyList<TerritoryId>> TerritoriesAsync(CancellationToken cancellation = default);
}

/// <summary>Many turns of one territory that share one commit.</summary>
/// <param name="ExpectedHead">The sequence of the last row that the owner knows; 0 for an empty
/// territory.</param>
/// <param name="Epoch">The owner's fencing epoch; never below that of the last row.</param>
public sealed record AppendBatch(
    TerritoryId Territory, long ExpectedHead, long Epoch, string Node, IReadOnlyList<TurnRecord> Turns);

/// <summary>
/// What one turn leaves: the command's outcome and its events (none when it was refused or needed nothing).
/// </summary>
public sealed record TurnRecord(
    CommandId Command, DateTimeOffset At, string By, Outcome Outcome, IReadOnlyList<EventRecord> Events);

/// <summary>An encoded event before it has a sequence and a hash.</summary>
/// <param name="ActorVersion">How many events the actor has with this one.</param>
/// <param name="Payload">Given to the journal: the bytes do not change any more.</param>
public readonly record struct EventRecord(
    ActorId Actor, long ActorVersion, string EventType, int EventVersion, ReadOnlyMemory<byte> Payload);

/// <summary>
/// A row as it stands. <see cref="Hash"/> covers every other column and the hash of the row before.
/// </summary>
/// <param name="At">UTC, microsecond resolution.</param>
/// <param name="By">The acting identity, <c>role:account</c>.</param>
public sealed record JournalRow(
    TerritoryId Territory, long Sequence, ActorId Actor, string EventType, int EventVersion,
    DateTimeOffset At, string By, CommandId Command, long ActorVersion, long Epoch, string Node,
    ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Hash);

/// <summary>The end of a territory's journal.</summary>
public readonly record struct JournalHead(long Sequence, ReadOnlyMemory<byte> Hash, long Epoch)
{
    /// <summary>Before the first row: sequence 0, 32 zero bytes, epoch 0.</summary>
    public static readonly JournalHead Empty = new(0, new byte[32], 0);
}

/// <summary>
/// A folded state, so that recovery need not read every event. Trusted only if the row hash matches.
/// </summary>
/// <param name="Sequence">The last event that is folded in.</param>
/// <param name="RowHash">The hash of that row.</param>
/// <param name="Format">The version of the state's own shape; another version is ignored and rebuilt.</param>
/// <param name="StateHash">SHA-256 of <paramref name="State"/>.</param>
public sealed record Snapshot(
    TerritoryId Territory, long Sequence, ReadOnlyMemory<byte> RowHash, int Format,
    ReadOnlyMemory<byte> StateHash, ReadOnlyMemory<byte> State)
{
    /// <summary>The state is as it was saved.</summary>
    public bool IsWhole => SHA256.HashData(State.Span).AsSpan().SequenceEqual(StateHash.Span);
}
