namespace PIMM.Dispatch.Domain;

/// <summary>
/// What is said to an actor: by a command from outside, or by another actor of the same turn.
/// </summary>
public abstract record Message;

/// <summary>Who acts: an account name, and the role in which it acts.</summary>
public sealed record Identity(string Account, string Role)
{
    /// <summary>The territory acting on its own: deadlines, decisions of the dispatcher.</summary>
    public static readonly Identity System = new("system", "system");

    /// <summary>As it stands in the journal: <c>role:account</c>.</summary>
    public override string ToString() => $"{Role}:{Account}";
}

/// <summary>
/// A wish from outside, parsed once at the edge. <see cref="Id"/> is stable over repeats; <see cref="At"/> is
/// the instant of reception in UTC, at microsecond resolution, and the only time that a turn knows.
/// </summary>
public sealed record Command(
    CommandId Id, TerritoryId Territory, DateTimeOffset At, Identity By, ActorId To, Message Body);

/// <summary>A business refusal: a stable code for machines; its French text lives at the edge.</summary>
/// <param name="Code">Kebab-case, listed in <see cref="Refusals"/>.</param>
/// <param name="Detail">What the text names, for example the reader who has the case; never a
/// patient.</param>
public sealed record Refusal(string Code, string? Detail = null);

/// <summary>What became of a command; stored with its events, returned again to every repeat.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>
    /// Done; the events stand at <paramref name="First"/>..<paramref name="Last"/> (empty when First is
    /// greater).
    /// </summary>
    /// <param name="Answer">What the command made, for example a case id.</param>
    public sealed record Accepted(long First, long Last, string? Answer = null) : Outcome;

    /// <summary>Not done, and nothing changed.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;
}
