using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>Sentences that the table and the page have in common, in French.</summary>
internal static class ReportTexts
{
    public const string Legend =
        "Délais : images disponibles → compte rendu signé, urgences vitales et urgences. "
        + "Entre crochets : intervalle de confiance à 95 % (soirées tirées à nouveau).";

    public static string Summary(Campaign campaign) =>
        $"{campaign.Plan.Setting.Title} : {Evenings(campaign)}";

    public static string Evenings(Campaign campaign)
    {
        var scenario = campaign.Plan.Setting.Scenario;
        if (campaign.Plan.Setting.Night is { } night)
            return ReplayTexts.Night(campaign, night);
        var surge = scenario.SurgeFactor > 1
            ? $", afflux ×{FrenchNumbers.Plain(scenario.SurgeFactor)} pendant 2 h" : "";
        var lost = scenario.LostReaderAfter is { } after
            ? $", un lecteur perdu {Hours(after)} après le début" : "";
        return $"{campaign.Plan.Evenings} soirées simulées, "
            + $"{scenario.Readers.Length} lecteur{(scenario.Readers.Length > 1 ? "s" : "")}, "
            + $"{FrenchNumbers.Plain(scenario.EmergenciesPerHour)} urgences et "
            + $"{FrenchNumbers.Plain(scenario.ScheduledPerHour)} examens programmés par heure{surge}{lost}.";
    }

    public static string Difference(PolicyDifference difference) =>
        $"{difference.Policy} par rapport {(difference.Against == RehearsedPolicy.Real.Code
            ? "au réel, même nuit" : $"à {difference.Against}, mêmes soirées")} : "
        + $"{FrenchNumbers.Signed(difference.Under45)} points sous 45 min, "
        + $"{FrenchNumbers.Signed(difference.Mean)} min en moyenne.";

    private static string Hours(TimeSpan span) => span.Minutes == 0
        ? $"{(int)span.TotalHours} h" : $"{(int)span.TotalHours} h {span.Minutes:00}";
}
