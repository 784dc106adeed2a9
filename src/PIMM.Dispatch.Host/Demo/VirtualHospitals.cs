using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// The evening as the hospitals make it: a burst, then exams in a lively rhythm, and one that suits a person
/// who has signed in as a reader and has nothing to do.
/// </summary>
internal sealed class VirtualHospitals(
    DemoOptions options, IReadOnlyList<TerritorySettings> territories, DemoWorld world, TimeProvider clock,
    ILogger<VirtualHospitals> logger) : BackgroundService
{
    /// <summary>
    /// Courses at the same time; beyond it an exam is left out, so that a slow machine is not buried.
    /// </summary>
    private const int CoursesMax = 24;

    private readonly ArrivalPlan plan = new(options, territories, clock.GetUtcNow().UtcTicks);
    private readonly IReadOnlyDictionary<ReaderId, TerritoryId> posts = DemoDuties.Posts(territories);
    private readonly Dictionary<ReaderId, DateTimeOffset> welcomeAt = [];
    private readonly List<Task> courses = [];
    private long drawn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ledger = new StudyLedger(options.LedgerPath, options.StudiesMax);
        var course = new ExamCourse(options, world, ledger, clock, logger);
        using var ticks = new PeriodicTimer(options.LookEvery, clock);
        var nextAt = clock.GetUtcNow();
        logger.Begins(territories.Count, posts.Count);
        Resume(course, stoppingToken);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                var now = clock.GetUtcNow();
                courses.RemoveAll(c => c.IsCompleted);
                foreach (var arrival in Welcomes(now))
                    Begin(course, arrival, stoppingToken);
                if (now < nextAt || world.Listening() is null)
                    continue;
                if (plan.Draw(drawn, now) is { } drawnNow)
                    Begin(course, drawnNow, stoppingToken);
                nextAt = now + plan.GapAfter(drawn++);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(courses).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin(ExamCourse course, DemoArrival arrival, CancellationToken stopping)
    {
        if (courses.Count < CoursesMax)
            courses.Add(course.RunAsync(arrival, stopping));
    }

    /// <summary>Exams for persons who read and have waited long enough.</summary>
    private List<DemoArrival> Welcomes(DateTimeOffset now)
    {
        var arrivals = new List<DemoArrival>();
        foreach (var territory in territories)
        foreach (var reader in territory.Readers.Values.Where(r => posts[r.Id] == territory.Id))
        {
            if (!Waits(reader.Id, territory.Id))
                welcomeAt.Remove(reader.Id);
            else if (welcomeAt.TryAdd(reader.Id, now + options.WelcomeAfter))
                continue;
            else if (now >= welcomeAt[reader.Id]
                && plan.DrawFor(reader, territory, drawn++, now) is { } arrival)
            {
                arrivals.Add(arrival);
                welcomeAt[reader.Id] = now + options.WelcomeEvery;
            }
        }
        return arrivals;
    }

    /// <summary>
    /// True while a person is signed in as this reader, is present, and has nothing offered or in hand.
    /// </summary>
    private bool Waits(ReaderId reader, TerritoryId territory)
    {
        if (!world.SignedIn(reader.Value) || world.View(territory) is not { } view)
            return false;
        return view.Readers.GetValueOrDefault(
            reader) is ReaderState { Presence: Presence.Available or Presence.Reading }
            && !view.Cases.Values.OfType<CaseState>().Any(c =>
                c.Reader == reader && (c.InHand || c.Status == CaseStatus.Offered));
    }

    /// <summary>Sends what open cases wait for, and the images of those that have none on the disk.</summary>
    private void Resume(ExamCourse course, CancellationToken stopping)
    {
        foreach (var territory in territories)
        foreach (var open in world.View(territory.Id)?.Cases.Values.OfType<CaseState>() ?? [])
        {
            if (open.Unsigned && LacksImages(territory, open) && plan.Resume(territory, open) is { } arrival)
                courses.Add(course.ResumeAsync(arrival, open, stopping));
        }
    }

    private bool LacksImages(TerritorySettings territory, CaseState open)
    {
        if (open.Patient?.FamilyName.StartsWith("DEMO-", StringComparison.Ordinal) != true)
            return false;
        return open.Study is not { } study || world.Store()?.ListObjects(
            new StudyKey(territory.Id.Value, open.Establishment.Value, study.Value)).Count == 0;
    }
}
