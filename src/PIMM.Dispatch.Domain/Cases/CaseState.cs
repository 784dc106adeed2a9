using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A télédossier as folded from its own events.</summary>
public sealed record CaseState : ActorState
{
    private static readonly ImmutableSortedDictionary<string, DateTimeOffset> ByName =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>To put a report together from its parts takes at least so long.</summary>
    private const int AssemblingMinutes = 5;

    public static readonly CaseState Initial = new();

    /// <summary>False until the case is opened.</summary>
    public bool Exists { get; init; }
    public CaseId Id { get; init; }
    public CaseStatus Status { get; init; }
    public EstablishmentId Establishment { get; init; }
    public CaseOrigin Origin { get; init; }
    public StudyUid? Study { get; init; }
    public string? AccessionNumber { get; init; }
    public Patient? Patient { get; init; }
    public Exam? Exam { get; init; }
    public Classification? Classification { get; init; }
    public ClinicalContext? Clinical { get; init; }
    public string? Protocol { get; init; }
    /// <summary>Distinct images held of each study of the case; usually one study.</summary>
    public ImmutableSortedDictionary<StudyUid, int> Studies { get; init; } =
        ImmutableSortedDictionary<StudyUid, int>.Empty;
    public int? ImagesExpected { get; init; }

    /// <summary>To whom it is offered, or who has it.</summary>
    public ReaderId? Reader { get; init; }
    public CaseId? OfferInterrupts { get; init; }
    public DateTimeOffset? OfferExpiresAt { get; init; }

    /// <summary>Who said no to this case, gave it back or lost it; it is not offered to them again.</summary>
    public ImmutableSortedSet<ReaderId> DeclinedBy { get; init; } = [];
    public int Interruptions { get; init; }
    public bool NoReader { get; init; }

    public Target? Target { get; init; }
    public TargetAlert Alert { get; init; }

    /// <summary>Runs while the case waits for somebody to take it; null otherwise.</summary>
    public EscalationRun? Escalation { get; init; }

    /// <summary>How many escalations there were, so that each has its own number.</summary>
    public int EscalationsBegun { get; init; }
    public DateTimeOffset? HeldUntil { get; init; }
    public string? Reason { get; init; }

    /// <summary>Where it was sent, while it is there and after the provider has signed.</summary>
    public Externalisation? External { get; init; }

    /// <summary>Providers that gave it back or did not answer: the territory does not send it there by itself
    /// again.</summary>
    public ImmutableSortedSet<ProviderId> ReturnedBy { get; init; } = [];

    public ProviderId? Provider => External?.Provider;

    /// <summary>What systems outside have said, in the order in which they did; lifted ones stay.</summary>
    public ImmutableArray<CaseFlag> Flags { get; init; } = [];

    /// <summary>Which part of which case this is; null for a whole case.</summary>
    public CasePart? Part { get; init; }

    /// <summary>What others read of this case, in the order of separation.</summary>
    public ImmutableArray<SharedPart> Parts { get; init; } = [];

    public ReportText? Report { get; init; }
    public ImmutableArray<AddendumText> Addenda { get; init; } = [];
    public CriticalResult? Critical { get; init; }

    /// <summary>Notices that nobody has acknowledged, by number.</summary>
    public ImmutableSortedDictionary<int, OpenNotice> Notices { get; init; } =
        ImmutableSortedDictionary<int, OpenNotice>.Empty;

    /// <summary>How many notices there were, so that numbers are never used twice.</summary>
    public int NoticesRaised { get; init; }

    /// <summary>The deadlines that stand, by name; no unfinished case is without one.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Deadlines { get; init; } = ByName;

    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ImagesFirstAt { get; init; }
    public DateTimeOffset? ImagesCompleteAt { get; init; }
    public DateTimeOffset? OfferedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? PreliminaryAt { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The last event of this case.</summary>
    public long Sequence { get; init; }

    public int Images => Studies.Values.Sum();

    /// <summary>The standing flag that moves the case forward most, the oldest of equals.</summary>
    public CaseFlag? StrongestFlag => Flags.IsEmpty
        ? null : Flags.Where(flag => flag.IsStanding).MaxBy(flag => flag.WeightMilli);

    /// <summary>
    /// By what a case takes its place among those of its urgency, wherever cases stand in a line: the instant
    /// of its target, or, while it is flagged, as if the whole delay were shorter by the weight of the
    /// strongest flag. The target itself does not move.
    /// </summary>
    public DateTimeOffset PressingAt
    {
        get
        {
            var (start, due) = (Target?.ClockStartedAt ?? OpenedAt, Target?.DueAt ?? OpenedAt);
            return StrongestFlag is { } flag
                ? start + TimeSpan.FromTicks((due - start).Ticks / Math.Max(1000, flag.WeightMilli) * 1000)
                : due;
        }
    }

    public IEnumerable<SharedPart> OpenParts => Parts.Where(part => part.Status == PartStatus.Open);

    /// <summary>
    /// Expected minutes of whoever has the case: without what others read, and with the report to put
    /// together.
    /// </summary>
    public int ReadingMinutes
    {
        get
        {
            var whole = Classification?.ExpectedMinutes ?? 0;
            if (Parts.IsEmpty)
                return whole;
            var shared = Parts.Where(part => part.Status != PartStatus.TakenBack)
                .Sum(part => part.Plan.ExpectedMinutes);
            return Math.Max(Math.Min(whole, AssemblingMinutes), whole - shared);
        }
    }

    /// <summary>A part is over when it is read.</summary>
    public override bool IsFinished => Status is CaseStatus.Acknowledged or CaseStatus.Cancelled
        || (Part is not null && Status == CaseStatus.Signed);

    /// <summary>True while a reader has said yes and has not signed.</summary>
    public bool InHand => Status is CaseStatus.Accepted or CaseStatus.Preliminary;

    /// <summary>True until there is a signed report or the case was given up.</summary>
    public bool Unsigned =>
        Exists && Status is not (CaseStatus.Signed or CaseStatus.Acknowledged or CaseStatus.Cancelled);

    public override Decision Decide(Message message, TurnContext context)
    {
        if (!Exists)
            return message switch
            {
                OpenCase open => CaseIntake.Open(open.Facts, context),
                OpenPart open => CaseParts.Open(open, context),
                _ => Decision.Refuse(Refusals.CaseUnknown),
            };
        if (Part is { } part && CaseParts.IsForTheWhole(message))
            return Decision.Refuse(Refusals.PartFollowsCase, part.Case.Value);
        return message switch
        {
            OpenCase => Decision.Nothing,
            ImagesStored m => CaseIntake.Store(this, m, context),
            ValidateRequest m => CaseIntake.Validate(this, m),
            RefuseRequest m => CaseEnding.RefuseRequest(this, m),
            GiveProtocol m => CaseIntake.GiveProtocol(this, m),
            StartAcquisition => CaseIntake.StartAcquisition(this),
            CompleteImages => CaseIntake.Complete(this, CompletionReason.Technologist, context),
            ClassifyCase m => CaseIntake.Classify(this, m, context),
            OfferCase m => CaseAssignment.Offer(this, m, context),
            WithdrawOffer m => CaseAssignment.Withdraw(this, m),
            ReportNoReader m => CaseAssignment.ReportNoReader(this, m),
            NobodySummoned m => CaseEscalation.FoundNobody(this, m, context),
            AcceptCase m => CaseAssignment.Accept(this, m),
            DeclineCase m => CaseAssignment.Decline(this, m),
            ClaimCase m => CaseAssignment.Claim(this, m, context),
            ReleaseCase m => CaseAssignment.Release(this, m, context),
            ReassignCase m => CaseAssignment.Reassign(this, m, context),
            LayAside m => CaseAssignment.LayAside(this, m),
            HoldCase m => CaseAssignment.Hold(this, m, context),
            ResumeCase => CaseAssignment.Resume(this, context, byDeadline: false),
            WritePreliminary m => CaseReporting.WritePreliminary(this, m),
            SignReport m => CaseReporting.Sign(this, m, context),
            SignAddendum m => CaseReporting.SignAddendum(this, m, context),
            DeclareCritical m => CaseReporting.DeclareCritical(this, m, context),
            AcknowledgeReport m => CaseReporting.Acknowledge(this, m),
            AcknowledgeNotice m => CaseNotices.Acknowledge(this, m, context),
            CancelCase m => CaseEnding.Cancel(this, m),
            SplitCase m => CaseParts.Split(this, m, context),
            TakeBackPart m => CaseParts.TakeBack(this, m),
            ReportPart m => CaseParts.Receive(this, m),
            OpenPart => Decision.Nothing,
            FollowCase m => CaseParts.Follow(this, m, context),
            EndPart m => CaseParts.End(this, m),
            FlagCase m => CaseFlagging.Raise(this, m, context),
            LiftFlag m => CaseFlagging.Lift(this, m),
            WithdrawFlag m => CaseFlagging.Withdraw(this, m, context),
            ExternaliseCase m => CaseExternal.Externalise(this, m, context),
            SendCaseOut m => CaseExternal.Overflow(this, m),
            SendOut m => CaseExternal.Send(this, m, context),
            AcceptExternally m => CaseExternal.Accept(this, m),
            GiveBackExternally m => CaseExternal.GiveBack(this, m, context),
            ProviderRefuses m => CaseExternal.Refused(this, m, context),
            ProposeHandover m => CaseHandover.Propose(this, m),
            CloseHandover m => CaseHandover.Close(this, m),
            YieldCase m => CaseHandover.Yield(this, m, context),
            HandOverCase m => CaseHandover.Move(this, m, context),
            Due m => CaseDeadlines.Reach(this, m, context),
            _ => throw NotUnderstood(this, message),
        };
    }

    public override ActorState Evolve(in Recorded recorded) => CaseHistory.Fold(this, recorded);
}
