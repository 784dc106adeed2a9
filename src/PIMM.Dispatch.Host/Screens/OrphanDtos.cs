using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A study that waits for somebody to say where it belongs.</summary>
/// <param name="Establishment">The hospital that sent it.</param>
public readonly record struct OrphanKey(EstablishmentId Establishment, StudyUid Study);

internal static class OrphanDtos
{
    public static OrphanDto Of(
        EstablishmentId establishment, OrphanStudy orphan, TerritorySettings settings, bool withPatient) =>
            new(
        orphan.Facts.Study.Value, settings.Id.Value, establishment.Value,
        settings.Establishments.GetValueOrDefault(establishment)?.Name ?? establishment.Value,
        orphan.Facts.AccessionNumber, orphan.Count, orphan.ReceivedAt,
        new ExamDto(orphan.Facts.Exam.Modality, orphan.Facts.Exam.BodyPart, orphan.Facts.Exam.Description),
        withPatient ? CaseDtos.PatientOf(orphan.Facts.Patient) : null, WhyOf(orphan.Why));

    private static string WhyOf(OrphanReason why) => why switch
    {
        OrphanReason.IdentityConflict => "identity-conflict",
        OrphanReason.Ambiguous => "ambiguous",
        _ => "establishment-wants-request-first",
    };
}
