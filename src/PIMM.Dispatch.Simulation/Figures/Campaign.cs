using System.Collections.Immutable;

namespace PIMM.Dispatch.Simulation.Figures;

/// <summary>What is to be played.</summary>
/// <param name="FirstSeed">The evenings have this seed and those that follow.</param>
/// <param name="Cores">How many evenings are played at the same time.</param>
public sealed record CampaignPlan(
    RehearsalSetting Setting, ImmutableArray<RehearsedPolicy> Policies, int FirstSeed, int Evenings,
    int Cores);

/// <summary>The same evenings under several policies, with figures and differences.</summary>
/// <param name="Policies">Those of the plan; before them, of a night that has been, what it was.</param>
/// <param name="Differences">Each policy against the first.</param>
public sealed record Campaign(
    CampaignPlan Plan, ImmutableArray<PolicyFigures> Policies, ImmutableArray<PolicyDifference> Differences)
{
    /// <summary>
    /// Plays all of it. Evenings know nothing of each other, so that the result does not depend on how many
    /// are played at the same time.
    /// </summary>
    /// <param name="played">Told after each evening; from any thread.</param>
    public static async Task<Campaign> RunAsync(
        CampaignPlan plan, Action? played = null, CancellationToken cancellation = default)
    {
        var results = plan.Policies.Select(_ => new EveningResult[plan.Evenings]).ToList();
        var all = from evening in Enumerable.Range(0, plan.Evenings)
                  from policy in Enumerable.Range(0, plan.Policies.Length)
                  select (policy, evening);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.Cores, CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(all, options, async (one, _) =>
        {
            results[one.policy][one.evening] = await Rehearsal.RunAsync(
                plan.FirstSeed + one.evening, plan.Setting, plan.Policies[one.policy]).ConfigureAwait(false);
            played?.Invoke();
        }).ConfigureAwait(false);
        var figures = plan.Policies.Zip(results)
            .Select(pair => PolicyFigures.Of(pair.First, [.. pair.Second])).ToImmutableArray();
        if (plan.Setting.Night is { } night)
            figures = figures.Insert(0, PolicyFigures.Of(
                RehearsedPolicy.Real, [.. Enumerable.Repeat(night.Real, plan.Evenings)]));
        return new Campaign(
            plan, figures, [.. figures.Skip(1).Select(one => PolicyDifference.Of(one, figures[0]))]);
    }
}
