using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Duties of the roster: planned, begun, taken over, cancelled, over, corrected. A start and an end are
/// deadlines; a duty that is already running begins at once.
/// </summary>
internal static class DutyPlanning
{
    public const string Start = "start:";
    public const string Stop = "stop:";

    public static Decision Plan(RosterState state, PutOnDuty message, TurnContext context)
    {
        var obstacle = ObstacleOfReader(context, message.Reader)
            ?? ObstacleOfSpan(context, message.From, message.Until)
            ?? ObstacleOfSlot(context, message)
            ?? Availability.Obstacle(state, message.Reader, message.From, message.Until)
            ?? ObstacleOfPrivilege(context, message.Reader, message.From, message.Until, message.Slot);
        if (obstacle is { } why)
            return Decision.Refuse(why.Code, why.Detail);
        var id = IdAt(context);
        return Begun(Decision.Of(), state, context, new DutyPlanned(
            id, message.Reader, message.Line, message.From, message.Until, message.Slot)).Answering(id);
    }

    /// <summary>One act: the former's duty ends and the taker's begins in the same turn.</summary>
    public static Decision TakeOver(RosterState state, TakeOverDuty message, TurnContext context)
    {
        if (!state.Duties.TryGetValue(message.Duty, out var duty))
            return RefuseMissing(state, message.Duty);
        if (string.IsNullOrWhiteSpace(message.Reason))
            return Decision.Refuse(Refusals.TextMissing);
        var from = duty.From < context.At ? context.At : duty.From;
        var obstacle = ObstacleOfReader(context, message.Reader)
            ?? Availability.Obstacle(state, message.Reader, from, duty.Until)
            ?? ObstacleOfPrivilege(context, message.Reader, from, duty.Until, duty.Slot);
        if (obstacle is { } why)
            return Decision.Refuse(why.Code, why.Detail);
        var id = IdAt(context);
        return Begun(
                Closed(duty, state, context, new DutyTakenOver(duty.Id, message.Reader, message.Reason)),
                state, context,
                new DutyPlanned(id, message.Reader, duty.Line, from, duty.Until, duty.Slot, duty.Id))
            .Answering(id)
            .Handing(state, duty, context);
    }

    public static Decision Cancel(RosterState state, CancelDuty message, TurnContext context)
    {
        if (!state.Duties.TryGetValue(message.Duty, out var duty))
            return RefuseMissing(state, message.Duty);
        return string.IsNullOrWhiteSpace(message.Reason)
            ? Decision.Refuse(Refusals.TextMissing)
            : Closed(duty, state, context, new DutyCancelled(duty.Id, message.Reason))
                .Handing(state, duty, context);
    }

    public static Decision Correct(RosterState state, CorrectDuty message, TurnContext context)
    {
        if (!state.Past.TryGetValue(message.Duty, out _))
            return Decision.Refuse(
                state.Duties.ContainsKey(message.Duty) ? Refusals.DutyNotOver : Refusals.DutyUnknown);
        if (ObstacleOfReader(context, message.Reader) is { } unknown)
            return Decision.Refuse(unknown.Code, unknown.Detail);
        if (message.Until <= message.From)
            return Decision.Refuse(Refusals.DutyEndsBeforeItStarts);
        if (message.Until > context.At)
            return Decision.Refuse(Refusals.DutyNotOver);
        return string.IsNullOrWhiteSpace(message.Reason)
            ? Decision.Refuse(Refusals.TextMissing)
            : Decision.Of(new DutyCorrected(
                message.Duty, message.Reader, message.From, message.Until, message.Reason));
    }

    public static Decision Begin(RosterState state, string id, TurnContext context) =>
        state.Duties.TryGetValue(id, out var duty)
            ? Decision.Of().And(DutyNotices.Remind(state, id, context))
                .Tell(duty.Reader, new BeginDuty(id, duty.Line, duty.Until))
            : Decision.Nothing;

    public static Decision End(RosterState state, string id, TurnContext context) =>
        state.Duties.TryGetValue(id, out var duty)
            ? Decision.Of(new DutyOver(id)).And(DutyNotices.Withdraw(state, duty, context))
                .Tell(duty.Reader, new EndDuty(id))
                .Handing(state, duty, context)
            : Decision.Nothing;

    private static string IdAt(TurnContext context) =>
        context.NextSequence.ToString(CultureInfo.InvariantCulture);

    private static Decision Begun(
        Decision decision, RosterState state, TurnContext context, DutyPlanned duty)
    {
        decision.And(duty).And(new DeadlineSet(Stop + duty.Duty, duty.Until))
            .And(DutyNotices.Announce(state, duty, context));
        return duty.From <= context.At
            ? decision.Tell(duty.Reader, new BeginDuty(duty.Duty, duty.Line, duty.Until))
            : decision.And(new DeadlineSet(Start + duty.Duty, duty.From));
    }

    /// <summary>Off the roster: its deadlines are no longer wanted, and whoever is at it stops.</summary>
    private static Decision Closed(Duty duty, RosterState state, TurnContext context, DomainEvent fact)
    {
        var decision = Decision.Of(fact, new DeadlineCleared(Stop + duty.Id))
            .And(DutyNotices.Withdraw(state, duty, context));
        return duty.From <= context.At
            ? decision.Tell(duty.Reader, new EndDuty(duty.Id))
            : decision.And(new DeadlineCleared(Start + duty.Id));
    }

    /// <summary>
    /// Whoever leaves a duty that has begun hands its cases over, unless another duty goes on.
    /// </summary>
    private static Decision Handing(
        this Decision decision, RosterState state, Duty duty, TurnContext context)
    {
        var goesOn = state.Duties.Values.Any(next => next.Id != duty.Id && next.Reader == duty.Reader
            && next.From <= context.At && context.At < next.Until);
        return goesOn || duty.From > context.At
            ? decision
            : decision.Tell(ActorId.Dispatcher, new HandOverCasesOf(duty.Reader, Boundary.DutyEnd));
    }

    private static Decision RefuseMissing(RosterState state, string duty) =>
        Decision.Refuse(state.Past.ContainsKey(duty) ? Refusals.DutyIsOver : Refusals.DutyUnknown);

    private static Refusal? ObstacleOfReader(TurnContext context, ReaderId reader) =>
        context.Settings.Readers.ContainsKey(reader)
            ? null : new Refusal(Refusals.ReaderUnknown, reader.Value);

    private static Refusal? ObstacleOfSpan(
        TurnContext context, DateTimeOffset from, DateTimeOffset until)
    {
        if (until <= from)
            return new Refusal(Refusals.DutyEndsBeforeItStarts);
        return until <= context.At ? new Refusal(Refusals.InstantInThePast) : null;
    }

    private static Refusal? ObstacleOfSlot(TurnContext context, PutOnDuty message)
    {
        if (message.Slot is not { } id)
            return null;
        if (Slots.Find(context.Settings, id) is not { } slot)
            return new Refusal(Refusals.SlotUnknown, id.Value);
        return message.Line == slot.Line.Kind && slot.From <= message.From && message.Until <= slot.Until
            ? null : new Refusal(Refusals.DutyOutsideSlot, id.Value);
    }

    /// <summary>
    /// A privilege at one site at least, of the line's if there is one, and there one of its specialties:
    /// what the reader can't cover of a line stays visible as a gap.
    /// </summary>
    private static Refusal? ObstacleOfPrivilege(
        TurnContext context, ReaderId id, DateTimeOffset from, DateTimeOffset until, SlotId? slotId)
    {
        var reader = context.Settings.Readers[id];
        var line = slotId is { } known ? Slots.Find(context.Settings, known)?.Line : null;
        var covers = reader.Sites.Any(site => site.Value.From < until && from < site.Value.Until
            && (line is null || line.Sites.Contains(site.Key)));
        return covers && (line is null || line.Specialties.Any(s => reader.SkillIn(s) > 0))
            ? null : new Refusal(Refusals.PrivilegeMissing, id.Value);
    }
}
