using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>
/// What a notice says: never more than urgency, hospital and exam, for it may light up on a locked telephone.
/// </summary>
public static class NoticeTexts
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>For example <c>Urgence U1 – Denain – Scanner cérébral</c>.</summary>
    /// <param name="exam">Our own name for the exam, never what a sender wrote.</param>
    public static string Of(
        NoticeKind kind, Urgency urgency, string establishment, string exam) => kind switch
    {
        NoticeKind.CaseAssigned => Subject(urgency, establishment, exam),
        _ => $"{Of(kind)} : {Subject(urgency, establishment, exam)}",
    };

    /// <summary>For example <c>Vous êtes de garde demain à 18:30 – PIMM Hainaut-Cambrésis</c>.</summary>
    /// <param name="from">When the duty begins, on the territory's clock.</param>
    public static string OfDuty(NoticeKind kind, DateTime from, string territory) =>
        string.Create(French, $"{Of(kind)} {WhenOf(kind, from)} – {territory}");

    public static string Of(NoticeKind kind) => kind switch
    {
        NoticeKind.CaseAssigned => "Dossier proposé",
        NoticeKind.CaseWithdrawn => "Dossier retiré",
        NoticeKind.DeadlineWarning => "Échéance à surveiller",
        NoticeKind.DeadlineImminent => "Échéance imminente",
        NoticeKind.DeadlineBreached => "Échéance dépassée",
        NoticeKind.CriticalResult => "Résultat critique à confirmer",
        NoticeKind.CriticalUnheard => "Résultat critique non confirmé, à téléphoner",
        NoticeKind.ReportSigned => "Compte rendu validé",
        NoticeKind.NoReader => "Aucun radiologue disponible",
        NoticeKind.ImagesOverdue => "Images attendues",
        NoticeKind.AcknowledgementOverdue => "Compte rendu non lu",
        NoticeKind.RequestReceived => "Nouvelle demande",
        NoticeKind.ProtocolGiven => "Protocole transmis",
        NoticeKind.HoldEnded => "Fin de mise en attente",
        NoticeKind.Escalated => "Dossier toujours sans radiologue",
        NoticeKind.AcknowledgementExpired => "Accusé de réception expiré, dossier toujours à prendre",
        NoticeKind.ImagesLate => "Images arrivées après le compte rendu",
        NoticeKind.CaseReturned => "Rendu par la société externe",
        NoticeKind.HandoverOffered => "Relève à accepter",
        NoticeKind.PartRead => "Partie lue",
        NoticeKind.HandoverUnanswered => "Relève sans réponse",
        NoticeKind.DutyAnnounced or NoticeKind.DutySoon => "Vous êtes de garde",
        NoticeKind.DutyBegins => "Votre garde a commencé",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string WhenOf(NoticeKind kind, DateTime from) => kind == NoticeKind.DutyAnnounced
        ? from.ToString("dddd d MMMM 'à' HH:mm", French)
        : from.ToString("'à' HH:mm", French);

    private static string Subject(Urgency urgency, string establishment, string exam)
    {
        var level = urgency == Urgency.Scheduled ? "Programmé" : "Urgence " + CaseTexts.LetterOf(urgency);
        return $"{level} – {establishment} – {exam}";
    }
}
