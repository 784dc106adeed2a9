using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// When a report may be expected: an honest guess from what is in hand, who waits before, and who is here to
/// read. No promise; the target is one. Pure: the same view at the same instant gives the same answer.
/// </summary>
public sealed class ReadingQueue
{
    /// <summary>From an offer to the first look.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    /// <summary>A report that is still to be written is never sooner.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    private readonly TerritorySettings settings;
    private readonly DateTimeOffset now;
    private readonly List<ReaderId> present;
    private readonly double minutesInHand;
    private readonly Dictionary<CaseId, double> minutesBefore = [];

    public ReadingQueue(TerritoryView view, TerritorySettings settings, DateTimeOffset now)
    {
        (this.settings, this.now) = (settings, now);
        present = [.. view.Readers.Where(pair => IsPresent(pair.Value)).Select(pair => pair.Key)];
        var cases = view.Cases.Values.OfType<CaseState>().ToList();
        minutesInHand = cases.Where(item => item.InHand).Sum(item => (InHandUntil(item) - now).TotalMinutes);
        var before = 0.0;
        foreach (var waiting in cases.Where(IsWaiting).Order(Comparer<CaseState>.Create(MostPressingFirst)))
        {
            minutesBefore[waiting.Id] = before;
            before += waiting.ReadingMinutes;
        }
    }

    /// <summary>The instant, on a whole minute; null when nobody can say.</summary>
    public DateTimeOffset? EstimateOf(CaseState item) => item.Status switch
    {
        CaseStatus.Accepted or CaseStatus.Preliminary => Minute(InHandUntil(item)),
        CaseStatus.OnHold when item.HeldUntil is { } until =>
            Minute(Later(until + Reading(item), now + Least)),
        CaseStatus.ToRead or CaseStatus.Offered => Waiting(item),
        _ => null,
    };

    private DateTimeOffset? Waiting(CaseState item)
    {
        var able = present.Count(reader => Eligibility.MayRead(
            settings, reader, item.Establishment, item.Classification!.Specialty, now));
        if (able == 0)
            return null;
        var ahead = item.Status == CaseStatus.Offered
            ? 0
            : (minutesInHand + minutesBefore.GetValueOrDefault(item.Id)) / present.Count;
        return Minute(Later(now + TimeSpan.FromMinutes(ahead) + Start + Reading(item), now + Least));
    }

    private DateTimeOffset InHandUntil(CaseState item) =>
        Later((item.AcceptedAt ?? now) + Reading(item), now + Least);

    private static TimeSpan Reading(CaseState item) =>
        TimeSpan.FromMinutes(item.ReadingMinutes);

    private static bool IsWaiting(CaseState item) => item.Status is CaseStatus.ToRead or CaseStatus.Offered;

    private static bool IsPresent(ActorState state) =>
        state is ReaderState { Duty: not null, Presence: Presence.Available or Presence.Reading };

    private static int MostPressingFirst(CaseState one, CaseState other)
    {
        var byVital = IsVital(other).CompareTo(IsVital(one));
        var byPlace = one.PressingAt.CompareTo(other.PressingAt);
        return byVital != 0 ? byVital : byPlace != 0 ? byPlace : one.Id.CompareTo(other.Id);
    }

    private static bool IsVital(CaseState item) => item.Classification!.Urgency == Urgency.Vital;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    /// <summary>Rounded up: seconds would look like knowledge.</summary>
    private static DateTimeOffset Minute(DateTimeOffset instant)
    {
        var over = instant.UtcTicks % TimeSpan.TicksPerMinute;
        return new DateTimeOffset(
            instant.UtcTicks + (over == 0 ? 0 : TimeSpan.TicksPerMinute - over), TimeSpan.Zero);
    }
}
