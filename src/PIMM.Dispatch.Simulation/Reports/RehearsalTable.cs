using System.Text;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>The report for a terminal: a table of fixed columns, in French.</summary>
public static class RehearsalTable
{
    private static readonly (string Title, int Width)[] Columns =
    [
        ("politique", 9), ("< 45 min, %", 20), ("moyenne, min", 20), ("médiane", 8), ("p90", 6), ("p99", 6),
        ("AVC < 20, %", 12), ("programmé < 12 h, %", 20), ("spécialiste, %", 15), ("Gini", 6),
        ("externalisé, %", 15), ("réattributions", 14),
    ];

    public static string Of(Campaign campaign)
    {
        var text = new StringBuilder().AppendLine(ReportTexts.Summary(campaign)).AppendLine();
        Line(text, Columns.Select(column => column.Title));
        foreach (var figures in campaign.Policies)
            Line(text, Cells(figures));
        text.AppendLine();
        foreach (var difference in campaign.Differences)
            text.AppendLine(ReportTexts.Difference(difference));
        text.AppendLine().AppendLine(ReportTexts.Legend);
        foreach (var figures in campaign.Policies)
            text.Append("  ").Append(figures.Policy.Label).Append(" : ").AppendLine(figures.Policy.Name);
        if (campaign.Plan.Setting.Night is { } night)
            Replayed(text, campaign, night);
        return text.ToString();
    }

    private static void Replayed(StringBuilder text, Campaign campaign, PastNight night)
    {
        text.AppendLine();
        if (ReplayTexts.LeftOut(night.LeftOut) is { } left)
            text.AppendLine(left);
        text.AppendLine(ReplayTexts.Assumed);
        foreach (var replayed in ReplayedCases.Of(campaign))
        {
            text.AppendLine().AppendLine(ReplayTexts.Changes(replayed));
            foreach (var one in replayed.Most)
                text.Append("  ").AppendLine(ReplayTexts.Change(one));
        }
    }

    private static IEnumerable<string> Cells(PolicyFigures figures) =>
    [
        figures.Policy.Label,
        FrenchNumbers.Say(figures[Measure.Under45]),
        FrenchNumbers.Say(figures[Measure.Mean]),
        FrenchNumbers.Say(figures.Emergencies.P50),
        FrenchNumbers.Say(figures.Emergencies.P90),
        FrenchNumbers.Say(figures.Emergencies.P99),
        FrenchNumbers.Say(figures[Measure.StrokeUnder20].Value),
        FrenchNumbers.Say(figures[Measure.ScheduledUnder12h].Value),
        FrenchNumbers.Say(figures[Measure.Match].Value),
        FrenchNumbers.Say(figures[Measure.Gini].Value, 2),
        FrenchNumbers.Say(figures[Measure.Externalised].Value),
        FrenchNumbers.Say(figures[Measure.Reassignments].Value),
    ];

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendLine(
        string.Join("  ", cells.Zip(Columns, (cell, column) => cell.PadLeft(column.Width))).TrimEnd());
}
