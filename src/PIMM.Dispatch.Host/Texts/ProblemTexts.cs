using System.Collections.Frozen;
using System.Reflection;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>What a person is told when something is refused: one French sentence per code.</summary>
public static class ProblemTexts
{
    private static readonly FrozenDictionary<string, string> Titles = new Dictionary<string, string>
    {
        [Refusals.CaseUnknown] = "Ce dossier n’existe pas.",
        [Refusals.CaseFinished] = "Ce dossier est terminé.",
        [Refusals.CaseTaken] = "Ce dossier est déjà pris en charge.",
        [Refusals.NotInThisState] = "Ce n’est pas possible dans l’état actuel du dossier.",
        [Refusals.NotYourCase] = "Ce dossier n’est pas le vôtre.",
        [Refusals.NotOfferedToYou] = "Ce dossier ne vous est pas proposé.",
        [Refusals.OfferExpired] =
            "La proposition a expiré ; prenez le dossier dans la liste s’il y est encore.",
        [Refusals.ReaderUnknown] = "Ce radiologue n’est pas connu dans ce territoire.",
        [Refusals.ReaderNotEligible] =
            "Ce radiologue ne peut pas lire ce dossier (habilitation ou spécialité).",
        [Refusals.ReaderAlreadyOnDuty] = "Ce radiologue est déjà de garde sur cette période.",
        [Refusals.DutyEndsBeforeItStarts] = "La garde se termine avant de commencer.",
        [Refusals.ReaderAbsent] = "Ce radiologue est absent (congé) sur cette période.",
        [Refusals.ReaderOnDutyElsewhere] =
            "Ce radiologue est déjà de garde dans un autre territoire sur cette période.",
        [Refusals.PrivilegeMissing] =
            "Ce radiologue n’a ni habilitation ni spécialité pour cette ligne de garde sur cette période.",
        [Refusals.SlotUnknown] = "Cette plage n’existe pas dans le planning.",
        [Refusals.SlotNotGiven] = "Cette plage n’est pas confiée à une société externe.",
        [Refusals.DutyOutsideSlot] = "La garde dépasse sa plage ou n’est pas de sa nature.",
        [Refusals.DutyUnknown] = "Cette garde n’existe pas.",
        [Refusals.DutyIsOver] = "Cette garde est terminée ; seul le réalisé peut être corrigé.",
        [Refusals.DutyNotOver] = "Cette garde n’est pas terminée ; son réalisé n’existe pas encore.",
        [Refusals.DutyAbandoned] = "Cette demande a été interrompue et abandonnée ; recommencez-la.",
        [Refusals.AbsenceUnknown] = "Cette absence n’existe pas.",
        [Refusals.AbsenceEndsBeforeItStarts] = "L’absence se termine avant de commencer.",
        [Refusals.TextMissing] = "Il manque un texte.",
        [Refusals.ReportChanged] = "Le compte rendu a changé entre-temps ; relisez la dernière version.",
        [Refusals.NoticeUnknown] = "Cette alerte n’existe pas.",
        [Refusals.InstantInThePast] = "Cet instant est déjà passé.",
        [Refusals.ProviderUnknown] = "Cette société externe n’est pas connue dans ce territoire.",
        [Refusals.ProviderOutOfHours] = "Cette société externe ne travaille pas à cette heure.",
        [Refusals.ProviderContractExcludes] =
            "Le contrat de cette société externe ne couvre pas ce dossier à cette heure.",
        [Refusals.ProviderFull] = "Cette société externe a atteint sa capacité sur cette plage.",
        [Refusals.HandoverUnknown] = "Cette relève n’existe pas.",
        [Refusals.HandoverEnded] = "Cette relève est déjà terminée.",
        [Refusals.HandoverNotToYou] = "Cette relève ne vous est pas proposée.",
        [Refusals.NothingToHandOver] = "Ce radiologue n’a aucun dossier à transmettre.",
        [Refusals.EstablishmentUnknown] = "Cet établissement n’est pas connu dans ce territoire.",
        [Refusals.EstablishmentNotConnected] = "Cet établissement n’est pas raccordé en ce moment.",
        [Refusals.AccessionNumberTaken] = "Ce numéro d’accès appartient déjà à un autre dossier.",
        [Refusals.StudyUnknown] = "Cet examen n’attend pas de rattachement.",
        [Refusals.IdentityConflict] = "Les identités ne concordent pas ; le rattachement est bloqué.",
        [Refusals.PartsUnread] = "Une partie de l’examen n’est pas encore lue.",
        [Refusals.PartsOutOfRange] = "Un examen se partage en une à huit parties.",
        [Refusals.PartFollowsCase] = "Ce n’est qu’une partie d’un examen ; agissez sur l’examen entier.",
        [Refusals.PartIsRead] = "Cette partie est déjà lue.",
        [Refusals.NoSuchPart] = "Cet examen n’a pas cette partie.",
        [Refusals.FlagUnknown] = "Ce signalement n’est pas prévu dans ce territoire.",
        [Refusals.FlagWasLifted] = "Ce signalement a été levé par une personne ; il ne revient pas.",
        [Refusals.FlagOfAnother] = "Ce signalement vient d’un autre compte.",
        [Refusals.NoSuchFlag] = "Ce dossier ne porte pas ce signalement.",
        [Refusals.TooManyFlags] = "Ce dossier porte déjà trop de signalements.",
        [Refusals.NothingToAcknowledge] = "Il n’y a rien à confirmer pour ce dossier.",
        [Refusals.NoImages] = "Aucune image n’a encore été reçue.",
        [Refusals.AlertUnknown] = "Cet envoi n’existe pas, ou son avis est clos depuis longtemps.",
        [Refusals.CommandQuarantined] =
            "Cette action a provoqué une erreur interne ; "
            + "elle a été mise de côté et l’administrateur la voit.",
        [ProblemCodes.NotSignedIn] = "Connectez-vous pour continuer.",
        [ProblemCodes.SignInFailed] = "Identifiant ou mot de passe incorrect.",
        [ProblemCodes.SignInThrottled] = "Trop d’essais ; patientez avant de réessayer.",
        [ProblemCodes.Forbidden] = "Votre rôle ne permet pas cette action.",
        [ProblemCodes.ForeignOrigin] = "Cette demande vient d’un autre site ; elle est refusée.",
        [ProblemCodes.NotFound] = "Introuvable.",
        [ProblemCodes.MethodNotAllowed] = "Cette adresse n’accepte pas cette méthode.",
        [ProblemCodes.BodyMalformed] = "La demande est mal formée.",
        [ProblemCodes.BodyTooLarge] = "La demande est trop longue.",
        [ProblemCodes.BodyNotJson] = "La demande doit être en JSON, sans compression.",
        [ProblemCodes.FieldInvalid] = "Une valeur n’est pas acceptée",
        [ProblemCodes.FieldMissing] = "Une valeur manque",
        [ProblemCodes.ActionUnknown] = "Cette action n’existe pas.",
        [ProblemCodes.ViewUnknown] = "Cette vue n’existe pas.",
        [ProblemCodes.IdempotencyKeyMissing] =
            "L’en-tête Idempotency-Key manque ou n’est pas valable (1 à 128 caractères ASCII visibles).",
        [ProblemCodes.TerritoryUnavailable] =
            "Le territoire ne répond pas en ce moment ; réessayez avec la même clé, "
            + "rien ne sera fait deux fois.",
        [ProblemCodes.RehearsalRunning] =
            "Une répétition est déjà en cours sur ce serveur ; attendez sa fin ou annulez-la.",
        [ProblemCodes.SignatureInvalid] = "La signature manque, n’est pas valable ou n’est plus récente.",
        [ProblemCodes.TestTooSoon] = "Un essai vient d’être envoyé ; attendez un instant.",
        [ProblemCodes.TooManyConnections] = "Trop de connexions ouvertes avec ce compte.",
        [ProblemCodes.InternalError] = "Erreur interne ; elle a été enregistrée.",
    }.ToFrozenDictionary();

    /// <summary>Every code that a person can meet.</summary>
    public static IEnumerable<string> Codes { get; } =
    [
        .. Constants(typeof(Refusals)), .. Constants(typeof(ProblemCodes)),
    ];

    public static bool Has(string code) => Titles.ContainsKey(code);

    public static string TitleOf(string code, string? field = null)
    {
        var title = Titles.GetValueOrDefault(code, "Refusé.");
        return field is not null && !title.EndsWith('.') ? $"{title} : {field}." : title;
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!);
}
