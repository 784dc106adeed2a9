using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation;

/// <summary>The targets with which the published comparison was made.</summary>
public static class ComparedTargets
{
    private static readonly TimeSpan Vital = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Stroke = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Polytrauma = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan Urgent = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan SemiUrgent = TimeSpan.FromMinutes(120);
    private static readonly TimeSpan Scheduled = TimeSpan.FromHours(12);

    /// <summary>
    /// Stroke 20 min, other vital cases 30, polytrauma 45; urgent 45, semi-urgent 120, scheduled 12 h.
    /// Offer times are those of the territory.
    /// </summary>
    public static TerritorySettings WithComparedTargets(this TerritorySettings settings)
    {
        var rules = settings.Urgencies.Steps[^1].Value;
        return settings with
        {
            Urgencies = Dated.Always(rules
                .SetItem(Urgency.Vital, Rule(rules[Urgency.Vital], Vital) with
                {
                    TargetBySpecialty = ImmutableSortedDictionary<Specialty, TimeSpan>.Empty
                        .Add(Specialty.Neuro, Stroke).Add(Specialty.Polytrauma, Polytrauma),
                })
                .SetItem(Urgency.Urgent, Rule(rules[Urgency.Urgent], Urgent))
                .SetItem(Urgency.SemiUrgent, Rule(rules[Urgency.SemiUrgent], SemiUrgent))
                .SetItem(Urgency.Scheduled, Rule(rules[Urgency.Scheduled], Scheduled))),
        };
    }

    private static UrgencyRule Rule(UrgencyRule rule, TimeSpan target) => rule with
    {
        Target = target, WarningBefore = target / 2, ImminentBefore = target * 3 / 20,
        TargetBySpecialty = ImmutableSortedDictionary<Specialty, TimeSpan>.Empty,
    };
}
