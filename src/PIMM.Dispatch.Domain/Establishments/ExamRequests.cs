namespace PIMM.Dispatch.Domain;

/// <summary>A request opens a case before there are images.</summary>
internal static class ExamRequests
{
    public static Decision Open(EstablishmentState state, RequestExam message, TurnContext context)
    {
        var establishment = new EstablishmentId(context.Self.Key);
        if (!context.Settings.Establishments.TryGetValue(establishment, out var site))
            return Decision.Refuse(Refusals.EstablishmentUnknown, establishment.Value);
        if (!IsConnected(site, context))
            return Decision.Refuse(Refusals.EstablishmentNotConnected, establishment.Value);
        if (message.AccessionNumber is { } accession && state.HolderOf(accession) is { } holder)
            return Decision.Refuse(Refusals.AccessionNumberTaken, holder.Id.Value);
        var id = CaseId.At(context.Settings.Id, context.NextSequence);
        var facts = new CaseOpened(
            establishment, CaseOrigin.Request, null, message.AccessionNumber, message.Patient, message.Exam,
            Classify(message, context), message.Clinical, message.ImagesExpected);
        var decision = Decision
            .Of(new CaseNumbered(id, message.AccessionNumber, null, message.Patient, message.Exam.Modality))
            .Tell(id, new OpenCase(facts))
            .Answering(id.Value);
        return Waiting(state, message) is { } orphan
            ? decision
                .And(new StudyMatched(orphan.Facts.Study, id, orphan.Facts.AccessionNumber))
                .Tell(id,
                    new ImagesStored(orphan.Facts.Study, orphan.Facts.AccessionNumber, orphan.Count, false))
            : decision;
    }

    public static bool IsConnected(EstablishmentSettings site, TurnContext context) =>
        site.Connection.At(context.At) switch
        {
            Connection.Connected => true,
            Connection.OnCall => context.Settings.IsOnCall(context.At),
            _ => false,
        };

    /// <summary>
    /// The study that came before its request: same accession number, and no conflict of identity.
    /// </summary>
    private static OrphanStudy? Waiting(EstablishmentState state, RequestExam message) =>
        message.AccessionNumber is null
            ? null
            : state.Orphans.Values.FirstOrDefault(orphan =>
                orphan.Facts.AccessionNumber == message.AccessionNumber
                && StrictTraits.Of(orphan.Facts.Patient) is { } traits
                && traits == StrictTraits.Of(message.Patient));

    private static Classification Classify(RequestExam message, TurnContext context)
    {
        var today = DateOnly.FromDateTime(context.Settings.LocalTime(context.At));
        var rule = ExamMapping.RuleFor(
            context.Settings, message.Exam.Modality, $"{message.Exam.BodyPart} {message.Exam.Description}",
            ExamMapping.AgeYears(message.Patient.BirthDate, today));
        var (specialty, region) = (message.Specialty ?? rule.Specialty, message.Region ?? rule.Region);
        var minutes = (specialty, region) == (rule.Specialty, rule.Region)
            ? rule.ExpectedMinutes
            : ExamMapping.ExpectedMinutes(context.Settings, message.Exam.Modality, specialty, region);
        return new Classification(message.Urgency, specialty, region, minutes, Derived: false);
    }
}
