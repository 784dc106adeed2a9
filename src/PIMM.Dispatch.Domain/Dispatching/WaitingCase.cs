namespace PIMM.Dispatch.Domain;

/// <summary>A case that waits for a reader, while one plan is made.</summary>
internal sealed class WaitingCase(CaseState item, EligibleSeats seats)
{
    private long?[]? gainMilli;

    public CaseState Case { get; } = item;

    /// <summary>Who may read it.</summary>
    public EligibleSeats Seats { get; } = seats;

    public Urgency Urgency { get; } = item.Classification!.Urgency;

    /// <summary>What its waiting costs; computed when first asked for.</summary>
    public TargetCost? Cost { get; set; }

    /// <summary>
    /// What it gains by being read now, by skill; computed when first asked for, at most once per plan.
    /// </summary>
    public long?[] GainMilli => gainMilli ??= new long?[ReaderSeat.SkillLevels];

    /// <summary>The busy reader for whom it has waited as long as it may.</summary>
    public ReaderSeat? HeldFor { get; set; }

    public DateTimeOffset StartAt => Case.Target?.ClockStartedAt ?? Case.OpenedAt;

    public DateTimeOffset DueAt { get; } = item.Target?.DueAt ?? item.OpenedAt;

    /// <summary>Its due date, or sooner while a flag from outside stands.</summary>
    public DateTimeOffset PressingAt { get; } = item.PressingAt;

    /// <summary>How long somebody could have been reading it.</summary>
    public TimeSpan WaitedAt(DateTimeOffset now) => now - (Case.ImagesCompleteAt ?? Case.OpenedAt);

    /// <summary>
    /// Vital cases first, then by due date as flags bring it forward, then in the order of opening.
    /// </summary>
    public static int MostPressingFirst(WaitingCase one, WaitingCase other)
    {
        var (oneVital, otherVital) = (one.Urgency == Urgency.Vital, other.Urgency == Urgency.Vital);
        if (oneVital != otherVital)
            return oneVital ? -1 : 1;
        var byPlace = one.PressingAt.CompareTo(other.PressingAt);
        if (byPlace != 0)
            return byPlace;
        var byOpening = one.Case.OpenedAt.CompareTo(other.Case.OpenedAt);
        return byOpening != 0 ? byOpening : one.Case.Id.CompareTo(other.Case.Id);
    }
}
