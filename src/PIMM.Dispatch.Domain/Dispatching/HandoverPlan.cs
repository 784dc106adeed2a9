using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Which cases of a reader change hands at a boundary, and who can have them. The case that is read, accepted
/// last, stays: whoever reads has the right to finish.
/// </summary>
internal sealed class HandoverPlan(DispatcherState state, TurnContext context)
{
    private readonly TerritorySettings settings = context.Settings;
    private readonly DateTimeOffset now = context.At;

    public Decision Make(HandOverCasesOf message)
    {
        var (from, boundary) = (message.From, message.Boundary);
        var decision = Decision.Of();
        foreach (var offered in state.Cases.Values.Where(
            item => item.Status == CaseStatus.Offered && item.Reader == from))
            decision.Tell(offered.Id, new WithdrawOffer(OfferEnd.ReaderLeft));
        var reading = Reading(from);
        if (boundary == Boundary.DropOut && reading is not null)
            decision.Tell(reading.Id, new ProposeHandover(from, [Audience.Coordinators], Answered: false));
        var groups = new SortedDictionary<string, List<(CaseId Case, Receivers To)>>(StringComparer.Ordinal);
        foreach (var item in HeldBy(from).Where(item => item != reading))
        {
            var to = ReceiversOf(item, from);
            if (item.Classification!.Urgency == Urgency.Vital && !to.IsNobody)
                GiveAtOnce(decision, item, to, message);
            else
                Group(groups, to.Key).Add((item.Id, to));
        }
        foreach (var group in groups.Values)
            decision.Tell(ActorId.Roster, new OpenHandover(
                boundary, from, group[0].To.Readers, group[0].To.Provider,
                [.. group.Select(one => one.Case)]));
        if (decision.Tells.Count > 0)
            return decision.Tell(ActorId.Dispatcher, Replan.Now);
        return boundary == Boundary.CoordinatorsWord
            ? Decision.Refuse(Refusals.NothingToHandOver, from.Value)
            : Decision.Nothing;
    }

    /// <summary>What of a hand-over still waits; nothing, once a reader who was away is back.</summary>
    public Decision Review(Handover handover)
    {
        var isBack = handover.Boundary == Boundary.DropOut
            && state.Readers.GetValueOrDefault(handover.From) is { IsPresent: true };
        var held = HeldBy(handover.From).Select(item => item.Id).ToHashSet();
        var left = isBack ? [] : handover.Cases.RemoveAll(id => !held.Contains(id));
        return Decision.Of().Tell(ActorId.Roster, new HandoverReviewed(handover.Id, left));
    }

    /// <summary>Whoever is back reads on: the alarm about the case that was read no longer holds.</summary>
    public Decision Resume(ReaderId back) => Reading(back) is { } reading
        ? Decision.Of().Tell(reading.Id, new CloseHandover(back))
        : Decision.Nothing;

    private IEnumerable<CaseState> HeldBy(ReaderId reader) => state.Cases.Values.Where(
        item => item.Reader == reader && (item.InHand || item.Status == CaseStatus.OnHold));

    private CaseState? Reading(ReaderId reader) =>
        HeldBy(reader).Where(item => item.InHand).OrderBy(item => item.AcceptedAt).LastOrDefault();

    private void GiveAtOnce(Decision decision, CaseState item, Receivers to, HandOverCasesOf message)
    {
        if (to.Provider is { } provider)
            decision.Tell(item.Id, new SendOut(
                provider, "hand-over",
                new SendingProof(state, settings, now)
                    .Of(item, to.Use, Handover.DeciderOf(message.Boundary)),
                Firm: false, Accepted: false));
        else
            decision.Tell(item.Id, new YieldCase(message.From));
    }

    /// <summary>Readers who are here and stay; a provider only when there is none.</summary>
    private Receivers ReceiversOf(CaseState item, ReaderId from)
    {
        var readers = state.Readers
            .Where(pair => pair.Key != from && pair.Value is { IsPresent: true, Duty: { } duty }
                && duty.Until > now && !item.DeclinedBy.Contains(pair.Key)
                && Eligibility.MayRead(
                    settings, pair.Key, item.Establishment, item.Classification!.Specialty, now))
            .Select(pair => pair.Key).ToImmutableArray();
        var external = readers.IsEmpty && item.Part is null
            ? ProviderLine.Find(item, state.Providers, settings, now)
            : null;
        return new Receivers(readers, external?.Provider, external?.Slot.Slot.Use);
    }

    private static List<(CaseId Case, Receivers To)> Group(
        SortedDictionary<string, List<(CaseId Case, Receivers To)>> groups, string key)
    {
        if (!groups.TryGetValue(key, out var group))
            groups.Add(key, group = []);
        return group;
    }

    /// <summary>Who can have a case: readers, or else a provider, or nobody.</summary>
    private sealed record Receivers(ImmutableArray<ReaderId> Readers, ProviderId? Provider, SlotUse? Use)
    {
        public bool IsNobody => Readers.IsEmpty && Provider is null;

        /// <summary>Cases with the same receivers go over together.</summary>
        public string Key => Provider?.Value is { } provider ? "/" + provider : string.Join(' ', Readers);
    }
}
