using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A duty that is planned, has begun, or is over; [From, Until) in UTC.</summary>
/// <param name="Slot">The slot of the roster that it fills; null: a free span.</param>
/// <param name="InPlaceOf">The duty that it took over.</param>
public sealed record Duty(
    string Id, ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until,
    SlotId? Slot = null, string? InPlaceOf = null)
{
    public bool Overlaps(DateTimeOffset from, DateTimeOffset until) => From < until && from < Until;
}

/// <summary>Leave of a reader; [From, Until) in UTC.</summary>
public sealed record Absence(
    string Id, ReaderId Reader, DateTimeOffset From, DateTimeOffset Until, string Reason);

/// <summary>Who gave a slot to which provider, when and why.</summary>
public sealed record ExternalCover(ProviderId Provider, string Reason, Identity By, DateTimeOffset At);

/// <summary>The same person is on duty, or about to be, in another territory.</summary>
public sealed record Elsewhere(
    ReaderId Reader, TerritoryId Territory, CommandId Command, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Who is on duty when. A duty's start and end are deadlines, so that nobody has to watch the clock.
/// </summary>
public sealed record RosterState : ActorState
{
    /// <summary>
    /// Two months: what is over stays that long, so that the last month's pay can be put right.
    /// </summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(62);

    public static readonly RosterState Initial = new();

    /// <summary>Duties that are not over, by id.</summary>
    public ImmutableSortedDictionary<string, Duty> Duties { get; init; } = ByText<Duty>();

    /// <summary>Duties that are over, with the end they really had, by id.</summary>
    public ImmutableSortedDictionary<string, Duty> Past { get; init; } = ByText<Duty>();

    public ImmutableSortedDictionary<string, Absence> Absences { get; init; } = ByText<Absence>();

    /// <summary>Slots that a provider covers where nobody is.</summary>
    public ImmutableSortedDictionary<SlotId, ExternalCover> External { get; init; } =
        ImmutableSortedDictionary<SlotId, ExternalCover>.Empty;

    /// <summary>By territory and command.</summary>
    public ImmutableSortedDictionary<string, Elsewhere> Reserved { get; init; } = ByText<Elsewhere>();

    public static string KeyOf(TerritoryId territory, CommandId command) => $"{territory}/{command}";

    /// <summary>Hand-overs that are open, and those that ended lately, by id.</summary>
    public ImmutableSortedDictionary<string, Handover> Handovers { get; init; } =
        ImmutableSortedDictionary.Create<string, Handover>(StringComparer.Ordinal);

    /// <summary>What readers were told of their duties and have not acknowledged, by number.</summary>
    public ImmutableSortedDictionary<int, OpenNotice> Notices { get; init; } =
        ImmutableSortedDictionary<int, OpenNotice>.Empty;

    /// <summary>How many notices there were, so that numbers are never used twice.</summary>
    public int NoticesRaised { get; init; }

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        PutOnDuty m => DutyPlanning.Plan(this, m, context),
        TakeOverDuty m => DutyPlanning.TakeOver(this, m, context),
        CancelDuty m => DutyPlanning.Cancel(this, m, context),
        CorrectDuty m => DutyPlanning.Correct(this, m, context),
        AbandonDuty => Decision.Refuse(Refusals.DutyAbandoned),
        Due m when m.Name.StartsWith(DutyPlanning.Start, StringComparison.Ordinal) =>
            DutyPlanning.Begin(this, m.Name[DutyPlanning.Start.Length..], context),
        Due m when m.Name.StartsWith(DutyPlanning.Stop, StringComparison.Ordinal) =>
            DutyPlanning.End(this, m.Name[DutyPlanning.Stop.Length..], context),
        Due m when m.Name.StartsWith(DutyNotices.DayBefore, StringComparison.Ordinal) =>
            Decision.Of().And(DutyNotices.Remind(this, m.Name[DutyNotices.DayBefore.Length..], context)),
        Due m when m.Name.StartsWith(DutyNotices.HourBefore, StringComparison.Ordinal) =>
            Decision.Of().And(DutyNotices.Remind(this, m.Name[DutyNotices.HourBefore.Length..], context)),
        AcknowledgeDutyNotice m => DutyNotices.Acknowledge(this, m.Number),
        RecordAbsence m => Availability.Record(m, context),
        CancelAbsence m => Availability.Cancel(this, m),
        ReserveElsewhere m => Availability.Reserve(this, m, context),
        ReleaseElsewhere m => Availability.Release(this, m),
        GiveSlotsToProvider m => ProviderSlots.Give(m, context),
        TakeSlotsBack m => ProviderSlots.TakeBack(this, m),
        Due m when m.Name.StartsWith(RosterHandovers.Deadline, StringComparison.Ordinal) =>
            RosterHandovers.Due(this, m.Name[RosterHandovers.Deadline.Length..]),
        OpenHandover m => RosterHandovers.Open(this, m, context),
        AcceptHandover m => RosterHandovers.Accept(this, m, context.Settings),
        DeclineHandover m => RosterHandovers.Decline(this, m),
        HandoverReviewed m => RosterHandovers.Reviewed(this, m, context),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        DutyPlanned e => this with
        {
            Duties = Duties.SetItem(
                e.Duty, new Duty(e.Duty, e.Reader, e.Line, e.From, e.Until, e.Slot, e.InPlaceOf)),
        },
        DutyOver e => Ended(e.Duty, recorded.At),
        DutyCancelled e => Ended(e.Duty, recorded.At),
        DutyTakenOver e => Ended(e.Duty, recorded.At),
        DutyCorrected e => Past.TryGetValue(e.Duty, out var was)
            ? this with
            {
                Past = Past.SetItem(
                    e.Duty, was with { Reader = e.Reader, From = e.From, Until = e.Until }),
            }
            : this,
        AbsenceRecorded e => this with
        {
            Absences = Without(Absences, a => a.Until, recorded.At - Memory).SetItem(
                e.Absence, new Absence(e.Absence, e.Reader, e.From, e.Until, e.Reason)),
        },
        AbsenceCancelled e => this with { Absences = Absences.Remove(e.Absence) },
        SlotsGivenToProvider e => Given(e, recorded),
        SlotsTakenBack e => this with { External = External.RemoveRange(e.Slots) },
        ElsewhereReserved e => this with
        {
            Reserved = Without(Reserved, r => r.Until, recorded.At).SetItem(
                KeyOf(e.Territory, e.Command),
                new Elsewhere(e.Reader, e.Territory, e.Command, e.From, e.Until)),
        },
        ElsewhereReleased e => this with { Reserved = Reserved.Remove(KeyOf(e.Territory, e.Command)) },
        NoticeRaised e => this with
        {
            Notices = Notices.SetItem(e.Number, OpenNotice.Of(e, recorded)), NoticesRaised = e.Number,
        },
        NoticeAcknowledged e => this with { Notices = Notices.Remove(e.Number) },
        NoticeCleared e => this with { Notices = Notices.Remove(e.Number) },
        _ => this with { Handovers = RosterHandovers.Fold(Handovers, recorded) },
    };

    /// <summary>What had begun is kept with its real end; what had not is gone.</summary>
    private RosterState Ended(string id, DateTimeOffset at)
    {
        if (!Duties.TryGetValue(id, out var duty))
            return this;
        var past = Without(Past, d => d.Until, at - Memory);
        return this with
        {
            Duties = Duties.Remove(id),
            Past = duty.From < at
                ? past.SetItem(id, duty with { Until = at < duty.Until ? at : duty.Until })
                : past,
        };
    }

    private RosterState Given(SlotsGivenToProvider fact, in Recorded recorded)
    {
        var cover = new ExternalCover(fact.Provider, fact.Reason, recorded.By, recorded.At);
        var oldest = DateOnly.FromDateTime((recorded.At - Memory).UtcDateTime);
        return this with
        {
            External = External
                .RemoveRange(External.Keys.Where(slot => !slot.TryRead(out _, out var day, out _)
                    || day < oldest))
                .SetItems(fact.Slots.Select(slot => KeyValuePair.Create(slot, cover))),
        };
    }

    private static ImmutableSortedDictionary<string, T> ByText<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, T> Without<T>(
        ImmutableSortedDictionary<string, T> from, Func<T, DateTimeOffset> end, DateTimeOffset before) =>
        from.RemoveRange(from.Where(pair => end(pair.Value) <= before).Select(pair => pair.Key));
}
