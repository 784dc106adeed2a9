using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>
/// One step of a case's history in French, without anything of the patient; null for steps that say nothing
/// to a person.
/// </summary>
public static class TimelineTexts
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string? Of(DomainEvent fact, TerritorySettings settings) => fact switch
    {
        CaseOpened e =>
            $"Dossier ouvert par {(e.Origin == CaseOrigin.Images ? "les images" : "une demande")} – " +
            $"{CaseTexts.Of(e.Classification.Urgency)}, " +
            $"{CaseTexts.Of(e.Classification.Region).ToLower(French)}",
        RequestValidated => "Indication validée",
        ProtocolGiven => "Protocole transmis",
        AcquisitionStarted => "Examen commencé",
        ImagesReceived e => string.Create(French, $"{e.Count} image(s) reçue(s)"),
        ImagesCompleted e => string.Create(French, $"Examen complet : {e.Count} image(s), {Of(e.Reason)}"),
        CaseClassified e => $"Classé : {CaseTexts.Of(e.Classification.Urgency)}, " +
            $"{CaseTexts.Of(e.Classification.Specialty)}, " +
            $"{CaseTexts.Of(e.Classification.Region).ToLower(French)}",
        TargetSet e => $"Objectif : compte rendu avant {Time(e.Target.DueAt, settings)}",
        TargetAlerted e => Of(e.Alert),
        DeadlineReached or DeadlineSet or DeadlineCleared => null,
        NoticeRaised e => $"Alerte : {NoticeTexts.Of(e.Kind)} – {Of(e.Audience, settings)}",
        NoticeAcknowledged => "Alerte accusée",
        NoticeCleared => null,
        PartSeparated e => string.Create(
            French, $"Lecture partagée, partie {e.Number} : {e.Plan.Label}, {e.Plan.ExpectedMinutes} min"),
        PartReceived e => $"Partie lue par {Name(e.Reader, settings)}",
        PartTakenBack => "Partie reprise",
        PartOpened e => $"Partie à lire : {e.Part.Label}",
        PartSigned => "Partie validée",
        CaseFlagged e => $"Signalement externe : {FlagTexts.Of(e.Code, e.Source, settings)}",
        FlagLifted e => $"Signalement externe levé : {FlagTexts.Of(e.Code, e.Source, settings)}",
        FlagWithdrawn e =>
            $"Signalement externe retiré par sa source : {FlagTexts.Of(e.Code, e.Source, settings)}",
        EscalationBegan or EscalationStepped or EscalationFoundNobody or AlertAcknowledged
            or AcknowledgementExpired => OfEscalation(fact, settings),
        _ => OfAssignment(fact, settings),
    };

    private static string? OfEscalation(DomainEvent fact, TerritorySettings settings) => fact switch
    {
        EscalationBegan { Number: 1 } => null,
        EscalationBegan e => string.Create(French, $"Nouvelle escalade ({e.Number})"),
        EscalationStepped e => string.Create(
            French, $"Escalade, étape {e.Step}, prévue à {Time(e.DueAt, settings)}"),
        EscalationFoundNobody e =>
            string.Create(French, $"Étape {e.Step} de l’escalade : personne à prévenir"),
        AlertAcknowledged e =>
            $"Alerte entendue, escalade suspendue jusqu’à {Time(e.Until, settings)} – dossier non pris",
        AcknowledgementExpired => "Accusé de réception expiré : l’escalade reprend",
        _ => null,
    };

    private static string? OfAssignment(DomainEvent fact, TerritorySettings settings) => fact switch
    {
        CaseOffered e => $"Proposé à {Name(e.Reader, settings)} jusqu’à {Time(e.ExpiresAt, settings)}",
        OfferEnded e => $"Proposition à {Name(e.Reader, settings)} terminée : {Of(e.Why)}",
        CaseAccepted e => $"Pris en charge par {Name(e.Reader, settings)}",
        CaseInterrupted => "Interrompu par une urgence",
        CaseReleased e => $"Rendu par {Name(e.Reader, settings)}",
        CaseHeld e => $"Mis en attente jusqu’à {Time(e.Until, settings)}",
        CaseResumed => "Repris",
        NoReaderFound => "Aucun radiologue disponible",
        ReaderFoundAgain => "Un radiologue est de nouveau disponible",
        PreliminaryWritten e => string.Create(
            French, $"Compte rendu provisoire, version {e.Version}{Behalf(e.OnBehalfOf, settings)}"),
        ReportSigned e => string.Create(
            French, $"Compte rendu validé, version {e.Version}{Behalf(e.OnBehalfOf, settings)}"),
        AddendumSigned => "Rectificatif validé",
        CriticalResultDeclared => "Résultat critique signalé",
        CriticalResultUnheard { Times: 1 } => "Résultat critique non confirmé à temps",
        CriticalResultUnheard => "Résultat critique toujours non confirmé : à téléphoner",
        CriticalResultConfirmed => "Résultat critique confirmé",
        ReportAcknowledged => "Compte rendu lu",
        CaseExternalised e =>
            $"Confié à {ProviderName(e.Provider, settings)} – {ExternalTexts.Of(e.Subsidiarity)}",
        ProviderAccepted e => $"Accepté par {ProviderName(e.Provider, settings)}",
        CaseReturned e => $"Rendu par {ProviderName(e.Provider, settings)} : {ExternalTexts.Of(e.Why)}",
        CaseHandedOver e =>
            $"Relève : de {Name(e.From, settings)} à {Name(e.To, settings)}",
        CaseCancelled => "Annulé",
        _ => null,
    };

    private static string Of(CompletionReason reason) => reason switch
    {
        CompletionReason.QuietPeriod => "plus rien n’arrive",
        CompletionReason.ExpectedCount => "nombre attendu atteint",
        _ => "déclaré par le manipulateur",
    };

    private static string Of(TargetAlert alert) => alert switch
    {
        TargetAlert.Warning => "Échéance à surveiller",
        TargetAlert.Imminent => "Échéance imminente",
        TargetAlert.Breached => "Échéance dépassée",
        _ => "Échéance",
    };

    private static string Of(OfferEnd why) => why switch
    {
        OfferEnd.Expired => "sans réponse à temps",
        OfferEnd.Declined => "déclinée",
        OfferEnd.ReaderLeft => "le radiologue n’est plus disponible",
        OfferEnd.VitalFirst => "une urgence vitale passe avant",
        OfferEnd.Reassigned => "donné à quelqu’un d’autre",
        OfferEnd.Escalated => "escalade, proposé à quelqu’un d’autre",
        _ => "le dossier a changé",
    };

    private static string Of(Audience audience, TerritorySettings settings) => audience.Kind switch
    {
        AudienceKind.Reader => Name(new ReaderId(audience.Key), settings),
        AudienceKind.Readers => "radiologues de garde",
        AudienceKind.Present => "radiologues présents",
        AudienceKind.OnCall => "radiologues d’astreinte",
        AudienceKind.Coordinators => "coordination",
        AudienceKind.Provider => ProviderName(new ProviderId(audience.Key), settings),
        AudienceKind.Regulators => "régulation",
        AudienceKind.Requesters => "demandeurs",
        _ => "manipulateurs",
    };

    private static string Name(ReaderId reader, TerritorySettings settings) =>
        settings.Readers.TryGetValue(reader, out var known) ? known.Name : reader.Value;

    private static string ProviderName(ProviderId provider, TerritorySettings settings) =>
        settings.ExternalProviders.TryGetValue(provider, out var known) ? known.Name : provider.Value;

    private static string Behalf(ProviderId? provider, TerritorySettings settings) =>
        provider is { } known ? $", au nom de {ProviderName(known, settings)}" : "";

    private static string Time(DateTimeOffset instant, TerritorySettings settings) =>
        settings.LocalTime(instant).ToString("HH:mm", French);
}
