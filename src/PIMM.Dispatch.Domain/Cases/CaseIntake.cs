namespace PIMM.Dispatch.Domain;

/// <summary>From the request to a complete study.</summary>
internal static class CaseIntake
{
    public static Decision Open(CaseOpened facts, TurnContext context)
    {
        var decision = Decision.Of(facts);
        if (context.Settings.Clock.At(context.At) == ClockStart.Request)
            decision.And(
                CaseDeadlines.SetTarget(
                    CaseState.Initial, facts.Classification, context.At, context));
        if (facts.Origin == CaseOrigin.Images)
            return decision;
        var rule = context.Settings.RuleOf(facts.Classification.Urgency, context.At);
        return decision
            .And(new DeadlineSet(CaseDeadlines.Images, context.At + rule.ImagesWithin))
            .And(
                CaseNotices.Raise(
                    CaseState.Initial, (NoticeKind.RequestReceived, Audience.Regulators, null)));
    }

    /// <summary>
    /// Counts images; while the study is not complete each of them moves the quiet deadline. A study whose
    /// expected count is reached is complete at once; a late series changes the count and nothing else.
    /// </summary>
    public static Decision Store(CaseState state, ImagesStored message, TurnContext context)
    {
        var grew = message.Count > state.Studies.GetValueOrDefault(message.Study);
        var collecting = state.Status < CaseStatus.ToRead;
        if (!grew && !collecting)
            return Decision.Nothing;
        var decision = Decision.Of();
        if (grew)
            decision.And(new ImagesReceived(message.Study, message.Count));
        if (!collecting && state.Unsigned)
            return state.OpenParts.Aggregate(decision, (all, part) => all.Tell(part.Id, message));
        if (!collecting)
            return decision.And(TooLate(state));
        var total = state.Images - state.Studies.GetValueOrDefault(message.Study) + message.Count;
        if (total >= state.ImagesExpected)
            return Completed(decision, state, CompletionReason.ExpectedCount, total, context);
        if (state.ImagesFirstAt is null && context.Settings.Clock.At(context.At) == ClockStart.FirstImage)
            decision.And(CaseDeadlines.SetTarget(state, state.Classification!, context.At, context));
        var silence = message.AssociationOpen ? context.Settings.SilenceMax : context.Settings.QuietPeriod;
        return decision
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Images))
            .And(new DeadlineSet(CaseDeadlines.Quiet, context.At + silence));
    }

    /// <summary>Images after the report: whoever signed it, and the coordinator, must know.</summary>
    private static IEnumerable<DomainEvent> TooLate(CaseState state)
    {
        var notices = new List<(NoticeKind, Audience, DateTimeOffset?)>
        {
            (NoticeKind.ImagesLate, Audience.Coordinators, null),
        };
        if (state.Reader is { } reader)
            notices.Add((NoticeKind.ImagesLate, Audience.Of(reader), null));
        return CaseNotices.Raise(state, notices);
    }

    public static Decision Complete(CaseState state, CompletionReason reason, TurnContext context)
    {
        if (state.ImagesCompleteAt is not null)
            return Decision.Nothing;
        if (state.Images == 0)
            return Decision.Refuse(Refusals.NoImages);
        return state.Status < CaseStatus.ToRead
            ? Completed(Decision.Of(), state, reason, state.Images, context)
            : Decision.Refuse(Refusals.NotInThisState);
    }

    /// <summary>
    /// From here on there is a target, whatever clock was in force when the case was opened.
    /// </summary>
    private static Decision Completed(
        Decision decision, CaseState state, CompletionReason reason, int images, TurnContext context)
    {
        decision
            .And(new ImagesCompleted(reason, images))
            .And(CaseDeadlines.Clear(state, CaseDeadlines.Images, CaseDeadlines.Quiet))
            .And(CaseNotices.Clear(
                state, NoticeKind.ImagesOverdue, NoticeKind.RequestReceived, NoticeKind.ProtocolGiven));
        if (state.Target is null || context.Settings.Clock.At(context.At) == ClockStart.ImagesComplete)
            decision.And(CaseDeadlines.SetTarget(state, state.Classification!, context.At, context));
        return decision
            .And(CaseEscalation.Begin(
                state, state.Classification!.Urgency, TargetAfter(decision, state), context))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision Validate(CaseState state, ValidateRequest message) =>
        state.Status == CaseStatus.Requested
            ? Decision.Of(new RequestValidated(message.Comment))
                .And(CaseNotices.Clear(state, NoticeKind.RequestReceived))
            : Decision.Refuse(Refusals.NotInThisState);

    /// <summary>A protocol may still be given while images arrive; it never takes a case back.</summary>
    public static Decision GiveProtocol(CaseState state, GiveProtocol message)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
            return Decision.Refuse(Refusals.TextMissing);
        return state.Status < CaseStatus.ToRead
            ? Decision.Of(new ProtocolGiven(message.Text))
                .And(CaseNotices.Clear(state, NoticeKind.RequestReceived, NoticeKind.ProtocolGiven))
                .And(CaseNotices.Raise(
                    state, (NoticeKind.ProtocolGiven, Audience.TechnologistsOf(state.Establishment), null)))
            : Decision.Refuse(Refusals.NotInThisState);
    }

    public static Decision StartAcquisition(CaseState state) =>
        state.Status < CaseStatus.Acquiring
            ? Decision.Of(new AcquisitionStarted())
                .And(CaseNotices.Clear(state, NoticeKind.RequestReceived, NoticeKind.ProtocolGiven))
            : Decision.Refuse(Refusals.NotInThisState);

    /// <summary>
    /// A person confirms or changes where the case belongs. Another urgency or pathway moves the target, from
    /// the same clock, and the wait for images. An offer ends when its reader may not read the case any more,
    /// or when it was made for longer than the new urgency allows.
    /// </summary>
    public static Decision Classify(CaseState state, ClassifyCase message, TurnContext context)
    {
        if (!state.Unsigned)
            return Decision.Refuse(Refusals.CaseFinished);
        var before = state.Classification!;
        var (specialty, region) = (message.Specialty ?? before.Specialty, message.Region ?? before.Region);
        var minutes = (specialty, region) == (before.Specialty, before.Region)
            ? before.ExpectedMinutes
            : ExamMapping.ExpectedMinutes(context.Settings, state.Exam!.Modality, specialty, region);
        var after = new Classification(
            message.Urgency ?? before.Urgency, specialty, region, minutes, Derived: false);
        var decision = Decision.Of(new CaseClassified(after, message.Reason));
        var moves = HasOtherDeadlines(before, after, context);
        if (moves)
            decision.And(MoveDeadlines(state, after, context));
        foreach (var part in moves ? state.OpenParts : [])
            decision.Tell(part.Id, new FollowCase(after.Urgency, TargetAfter(decision, state)));
        if (moves && state.Escalation is not null)
            decision.And(CaseEscalation.Begin(
                state, after.Urgency, TargetAfter(decision, state), context));
        if (state.Status == CaseStatus.Offered
            && (after.Urgency < before.Urgency
                || !Eligibility.MayRead(
                    context.Settings, state.Reader!.Value, state.Establishment, specialty, context.At)))
            decision.And(CaseAssignment.EndOffer(state, OfferEnd.CaseChanged, null))
                .And(CaseNotices.Raise(
                    state, (NoticeKind.CaseWithdrawn, Audience.Of(state.Reader!.Value), null)));
        var reading = (state with { Classification = after }).ReadingMinutes;
        if (state.InHand && reading != state.ReadingMinutes)
            decision.Tell(state.Reader!.Value, new TakeOn(state.Id, reading));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    private static Target TargetAfter(Decision decision, CaseState before) =>
        decision.Events.OfType<TargetSet>().LastOrDefault()?.Target ?? before.Target!;

    private static bool HasOtherDeadlines(Classification before, Classification after, TurnContext context)
    {
        var rule = context.Settings.RuleOf(after.Urgency, context.At);
        return after.Urgency != before.Urgency
            || rule.TargetFor(after.Specialty) != rule.TargetFor(before.Specialty);
    }

    private static IEnumerable<DomainEvent> MoveDeadlines(
        CaseState state, Classification kind, TurnContext context)
    {
        if (state.Target is { } target)
        {
            foreach (var moved in CaseDeadlines.SetTarget(state, kind, target.ClockStartedAt, context))
                yield return moved;
        }
        if (state.Deadlines.ContainsKey(CaseDeadlines.Images))
            yield return new DeadlineSet(
                CaseDeadlines.Images, state.OpenedAt
                + context.Settings.RuleOf(kind.Urgency, context.At).ImagesWithin);
    }
}
