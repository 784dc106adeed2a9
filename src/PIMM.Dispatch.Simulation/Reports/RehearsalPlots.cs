using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>The plots of a rehearsal, each a whole SVG.</summary>
internal static class RehearsalPlots
{
    private const double Wide = 860;
    private const double Tall = 300;
    private const double BinMinutes = 5;
    private const double LastMinutes = 120;
    private const double SlotMinutes = 30;

    /// <summary>How turnaround is distributed, with the two promises of the field.</summary>
    public static string Distribution(Campaign campaign)
    {
        var curves = campaign.Policies.Select(figures => (figures.Policy.Code, Bins: Bins(figures))).ToList();
        var most = NiceCeiling(curves.Max(curve => curve.Bins.Max(bin => bin.Y)), 5);
        var plot = new Svg(Wide, Tall, "Répartition des délais")
            .Scale((0, LastMinutes), (0, most))
            .VerticalAxis("% des urgences", Ticks(0, most, most / 5))
            .HorizontalAxis("délai, minutes (dernière tranche : 115 et plus)", Ticks(0, LastMinutes, 15))
            .Mark(EveningResult.StrokeMinutes, "AVC 20 min")
            .Mark(EveningResult.EmergencyMinutes, "urgence 45 min");
        foreach (var (code, bins) in curves)
            plot.Curve(bins, "policy-" + code);
        return plot.ToString();
    }

    /// <summary>Share of emergencies below 45 minutes by the hour in which their images came.</summary>
    public static string ByHour(Campaign campaign)
    {
        var scenario = campaign.Plan.Setting.Scenario;
        var hours = (int)Math.Ceiling(scenario.Length.TotalHours);
        var curves = campaign.Policies
            .Select(figures => (figures.Policy.Code, Points: SharesByHour(figures, hours))).ToList();
        var least = curves.SelectMany(curve => curve.Points).Select(point => point.Y)
            .DefaultIfEmpty(100).Min();
        var floor = Math.Max(0, Math.Floor((least - 1) / 10) * 10);
        var step = NiceStep(100 - floor);
        var plot = new Svg(Wide, Tall, "Part dans le délai selon l'heure")
            .Scale((0, hours), (floor, 100))
            .VerticalAxis("% sous 45 min", Ticks(floor, 100, step))
            .HorizontalAxis("heure d'arrivée des images", HourTicks(campaign, hours));
        foreach (var (code, points) in curves)
        {
            plot.Curve(points, "policy-" + code);
            foreach (var (x, y) in points)
                plot.Dot(plot.X(x), plot.Y(y), "policy-" + code, $"{code} : {FrenchNumbers.Say(y)} %");
        }
        return plot.ToString();
    }

    /// <summary>How much of each half-hour a reader has a case in hand; a mean over evenings.</summary>
    public static string Load(Campaign campaign, PolicyFigures figures)
    {
        var scenario = campaign.Plan.Setting.Scenario;
        var slots = (int)((scenario.Length + TimeSpan.FromHours(1)).TotalMinutes / SlotMinutes);
        var height = 60 + 22.0 * scenario.Readers.Length;
        var plot = new Svg(Wide, height, "Charge par lecteur, politique " + figures.Policy.Label)
            .Scale((0, slots), (0, scenario.Readers.Length));
        for (var row = 0; row < scenario.Readers.Length; row++)
        {
            var (top, busy) = (14 + 22.0 * row, BusyShares(figures, scenario.Readers[row], slots));
            plot.Text(46, top + 15, Initials(campaign, scenario.Readers[row]), "tick end");
            for (var slot = 0; slot < slots; slot++)
            {
                var (x, w) = (plot.X(slot), plot.X(slot + 1) - plot.X(slot) - 2);
                var percent = Percent(busy[slot]);
                plot.Cell(x, top, w, 20, busy[slot], $"{scenario.Readers[row]} : {percent} %")
                    .Text(x + w / 2, top + 14, percent, busy[slot] > 0.65 ? "in-cell strong" : "in-cell");
            }
        }
        return plot.HorizontalAxis("", Enumerable.Range(0, slots / 2 + 1)
            .Select(hour => (2.0 * hour, Clock(campaign, hour)))).ToString();
    }

    /// <summary>One figure of every policy with its confidence interval.</summary>
    /// <param name="most">What the figure can't exceed.</param>
    public static string Against(Campaign campaign, Measure measure, string label, double most)
    {
        var intervals = campaign.Policies.Select(figures => figures[measure]).ToList();
        var (low, high) = (intervals.Min(one => one.Low), intervals.Max(one => one.High));
        var step = NiceStep(Math.Max(1, high - low));
        var (from, to) = (Math.Floor(low / step) * step, Math.Min(most, Math.Ceiling(high / step) * step));
        var plot = new Svg(Wide / 2 - 10, 60 + 30.0 * intervals.Count, label)
            .Scale((from, Math.Max(to, from + step)), (0, 1))
            .HorizontalAxis(label, Ticks(from, to, step));
        for (var row = 0; row < intervals.Count; row++)
        {
            var (y, code) = (30 + 30.0 * row, campaign.Policies[row].Policy.Code);
            plot.Text(44, y + 4, campaign.Policies[row].Policy.Label, "tick end")
                .Line(plot.X(intervals[row].Low), y, plot.X(intervals[row].High), y, "range policy-" + code)
                .Dot(plot.X(intervals[row].Value), y, "policy-" + code, FrenchNumbers.Say(intervals[row]));
        }
        return plot.ToString();
    }

    private static List<(double X, double Y)> Bins(PolicyFigures figures)
    {
        var counts = new int[(int)(LastMinutes / BinMinutes)];
        foreach (var read in figures.Evenings.SelectMany(evening => evening.Emergencies))
            counts[Math.Min(counts.Length - 1, (int)(read.Minutes / BinMinutes))]++;
        var all = Math.Max(1, counts.Sum());
        return
        [
            (0, 0),
            .. counts.Select((count, bin) => ((bin + 0.5) * BinMinutes, 100.0 * count / all)),
        ];
    }

    private static List<(double X, double Y)> SharesByHour(PolicyFigures figures, int hours) =>
    [
        .. figures.Evenings.SelectMany(evening => evening.Emergencies)
            .Where(read => read.ArrivedAfter >= TimeSpan.Zero && read.ArrivedAfter.TotalHours < hours)
            .GroupBy(read => (int)read.ArrivedAfter.TotalHours)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key + 0.5, 100.0 * group.Count(read =>
                read.Minutes < EveningResult.EmergencyMinutes) / group.Count())),
    ];

    private static double[] BusyShares(PolicyFigures figures, ReaderId reader, int slots)
    {
        var busy = new double[slots];
        foreach (var evening in figures.Evenings)
        {
            var freeFrom = 0.0;
            foreach (var read in evening.Reads
                .Where(read => read.Reader == reader && read.Accepted is not null)
                .OrderBy(read => read.Accepted))
            {
                var from = Math.Max(freeFrom, read.Accepted!.Value.TotalMinutes);
                var until = freeFrom = Math.Max(freeFrom, read.Signed.TotalMinutes);
                for (var slot = Math.Max(0, (int)(from / SlotMinutes)); slot < slots; slot++)
                    busy[slot] += Math.Max(
                        0, Math.Min(until, (slot + 1) * SlotMinutes) - Math.Max(from, slot * SlotMinutes));
            }
        }
        return [.. busy.Select(minutes => minutes / SlotMinutes / figures.Evenings.Length)];
    }

    private static string Initials(Campaign campaign, ReaderId reader) =>
        campaign.Plan.Setting.Settings.Readers[reader].Initials;

    private static IEnumerable<(double, string)> HourTicks(Campaign campaign, int hours) =>
        Enumerable.Range(0, hours + 1).Select(hour => ((double)hour, Clock(campaign, hour)));

    private static string Clock(Campaign campaign, int hoursLater)
    {
        var setting = campaign.Plan.Setting;
        return setting.Settings.LocalTime(setting.Scenario.Start.AddHours(hoursLater))
            .ToString("HH' h 'mm", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(double, string)> Ticks(double from, double to, double step)
    {
        for (var at = from; at <= to + step / 100; at += step)
            yield return (at, FrenchNumbers.Say(at, at == Math.Round(at) ? 0 : 1));
    }

    private static double NiceCeiling(double value, double step) =>
        Math.Max(step, Math.Ceiling(value / step) * step);

    /// <summary>1, 2 or 5 times a power of ten, so that about five steps make the range.</summary>
    private static double NiceStep(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / 5)));
        return power * (range / 5 / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static string Percent(double share) =>
        Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture);
}
