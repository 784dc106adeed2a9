using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// How each event changes a case; total, and blind to everything but the state and the event.
/// </summary>
internal static class CaseHistory
{
    public static CaseState Fold(CaseState state, in Recorded recorded)
    {
        var at = recorded.At;
        var next = recorded.Event switch
        {
            CaseOpened e => Open(state, e, recorded),
            DeadlineSet e => state with { Deadlines = state.Deadlines.SetItem(e.Name, e.DueAt) },
            DeadlineCleared e => state with { Deadlines = state.Deadlines.Remove(e.Name) },
            DeadlineReached e => state with { Deadlines = state.Deadlines.Remove(e.Name) },
            RequestValidated => state with { Status = CaseStatus.ToProtocol },
            ProtocolGiven e =>
                state with { Protocol = e.Text, Status = Before(state, CaseStatus.Protocolled) },
            AcquisitionStarted => state with { Status = CaseStatus.Acquiring },
            ImagesReceived e => Receive(state, e, at),
            ImagesCompleted e => state with
            {
                Status = CaseStatus.ToRead, ImagesCompleteAt = state.ImagesCompleteAt ?? at,
            },
            CaseClassified e => state with { Classification = e.Classification },
            TargetSet e => state with { Target = e.Target, Alert = TargetAlert.None },
            TargetAlerted e => state with { Alert = e.Alert },
            EscalationBegan or EscalationStepped or AlertAcknowledged or AcknowledgementExpired =>
                FoldEscalation(state, recorded),
            NoticeRaised e => state with
            {
                Notices = state.Notices.SetItem(e.Number, OpenNotice.Of(e, recorded)),
                NoticesRaised = e.Number,
            },
            NoticeAcknowledged e => state with { Notices = state.Notices.Remove(e.Number) },
            NoticeCleared e => state with { Notices = state.Notices.Remove(e.Number) },
            PartOpened e => OpenPart(state, e, recorded),
            PartSeparated or PartReceived or PartTakenBack or PartSigned => CaseParts.Fold(state, recorded),
            CaseFlagged or FlagLifted or FlagWithdrawn => CaseFlagging.Fold(state, recorded),
            _ => FoldAssignment(state, recorded),
        };
        return next with { Sequence = recorded.Sequence };
    }

    private static CaseState FoldEscalation(CaseState state, in Recorded recorded) => recorded.Event switch
    {
        EscalationBegan e => state with
        {
            Escalation = new EscalationRun(e.Number, recorded.At, e.TargetAt, e.PolicyFrom, e.Policy),
            EscalationsBegun = e.Number,
        },
        EscalationStepped e => state with
        {
            Escalation = state.Escalation is { } run ? run with { StepsDone = e.Step } : null,
        },
        AlertAcknowledged e => Heard(state, recorded.By.Account, e.Until),
        _ => Heard(state, null, null),
    };

    private static CaseState Heard(CaseState state, string? by, DateTimeOffset? until) => state with
    {
        Escalation = state.Escalation is { } run
            ? run with { AcknowledgedBy = by, AcknowledgedUntil = until } : null,
    };

    private static CaseState FoldAssignment(CaseState state, in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            CaseOffered e => state with
            {
                Status = CaseStatus.Offered, Reader = e.Reader, OfferedAt = at, OfferExpiresAt = e.ExpiresAt,
                OfferInterrupts = e.Interrupts, NoReader = false,
            },
            OfferEnded e => WithoutOffer(state) with
            {
                Status = CaseStatus.ToRead, Reader = null, OfferedAt = null,
                DeclinedBy = e.Why is OfferEnd.Declined or OfferEnd.Escalated
                    ? state.DeclinedBy.Add(e.Reader) : state.DeclinedBy,
            },
            CaseAccepted e => WithoutOffer(state) with
            {
                Status = state.Report is null ? CaseStatus.Accepted : CaseStatus.Preliminary,
                Reader = e.Reader, AcceptedAt = at, NoReader = false, HeldUntil = null, Escalation = null,
            },
            CaseInterrupted => state with { Interruptions = state.Interruptions + 1 },
            CaseReleased e => state with
            {
                Status = CaseStatus.ToRead, Reader = null, AcceptedAt = null, OfferedAt = null,
                HeldUntil = null,
                DeclinedBy = state.DeclinedBy.Add(e.Reader),
            },
            CaseHeld e => WithoutOffer(state) with
            {
                Status = CaseStatus.OnHold, HeldUntil = e.Until, Reason = e.Reason, NoReader = false,
                Escalation = null,
            },
            CaseResumed =>
                state with { Status = Resumed(state), HeldUntil = null, Reason = null },
            NoReaderFound => state with { NoReader = true },
            ReaderFoundAgain => state with { NoReader = false },
            _ => FoldMoves(state, recorded),
        };
    }

    private static CaseState FoldMoves(CaseState state, in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            CaseExternalised e => WithoutOffer(state) with
            {
                Status = CaseStatus.Externalised, Reader = null, Reason = e.Reason, NoReader = false,
                HeldUntil = null, Escalation = null,
                External = new Externalisation(e.Provider, e.Reason, e.Subsidiarity, at, null),
            },
            ProviderAccepted =>
                state with { External = state.External is { } sent ? sent with { AcceptedAt = at } : null },
            CaseReturned e => state with
            {
                Status = CaseStatus.ToRead, External = null, Reason = e.Reason, AcceptedAt = null,
                OfferedAt = null,
                ReturnedBy = e.Why == ProviderEnd.TakenBack
                    ? state.ReturnedBy : state.ReturnedBy.Add(e.Provider),
            },
            CaseHandedOver e => state with { Reader = e.To, DeclinedBy = state.DeclinedBy.Add(e.From) },
            _ => FoldReporting(state, recorded),
        };
    }

    private static CaseState FoldReporting(CaseState state, in Recorded recorded)
    {
        var (at, by) = (recorded.At, recorded.By.Account);
        return recorded.Event switch
        {
            PreliminaryWritten e => state with
            {
                Status = state.Status is CaseStatus.Externalised
                ? CaseStatus.Externalised : CaseStatus.Preliminary,
                Report = new ReportText(e.Version, e.Text, by, at, Signed: false, e.OnBehalfOf),
                PreliminaryAt = at,
            },
            ReportSigned e => state with
            {
                Status = CaseStatus.Signed,
                Report = new ReportText(e.Version, e.Text, by, at, Signed: true, e.OnBehalfOf),
                SignedAt = state.SignedAt ?? at, HeldUntil = null,
            },
            AddendumSigned e => state with
            {
                Status = CaseStatus.Signed, Addenda = state.Addenda.Add(new AddendumText(e.Text, by, at)),
                EndedAt = null,
            },
            CriticalResultDeclared e =>
                state with { Critical = new CriticalResult(e.Text, by, at, null, null) },
            CriticalResultUnheard e => state with
            {
                Critical = state.Critical is { } open ? open with { Unheard = e.Times } : null,
            },
            CriticalResultConfirmed => state with
            {
                Critical = state.Critical is { } declared
                ? declared with { ConfirmedBy = by, ConfirmedAt = at } : null,
            },
            ReportAcknowledged =>
                state with { Status = CaseStatus.Acknowledged, AcknowledgedAt = at, EndedAt = at },
            CaseCancelled e => WithoutOffer(state) with
            {
                Status = CaseStatus.Cancelled, Reason = e.Reason, EndedAt = at, NoReader = false,
                Escalation = null,
            },
            _ => state,
        };
    }

    private static CaseState Open(CaseState state, CaseOpened e, in Recorded recorded) => state with
    {
        Exists = true, Id = new CaseId(recorded.Actor.Key), Status = CaseStatus.Requested,
        Establishment = e.Establishment, Origin = e.Origin, Study = e.Study,
        AccessionNumber = e.AccessionNumber,
        Patient = e.Patient, Exam = e.Exam, Classification = e.Classification, Clinical = e.Clinical,
        ImagesExpected = e.ImagesExpected, OpenedAt = recorded.At,
    };

    private static CaseState OpenPart(CaseState state, PartOpened e, in Recorded recorded) =>
        Open(state, e.Facts, recorded) with
        {
            Part = e.Part, Studies = e.Studies, Status = CaseStatus.ToRead, ImagesFirstAt = recorded.At,
            ImagesCompleteAt = recorded.At,
        };

    private static CaseState Receive(CaseState state, ImagesReceived e, DateTimeOffset at) => state with
    {
        Study = state.Study ?? e.Study, Studies = state.Studies.SetItem(e.Study, e.Count),
        ImagesFirstAt = state.ImagesFirstAt ?? at,
        Status = Before(state, CaseStatus.ImagesArriving),
    };

    private static CaseState WithoutOffer(CaseState state) =>
        state with { OfferExpiresAt = null, OfferInterrupts = null };

    /// <summary>
    /// The later of the two states: a protocol given after the images came takes nothing back.
    /// </summary>
    private static CaseStatus Before(CaseState state, CaseStatus next) =>
        state.Status < next ? next : state.Status;

    private static CaseStatus Resumed(CaseState state) => state switch
    {
        { Reader: null } => CaseStatus.ToRead,
        { Report: not null } => CaseStatus.Preliminary,
        _ => CaseStatus.Accepted,
    };
}
