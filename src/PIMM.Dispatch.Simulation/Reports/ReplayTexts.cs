using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>What is said of a past night that was played again, in French. Cases by their ids only.</summary>
internal static class ReplayTexts
{
    public const string Assumed =
        "Repris du journal : arrivées, images complètes, urgence et spécialité finales, temps de lecture des "
        + "lectures ininterrompues (rapporté à un lecteur de compétence 2), gardes, absences et pauses. "
        + "Supposé : temps de lecture attendu pour les autres ; les derniers lecteurs restent jusqu'à ce que "
        + "tout soit lu. Tirés au sort, les mêmes pour toutes les politiques : temps d'acceptation, choix "
        + "dans la liste. La société externe est simulée.";

    public static string Night(Campaign campaign, PastNight night)
    {
        var settings = campaign.Plan.Setting.Settings;
        return $"nuit du {Clock(settings, night.From)} au {Clock(settings, night.Until)}, "
            + $"{Count(night.Cases.Length, "dossier")} dont {Whole(night.Measured)} au temps de lecture "
            + $"mesuré, {Count(night.Readers.Length, "lecteur")}, "
            + $"{Count(campaign.Plan.Evenings, "tirage")} par politique.";
    }

    /// <summary>null when every case of the night was played.</summary>
    public static string? LeftOut(LeftOut left)
    {
        if (left.Count == 0)
            return null;
        var parts = new List<string>();
        Add(left.Waiting, "déjà en attente au début");
        Add(left.Cancelled, "annulés");
        Add(left.Unsigned, "sans compte rendu signé");
        Add(left.Unknown, "d'un établissement absent des réglages");
        return $"Laissés de côté : {Count(left.Count, "dossier")} ({string.Join(", ", parts)}).";

        void Add(int count, string why)
        {
            if (count > 0)
                parts.Add($"{Whole(count)} {why}");
        }
    }

    public static string Changes(ReplayedCases replayed) =>
        $"{replayed.Policy.Label} : {Whole(replayed.Better)} plus tôt, {Whole(replayed.Worse)} plus tard, "
        + $"{Whole(replayed.Same)} inchangés (à moins de {FrenchNumbers.Plain(ReplayedCases.SameMinutes)} "
        + "min près, médiane des tirages).";

    public static string Change(ReplayedCase one) => one.Played is { } played
        ? $"{one.Id} : {FrenchNumbers.Say(one.Real)} → {FrenchNumbers.Say(played)} min "
            + $"({FrenchNumbers.Signed(-one.Gain)})"
        : $"{one.Id} : {FrenchNumbers.Say(one.Real)} min → pas lu";

    private static string Clock(TerritorySettings settings, DateTimeOffset at) =>
        settings.LocalTime(at).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => $"{Whole(count)} {what}{(count > 1 ? "s" : "")}";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
