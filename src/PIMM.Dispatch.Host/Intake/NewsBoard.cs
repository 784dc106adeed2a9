using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// The studies that still have something to tell. One lock over all of it: an object that arrives while its
/// study is being ticked off must not fall between the two.
/// </summary>
internal sealed class NewsBoard(IntakeOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<StudyKey, StudyNews> news = [];
    private readonly Dictionary<string, HashSet<StudyKey>> studiesByAssociation = new(StringComparer.Ordinal);

    public int Count
    {
        get { lock (gate) return news.Count; }
    }

    /// <summary>A study that was pending when the process began.</summary>
    public void Remember(StudyKey key, Caller caller, StudyFacts facts, int stored)
    {
        lock (gate)
            news.TryAdd(key, new StudyNews(key, caller, facts, NewsState.Of(stored)));
    }

    /// <summary>The study as it stands; null when there is nothing to tell of it.</summary>
    public StudyNews? Find(StudyKey key)
    {
        lock (gate)
            return news.GetValueOrDefault(key);
    }

    /// <summary>An object of a study is durable, and its sender is connected.</summary>
    public StudyNews Stored(
        StudyKey key, Caller caller, Func<StudyFacts> facts, int count, string association)
    {
        lock (gate)
        {
            if (!news.TryGetValue(key, out var study))
                news[key] = study = new StudyNews(key, caller, facts(), NewsState.Of(count));
            if (!studiesByAssociation.TryGetValue(association, out var studies))
                studiesByAssociation[association] = studies = [];
            var state = study.State with { Stored = Math.Max(study.State.Stored, count) };
            // A sender that comes anew is a reason to try again, whatever the wait was.
            study.State = studies.Add(key)
                ? state with { Senders = state.Senders + 1, RetryAt = DateTimeOffset.MinValue }
                : state;
            return study;
        }
    }

    /// <summary>An association sends no more; returns the studies that nobody sends any more.</summary>
    public IReadOnlyList<StudyNews> Ended(string association)
    {
        lock (gate)
        {
            if (!studiesByAssociation.Remove(association, out var studies))
                return [];
            var left = new List<StudyNews>();
            foreach (var study in studies.Select(key => news[key]))
            {
                study.State = study.State with { Senders = study.State.Senders - 1 };
                if (study.State.Senders == 0)
                    left.Add(study);
            }
            return left;
        }
    }

    /// <summary>Studies whose territory should be told now, at most so many.</summary>
    public IReadOnlyList<StudyNews> Due(DateTimeOffset now, int countMax)
    {
        lock (gate)
            return [.. news.Values.Where(n => n.UnderWay is null && n.State.IsDue(options, now))
                .Take(countMax)];
    }

    /// <summary>
    /// Begins to tell; null, with what to wait for, when another telling of this study is under way.
    /// </summary>
    public (int Count, bool Open)? Begin(StudyNews study, out Task underWay)
    {
        lock (gate)
        {
            if (study.UnderWay is { } other)
            {
                underWay = other.Task;
                return null;
            }
            study.UnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            underWay = Task.CompletedTask;
            return (study.State.Stored, study.State.Senders > 0);
        }
    }

    /// <summary>The territory knows of so many images; returns true when nothing is left to tell.</summary>
    public bool Accepted(StudyNews study, int count, bool closed, DateTimeOffset now) =>
        Finish(study, state => state.Accepted(count, closed, now), null);

    /// <summary>The territory does not want it.</summary>
    public void Refused(StudyNews study, Refusal refusal, DateTimeOffset now) =>
        Finish(study, state => state.Refused(options, now), refusal);

    /// <summary>There was no outcome; it is tried again later.</summary>
    public void Failed(StudyNews study, DateTimeOffset now) =>
        Finish(study, state => state.Failed(options, now), study.Refusal);

    /// <summary>The marker is gone; the study leaves the board unless something came meanwhile.</summary>
    public void Cleared(StudyNews study)
    {
        lock (gate)
        {
            if (study.State.IsTold && study.UnderWay is null)
                news.Remove(study.Key);
        }
    }

    private bool Finish(StudyNews study, Func<NewsState, NewsState> change, Refusal? refusal)
    {
        lock (gate)
        {
            study.State = change(study.State);
            study.Refusal = refusal;
            study.UnderWay!.SetResult();
            study.UnderWay = null;
            return study.State.IsTold;
        }
    }
}
