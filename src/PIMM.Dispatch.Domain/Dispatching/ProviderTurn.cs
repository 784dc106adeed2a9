namespace PIMM.Dispatch.Domain;

/// <summary>
/// Whether cases go to a provider by themselves now. A slot of the contract that is the provider's own counts
/// while nobody of the territory is on duty; a slot of the roster that the provider covers counts for what
/// nobody on duty may read.
/// </summary>
internal sealed class ProviderTurn
{
    private readonly TerritorySettings settings;
    private readonly DateTimeOffset now;
    private readonly List<ReaderId> onDuty;
    private readonly List<(LineOfDuty Line, ProviderId Provider)> covered = [];

    public ProviderTurn(DispatcherState state, TerritorySettings settings, DateTimeOffset now)
    {
        (this.settings, this.now) = (settings, now);
        onDuty = [.. state.Readers.Where(pair => pair.Value.Duty is not null).Select(pair => pair.Key)];
        foreach (var slot in Slots.Between(settings, now, now.AddTicks(1)))
        {
            if (slot.ProviderBy(state.GivenSlots) is { } provider)
                covered.Add((slot.Line, provider));
        }
    }

    /// <summary>Nothing goes out by itself now.</summary>
    public bool IsNobodys => onDuty.Count > 0 && covered.Count == 0;

    /// <summary>False when the case is for somebody of the territory, whichever provider is asked.</summary>
    public bool MayBeOf(CaseState item) => onDuty.Count == 0 || covered.Count > 0 && !onDuty.Exists(
        reader => Eligibility.MayRead(
            settings, reader, item.Establishment, item.Classification!.Specialty, now));

    /// <param name="use">What the provider's open slot is for.</param>
    public bool IsOf(ProviderId provider, SlotUse use, CaseState item) =>
        onDuty.Count == 0 && use != SlotUse.Overflow
        || covered.Exists(slot => slot.Provider == provider
            && slot.Line.Sites.Contains(item.Establishment)
            && slot.Line.Specialties.Contains(item.Classification!.Specialty));
}
