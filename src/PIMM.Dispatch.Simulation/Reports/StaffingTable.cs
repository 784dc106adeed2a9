using System.Globalization;
using System.Text;
using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>The advice for a terminal, in French: what was tried, and what is enough.</summary>
public static class StaffingTable
{
    /// <param name="plan">What the advice was found with.</param>
    public static string Of(StaffingAdvice advice, CampaignPlan plan, double under45)
    {
        var clocks = Clocks(plan, advice.Trials[0].ReadersByHour.Length).ToList();
        var question = $"{plan.Setting.Title}, politique {plan.Policies[0].Code} : combien de lecteurs, et "
            + $"quand, pour {FrenchNumbers.Plain(under45)} % des urgences sous 45 min ?";
        var evenings = $"{Whole(plan.Evenings)} soirées simulées par essai, "
            + $"{FrenchNumbers.Plain(plan.Setting.Scenario.EmergenciesPerHour)} urgences par heure.";
        var text = new StringBuilder().AppendLine(question).AppendLine(evenings)
            .AppendLine()
            .Append(string.Concat(clocks.Select(clock => clock.PadLeft(9))))
            .AppendLine("   heures          < 45 min, %            moyenne, min");
        foreach (var trial in advice.Trials)
            text.Append(string.Concat(trial.ReadersByHour.Select(readers => Whole(readers).PadLeft(9))))
                .Append(Whole(trial.ReaderHours).PadLeft(9))
                .Append(FrenchNumbers.Say(trial.Under45).PadLeft(21))
                .Append(FrenchNumbers.Say(trial.Mean).PadLeft(24))
                .AppendLine(trial == advice.Chosen ? "  *" : "");
        return text.AppendLine().AppendLine(Conclusion(advice, clocks)).ToString();
    }

    private static string Conclusion(StaffingAdvice advice, List<string> clocks)
    {
        if (advice.Chosen is not { } chosen)
            return "Même le plus grand nombre de lecteurs essayé ne suffit pas.";
        var changes = chosen.ReadersByHour.Index()
            .Where(hour => hour.Index == 0 || hour.Item != chosen.ReadersByHour[hour.Index - 1])
            .Select(hour => $"{Whole(hour.Item)} à partir de {clocks[hour.Index]}");
        return $"Il suffit de : {string.Join(", ", changes)} "
            + $"({Whole(chosen.ReaderHours)} heures de lecteur).";
    }

    private static IEnumerable<string> Clocks(CampaignPlan plan, int hours) => Enumerable.Range(0, hours)
        .Select(hour => plan.Setting.Settings.LocalTime(plan.Setting.Scenario.Start.AddHours(hour))
            .ToString("HH' h 'mm", CultureInfo.InvariantCulture));

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
