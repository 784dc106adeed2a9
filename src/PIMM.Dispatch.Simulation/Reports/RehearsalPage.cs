using System.Text;
using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>
/// The report as one page of HTML that needs nothing else: style and plots are inside, for light and dark
/// screens and for paper.
/// </summary>
public static class RehearsalPage
{
    private static readonly string Style = ReadStyle();

    public static string Of(Campaign campaign)
    {
        var title = Svg.Escape("Répétition — " + campaign.Plan.Setting.Title);
        var page = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<title>").Append(title).Append("</title><style>").Append(Style)
            .Append("</style></head>\n<body><main><header><p class=\"eyebrow\">PIMM.Dispatch · répétition ")
            .Append("en temps virtuel</p><h1>").Append(Svg.Escape(campaign.Plan.Setting.Title))
            .Append("</h1><p>").Append(Svg.Escape(ReportTexts.Evenings(campaign))).Append("</p>");
        Legend(page, campaign);
        page.Append("</header>\n");
        Section(page, "Résultats", ReportTexts.Legend, Table(campaign));
        Section(page, "D'une politique à l'autre",
            "Un trait est l'intervalle de confiance à 95 % ; les écarts comparent soirée par soirée.",
            Differences(campaign) + "<div class=\"pair\">"
            + RehearsalPlots.Against(campaign, Measure.Under45, "% des urgences sous 45 min", 100)
            + RehearsalPlots.Against(campaign, Measure.Mean, "délai moyen, minutes", double.MaxValue)
            + "</div>");
        Section(page, "Répartition des délais",
            "Urgences vitales et urgences, par tranche de 5 minutes.", RehearsalPlots.Distribution(campaign));
        Section(page, "Part dans le délai selon l'heure",
            "Urgences signées en moins de 45 minutes, selon l'heure d'arrivée de leurs images.",
            RehearsalPlots.ByHour(campaign));
        Section(page, "Charge par lecteur",
            "Part de chaque demi-heure, en %, pendant laquelle le lecteur a un dossier en main.",
            string.Concat(campaign.Policies.Where(figures => HasLoad(campaign, figures)).Select(figures =>
                $"<h3>{Name(figures)}</h3>" + RehearsalPlots.Load(campaign, figures))));
        if (campaign.Plan.Setting.Night is { } night)
            Section(page, "Dossier par dossier", ReplayTexts.LeftOut(night.LeftOut) ?? "", Cases(campaign));
        return page.Append("<footer><p>").Append(Svg.Escape(Assumptions(campaign)))
            .Append("</p></footer></main></body></html>\n").ToString();
    }

    private static void Section(StringBuilder page, string title, string text, string content) => page
        .Append("<section><h2>").Append(Svg.Escape(title)).Append("</h2><p>").Append(Svg.Escape(text))
        .Append("</p>").Append(content).Append("</section>\n");

    private static void Legend(StringBuilder page, Campaign campaign)
    {
        page.Append("<ul class=\"legend\">");
        foreach (var figures in campaign.Policies)
            page.Append("<li><i class=\"swatch policy-").Append(figures.Policy.Code).Append("\"></i>")
                .Append(Name(figures)).Append("</li>");
        page.Append("</ul>");
    }

    private static string Name(PolicyFigures figures) =>
        $"<b>{figures.Policy.Label}</b> {Svg.Escape(figures.Policy.Name)}";

    /// <summary>A real night with readers of whom none is rehearsed has no load to be shown.</summary>
    private static bool HasLoad(Campaign campaign, PolicyFigures figures) =>
        figures.Policy != RehearsedPolicy.Real || figures.Evenings[0].Reads.Any(read =>
            read.Reader is { } reader && campaign.Plan.Setting.Scenario.Readers.Contains(reader));

    private static string Cases(Campaign campaign) =>
        string.Concat(ReplayedCases.Of(campaign).Select(replayed =>
            $"<p>{Svg.Escape(ReplayTexts.Changes(replayed))}</p><ul>" + string.Concat(replayed.Most.Select(
                one => $"<li>{Svg.Escape(ReplayTexts.Change(one))}</li>")) + "</ul>"));

    private static string Differences(Campaign campaign) => campaign.Differences.IsEmpty
        ? "<p>Une seule politique a été jouée.</p>"
        : "<ul>" + string.Concat(campaign.Differences.Select(one =>
            $"<li>{Svg.Escape(ReportTexts.Difference(one))}</li>")) + "</ul>";

    private static string Table(Campaign campaign)
    {
        var rows = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>politique</th>"
            + "<th>&lt; 45 min, %</th><th>moyenne, min</th><th>médiane</th><th>p90</th><th>p99</th>"
            + "<th>AVC &lt; 20 min, %</th><th>programmé &lt; 12 h, %</th><th>spécialiste, %</th>"
            + "<th>Gini</th><th>externalisé, %</th><th>réattributions par soirée</th></tr></thead><tbody>");
        foreach (var figures in campaign.Policies)
        {
            rows.Append("<tr><th>").Append(figures.Policy.Label).Append("</th>");
            WithInterval(rows, figures[Measure.Under45]);
            WithInterval(rows, figures[Measure.Mean]);
            Cell(rows, FrenchNumbers.Say(figures.Emergencies.P50));
            Cell(rows, FrenchNumbers.Say(figures.Emergencies.P90));
            Cell(rows, FrenchNumbers.Say(figures.Emergencies.P99));
            Cell(rows, FrenchNumbers.Say(figures[Measure.StrokeUnder20].Value));
            Cell(rows, FrenchNumbers.Say(figures[Measure.ScheduledUnder12h].Value));
            Cell(rows, FrenchNumbers.Say(figures[Measure.Match].Value));
            Cell(rows, FrenchNumbers.Say(figures[Measure.Gini].Value, 2));
            Cell(rows, FrenchNumbers.Say(figures[Measure.Externalised].Value));
            Cell(rows, FrenchNumbers.Say(figures[Measure.Reassignments].Value));
            rows.Append("</tr>");
        }
        return rows.Append("</tbody></table></div>").ToString();
    }

    private static void WithInterval(StringBuilder rows, Interval interval) => Cell(
        rows, $"<b>{FrenchNumbers.Say(interval.Value)}</b> <small>{FrenchNumbers.Say(interval.Low)} – "
            + $"{FrenchNumbers.Say(interval.High)}</small>");

    private static void Cell(StringBuilder rows, string html) =>
        rows.Append("<td>").Append(html).Append("</td>");

    private static string Assumptions(Campaign campaign) => campaign.Plan.Setting.Night is not null
        ? ReplayTexts.Assumed + " Les décisions sont celles du code du territoire lui-même, sous une horloge "
            + "virtuelle."
        : "Arrivées, temps de lecture, compétences, pauses et appels sont des hypothèses autour de moyennes "
        + "publiées, tirées au sort avant que la politique n'agisse : toutes les politiques jouent les mêmes "
        + $"soirées (graines {campaign.Plan.FirstSeed} à "
        + $"{campaign.Plan.FirstSeed + campaign.Plan.Evenings - 1}). Patients et lecteurs sont fictifs. "
        + "Les décisions sont celles du code du territoire lui-même, sous une horloge virtuelle.";

    private static string ReadStyle()
    {
        using var stream = typeof(RehearsalPage).Assembly.GetManifestResourceStream("rehearsal.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
