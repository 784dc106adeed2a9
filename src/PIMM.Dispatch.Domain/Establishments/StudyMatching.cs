namespace PIMM.Dispatch.Domain;

/// <summary>
/// Which case a study belongs to: Accession Number, then Study Instance UID, then strict traits; otherwise a
/// new case or a visible orphan, as the establishment wishes. A conflict of identity is never resolved by
/// guessing.
/// </summary>
internal static class StudyMatching
{
    /// <summary>Name of the deadline at which an ended case is forgotten, before its id.</summary>
    private const string Memory = "forget:";

    public static Decision Place(EstablishmentState state, StudyArrived message, TurnContext context)
    {
        var facts = message.Facts;
        var establishment = new EstablishmentId(context.Self.Key);
        if (!context.Settings.Establishments.TryGetValue(establishment, out var site))
            return Decision.Refuse(Refusals.EstablishmentUnknown, establishment.Value);
        if (message.Count < 1)
            return Decision.Refuse(Refusals.NoImages);
        if (state.Orphans.TryGetValue(facts.Study, out var orphan))
            return message.Count > orphan.Count
                ? Decision.Of(new OrphanGrew(facts.Study, message.Count))
                : Decision.Nothing;
        if (state.ByStudy.TryGetValue(facts.Study, out var known))
            return Decision.Of().Tell(known, Stored(message)).Answering(known.Value);
        if (!ExamRequests.IsConnected(site, context))
            return Decision.Refuse(Refusals.EstablishmentNotConnected, establishment.Value);
        return Find(state, facts) switch
        {
            { Case: { } found } => Decision
                .Of(new StudyMatched(facts.Study, found, facts.AccessionNumber))
                .Tell(found, Stored(message))
                .Answering(found.Value),
            { Orphan: { } why } => Decision.Of(new StudyOrphaned(facts, message.Count, why)),
            _ when site.ImagesAlone == ImagesAlone.RequestFirst =>
                Decision.Of(new StudyOrphaned(facts, message.Count, OrphanReason.RequestFirst)),
            _ => OpenCase(facts, Stored(message), context),
        };
    }

    /// <summary>
    /// A person's word is enough to attach a study, and not enough to put two identities together.
    /// </summary>
    public static Decision Attach(EstablishmentState state, AttachOrphan message)
    {
        if (!state.Orphans.TryGetValue(message.Study, out var orphan))
            return Decision.Refuse(Refusals.StudyUnknown);
        if (!state.Cases.TryGetValue(message.Case, out var known))
            return Decision.Refuse(Refusals.CaseUnknown);
        if (known.Ended)
            return Decision.Refuse(Refusals.CaseFinished);
        if (StrictTraits.Conflict(known.Patient, orphan.Facts.Patient))
            return Decision.Refuse(Refusals.IdentityConflict, known.Id.Value);
        return Decision.Of(new StudyMatched(message.Study, message.Case, orphan.Facts.AccessionNumber))
            .Tell(message.Case,
                new ImagesStored(message.Study, orphan.Facts.AccessionNumber, orphan.Count, false))
            .Answering(message.Case.Value);
    }

    public static Decision OpenFrom(EstablishmentState state, OpenOrphan message, TurnContext context) =>
        state.Orphans.TryGetValue(message.Study, out var orphan)
            ? OpenCase(
                orphan.Facts,
                new ImagesStored(message.Study, orphan.Facts.AccessionNumber, orphan.Count, false), context)
            : Decision.Refuse(Refusals.StudyUnknown);

    public static Decision Forget(EstablishmentState state, ActorState.Due due)
    {
        var id = new CaseId(due.Name[Memory.Length..]);
        return state.Cases.ContainsKey(id) ? Decision.Of(new CaseForgotten(id)) : Decision.Nothing;
    }

    /// <summary>An ended case is remembered for a while, so that a series sent again finds it.</summary>
    public static Decision End(EstablishmentState state, CaseHasEnded message, TurnContext context) =>
        state.Cases.TryGetValue(message.Case, out var known) && !known.Ended
            ? Decision.Of(
                new CaseEnded(message.Case),
                new DeadlineSet(Memory + message.Case.Value, context.At + context.Settings.StudyMemory))
            : Decision.Nothing;

    private static (CaseId? Case, OrphanReason? Orphan) Find(EstablishmentState state, StudyFacts facts)
    {
        if (facts.AccessionNumber is { } accession && state.HolderOf(accession) is { } holder)
            return StrictTraits.Conflict(holder.Patient, facts.Patient)
                ? (null, OrphanReason.IdentityConflict)
                : (holder.Id, null);
        if (StrictTraits.Of(facts.Patient) is not { } traits)
            return (null, null);
        var candidates = state.Cases.Values
            .Where(known => known is { Ended: false, HasStudy: false }
                && known.Modality == facts.Exam.Modality
                && StrictTraits.Of(known.Patient) == traits)
            .ToList();
        return candidates switch
        {
            [] => (null, null),
            [var one] when StrictTraits.Conflict(one.Patient, facts.Patient) =>
                (null, OrphanReason.IdentityConflict),
            [var one] => (one.Id, null),
            _ => (null, OrphanReason.Ambiguous),
        };
    }

    private static Decision OpenCase(StudyFacts facts, ImagesStored images, TurnContext context)
    {
        var establishment = new EstablishmentId(context.Self.Key);
        var id = CaseId.At(context.Settings.Id, context.NextSequence);
        var today = DateOnly.FromDateTime(context.Settings.LocalTime(context.At));
        var rule = ExamMapping.RuleFor(
            context.Settings, facts.Exam.Modality, facts.Descriptions,
            ExamMapping.AgeYears(facts.Patient.BirthDate, today));
        var derived = new Classification(
            UrgencyOf(facts.RequestedPriority, context), rule.Specialty, rule.Region, rule.ExpectedMinutes,
            Derived: true);
        var opened = new CaseOpened(
            establishment, CaseOrigin.Images, facts.Study, facts.AccessionNumber, facts.Patient,
            facts.Exam with { Description = rule.Label }, derived, null, null);
        return Decision
            .Of(new CaseNumbered(id, facts.AccessionNumber, facts.Study, facts.Patient, facts.Exam.Modality))
            .Tell(id, new Domain.OpenCase(opened))
            .Tell(id, images)
            .Answering(id.Value);
    }

    /// <summary>
    /// Requested Procedure Priority (0040,1003) where present; else on-call hours mean urgent.
    /// </summary>
    private static Urgency UrgencyOf(string? requestedPriority, TurnContext context) =>
        requestedPriority switch
        {
            "STAT" => Urgency.Vital,
            "HIGH" => Urgency.Urgent,
            "MEDIUM" => Urgency.SemiUrgent,
            "ROUTINE" or "LOW" => Urgency.Scheduled,
            _ => context.Settings.IsOnCall(context.At) ? Urgency.Urgent : Urgency.Scheduled,
        };

    private static ImagesStored Stored(StudyArrived message) =>
        new(message.Facts.Study, message.Facts.AccessionNumber, message.Count, message.AssociationOpen);
}
