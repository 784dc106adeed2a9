namespace PIMM.Dispatch.Domain;

/// <summary>The deadlines of a case: which stand when, and what follows when one is reached.</summary>
internal static class CaseDeadlines
{
    /// <summary>No image came within the time that the urgency allows.</summary>
    public const string Images = "images";

    /// <summary>The sender has been silent for long enough: the study is complete.</summary>
    public const string Quiet = "quiet";
    public const string Offer = "offer";
    public const string Hold = "hold";

    /// <summary>An external provider has not answered.</summary>
    public const string Provider = "provider";
    public const string Warning = "warning";
    public const string Imminent = "imminent";
    public const string Breached = "breached";

    /// <summary>Each further span of one target after the breach: the coordinator is told again.</summary>
    public const string Overdue = "overdue";
    public const string Acknowledgement = "acknowledgement";
    public const string Critical = "critical";

    /// <summary>The next step of the escalation.</summary>
    public const string Escalation = "escalation";

    /// <summary>Somebody has heard; from then on it counts as unheard again.</summary>
    public const string AlertAcknowledged = "alert-acknowledged";

    public static readonly NoticeKind[] OfTarget =
        [NoticeKind.DeadlineWarning, NoticeKind.DeadlineImminent, NoticeKind.DeadlineBreached];

    public static IEnumerable<DomainEvent> Clear(CaseState state, params string[] names) =>
        names.Where(state.Deadlines.ContainsKey).Select(name => new DeadlineCleared(name));

    public static IEnumerable<DomainEvent> ClearAll(CaseState state) =>
        state.Deadlines.Keys.Select(name => new DeadlineCleared(name));

    /// <summary>
    /// Starts or moves the target: the alerts still to come are set; of those already past only the last one
    /// fires, at once. What was said about another target no longer holds.
    /// </summary>
    public static IEnumerable<DomainEvent> SetTarget(
        CaseState state, Classification kind, DateTimeOffset clockStartedAt, TurnContext context)
    {
        var rule = context.Settings.RuleOf(kind.Urgency, clockStartedAt);
        var due = clockStartedAt + rule.TargetFor(kind.Specialty);
        return Set(
            state, new Target(clockStartedAt, due - rule.WarningBefore, due - rule.ImminentBefore, due),
            context);
    }

    /// <summary>Sets a target that is known, as <see cref="SetTarget"/> does.</summary>
    public static IEnumerable<DomainEvent> Set(CaseState state, Target target, TurnContext context)
    {
        foreach (var cleared in Clear(state, Warning, Imminent, Breached, Overdue))
            yield return cleared;
        foreach (var cleared in CaseNotices.Clear(state, OfTarget))
            yield return cleared;
        yield return new TargetSet(target);
        if (target.ImminentAt > context.At)
            yield return new DeadlineSet(Warning, target.WarningAt);
        if (target.DueAt > context.At)
            yield return new DeadlineSet(Imminent, target.ImminentAt);
        yield return new DeadlineSet(Breached, target.DueAt);
    }

    public static Decision Reach(CaseState state, ActorState.Due due, TurnContext context) => due.Name switch
    {
        Quiet when state.Status < CaseStatus.ToRead =>
            CaseIntake.Complete(state, CompletionReason.QuietPeriod, context),
        Quiet => Decision.Nothing,
        Images => ImagesOverdue(state, context),
        Offer => CaseAssignment.Expire(state),
        Hold => CaseAssignment.Resume(state, context, byDeadline: true),
        Provider => CaseExternal.Silent(state, context),
        Warning => Alert(state, TargetAlert.Warning, NoticeKind.DeadlineWarning, context),
        Imminent => Alert(state, TargetAlert.Imminent, NoticeKind.DeadlineImminent, context),
        Breached or Overdue => Alert(state, TargetAlert.Breached, NoticeKind.DeadlineBreached, context),
        Acknowledgement => AcknowledgementOverdue(state, context),
        Escalation => CaseEscalation.Step(state, due.DueAt, context),
        AlertAcknowledged => CaseEscalation.Expire(state),
        Critical => CriticalUnconfirmed(state, context),
        _ => throw new InvalidOperationException($"a case has no deadline '{due.Name}'"),
    };

    /// <summary>
    /// Every alert of a target is told, acknowledged or not: it is a new fact. It goes to the reader or the
    /// provider who has the case, or to those whom the escalation has reached when nobody has it; and to the
    /// coordinator from the second on, of a case that is outside from the first. A higher alert takes the
    /// place of the lower ones.
    /// </summary>
    private static Decision Alert(CaseState state, TargetAlert alert, NoticeKind kind, TurnContext context)
    {
        if (!state.Unsigned)
            return Decision.Nothing;
        var told = Domain.Escalation.Circle(state).ToList();
        var outside = state.Status == CaseStatus.Externalised;
        if ((outside || alert != TargetAlert.Warning) && !told.Contains(Audience.Coordinators))
            told.Add(Audience.Coordinators);
        var notices = told.ConvertAll(
            audience => (kind, audience, (DateTimeOffset?)state.Target!.DueAt));
        var decision = Decision.Of(new TargetAlerted(alert))
            .And(CaseNotices.Clear(state, OfTarget))
            .And(CaseNotices.Raise(state, notices));
        if (alert == TargetAlert.Breached)
        {
            var again = context.Settings.RuleOf(state.Classification!.Urgency, context.At).Target;
            decision.And(new DeadlineSet(Overdue, context.At + again));
        }
        return decision;
    }

    private static Decision ImagesOverdue(CaseState state, TurnContext context)
    {
        var again = context.Settings.RuleOf(state.Classification!.Urgency, context.At).ImagesWithin;
        return Decision.Of(new DeadlineSet(Images, context.At + again))
            .And(CaseNotices.Clear(state, NoticeKind.ImagesOverdue))
            .And(CaseNotices.Raise(
                state,
                (NoticeKind.ImagesOverdue, Audience.Coordinators, null),
                (NoticeKind.ImagesOverdue, Audience.TechnologistsOf(state.Establishment), null)));
    }

    private static Decision AcknowledgementOverdue(CaseState state, TurnContext context)
    {
        var again = context.Settings.RuleOf(state.Classification!.Urgency, context.At).AcknowledgeWithin;
        return Decision.Of(new DeadlineSet(Acknowledgement, context.At + again))
            .And(CaseNotices.Clear(state, NoticeKind.AcknowledgementOverdue))
            .And(CaseNotices.Raise(
                state,
                (NoticeKind.AcknowledgementOverdue, Audience.RequestersOf(state.Establishment), null),
                (NoticeKind.AcknowledgementOverdue, Audience.Coordinators, null)));
    }

    /// <summary>Until when somebody must have read a critical result back.</summary>
    public static DeadlineSet CriticalFrom(CaseState state, TurnContext context) => new(
        Critical,
        context.At + context.Settings.RuleOf(state.Classification!.Urgency, context.At).CriticalWithin);

    /// <summary>
    /// First the requesters again and the coordinator; from the second time on the coordinator and whoever
    /// has declared it are told to telephone. It ends only when a named person has read it back.
    /// </summary>
    private static Decision CriticalUnconfirmed(CaseState state, TurnContext context)
    {
        var times = (state.Critical?.Unheard ?? 0) + 1;
        var kind = times == 1 ? NoticeKind.CriticalResult : NoticeKind.CriticalUnheard;
        List<(NoticeKind, Audience, DateTimeOffset?)> told =
        [
            (NoticeKind.CriticalResult, Audience.RequestersOf(state.Establishment), null),
            (kind, Audience.Coordinators, null),
        ];
        if (times > 1 && state.Reader is { } reader)
            told.Add((kind, Audience.Of(reader), null));
        return Decision.Of(new CriticalResultUnheard(times), CriticalFrom(state, context))
            .And(CaseNotices.Clear(state, NoticeKind.CriticalResult, NoticeKind.CriticalUnheard))
            .And(CaseNotices.Raise(state, told));
    }
}
