using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// The columns of an outcome as they are stored: accepted when <see cref="Code"/> is null, else refused.
/// </summary>
internal readonly record struct StoredOutcome
{
    public required ReadOnlyMemory<byte> Command { get; init; }
    public required ReadOnlyMemory<byte> At { get; init; }
    public required ReadOnlyMemory<byte> By { get; init; }
    public required string? Code { get; init; }
    public required string? Detail { get; init; }
    public required string? Answer { get; init; }
    public required long First { get; init; }
    public required long Last { get; init; }
    public required ReadOnlyMemory<byte> Checksum { get; init; }

    public CommandId CommandId => new(Encoding.UTF8.GetString(Command.Span));

    public Outcome Outcome => Code is null
        ? new Outcome.Accepted(First, Last, Answer)
        : new Outcome.Refused(new Refusal(Code, Detail));

    /// <summary>The columns of a turn's outcome.</summary>
    public static StoredOutcome Of(TurnRecord turn, ReadOnlySpan<byte> territory)
    {
        var at = new byte[InstantText.Length];
        InstantText.Write(turn.At, at);
        var command = Encoding.UTF8.GetBytes(turn.Command.Value);
        var by = Encoding.UTF8.GetBytes(turn.By);
        var accepted = turn.Outcome as Outcome.Accepted;
        var refusal = (turn.Outcome as Outcome.Refused)?.Refusal;
        return new StoredOutcome
        {
            Command = command,
            At = at,
            By = by,
            Code = refusal?.Code,
            Detail = refusal?.Detail,
            Answer = accepted?.Answer,
            First = accepted?.First ?? 0,
            Last = accepted?.Last ?? 0,
            Checksum = HashChain.Checksum(territory, command, at, by, turn.Outcome),
        };
    }

    /// <summary>It is as it was written.</summary>
    public bool IsWhole(ReadOnlySpan<byte> territory) =>
        Checksum.Span.SequenceEqual(HashChain.Checksum(territory, Command.Span, At.Span, By.Span, Outcome));

    /// <summary>The outcome of a command that was looked up.</summary>
    /// <exception cref="JournalCorruptException">It was changed, or is that of another command: a damaged
    /// page can lead a look-up astray.</exception>
    public Outcome For(CommandId command, TerritoryId territory) =>
        IsWhole(Encoding.UTF8.GetBytes(territory.Value)) && CommandId == command
            ? Outcome
            : throw new JournalCorruptException(
                territory, 0, $"the outcome of command '{command}' was changed");
}
