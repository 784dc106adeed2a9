namespace PIMM.Dispatch.Domain;

/// <summary>
/// What tells a reader of a duty: a day before, an hour before, and when it begins. One notice of a duty
/// stands at a time, until it is acknowledged or the duty is no more.
/// </summary>
internal static class DutyNotices
{
    public const string DayBefore = "duty-day:";
    public const string HourBefore = "duty-hour:";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A duty that is planned late is told at once, and later what is still to come.</summary>
    public static IEnumerable<DomainEvent> Announce(
        RosterState state, DutyPlanned duty, TurnContext context)
    {
        var left = duty.From - context.At;
        if (left > Hour)
            yield return new DeadlineSet(HourBefore + duty.Duty, duty.From - Hour);
        if (left > Day)
            yield return new DeadlineSet(DayBefore + duty.Duty, duty.From - Day);
        else
            yield return new NoticeRaised(
                state.NoticesRaised + 1, KindAt(left), Audience.Of(duty.Reader), duty.From, duty.Duty);
    }

    /// <summary>The next notice takes the place of the one before.</summary>
    public static IEnumerable<DomainEvent> Remind(RosterState state, string id, TurnContext context)
    {
        if (!state.Duties.TryGetValue(id, out var duty))
            yield break;
        foreach (var cleared in Clear(state, id))
            yield return cleared;
        yield return new NoticeRaised(
            state.NoticesRaised + 1, KindAt(duty.From - context.At), Audience.Of(duty.Reader), duty.From, id);
    }

    /// <summary>The duty is over, or off the roster: nothing of it is told any more.</summary>
    public static IEnumerable<DomainEvent> Withdraw(RosterState state, Duty duty, TurnContext context)
    {
        var left = duty.From - context.At;
        if (left > Hour)
            yield return new DeadlineCleared(HourBefore + duty.Id);
        if (left > Day)
            yield return new DeadlineCleared(DayBefore + duty.Id);
        foreach (var cleared in Clear(state, duty.Id))
            yield return cleared;
    }

    /// <summary>Acknowledging twice, or late, is harmless; what never was is refused.</summary>
    public static Decision Acknowledge(RosterState state, int number)
    {
        if (state.Notices.ContainsKey(number))
            return Decision.Of(new NoticeAcknowledged(number));
        return number >= 1 && number <= state.NoticesRaised
            ? Decision.Nothing
            : Decision.Refuse(Refusals.NoticeUnknown);
    }

    private static NoticeKind KindAt(TimeSpan left) =>
        left <= TimeSpan.Zero ? NoticeKind.DutyBegins
        : left <= Hour ? NoticeKind.DutySoon
        : NoticeKind.DutyAnnounced;

    private static IEnumerable<DomainEvent> Clear(RosterState state, string duty) =>
        from notice in state.Notices.Values
        where notice.Duty == duty
        select new NoticeCleared(notice.Number);
}
