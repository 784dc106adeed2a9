using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation;

/// <summary>A way in which cases come to readers, as it is compared with others.</summary>
/// <param name="Code">The letter of the dispatch policy; with a plus sign when cases may go out.</param>
/// <param name="Dispatch">What the territory is set to (<see cref="DispatchWeights.Policy"/>).</param>
/// <param name="Habits">How readers help themselves; null when the dispatcher offers.</param>
public sealed record RehearsedPolicy(string Code, string Name, DispatchPolicy Dispatch, ListHabits? Habits)
{
    /// <summary>No policy: a night that has been, as it was. It is not played.</summary>
    public static readonly RehearsedPolicy Real =
        new("real", "la nuit telle qu'elle a été", DispatchPolicy.List, null) { Label = "réel" };

    /// <summary>The code as a reader of French sees it.</summary>
    public string Label { get; init; } = Code;

    public static readonly ImmutableArray<RehearsedPolicy> All =
    [
        new("a", "liste partagée, choix humain", DispatchPolicy.List, ListHabits.Human),
        new("b", "liste partagée, échéance d'abord", DispatchPolicy.List, ListHabits.Strict),
        new("e", "indice, attribution tardive", DispatchPolicy.E, null),
        new("f", "appariement, horizon glissant", DispatchPolicy.F, null),
        new("f+", "appariement et débordement borné", DispatchPolicy.F, null) { Overflows = true },
    ];

    /// <summary>The compared situations have an external provider under this policy alone.</summary>
    public bool Overflows { get; init; }

    /// <summary>The territory with its dispatcher set to this policy, whatever it was.</summary>
    public TerritorySettings Applied(TerritorySettings settings) => settings with
    {
        Weights = new([.. settings.Weights.Steps
            .Select(step => (step.From, step.Value with { Policy = Dispatch }))]),
    };
}
