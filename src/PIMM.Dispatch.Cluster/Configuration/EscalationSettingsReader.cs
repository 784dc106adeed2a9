using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads who is told when while nobody takes a case; refuses steps that go back in time.</summary>
internal static class EscalationSettingsReader
{
    private const int StepCountMax = 12;

    private static readonly TimeSpan s_stepMax = TimeSpan.FromDays(31);

    /// <summary>Shorter, and the sound would be back before anybody has walked to the screen.</summary>
    private static readonly TimeSpan s_acknowledgedMin = TimeSpan.FromMinutes(1);

    /// <summary>Longer, and an acknowledgement would be a way to lose a case.</summary>
    private static readonly TimeSpan s_acknowledgedMax = TimeSpan.FromHours(12);

    public static ImmutableSortedDictionary<Urgency, EscalationPolicy> Policies(Setting item)
    {
        item = item.Keys([.. SettingWords<Urgency>.All.Select(pair => pair.Word)]);
        return SettingWords<Urgency>.All.ToImmutableSortedDictionary(
            pair => pair.Value, pair => Policy(item[pair.Word]));
    }

    /// <summary>A step out of the territory needs somebody outside.</summary>
    public static void CheckProviders(Setting list, TerritorySettings settings)
    {
        var outside = settings.Escalation.Steps
            .SelectMany(dated => dated.Value.Values).SelectMany(policy => policy.Steps)
            .Any(step => step.To == StepTo.External);
        if (outside && settings.ExternalProviders.IsEmpty)
            list.Problem("A step hands the case to an external provider, and the territory has none.");
    }

    private static EscalationPolicy Policy(Setting item)
    {
        item = item.Keys("acknowledgedFor", "steps");
        var before = item.ProblemCount;
        var places = item["steps"].Items(1, StepCountMax);
        var policy = new EscalationPolicy(
            item["acknowledgedFor"].Duration(s_acknowledgedMin, s_acknowledgedMax), [.. places.Select(Step)]);
        if (before != item.ProblemCount || places.IsEmpty)
            return policy;
        for (var index = 1; index < places.Length; index++)
        {
            if (GoesBack(policy.Steps[index - 1], policy.Steps[index]))
                places[index]["delay"].Problem("This step would come before the one above it.");
        }
        for (var index = 0; index < places.Length; index++)
            CheckPlace(places[index], policy.Steps[index], index == places.Length - 1);
        return policy;
    }

    private static EscalationStep Step(Setting item)
    {
        item = item.Keys("when", "delay", "to", "moves");
        return new EscalationStep(
            item["when"].Choice<StepClock>(), item["delay"].Duration(TimeSpan.Zero, s_stepMax),
            item["to"].Choice<StepTo>(), item["moves"].Flag());
    }

    private static bool GoesBack(EscalationStep above, EscalationStep step) => (above.When, step.When) switch
    {
        (StepClock.BeforeTarget, StepClock.BeforeTarget) => step.Delay > above.Delay,
        (StepClock.AfterTarget, StepClock.AfterTarget) => step.Delay < above.Delay,
        (StepClock.AfterTarget, StepClock.BeforeTarget) => true,
        _ => false,
    };

    private static void CheckPlace(Setting place, EscalationStep step, bool last)
    {
        if (step.To == StepTo.External && !last)
            place["to"].Problem("Once the case has left nobody can take it: this must be the last step.");
        if (step is { To: StepTo.External, Moves: false })
            place["moves"].Problem("The external provider is given the case: write true.");
        if (last && step.To is not (StepTo.Coordinators or StepTo.External))
            place["to"].Problem("The last step must end at “coordinators” or “external”.");
    }
}
