using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>A number of readers for each hour, and what came of it.</summary>
/// <param name="ReadersByHour">From the evening's start on.</param>
public sealed record StaffingTrial(ImmutableArray<int> ReadersByHour, Interval Under45, Interval Mean)
{
    public int ReaderHours => ReadersByHour.Sum();
}

/// <summary>
/// How many readers, and when: the fewest with which the promise is kept on the rehearsed evenings. First the
/// smallest number for the whole evening; then one reader less in one hour after the other, as long as the
/// promise holds. All trials play the same evenings with fictitious readers, of whom the first come first.
/// </summary>
/// <param name="Trials">In the order in which they were played.</param>
/// <param name="Chosen">The last trial that kept the promise; null when even the most readers do
/// not.</param>
public sealed record StaffingAdvice(ImmutableArray<StaffingTrial> Trials, StaffingTrial? Chosen)
{
    /// <param name="like">Setting, policy and evenings; the first policy alone is played.</param>
    /// <param name="under45">The promise: share of vital and urgent cases below 45 minutes.</param>
    /// <param name="readersMax">More are not tried.</param>
    public static async Task<StaffingAdvice> FindAsync(CampaignPlan like, double under45, int readersMax)
    {
        var hours = (int)Math.Ceiling(like.Setting.Scenario.Length.TotalHours);
        var trials = ImmutableArray.CreateBuilder<StaffingTrial>();
        StaffingTrial? best = null;
        for (var readers = 1; readers <= readersMax && best is null; readers++)
            best = await KeptAsync([.. Enumerable.Repeat(readers, hours)]).ConfigureAwait(false);
        for (var hour = 0; best is not null && hour < hours; hour++)
        {
            while (best.ReadersByHour[hour] > 1
                && await KeptAsync(best.ReadersByHour.SetItem(hour, best.ReadersByHour[hour] - 1))
                    .ConfigureAwait(false) is { } fewer)
                best = fewer;
        }
        return new StaffingAdvice(trials.ToImmutable(), best);

        async Task<StaffingTrial?> KeptAsync(ImmutableArray<int> readersByHour)
        {
            trials.Add(await TryAsync(like, readersByHour).ConfigureAwait(false));
            return trials[^1].Under45.Value >= under45 ? trials[^1] : null;
        }
    }

    /// <summary>Plays the evenings with these readers.</summary>
    private static async Task<StaffingTrial> TryAsync(CampaignPlan like, ImmutableArray<int> readersByHour)
    {
        var settings = like.Setting.Settings.With(readersByHour.Max());
        var setting = like.Setting with
        {
            Settings = settings,
            Scenario = like.Setting.Scenario with
            {
                Readers = [.. settings.Readers.Keys], ReadersByHour = readersByHour,
            },
        };
        var campaign = await Campaign.RunAsync(
            like with { Setting = setting, Policies = like.Policies[..1] }).ConfigureAwait(false);
        var figures = campaign.Policies[0];
        return new StaffingTrial(readersByHour, figures[Measure.Under45], figures[Measure.Mean]);
    }
}
