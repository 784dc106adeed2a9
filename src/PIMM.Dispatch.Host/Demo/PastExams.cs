using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>The exams of the hours before: what the hospitals sent, and when.</summary>
internal static class PastExams
{
    /// <summary>
    /// Exams per hour where nothing else is said: two readers are busy about half of the time.
    /// </summary>
    private const double UsualPerHour = 5;

    private static readonly Dictionary<string, double> PerHour = new(StringComparer.Ordinal)
    {
        ["hainaut-cambresis"] = 9,
        ["centre-val-de-loire"] = 9,
        ["landes-pays-basque"] = 5,
        ["touraine-val-de-loire"] = 2,
    };

    /// <summary>Everything that is sent in [from, until), in order.</summary>
    public static IEnumerable<PastCommand> Of(
        ArrivalPlan plan, TerritorySettings territory, DateTimeOffset from, DateTimeOffset until)
    {
        var gap = TimeSpan.FromHours(1) / PerHour.GetValueOrDefault(territory.Id.Value, UsualPerHour);
        var commands = new List<PastCommand>();
        for (var number = 0; from + gap * number < until; number++)
        {
            // Each exam comes somewhere in its own stretch of time: never all at once, never on the beat.
            var at = from + gap * (number + plan.JitterOf(territory, number));
            if (at < until && plan.DrawIn(territory, -1 - number, at) is { } arrival)
                commands.AddRange(CourseOf(arrival, Microseconds.Truncate(at)));
        }
        return commands.Where(command => command.At < until).OrderBy(command => command.At);
    }

    private static IEnumerable<PastCommand> CourseOf(DemoArrival arrival, DateTimeOffset at)
    {
        if (arrival.HasRequest)
        {
            yield return new PastCommand(
                at, new DemoAct($"request:{arrival.AccessionNumber}", arrival.Site.Id, arrival.Request()),
                new Identity("urgences", "requester"));
            at += arrival.Chance.For("scan").Between(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(22));
        }
        var by = new Identity(arrival.Site.Id.Value, "dicom");
        foreach (var (count, open) in ((int, bool)[])[(1, true), (arrival.Images, false)])
        {
            yield return new PastCommand(
                Microseconds.Truncate(at),
                new DemoAct($"images:{arrival.AccessionNumber}:{count}", arrival.Site.Id,
                    new StudyArrived(arrival.Facts(), count, open)), by);
            at += TimeSpan.FromSeconds(arrival.Images);
        }
    }
}
