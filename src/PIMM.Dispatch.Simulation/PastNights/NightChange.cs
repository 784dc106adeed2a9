using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>
/// Whether external providers take cases in a rehearsed night: as their contracts say, not at all, or all
/// night whatever the contracts say.
/// </summary>
public enum ExternalChange { Unchanged, Closed, Open }

/// <summary>Other values for some of <see cref="DispatchWeights"/>; null: as in the settings.</summary>
public sealed record WeightChange(
    int? OverflowMilli = null, int? HoldMilli = null, TimeSpan? ExpertWait = null, int? LoadMilli = null,
    int? InterruptionsMax = null)
{
    public DispatchWeights Applied(DispatchWeights weights) => weights with
    {
        OverflowMilli = OverflowMilli ?? weights.OverflowMilli,
        HoldMilli = HoldMilli ?? weights.HoldMilli,
        ExpertWait = ExpertWait ?? weights.ExpertWait,
        LoadMilli = LoadMilli ?? weights.LoadMilli,
        InterruptionsMax = InterruptionsMax ?? weights.InterruptionsMax,
    };
}

/// <summary>What is to differ when a past night is played again. What is not said stays as it was.</summary>
public sealed record NightChange
{
    public static readonly NightChange None = new();

    /// <summary>null: the policy of the settings.</summary>
    public DispatchPolicy? Policy { get; init; }

    public WeightChange Weights { get; init; } = new();

    /// <summary>
    /// So many fictitious readers beside those of the night, there all night; below zero: so many of the
    /// night's fewer, who are those that read the fewest minutes in it.
    /// </summary>
    public int ReadersMore { get; init; }

    /// <summary>Exactly these of the territory; null: those of the night.</summary>
    public ImmutableArray<ReaderId>? Readers { get; init; }

    public ExternalChange External { get; init; }

    /// <summary>The night with this change, ready to be rehearsed. It may have nobody who reads.</summary>
    /// <param name="name">As the command line says it.</param>
    public (RehearsalSetting Setting, RehearsedPolicy Policy) Applied(
        PastNight night, TerritorySettings settings, string name)
    {
        var staffed = Staffed(night, Outside(settings)) with
        {
            Weights = new(
                [.. settings.Weights.Steps.Select(step => (step.From, Weights.Applied(step.Value)))]),
        };
        var asWas = Readers is null && ReadersMore == 0;
        var setting = (asWas ? night : night.With(staffed)).SettingOf(name, staffed);
        var policy = Policy ?? settings.Weights.At(night.From).Policy;
        return (setting, RehearsedPolicy.All.First(one => one.Dispatch == policy));
    }

    private TerritorySettings Staffed(PastNight night, TerritorySettings settings)
    {
        if (Readers is { } named)
            return Only(settings, named);
        if (ReadersMore == 0)
            return settings;
        var ofNight = night.Readers.Select(reader => reader.Id);
        return ReadersMore > 0
            ? Only(settings, ofNight).Beside(ReadersMore)
            : Only(settings, ofNight.OrderBy(id => night.Real.MinutesRead.GetValueOrDefault(id))
                .ThenBy(id => id).Skip(-ReadersMore));
    }

    private static TerritorySettings Only(TerritorySettings settings, IEnumerable<ReaderId> readers)
    {
        var kept = readers.ToHashSet();
        return settings with
        {
            Readers = settings.Readers.RemoveRange(settings.Readers.Keys.Where(id => !kept.Contains(id))),
        };
    }

    private TerritorySettings Outside(TerritorySettings settings) => External switch
    {
        ExternalChange.Closed => settings with { ExternalProviders = settings.ExternalProviders.Clear() },
        ExternalChange.Open => settings with
        {
            ExternalProviders = settings.ExternalProviders.ToImmutableSortedDictionary(
                pair => pair.Key, pair => OpenAllNight(pair.Value, settings)),
        },
        _ => settings,
    };

    /// <summary>Its own slots come first, so that their capacity is counted as agreed.</summary>
    private static ExternalProviderSettings OpenAllNight(
        ExternalProviderSettings provider, TerritorySettings settings) => provider with
    {
        Slots = provider.Slots.Add(new ProviderSlot(
            [.. Enum.GetValues<DayOfWeek>()], new TimeOnly(12, 0), new TimeOnly(12, 0), SlotUse.Overflow,
            [.. settings.Establishments.Keys], [.. Enum.GetValues<Specialty>()],
            [.. Enum.GetValues<Urgency>()], provider.Slots.Max(slot => slot.CasesMax))),
    };
}
