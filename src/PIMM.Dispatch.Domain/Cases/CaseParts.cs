namespace PIMM.Dispatch.Domain;

/// <summary>
/// One exam read by several: the lead keeps the case and its report, each part is a case of its own, with
/// offers, deadlines, escalation and one owner like any other. A part follows its case and never outlives it.
/// </summary>
internal static class CaseParts
{
    /// <summary>Parts of one case, taken back or not: a body has no more regions to read apart.</summary>
    public const int PartsMax = 8;

    /// <summary>Why a part ended without being read; the screens say it in French.</summary>
    private const string TakenBack = "taken-back";

    /// <summary>All parts are separated and opened in the same turn.</summary>
    public static Decision Split(CaseState state, SplitCase message, TurnContext context)
    {
        if (!state.InHand && state.Status is not (CaseStatus.ToRead or CaseStatus.Offered))
            return Decision.Refuse(state.Unsigned ? Refusals.NotInThisState : Refusals.CaseFinished);
        if (message.Reader is { } reader && state.Reader != reader)
            return Decision.Refuse(Refusals.NotYourCase, state.Reader?.Value);
        var count = state.Parts.Length + message.Parts.Length;
        if (message.Parts.IsEmpty || count > PartsMax)
            return Decision.Refuse(Refusals.PartsOutOfRange);
        var decision = Decision.Of();
        for (var index = 0; index < message.Parts.Length; index++)
        {
            // Like every case, a part is named after the event that makes it.
            var id = CaseId.At(context.Settings.Id, context.NextSequence + index);
            var (number, plan) = (state.Parts.Length + index + 1, message.Parts[index]);
            decision.And(new PartSeparated(id, number, plan))
                .Tell(id, new OpenPart(
                    new CasePart(state.Id, number, count, plan.Label), FactsOf(state, plan), state.Studies,
                    state.Target!));
        }
        return Reloaded(decision, state);
    }

    /// <summary>The lead, or the coordinator, takes a part back that nobody has finished.</summary>
    public static Decision TakeBack(CaseState state, TakeBackPart message)
    {
        if (message.Reader is { } reader && state.Reader != reader)
            return Decision.Refuse(Refusals.NotYourCase, state.Reader?.Value);
        if (state.Parts.FirstOrDefault(part => part.Id == message.Part) is not { } known)
            return Decision.Refuse(Refusals.NoSuchPart);
        return known.Status switch
        {
            PartStatus.Read => Decision.Refuse(Refusals.PartIsRead),
            PartStatus.TakenBack => Decision.Nothing,
            _ => Reloaded(
                Decision.Of(new PartTakenBack(known.Id)).Tell(known.Id, new EndPart(TakenBack)), state),
        };
    }

    /// <summary>The part's reader has signed it; the lead hears it.</summary>
    public static Decision Receive(CaseState state, ReportPart message)
    {
        if (!state.OpenParts.Any(part => part.Id == message.Part))
            return Decision.Nothing;
        var decision = Decision.Of(new PartReceived(message.Part, message.Reader, message.Text));
        return state is { Reader: { } lead, Status: not CaseStatus.Offered }
            ? decision.And(CaseNotices.Raise(
                state, (NoticeKind.PartRead, Audience.Of(lead), state.Target?.DueAt)))
            : decision;
    }

    /// <summary>The case leaves or ends: nobody reads on for it.</summary>
    public static Decision EndAll(CaseState state)
    {
        var decision = Decision.Of();
        foreach (var part in state.OpenParts)
            decision.And(new PartTakenBack(part.Id)).Tell(part.Id, new EndPart(TakenBack));
        return decision;
    }

    /// <summary>A part begins to wait at once, with the target of its case.</summary>
    public static Decision Open(OpenPart message, TurnContext context) =>
        Decision.Of(new PartOpened(message.Part, message.Facts, message.Studies))
            .And(CaseDeadlines.Set(CaseState.Initial, message.Target, context))
            .And(CaseEscalation.Begin(
                CaseState.Initial, message.Facts.Classification.Urgency, message.Target, context))
            .Tell(ActorId.Dispatcher, Replan.Now);

    /// <summary>What concerns the whole exam is asked of the case, not of its part.</summary>
    public static bool IsForTheWhole(Message message) => message is ClassifyCase or CancelCase
        or ExternaliseCase or SplitCase or TakeBackPart or SignAddendum or AcknowledgeReport or FlagCase
        or LiftFlag or WithdrawFlag or ValidateRequest or RefuseRequest or GiveProtocol or StartAcquisition
        or CompleteImages;

    /// <summary>Another urgency of the case is another urgency of its parts, with the same target.</summary>
    public static Decision Follow(CaseState state, FollowCase message, TurnContext context)
    {
        if (!state.Unsigned)
            return Decision.Nothing;
        var before = state.Classification!;
        var decision = Decision.Of(new CaseClassified(before with { Urgency = message.Urgency }, null))
            .And(CaseDeadlines.Set(state, message.Target, context));
        if (state.Escalation is not null)
            decision.And(CaseEscalation.Begin(state, message.Urgency, message.Target, context));
        if (state.Status == CaseStatus.Offered && message.Urgency < before.Urgency)
            decision.And(CaseAssignment.EndOffer(state, OfferEnd.CaseChanged, null))
                .And(CaseNotices.Raise(
                    state, (NoticeKind.CaseWithdrawn, Audience.Of(state.Reader!.Value), null)));
        return decision.Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>A part that is read is over: the requester hears of the whole alone.</summary>
    public static Decision Sign(CaseState state, string text, int version)
    {
        var (part, reader) = (state.Part!, state.Reader!.Value);
        return Decision.Of(new PartSigned(version, text))
            .And(CaseDeadlines.ClearAll(state))
            .And(CaseNotices.ClearAll(state))
            .Tell(part.Case, new ReportPart(state.Id, reader, text))
            .Tell(reader, new PutDown(state.Id, Read: true))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision End(CaseState state, EndPart message) =>
        state.Unsigned ? CaseEnding.End(state, message.Reason) : Decision.Nothing;

    /// <summary>How the events that concern parts change a case.</summary>
    public static CaseState Fold(CaseState state, in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            PartSeparated e => state with
            {
                Parts = state.Parts.Add(
                    new SharedPart(e.Part, e.Number, e.Plan, PartStatus.Open, null, null)),
            },
            PartReceived e => With(state, e.Part, part => part with
            {
                Status = PartStatus.Read, Text = e.Text, Reader = e.Reader,
            }),
            PartTakenBack e => With(state, e.Part, part => part with { Status = PartStatus.TakenBack }),
            PartSigned e => state with
            {
                Status = CaseStatus.Signed, SignedAt = at, EndedAt = at, HeldUntil = null,
                Report = new ReportText(e.Version, e.Text, recorded.By.Account, at, Signed: true),
            },
            _ => state,
        };
    }

    private static CaseState With(CaseState state, CaseId id, Func<SharedPart, SharedPart> change) =>
        state.Parts.FirstOrDefault(part => part.Id == id) is { } known
            ? state with { Parts = state.Parts.Replace(known, change(known)) }
            : state;

    /// <summary>Who has the case in hand has so much more or less to read.</summary>
    private static Decision Reloaded(Decision decision, CaseState state)
    {
        if (!state.InHand)
            return decision;
        var after = state;
        foreach (var fact in decision.Events)
            after = Fold(after, new Recorded(0, state.Id, default, Identity.System, fact));
        return decision.Tell(state.Reader!.Value, new TakeOn(state.Id, after.ReadingMinutes))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    private static CaseOpened FactsOf(CaseState state, PartPlan plan) => new(
        state.Establishment, state.Origin, state.Study, state.AccessionNumber, state.Patient!, state.Exam!,
        new Classification(
            state.Classification!.Urgency, plan.Specialty, plan.Region, plan.ExpectedMinutes,
            Derived: false),
        state.Clinical, null);
}
