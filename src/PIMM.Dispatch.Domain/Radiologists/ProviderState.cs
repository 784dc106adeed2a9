using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A case in a provider's queue.</summary>
/// <param name="Minutes">Expected reading minutes, without the set-up.</param>
/// <param name="Slot">The slot in which it counts.</param>
/// <param name="AcceptedAt">null while the provider has not answered.</param>
public sealed record ProviderCase(
    CaseId Case, int Minutes, string Slot, DateTimeOffset SentAt, DateTimeOffset? AcceptedAt);

/// <summary>
/// An external provider at work: what was sent to it, what it has accepted, and how much of its contract is
/// used. It takes a case or refuses it in the turn that sends the case, so its capacity is never exceeded.
/// </summary>
public sealed record ProviderState : ActorState
{
    /// <summary>More than can run at once; counts of older slots are of no use.</summary>
    private const int SlotsKept = 50;

    public static readonly ProviderState Initial = new();

    /// <summary>Cases sent and not answered, accepted, or being read.</summary>
    public ImmutableSortedDictionary<CaseId, ProviderCase> Queue { get; init; } =
        ImmutableSortedDictionary<CaseId, ProviderCase>.Empty;

    /// <summary>Cases that count in each of the last slots; given back they count no more.</summary>
    public ImmutableSortedDictionary<string, int> SlotCases { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Cases signed since the territory began.</summary>
    public int Read { get; init; }

    /// <summary>Cases given back since the territory began: returned, silent or refused.</summary>
    public int Returned { get; init; }

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        EngageProvider m => Engage(m, context),
        ProviderTakesOn m => Queue.TryGetValue(m.Case, out var sent) && sent.AcceptedAt is null
            ? Decision.Of(new ProviderTookOn(m.Case))
            : Decision.Nothing,
        ProviderPutsDown m => Queue.ContainsKey(m.Case)
            ? Decision.Of(new ProviderPutDown(m.Case, m.Why))
            : Decision.Nothing,
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        ProviderEngaged e => this with
        {
            Queue = Queue.SetItem(e.Case, new ProviderCase(e.Case, e.Minutes, e.Slot, recorded.At, null)),
            SlotCases = Counted(e.Slot),
        },
        ProviderTookOn e => Queue.TryGetValue(e.Case, out var sent)
            ? this with { Queue = Queue.SetItem(e.Case, sent with { AcceptedAt = recorded.At }) }
            : this,
        ProviderPutDown e => PutDown(e),
        _ => this,
    };

    /// <summary>
    /// The slot in which a case would count now, or why the provider can't have it: one of the two is null.
    /// </summary>
    public (OpenSlot? Slot, string? Obstacle) PlaceFor(
        ExternalProviderSettings provider, DateTime local, EstablishmentId site, Classification wanted)
    {
        var obstacle = Refusals.ProviderOutOfHours;
        foreach (var open in provider.OpenAt(local))
        {
            if (!open.Slot.Covers(site, wanted.Specialty, wanted.Urgency))
                obstacle = obstacle == Refusals.ProviderFull ? obstacle : Refusals.ProviderContractExcludes;
            else if (PlacesIn(open) > 0)
                return (open, null);
            else
                obstacle = Refusals.ProviderFull;
        }
        return (null, obstacle);
    }

    /// <summary>How many more cases the provider takes in the slots that run at a local time.</summary>
    public int CapacityLeft(ExternalProviderSettings provider, DateTime local) =>
        provider.OpenAt(local).Sum(PlacesIn);

    /// <summary>
    /// The first instant at which one of the provider's lanes is expected to be free, never before <paramref
    /// name="now"/>. Cases that it has not answered count as if accepted now.
    /// </summary>
    public DateTimeOffset LaneFreeAt(ExternalProviderSettings provider, DateTimeOffset now)
    {
        var free = new DateTimeOffset[provider.Lanes];
        Array.Fill(free, DateTimeOffset.MinValue);
        foreach (var one in Queue.Values
            .OrderBy(item => item.AcceptedAt ?? now).ThenBy(item => item.SentAt).ThenBy(item => item.Case))
        {
            var lane = Array.IndexOf(free, free.Min());
            var begun = Later(free[lane], one.AcceptedAt ?? now);
            free[lane] = Later(begun + provider.SetUp + TimeSpan.FromMinutes(one.Minutes), now);
        }
        return Later(free.Min(), now);
    }

    /// <summary>True when the case is in one of the lanes: accepted among the first, in order.</summary>
    public bool IsReading(CaseId id, ExternalProviderSettings provider) =>
        Queue.Values.Where(item => item.AcceptedAt is not null)
            .OrderBy(item => item.AcceptedAt).ThenBy(item => item.Case)
            .Take(provider.Lanes).Any(item => item.Case == id);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;

    private Decision Engage(EngageProvider message, TurnContext context)
    {
        if (Queue.ContainsKey(message.Case))
            return Decision.Nothing;
        var self = new ProviderId(context.Self.Key);
        var place = context.Settings.ExternalProviders.TryGetValue(self, out var provider)
            ? PlaceFor(
                provider, context.Settings.LocalTime(context.At), message.Site, message.Classification)
            : (null, Refusals.ProviderUnknown);
        if (place.Slot is { } slot)
            return Decision.Of(
                new ProviderEngaged(message.Case, message.Classification.ExpectedMinutes, slot.Key));
        return message.Firm
            ? Decision.Refuse(place.Obstacle!, self.Value)
            : Decision.Of().Tell(message.Case, new ProviderRefuses(self, place.Obstacle!));
    }

    private ProviderState PutDown(ProviderPutDown e)
    {
        if (!Queue.TryGetValue(e.Case, out var item))
            return this;
        var next = this with { Queue = Queue.Remove(e.Case) };
        if (e.Why == ProviderEnd.Read)
            return next with { Read = Read + 1 };
        return next with
        {
            Returned = Returned + (e.Why == ProviderEnd.TakenBack ? 0 : 1),
            SlotCases = SlotCases.TryGetValue(item.Slot, out var count)
                ? SlotCases.SetItem(item.Slot, count - 1)
                : SlotCases,
        };
    }

    private int PlacesIn(OpenSlot open) =>
        Math.Max(0, open.Slot.CasesMax - SlotCases.GetValueOrDefault(open.Key));

    private ImmutableSortedDictionary<string, int> Counted(string slot)
    {
        var counts = SlotCases.SetItem(slot, SlotCases.GetValueOrDefault(slot) + 1);
        return counts.Count <= SlotsKept ? counts : counts.Remove(counts.Keys.First());
    }
}
