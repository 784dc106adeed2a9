using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// A channel, and how long after it was raised a notice that nobody has heard is told over it.
/// </summary>
public readonly record struct AlertStep(TimeSpan After, AlertChannel Channel);

/// <summary>
/// Over which channels a person is told of a notice, and after how long, while it is neither acknowledged nor
/// cleared. What is not said here is told on the screens alone.
/// </summary>
/// <param name="Steps">Of each urgency, in rising order.</param>
/// <param name="Other">Of notices that speak of no case, for example of a duty that begins.</param>
/// <param name="PushOnly">Kinds that are worth a notification and never a message or a call.</param>
/// <param name="ScreenOnly">Kinds that are told on the screens alone.</param>
public sealed record AlertLadder(
    ImmutableSortedDictionary<Urgency, ImmutableArray<AlertStep>> Steps, ImmutableArray<AlertStep> Other,
    ImmutableSortedSet<NoticeKind> PushOnly, ImmutableSortedSet<NoticeKind> ScreenOnly)
{
    /// <summary>Nobody is told outside the screens.</summary>
    public static readonly AlertLadder None =
        new(ImmutableSortedDictionary<Urgency, ImmutableArray<AlertStep>>.Empty, [], [], []);

    /// <summary>The steps for a notice, each with its own place in the whole ladder of the urgency.</summary>
    public IEnumerable<(int Index, AlertStep Step)> For(NoticeKind kind, Urgency? urgency)
    {
        if (ScreenOnly.Contains(kind))
            return [];
        var steps = urgency is { } known ? Steps.GetValueOrDefault(known, []) : Other;
        return steps.Select((step, index) => (index, step))
            .Where(pair => pair.step.Channel == AlertChannel.Push || !PushOnly.Contains(kind));
    }
}
