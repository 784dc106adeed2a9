using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>What a territory has been told of a study, and what it has not.</summary>
/// <param name="Stored">Distinct images on the disk.</param>
/// <param name="Senders">Associations that are open and have sent images of it.</param>
/// <param name="Told">Images that the territory knows of; -1 while it knows nothing.</param>
/// <param name="ToldClosed">The last telling said that nobody sends any more.</param>
/// <param name="ToldAt">When the last telling was committed, refused, or failed.</param>
/// <param name="Failures">Tries since the last outcome.</param>
/// <param name="RetryAt">Not before this instant, unless an image or the end of an association asks for
/// it.</param>
internal sealed record NewsState(
    int Stored, int Senders, int Told, bool ToldClosed, DateTimeOffset ToldAt, int Failures,
    DateTimeOffset RetryAt)
{
    public static NewsState Of(int stored) =>
        new(stored, 0, -1, false, DateTimeOffset.MinValue, 0, DateTimeOffset.MinValue);

    /// <summary>Everything was told, and nobody sends.</summary>
    public bool IsTold => Senders == 0 && ToldClosed && Told >= Stored;

    /// <summary>
    /// True when the territory should be told now: see <see cref="IntakeOptions.TellEvery"/>.
    /// </summary>
    public bool IsDue(IntakeOptions options, DateTimeOffset now)
    {
        if (RetryAt > now || IsTold)
            return false;
        return Told < 0
            || Senders == 0
            || Stored - Told >= options.TellAtImages
            || (Stored > Told && now - ToldAt >= options.TellEvery);
    }

    public NewsState Accepted(int count, bool closed, DateTimeOffset now) => this with
    {
        Told = Math.Max(Told, count), ToldClosed = closed, ToldAt = now, Failures = 0,
        RetryAt = DateTimeOffset.MinValue,
    };

    /// <summary>No outcome: again after a wait that doubles.</summary>
    public NewsState Failed(IntakeOptions options, DateTimeOffset now)
    {
        const int DoublingsMax = 20;
        var wait = TimeSpan.FromTicks(Math.Min(
            options.RetryMin.Ticks << Math.Min(Failures, DoublingsMax), options.RetryMax.Ticks));
        return this with { Failures = Failures + 1, ToldAt = now, RetryAt = now + wait };
    }

    public NewsState Refused(IntakeOptions options, DateTimeOffset now) =>
        this with { ToldAt = now, RetryAt = now + options.RefusedRetry };
}

/// <summary>
/// A study of which its territory does not know everything yet. Changed by <see cref="NewsBoard"/> alone.
/// </summary>
internal sealed class StudyNews(StudyKey key, Caller caller, StudyFacts facts, NewsState state)
{
    public StudyKey Key { get; } = key;

    public Caller Caller { get; } = caller;

    public StudyFacts Facts { get; } = facts;

    public NewsState State { get; set; } = state;

    /// <summary>Why the territory does not want it; null while it has not said so.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Completes when the telling that is under way has its outcome.</summary>
    public TaskCompletionSource? UnderWay { get; set; }
}
