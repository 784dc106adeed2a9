namespace PIMM.Dispatch.Domain;

/// <summary>
/// The escalation of a case that waits for a reader: each step once, only while nobody has acknowledged and
/// nobody has taken the case. Taking ends it for ever; a case that is released begins another.
/// </summary>
internal static class CaseEscalation
{
    private const string Reason = "escalation";

    /// <summary>What somebody who acknowledges has heard: that a reader is wanted.</summary>
    private static readonly NoticeKind[] Wanting =
        [NoticeKind.Escalated, NoticeKind.AcknowledgementExpired, NoticeKind.NoReader,
            .. CaseDeadlines.OfTarget];

    /// <summary>The policy is that of the instant at which the case begins to wait, and stays so.</summary>
    public static IEnumerable<DomainEvent> Begin(
        CaseState state, Urgency urgency, Target target, TurnContext context)
    {
        var (from, policies) = context.Settings.Escalation.StepAt(context.At);
        var began = new EscalationBegan(
            state.EscalationsBegun + 1, target.DueAt, from == DateTimeOffset.MinValue ? null : from,
            policies[urgency]);
        var run = new EscalationRun(
            began.Number, context.At, began.TargetAt, began.PolicyFrom, began.Policy);
        return [.. End(state), began,
            new DeadlineSet(CaseDeadlines.Escalation, run.DueOf(0, context.At))];
    }

    /// <summary>What still stands of a run that is over, except what was told to the one reader.</summary>
    public static IEnumerable<DomainEvent> End(CaseState state)
    {
        foreach (var cleared in CaseDeadlines.Clear(
            state, CaseDeadlines.Escalation, CaseDeadlines.AlertAcknowledged))
            yield return cleared;
        foreach (var notice in state.Notices.Values)
        {
            if (notice.Kind is NoticeKind.Escalated or NoticeKind.AcknowledgementExpired
                && notice.Audience.Kind != AudienceKind.Reader)
                yield return new NoticeCleared(notice.Number);
        }
    }

    /// <summary>
    /// The next step has come. Whether anybody is there to hear it, and whether somebody else can have the
    /// case, the dispatcher knows.
    /// </summary>
    public static Decision Step(CaseState state, DateTimeOffset dueAt, TurnContext context)
    {
        if (state.Escalation is not { Next: { } step } run)
            return Decision.Nothing;
        var number = run.StepsDone + 1;
        var decision = Decision.Of(new EscalationStepped(number, dueAt));
        if (number < run.Policy.Steps.Length)
            decision.And(
                new DeadlineSet(CaseDeadlines.Escalation, run.DueOf(number, context.At)));
        if (step.To == StepTo.External && HandOut(state, number, context) is { } handed)
            return handed.Tells.Aggregate(
                decision.And(handed.Events), (all, tell) => all.Tell(tell.To, tell.Body));
        var audience = Escalation.AudienceOf(state, step.To);
        return decision
            .And(CaseNotices.Raise(state, (NoticeKind.Escalated, audience, run.TargetAt)))
            .Tell(ActorId.Dispatcher, new Summon(state.Id, number, audience, step.Moves));
    }

    /// <summary>A step that found nobody is not waited for: the next one comes at once.</summary>
    public static Decision FoundNobody(CaseState state, NobodySummoned message, TurnContext context) =>
        state.Escalation is { Next: not null } run && run.StepsDone == message.Step
            ? Decision.Of(
                new EscalationFoundNobody(message.Step),
                new DeadlineSet(CaseDeadlines.Escalation, context.At))
            : Decision.Nothing;

    /// <summary>
    /// Somebody has heard: everybody's sound stops, and the next step keeps the wait that was left until the
    /// acknowledgement expires.
    /// </summary>
    public static IEnumerable<DomainEvent> Acknowledge(
        CaseState state, OpenNotice heard, TurnContext context)
    {
        if (state.Escalation is not { } run || !IsWanting(heard))
            yield break;
        foreach (var other in state.Notices.Values)
        {
            if (other.Number != heard.Number && IsWanting(other))
                yield return new NoticeCleared(other.Number);
        }
        var until = context.At + run.Policy.AcknowledgedFor;
        yield return new AlertAcknowledged(until);
        yield return new DeadlineSet(CaseDeadlines.AlertAcknowledged, until);
        if (state.Deadlines.TryGetValue(CaseDeadlines.Escalation, out var next))
        {
            var left = next - (run.AcknowledgedUntil ?? context.At);
            yield return new DeadlineSet(
                CaseDeadlines.Escalation, left > TimeSpan.Zero ? until + left : until);
        }
    }

    /// <summary>Heard, and nobody took the case: those who know are told again, visibly.</summary>
    public static Decision Expire(CaseState state)
    {
        if (state.Escalation is not { AcknowledgedUntil: not null } run)
            return Decision.Nothing;
        var told = Escalation.Circle(state).ToList();
        if (state.NoReader && !told.Contains(Audience.Coordinators))
            told.Add(Audience.Coordinators);
        return Decision.Of(new AcknowledgementExpired())
            .And(CaseNotices.Raise(
                state,
                told.ConvertAll(audience => (
                    NoticeKind.AcknowledgementExpired, audience, (DateTimeOffset?)run.TargetAt))));
    }

    private static bool IsWanting(OpenNotice notice) => Array.IndexOf(Wanting, notice.Kind) >= 0;

    /// <summary>
    /// Out of the territory, and the coordinator told; null when nobody outside is left to ask.
    /// </summary>
    private static Decision? HandOut(CaseState state, int number, TurnContext context)
    {
        if (!CaseExternal.MayLeave(state)
            || context.Settings.ExternalProviders.Keys.All(state.ReturnedBy.Contains))
            return null;
        return Decision.Of()
            .And(CaseNotices.Raise(
                state, (NoticeKind.Escalated, Audience.Coordinators, state.Target?.DueAt)))
            .Tell(ActorId.Dispatcher, new SeekProvider(state, number, Reason));
    }
}
