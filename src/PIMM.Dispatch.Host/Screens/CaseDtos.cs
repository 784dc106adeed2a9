using System.Globalization;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>From a case's state to what crosses the wire, with no more than the visibility allows.</summary>
internal static class CaseDtos
{
    public static CaseDto Of(
        CaseState state, TerritorySettings settings, DateTimeOffset? estimate, Visibility visibility)
    {
        var shown = OnTheWall(state, settings) with { EstimatedReportAt = estimate };
        if (visibility == Visibility.Wall)
            return shown;
        shown = shown with
        {
            ReaderName = NameOf(state.Reader, settings)?.Name, Escalation = EscalationDtos.Of(state),
            Owner = ExternalDtos.OwnerOf(state, settings),
            External = ExternalDtos.Of(state.External, settings),
            PartOf = PartDtos.Of(state.Part), Parts = PartDtos.Of(state, visibility == Visibility.Full),
            Flags = FlagDtos.Of(state, settings, withText: visibility < Visibility.WithoutIdentity),
        };
        if (visibility == Visibility.WithoutIdentity)
            return shown;
        shown = WithIdentity(shown, state);
        return visibility == Visibility.WithoutReport
            ? shown
            : shown with { Report = ReportOf(state), Critical = CriticalOf(state, settings) };
    }

    public static PatientDto PatientOf(Patient patient) => new(
        patient.FamilyName, patient.GivenName,
        patient.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), patient.Sex,
        patient.PatientId,
        patient.Status == IdentityStatus.Qualified ? patient.Ins : null, Words.Of(patient.Status));

    /// <summary>Everything that a person or a sender typed may name the patient.</summary>
    private static CaseDto WithIdentity(CaseDto shown, CaseState state) => shown with
    {
        Patient = PatientOf(state.Patient!),
        Clinical = ClinicalOf(state.Clinical),
        StudyInstanceUid = state.Study?.Value,
        AccessionNumber = state.AccessionNumber,
        Exam = new ExamDto(state.Exam!.Modality, state.Exam.BodyPart, state.Exam.Description),
        Protocol = state.Protocol,
        Reason = state.Reason,
    };

    private static CaseDto OnTheWall(CaseState state, TerritorySettings settings)
    {
        var classification = state.Classification!;
        return new CaseDto
        {
            Id = state.Id.Value,
            Territory = settings.Id.Value,
            Establishment = state.Establishment.Value,
            EstablishmentName = settings.Establishments.GetValueOrDefault(state.Establishment)?.Name
                ?? state.Establishment.Value,
            Origin = Words.Of(state.Origin),
            Urgency = Words.Of(classification.Urgency),
            Specialty = Words.Of(classification.Specialty),
            Region = Words.Of(classification.Region),
            Derived = classification.Derived,
            Status = Words.Of(state.Status),
            Reader = state.Reader?.Value,
            ReaderName = NameOf(state.Reader, settings)?.Initials,
            Images = state.Images,
            ImagesExpected = state.ImagesExpected,
            RequestedAt = state.OpenedAt,
            ImagesFirstAt = state.ImagesFirstAt,
            ImagesCompleteAt = state.ImagesCompleteAt,
            ClockStartedAt = state.Target?.ClockStartedAt,
            WarningAt = state.Target?.WarningAt,
            ImminentAt = state.Target?.ImminentAt,
            DueAt = state.Target?.DueAt,
            PressingAt = state.PressingAt,
            Alert = state.Alert == TargetAlert.None ? null : Words.Of(state.Alert),
            NoReader = state.NoReader,
            AssignedAt = state.OfferedAt ?? state.AcceptedAt,
            OfferExpiresAt = state.OfferExpiresAt,
            AcceptedAt = state.AcceptedAt,
            HeldUntil = state.HeldUntil,
            PreliminaryAt = state.PreliminaryAt,
            SignedAt = state.SignedAt,
            AcknowledgedAt = state.AcknowledgedAt,
            Exam = new ExamDto(state.Exam!.Modality, null, ExamLabel.Of(state, settings)),
            Sequence = state.Sequence,
        };
    }

    private static ReaderSettings? NameOf(ReaderId? reader, TerritorySettings settings) =>
        reader is { } id ? settings.Readers.GetValueOrDefault(id) : null;

    private static ClinicalDto? ClinicalOf(ClinicalContext? clinical) => clinical is null ? null : new(
        clinical.Indication, clinical.Question, clinical.Allergies, clinical.Creatinine, clinical.Pregnancy,
        clinical.WeightKg, clinical.Requester, clinical.CallBack);

    private static ReportDto? ReportOf(CaseState state) => state.Report is not { } report ? null : new(
        report.Signed ? "signed" : "preliminary", report.Version, report.Text, report.By,
        report.OnBehalfOf?.Value, report.At,
        [.. state.Addenda.Select(addendum => new AddendumDto(addendum.Text, addendum.By, addendum.At))]);

    private static CriticalResultDto? CriticalOf(CaseState state, TerritorySettings settings) =>
        state.Critical is not { } critical ? null : new(
            critical.Text, critical.By, critical.At, critical.ConfirmedBy, critical.ConfirmedAt,
            critical.WantsCall ? ContactsOf(state.Establishment, settings) : null);

    private static List<PhoneContactDto> ContactsOf(EstablishmentId site, TerritorySettings settings) =>
    [
        .. (settings.Establishments.GetValueOrDefault(site)?.CriticalContacts ?? [])
            .Select(contact => new PhoneContactDto(contact.Label, contact.Number)),
    ];
}
