using System.Collections.Immutable;
using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>The part of the roster that carries cases over a boundary, with acceptance.</summary>
internal static class RosterHandovers
{
    public const string Deadline = "handover:";

    /// <summary>A hand-over that has ended is shown for so long.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(24);

    /// <summary>A case is in one open hand-over at a time.</summary>
    public static Decision Open(RosterState state, OpenHandover message, TurnContext context)
    {
        var waiting = state.Handovers.Values
            .Where(open => open.IsOpen && open.From == message.From)
            .SelectMany(open => open.Cases).ToHashSet();
        var cases = message.Cases.RemoveAll(waiting.Contains);
        if (cases.IsEmpty)
            return Decision.Nothing;
        var id = context.NextSequence.ToString(CultureInfo.InvariantCulture);
        var (to, provider) = (message.To, message.Provider);
        var opened = new HandoverOpened(id, message.Boundary, message.From, to, provider, cases);
        if (to.IsEmpty && provider is null)
            return TellCases(
                Decision.Of(opened, new HandoverUnanswered(id), Review(id, context)), cases,
                Unanswered(message.From));
        var audiences = to.Select(Audience.Of).ToList();
        if (provider is { } external)
            audiences.Add(Audience.Of(external));
        return TellCases(
            Decision.Of(opened, Review(id, context)), cases,
            new ProposeHandover(message.From, [.. audiences], Answered: true));
    }

    public static Decision Accept(RosterState state, AcceptHandover message, TerritorySettings settings)
    {
        if (Unknown(message.By, settings) is { } unknown)
            return unknown;
        if (!state.Handovers.TryGetValue(message.Handover, out var handover))
            return Decision.Refuse(Refusals.HandoverUnknown);
        if (handover.AcceptedBy == message.By)
            return Decision.Nothing;
        if (!handover.IsOpen)
            return Decision.Refuse(Refusals.HandoverEnded, handover.AcceptedBy?.Key);
        return handover.IsTo(message.By) || handover.Status == HandoverStatus.Unanswered
            ? TellCases(
                Decision.Of(
                    new HandoverAccepted(handover.Id, message.By),
                    new DeadlineCleared(Deadline + handover.Id)),
                handover.Cases,
                new HandOverCase(
                    handover.Id, handover.From, message.By, Handover.DeciderOf(handover.Boundary)))
            : Decision.Refuse(Refusals.HandoverNotToYou);
    }

    public static Decision Decline(RosterState state, DeclineHandover message)
    {
        if (!state.Handovers.TryGetValue(message.Handover, out var handover))
            return Decision.Refuse(Refusals.HandoverUnknown);
        if (!handover.IsOpen)
            return Decision.Refuse(Refusals.HandoverEnded, handover.AcceptedBy?.Key);
        if (!handover.IsTo(message.By))
            return Decision.Refuse(Refusals.HandoverNotToYou);
        var decision = Decision.Of(new HandoverDeclined(handover.Id, message.By, message.Reason));
        if (handover.Status == HandoverStatus.Unanswered)
            return decision;
        var others = handover.To.RemoveAll(reader => message.By == (ActorId)reader);
        return others.IsEmpty
            ? TellCases(
                decision.And(new HandoverUnanswered(handover.Id)), handover.Cases,
                Unanswered(handover.From))
            : TellCases(
                decision, handover.Cases,
                new ProposeHandover(handover.From, [.. others.Select(Audience.Of)], Answered: true));
    }

    /// <summary>Nobody has answered in time; the dispatcher knows whether it still matters.</summary>
    public static Decision Due(RosterState state, string id) =>
        state.Handovers.TryGetValue(id, out var handover) && handover.IsOpen
            ? Decision.Of().Tell(ActorId.Dispatcher, new ReviewHandover(handover))
            : Decision.Nothing;

    /// <summary>The coordinator is told again and again while a case waits.</summary>
    public static Decision Reviewed(RosterState state, HandoverReviewed message, TurnContext context)
    {
        var handover = state.Handovers[message.Handover];
        if (message.Left.IsEmpty)
            return TellCases(
                Decision.Of(new HandoverClosed(handover.Id)), handover.Cases,
                new CloseHandover(handover.From));
        return TellCases(
            Decision.Of(new HandoverUnanswered(handover.Id), Review(handover.Id, context)), handover.Cases,
            Unanswered(handover.From));
    }

    /// <summary>How an event of a hand-over changes the roster.</summary>
    public static ImmutableSortedDictionary<string, Handover> Fold(
        ImmutableSortedDictionary<string, Handover> handovers, in Recorded recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            HandoverOpened e => Recent(handovers, at).SetItem(e.Handover, new Handover(
                e.Handover, e.Boundary, e.From, e.To, e.Provider, e.Cases, at, HandoverStatus.Offered, null,
                null)),
            HandoverDeclined e => Changed(handovers, e.Handover, handover => e.By.Kind == ActorKind.Provider
                ? handover with { Provider = null }
                : handover with { To = handover.To.Remove(new ReaderId(e.By.Key)) }),
            HandoverUnanswered e => Changed(handovers, e.Handover, handover =>
                handover with { Status = HandoverStatus.Unanswered }),
            HandoverAccepted e => Changed(handovers, e.Handover, handover => handover with
            {
                Status = HandoverStatus.Accepted, AcceptedBy = e.By, EndedAt = at,
            }),
            HandoverClosed e => Changed(handovers, e.Handover, handover =>
                handover with { Status = HandoverStatus.Closed, EndedAt = at }),
            _ => handovers,
        };
    }

    private static ImmutableSortedDictionary<string, Handover> Changed(
        ImmutableSortedDictionary<string, Handover> handovers, string id, Func<Handover, Handover> change) =>
        handovers.TryGetValue(id, out var handover) ? handovers.SetItem(id, change(handover)) : handovers;

    private static ImmutableSortedDictionary<string, Handover> Recent(
        ImmutableSortedDictionary<string, Handover> handovers, DateTimeOffset at) =>
        handovers.RemoveRange(handovers.Values
            .Where(handover => handover.EndedAt is { } ended && at - ended > Shown)
            .Select(handover => handover.Id));

    private static Decision? Unknown(ActorId party, TerritorySettings settings) => party.Kind switch
    {
        ActorKind.Provider when !settings.ExternalProviders.ContainsKey(new ProviderId(party.Key)) =>
            Decision.Refuse(Refusals.ProviderUnknown, party.Key),
        ActorKind.Reader when !settings.Readers.ContainsKey(new ReaderId(party.Key)) =>
            Decision.Refuse(Refusals.ReaderUnknown, party.Key),
        _ => null,
    };

    private static ProposeHandover Unanswered(ReaderId from) =>
        new(from, [Audience.Coordinators], Answered: false);

    private static DeadlineSet Review(string id, TurnContext context) =>
        new(Deadline + id, context.At + context.Settings.HandoverWithin);

    private static Decision TellCases(Decision decision, ImmutableArray<CaseId> cases, Message message)
    {
        foreach (var id in cases)
            decision.Tell(id, message);
        return decision;
    }
}
