using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>Words of the roster in French.</summary>
public static class RosterTexts
{
    public static string Of(Holiday holiday) => holiday switch
    {
        Holiday.NewYear => "Jour de l’an",
        Holiday.GoodFriday => "Vendredi saint",
        Holiday.EasterMonday => "Lundi de Pâques",
        Holiday.LabourDay => "Fête du travail",
        Holiday.VictoryDay => "Victoire 1945",
        Holiday.Ascension => "Ascension",
        Holiday.WhitMonday => "Lundi de Pentecôte",
        Holiday.BastilleDay => "Fête nationale",
        Holiday.Assumption => "Assomption",
        Holiday.AllSaints => "Toussaint",
        Holiday.ArmisticeDay => "Armistice 1918",
        Holiday.Christmas => "Noël",
        Holiday.SaintStephen => "Saint-Étienne",
        Holiday.AbolitionOfSlavery => "Abolition de l’esclavage",
        _ => throw new ArgumentOutOfRangeException(nameof(holiday), holiday, null),
    };

    public static string Of(ConflictKind kind) => kind switch
    {
        ConflictKind.Absent => "De garde pendant une absence",
        ConflictKind.Rest => "Repos de sécurité non respecté depuis la garde précédente",
        ConflictKind.NotEligible => "N’a plus d’habilitation sur cette période",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
