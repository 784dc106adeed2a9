using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>What came of a past night, or would have: means over the draws.</summary>
/// <param name="InTime">Cases signed within their target, of all that had one; percent.</param>
/// <param name="Emergencies">Minutes from images to signature of vital and urgent cases.</param>
/// <param name="Under45">Of the same cases; percent, with what the draws change.</param>
/// <param name="SentOut">Cases that an external provider read.</param>
/// <param name="Unread">Cases that nobody ever read.</param>
/// <param name="Within">Of vital and urgent cases, percent signed within 5, 10, 15 … minutes.</param>
/// <param name="MinutesRead">Expected minutes of what each reader read.</param>
public sealed record NightOutcome(
    double InTime, Turnaround Emergencies, Interval Under45, double SentOut, double Unread,
    ImmutableArray<double> Within, ImmutableSortedDictionary<ReaderId, double> MinutesRead)
{
    public const int StepMinutes = 5;
    private const int StepCount = 24;

    public static NightOutcome Of(PastNight night, PolicyFigures figures)
    {
        var evenings = figures.Evenings;
        double draws = evenings.Length;
        var cases = night.Cases.ToDictionary(one => one.Arrival.Number);
        var withTarget = night.Cases.Count(one => one.TargetMinutes is not null);
        var inTime = evenings.Sum(evening => evening.Reads.Count(read =>
            cases[read.Number] is { TargetMinutes: not null } one && !one.IsLate(read.Minutes)));
        double[] minutes =
            [.. evenings.SelectMany(evening => evening.Emergencies).Select(read => read.Minutes)];
        var emergencies = draws * night.Cases.Count(one => one.Arrival.Urgency <= Urgency.Urgent);
        return new NightOutcome(
            Percent(inTime, draws * withTarget), figures.Emergencies, figures[Measure.Under45],
            evenings.Sum(evening => evening.Reads.Count(read => read.IsExternal)) / draws,
            evenings.Sum(evening => night.Cases.Length - evening.Cases) / draws,
            [.. Enumerable.Range(1, StepCount).Select(step =>
                Percent(minutes.Count(one => one <= step * StepMinutes), emergencies))],
            evenings.SelectMany(evening => evening.MinutesRead).GroupBy(pair => pair.Key)
                .ToImmutableSortedDictionary(
                    group => group.Key, group => group.Sum(pair => pair.Value) / draws));
    }

    /// <summary>Of nothing, all of it.</summary>
    private static double Percent(double part, double whole) => whole == 0 ? 100 : 100 * part / whole;
}

/// <summary>A case of the night: minutes as it was, as it would be without and with the change.</summary>
/// <param name="Again">The median of the draws of the night as it was; null: most never read it.</param>
/// <param name="Changed">The same with the change.</param>
public sealed record RehearsedCase(PastCase Case, double Real, double? Again, double? Changed)
{
    public bool WasLate => Case.IsLate(Real);

    public bool WouldBeLate => Case.IsLate(Changed);
}

/// <summary>
/// A past night played twice over the same draws: as it was, and with what is to differ. How far the first is
/// from the night itself is what the model does not know; the second against the first is what the change
/// does.
/// </summary>
/// <param name="Played">The night as it was changed: who was there, under which rules.</param>
public sealed record NightRehearsal(
    PastNight Night, RehearsalSetting Played, int Draws, NightOutcome Real, NightOutcome Again,
    NightOutcome Changed, ImmutableArray<RehearsedCase> Cases)
{
    public const int DrawsUsual = 20;
    public const int DrawsMax = 50;
    private const int FirstSeed = 1;

    /// <summary>Evenings that are played in all.</summary>
    public static int PlaysOf(int draws) => 2 * draws;

    /// <param name="rest">See <see cref="Rehearsal.RunAsync(int, RehearsalSetting, RehearsedPolicy,
    /// Func{ValueTask})"/>.</param>
    /// <param name="played">Told after each evening.</param>
    public static async Task<NightRehearsal> RunAsync(
        PastNight night, TerritorySettings settings, NightChange change, int draws,
        Func<ValueTask>? rest = null, Action? played = null)
    {
        var name = settings.Id.Value;
        var (setting, policy) = change.Applied(night, settings, name);
        var again = await PlayAsync(NightChange.None.Applied(night, settings, name)).ConfigureAwait(false);
        var changed = await PlayAsync((setting, policy)).ConfigureAwait(false);
        var real = PolicyFigures.Of(RehearsedPolicy.Real, [night.Real]);
        return new NightRehearsal(
            night, setting, draws, NightOutcome.Of(night, real), NightOutcome.Of(night, again),
            NightOutcome.Of(night, changed), CasesOf(night, again, changed));

        async Task<PolicyFigures> PlayAsync((RehearsalSetting Setting, RehearsedPolicy Policy) variant)
        {
            var evenings = ImmutableArray.CreateBuilder<EveningResult>(draws);
            for (var draw = 0; draw < draws; draw++)
            {
                evenings.Add(await Rehearsal.RunAsync(FirstSeed + draw, variant.Setting, variant.Policy, rest)
                    .ConfigureAwait(false));
                played?.Invoke();
            }
            return PolicyFigures.Of(variant.Policy, evenings.MoveToImmutable());
        }
    }

    private static ImmutableArray<RehearsedCase> CasesOf(
        PastNight night, PolicyFigures again, PolicyFigures changed) =>
    [
        .. night.Cases.Zip(ReplayedCases.Of(night, again).Cases, ReplayedCases.Of(night, changed).Cases)
            .Select(three => new RehearsedCase(
                three.First, three.Second.Real, three.Second.Played, three.Third.Played)),
    ];
}
