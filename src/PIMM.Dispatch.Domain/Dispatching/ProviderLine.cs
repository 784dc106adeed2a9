namespace PIMM.Dispatch.Domain;

/// <summary>
/// Cases that go to a provider by themselves: the slot is the provider's, by its contract or by the roster,
/// and nobody of the territory is on duty who may read them. A pure function of the dispatcher's state, the
/// territory's rules and the instant.
/// </summary>
internal static class ProviderLine
{
    /// <summary>The most pressing cases first, while the contract has room.</summary>
    public static List<(CaseId Case, SendOut Message)> Take(
        DispatcherState state, TerritorySettings settings, DateTimeOffset now)
    {
        var taken = new List<(CaseId, SendOut)>();
        if (settings.ExternalProviders.IsEmpty || !state.Cases.Values.Any(item => Waits(item, state)))
            return taken;
        var turn = new ProviderTurn(state, settings, now);
        if (turn.IsNobodys)
            return taken;
        var proof = new SendingProof(state, settings, now);
        var providers = state.Providers;
        foreach (var item in MostPressingFirst(state))
        {
            if (!turn.MayBeOf(item) || Find(item, providers, settings, now, turn) is not { } found)
                continue;
            var (provider, slot) = found;
            // Counted as the provider itself will, so that one plan doesn't send more than fits.
            var fact = new ProviderEngaged(item.Id, item.Classification!.ExpectedMinutes, slot.Key);
            providers = providers.SetItem(provider, (ProviderState)Of(providers, provider).Evolve(
                new Recorded(0, provider, now, Identity.System, fact)));
            var use = slot.Slot.Use == SlotUse.Overflow ? SlotUse.RosterGap : slot.Slot.Use;
            taken.Add((item.Id, new SendOut(
                provider, WordOf(use), proof.Of(item, use, SendingDecider.Roster), Firm: false,
                Accepted: false)));
        }
        return taken;
    }

    /// <summary>
    /// The provider that can have the case now and begins it first, among those that have not given it back;
    /// null when none can.
    /// </summary>
    /// <param name="turn">Set: only a provider whose turn it is.</param>
    public static (ProviderId Provider, OpenSlot Slot)? Find(
        CaseState item, IReadOnlyDictionary<ProviderId, ProviderState> providers, TerritorySettings settings,
        DateTimeOffset now, ProviderTurn? turn = null)
    {
        var local = settings.LocalTime(now);
        (ProviderId, OpenSlot)? found = null;
        var soonest = DateTimeOffset.MaxValue;
        foreach (var (id, provider) in settings.ExternalProviders)
        {
            if (item.ReturnedBy.Contains(id))
                continue;
            var state = Of(providers, id);
            var begins = state.LaneFreeAt(provider, now) + provider.SetUp;
            if (begins < soonest
                && state.PlaceFor(provider, local, item.Establishment, item.Classification!).Slot is { } slot
                && turn?.IsOf(id, slot.Slot.Use, item) != false)
                (found, soonest) = ((id, slot), begins);
        }
        return found;
    }

    /// <summary>A provider to which nothing was sent yet has the state that all begin with.</summary>
    public static ProviderState Of(
        IReadOnlyDictionary<ProviderId, ProviderState> providers, ProviderId provider) =>
        providers.GetValueOrDefault(provider) ?? ProviderState.Initial;

    /// <summary>The reason that stands with the case: a code, the screens say it in French.</summary>
    private static string WordOf(SlotUse use) => use == SlotUse.DeepNight ? "deep-night" : "roster-gap";

    private static bool Waits(CaseState item, DispatcherState state) =>
        item is { Status: CaseStatus.ToRead, Part: null } && !state.Pending.ContainsKey(item.Id);

    private static IEnumerable<CaseState> MostPressingFirst(DispatcherState state) =>
        state.Cases.Values
            .Where(item => Waits(item, state))
            .OrderBy(item => item.Classification!.Urgency == Urgency.Vital ? 0 : 1)
            .ThenBy(item => item.PressingAt)
            .ThenBy(item => item.Id);
}
