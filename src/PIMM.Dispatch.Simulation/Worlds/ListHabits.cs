using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// How readers help themselves from a shared list. Shares and minutes are those of the simulated world of the
/// dispatch policy; what that leaves open is written down in docs/operating/rehearsal.md.
/// </summary>
/// <param name="ObeyShare">Picks that take the head of the list; the others follow a preference.</param>
/// <param name="ScheduledFirstShare">Picks that may take scheduled work before emergencies.</param>
/// <param name="DeviationFactor">By how much a reading takes longer when it was not the head of the
/// list.</param>
/// <param name="ByDueDate">The list is ordered by due date; otherwise by urgency, then by arrival.</param>
public sealed record ListHabits(
    double ObeyShare, double ScheduledFirstShare, double DeviationFactor, bool ByDueDate)
{
    /// <summary>From a case on the list to an idle reader who sees it, in minutes.</summary>
    public const double NoticeMeanMinutes = 2.5;
    public const double VitalNoticeMeanMinutes = 1.0;

    /// <summary>Policy a: a list in a worklist window, and people.</summary>
    public static readonly ListHabits Human = new(0.6, 0.1, 1.13, ByDueDate: false);

    /// <summary>Policy b: the same list, and everybody takes what is due first.</summary>
    public static readonly ListHabits Strict = new(1, 0, 1, ByDueDate: true);

    private static readonly Preference[] Preferences = Enum.GetValues<Preference>();

    private enum Preference { Short, OwnHospital, OwnSpecialty }

    /// <summary>
    /// What a reader takes now from what it may read, and whether that is not the head of the list; null when
    /// there is nothing. Draws the same numbers whatever stands on the list.
    /// </summary>
    internal (CaseState Case, bool Deviates)? Pick(
        IEnumerable<CaseState> waiting, ReaderSettings reader, EstablishmentId home, Draw whims)
    {
        var obeys = whims.Chance(ObeyShare);
        var scheduledToo = whims.Chance(ScheduledFirstShare);
        var preference = Preferences[whims.Below(Preferences.Length)];
        var list = waiting.ToList();
        list.Sort(InOrder);
        if (list.Count == 0)
            return null;
        var head = list[0];
        if (head.Classification!.Urgency == Urgency.Vital)
            return (head, false);
        var open = scheduledToo
            ? list
            : list.FindAll(item => item.Classification!.Urgency != Urgency.Scheduled) is { Count: > 0 } some
                ? some : list;
        if (obeys && !scheduledToo)
            return (open[0], false);
        var taken = obeys && scheduledToo
            ? open.Find(item => item.Classification!.Urgency == Urgency.Scheduled) ?? open[0]
            : open.MinBy(item => Dislike(preference, item, reader, home))!;
        return (taken, taken != head);
    }

    private static double Dislike(
        Preference preference, CaseState item, ReaderSettings reader, EstablishmentId home) =>
        preference switch
        {
            Preference.Short => item.Classification!.ExpectedMinutes,
            Preference.OwnHospital => item.Establishment == home ? 0 : 1,
            _ => -reader.SkillIn(item.Classification!.Specialty),
        };

    private int InOrder(CaseState one, CaseState other)
    {
        var first = ByDueDate
            ? DueAt(one).CompareTo(DueAt(other))
            : one.Classification!.Urgency.CompareTo(other.Classification!.Urgency);
        if (first != 0)
            return first;
        var byArrival = ArrivedAt(one).CompareTo(ArrivedAt(other));
        return byArrival != 0 ? byArrival : one.Id.CompareTo(other.Id);
    }

    private static DateTimeOffset DueAt(CaseState item) => item.Target?.DueAt ?? item.OpenedAt;

    private static DateTimeOffset ArrivedAt(CaseState item) => item.ImagesCompleteAt ?? item.OpenedAt;
}
