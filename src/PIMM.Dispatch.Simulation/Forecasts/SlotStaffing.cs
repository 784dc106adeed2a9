using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Forecasts;

/// <summary>What a span of duty has to bear.</summary>
/// <param name="Sites">Whose examinations come.</param>
/// <param name="EmergenciesPerHour">A mean over the span.</param>
/// <param name="Shape">Of the emergencies over its hours, against their mean.</param>
public sealed record SlotDemand(
    DateTimeOffset From, DateTimeOffset Until, ImmutableArray<EstablishmentId> Sites,
    double EmergenciesPerHour, double ScheduledPerHour, ImmutableArray<double> Shape);

/// <summary>A number of readers in a span, and what came of it on the rehearsed evenings.</summary>
/// <param name="Under45">Percent of vital and urgent cases signed in less than 45 minutes.</param>
public sealed record StaffedSlot(int Readers, Interval Under45, Interval Mean);

/// <summary>
/// What one reader more or fewer would do in a span: the same evenings (arrivals, reading times, pauses,
/// calls) with one number of fictitious readers after the other, of whom the first come first. Without
/// external providers: what they take would hide that readers are missing.
/// </summary>
/// <param name="Trials">By rising number of readers, without a hole.</param>
public sealed record SlotStaffing(int Planned, ImmutableArray<StaffedSlot> Trials)
{
    public const double UsualGoal = 95;
    public const double HighGoal = 98;

    /// <summary>Evenings of each number of readers.</summary>
    public const int Evenings = 40;

    /// <summary>So many more than planned are tried until the high goal is reached.</summary>
    private const int MoreMax = 4;
    private const int FirstSeed = 1;

    /// <summary>The fewest readers that reach a share; null when none that was tried does.</summary>
    public int? Needed(double goal) =>
        Trials.FirstOrDefault(trial => trial.Under45.Value >= goal)?.Readers;

    public StaffedSlot? With(int readers) => Trials.FirstOrDefault(trial => trial.Readers == readers);

    /// <summary>
    /// Tries what is planned and one more or fewer; then more until the high goal is reached, and fewer as
    /// long as the usual goal still is.
    /// </summary>
    /// <param name="rest">See <see cref="Rehearsal.RunAsync(int, RehearsalSetting, RehearsedPolicy,
    /// Func{ValueTask})"/>.</param>
    public static async Task<SlotStaffing> FindAsync(
        TerritorySettings settings, SlotDemand demand, int planned, Func<ValueTask>? rest = null,
        int evenings = Evenings)
    {
        var trials = new SortedDictionary<int, StaffedSlot>();
        var first = Math.Max(1, planned - 1);
        for (var readers = first; readers <= planned + MoreMax; readers++)
        {
            trials[readers] = await TryAsync(settings, demand, readers, evenings, rest).ConfigureAwait(false);
            if (readers > planned && trials[readers].Under45.Value >= HighGoal)
                break;
        }
        for (var fewer = first - 1; fewer >= 1 && trials[fewer + 1].Under45.Value >= UsualGoal; fewer--)
            trials[fewer] = await TryAsync(settings, demand, fewer, evenings, rest).ConfigureAwait(false);
        return new SlotStaffing(planned, [.. trials.Values]);
    }

    private static async Task<StaffedSlot> TryAsync(
        TerritorySettings settings, SlotDemand demand, int readers, int evenings, Func<ValueTask>? rest)
    {
        var setting = SettingOf(settings, demand, readers);
        var policy = RehearsedPolicy.All.First(
            one => one.Dispatch == settings.Weights.At(demand.From).Policy);
        var results = ImmutableArray.CreateBuilder<EveningResult>(evenings);
        for (var evening = 0; evening < evenings; evening++)
            results.Add(await Rehearsal.RunAsync(FirstSeed + evening, setting, policy, rest)
                .ConfigureAwait(false));
        var figures = PolicyFigures.Of(policy, results.MoveToImmutable());
        // Evenings without any emergency keep every promise.
        return new StaffedSlot(
            readers, figures.Emergencies.Count == 0 ? new Interval(100, 100, 100) : figures[Measure.Under45],
            figures[Measure.Mean]);
    }

    private static RehearsalSetting SettingOf(TerritorySettings settings, SlotDemand demand, int readers)
    {
        var staffed = (settings with
        {
            Establishments = settings.Establishments.RemoveRange(
                settings.Establishments.Keys.Where(site => !demand.Sites.Contains(site))),
            ExternalProviders = settings.ExternalProviders.Clear(),
        }).With(readers);
        return new RehearsalSetting(settings.Id.Value, settings.Name, staffed, new EveningScenario(
            settings.Id.Value, demand.From, demand.Until - demand.From, demand.EmergenciesPerHour,
            demand.ScheduledPerHour, [.. staffed.Readers.Keys])
        {
            Hazards = Hazards.None, Aftermath = RehearsalSetting.UsualAftermath, Shape = demand.Shape,
        });
    }
}
