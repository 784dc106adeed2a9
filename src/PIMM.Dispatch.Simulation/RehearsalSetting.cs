using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation;

/// <summary>A territory and a kind of evening, ready to be rehearsed.</summary>
/// <param name="Name">As the command line says it.</param>
/// <param name="Title">As a report says it, in French.</param>
/// <param name="Settings">With exactly the readers who are on duty.</param>
public sealed record RehearsalSetting(
    string Name, string Title, TerritorySettings Settings, EveningScenario Scenario)
{
    /// <summary>18:30 in metropolitan France on a Wednesday in winter.</summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 17, 30, 0, TimeSpan.Zero);

    /// <summary>As an on-call evening of the territories lasts: until 23:30.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromHours(5);

    /// <summary>
    /// Long enough that even one reader alone reads everything: what is never signed would count nowhere.
    /// </summary>
    internal static readonly TimeSpan UsualAftermath = TimeSpan.FromHours(48);

    /// <summary>A night that has been, to be played again; null: evenings are drawn.</summary>
    public PastNight? Night { get; init; }

    /// <summary>The evening of a seed.</summary>
    /// <param name="applied">The settings under the policy that is played.</param>
    public EveningPlan EveningOf(int seed, TerritorySettings applied) =>
        Night?.PlanOf(seed, Scenario) ?? EveningPlan.Of(seed, Scenario, applied);

    /// <summary>External providers that only a policy that overflows may send to.</summary>
    public ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> Outside { get; init; } =
        ImmutableSortedDictionary<ProviderId, ExternalProviderSettings>.Empty;

    /// <summary>The territory as it is under a policy.</summary>
    public TerritorySettings SettingsUnder(RehearsedPolicy policy) =>
        policy.Overflows && !Outside.IsEmpty ? Settings with { ExternalProviders = Outside } : Settings;

    /// <param name="perHour">Emergencies.</param>
    /// <param name="scheduledPerHour">Scheduled examinations beside them.</param>
    public static RehearsalSetting Of(
        string name, string title, TerritorySettings settings, double perHour, double scheduledPerHour) =>
        new(name, title, settings, new EveningScenario(
            name, Start, Length, perHour, scheduledPerHour, [.. settings.Readers.Keys])
        {
            Hazards = Hazards.None, Aftermath = UsualAftermath,
        });
}
