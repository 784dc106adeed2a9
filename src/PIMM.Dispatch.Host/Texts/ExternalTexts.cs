using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>Why a case left, how it came back, and what became of a hand-over, in French.</summary>
public static class ExternalTexts
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>For example <c>local : nuit profonde ; région : nuit profonde (planning)</c>.</summary>
    public static string Of(Subsidiarity proof) =>
        $"{string.Join(" ; ", proof.Tried.Select(Of))} ({Of(proof.DecidedBy)})";

    public static string Of(LevelTried tried) => $"{Of(tried.Level)} : {Why(tried)}";

    public static string Of(SubsidiarityLevel level) => level switch
    {
        SubsidiarityLevel.Local => "local",
        SubsidiarityLevel.Region => "région",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    public static string Of(LevelObstacle why) => why switch
    {
        LevelObstacle.NobodyOnDuty => "personne de garde",
        LevelObstacle.NoneEligible => "aucun radiologue éligible",
        LevelObstacle.NoPrivilege => "pas d’habilitation pour cet établissement",
        LevelObstacle.OverTarget => "hors délai",
        LevelObstacle.RosterGap => "plage confiée à l’externe",
        LevelObstacle.DeepNight => "nuit profonde",
        LevelObstacle.InTime => "possible dans le délai",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    public static string Of(SendingDecider decider) => decider switch
    {
        SendingDecider.Dispatcher => "répartition",
        SendingDecider.Coordinator => "coordination",
        SendingDecider.Roster => "planning",
        _ => throw new ArgumentOutOfRangeException(nameof(decider)),
    };

    public static string Of(ProviderEnd why) => why switch
    {
        ProviderEnd.Read => "lu",
        ProviderEnd.Returned => "restitué",
        ProviderEnd.Silent => "sans réponse à temps",
        ProviderEnd.Refused => "refusé",
        ProviderEnd.TakenBack => "repris par la coordination",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    public static string Of(Boundary boundary) => boundary switch
    {
        Boundary.DutyEnd => "Fin de garde",
        Boundary.DropOut => "Radiologue absent",
        Boundary.CoordinatorsWord => "Décision de la coordination",
        _ => throw new ArgumentOutOfRangeException(nameof(boundary)),
    };

    public static string Of(HandoverStatus status) => status switch
    {
        HandoverStatus.Offered => "À accepter",
        HandoverStatus.Unanswered => "Sans réponse",
        HandoverStatus.Accepted => "Acceptée",
        HandoverStatus.Closed => "Sans objet",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Of(OwnerKind owner) => owner switch
    {
        OwnerKind.Regulators => "Régulation",
        OwnerKind.Technologists => "Manipulateurs",
        OwnerKind.Dispatcher => "Répartition",
        OwnerKind.OfferedReader => "Proposé",
        OwnerKind.Reader => "Radiologue",
        OwnerKind.Provider => "Société externe",
        OwnerKind.Coordinators => "Coordination",
        OwnerKind.Requesters => "Demandeurs",
        _ => throw new ArgumentOutOfRangeException(nameof(owner)),
    };

    private static string Why(LevelTried tried) => tried.OverMinutes is { } minutes
        ? string.Create(French, $"{Of(tried.Why)} de {minutes} min")
        : Of(tried.Why);
}
