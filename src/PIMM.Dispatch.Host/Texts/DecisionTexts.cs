using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>Why this reader, and why not the others, in French.</summary>
public static class DecisionTexts
{
    private const decimal Milli = 1000m;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string OfObstacle(string code) => code switch
    {
        Obstacles.NoPrivilege => "pas d’habilitation pour cet établissement",
        Obstacles.NoSpecialty => "ne lit pas cette spécialité",
        Obstacles.Declined => "a décliné ce dossier",
        Obstacles.Cap => "charge maximale atteinte",
        Obstacles.Busy => "occupé par un autre dossier",
        Obstacles.Costlier => "choix moins favorable",
        Obstacles.OffDuty => "pas de garde",
        Obstacles.Away => "absent",
        Obstacles.BetterForAnother => "un autre dossier lui convient mieux",
        Obstacles.PlannedNext => "occupé, un autre dossier est prévu ensuite",
        Obstacles.SharesCase => "lit déjà cet examen ou une autre de ses parties",
        Obstacles.HoldExpired => "occupé, le dossier l’a assez attendu",
        _ => code,
    };

    public static string OfTerm(ScoreTerm term, TerritorySettings settings) =>
        term.Flag is { } flag
            ? $"signalement externe – {FlagTexts.Of(flag.Code, flag.Source, settings)} : {Times(term.Milli)}"
            : OfTerm(term.Code, term.Milli);

    private static string OfTerm(string code, long milli) => code switch
    {
        "gain" => $"délai gagné si ce radiologue lit maintenant : {Points(milli)}",
        "mismatch" => $"adéquation à la spécialité : {Points(milli)}",
        "wait" => $"coût de l’attente jusqu’au compte rendu : {Points(milli)}",
        "load" => $"charge par rapport à l’équipe : {Points(milli)}",
        "balance" => $"équité sur quatre semaines : {Points(milli)}",
        "fatigue" => $"temps de garde écoulé : {Points(milli)}",
        "volume" => $"dossiers lus pendant la garde : {Points(milli)}",
        "plan-change" => $"changement de radiologue prévu : {Points(milli)}",
        "interruption" => $"interruptions déjà subies pendant la garde : {Points(milli)}",
        "inside" => $"coût de l’attente sur le territoire : {Points(milli)}",
        "outside" => $"coût de l’attente chez le prestataire : {Points(milli)}",
        "margin" => $"marge exigée avant d’externaliser : {Points(milli)}",
        "host-priority" => $"poids de l’établissement : {Times(milli)}",
        _ => $"{code} : {Points(milli)}",
    };

    public static string Chosen(string reader) => $"Proposé à {reader} : le meilleur choix à cet instant.";

    public static string SentOut(string provider) =>
        $"Externalisé vers {provider} : délai interne trop long.";

    public static string Unplaced => "Aucun radiologue éligible à cet instant.";

    private static string Times(long milli) => $"× {(milli / Milli).ToString("0.00", French)}";

    private static string Points(long milli) => (milli / Milli).ToString("+0.000;-0.000;0", French);
}
