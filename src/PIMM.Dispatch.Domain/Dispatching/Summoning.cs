namespace PIMM.Dispatch.Domain;

/// <summary>
/// What the dispatcher adds to a step of an escalation, for it knows who is here: a step that tells nobody is
/// not waited for, and an offer moves on only when somebody else can have the case.
/// </summary>
internal static class Summoning
{
    public static Decision Answer(DispatcherState state, Summon message, TurnContext context)
    {
        if (!state.Cases.TryGetValue(message.Case, out var item) || item.Escalation is null)
            return Decision.Nothing;
        var decision = Decision.Of();
        if (message.Moves && item.Status == CaseStatus.Offered && SomebodyElseIsFree(state, item, context))
            decision.Tell(item.Id, new WithdrawOffer(OfferEnd.Escalated))
                .Tell(ActorId.Dispatcher, Replan.Now);
        if (!IsHeard(state, item, message.Audience, context))
            decision.Tell(item.Id, new NobodySummoned(message.Step));
        return decision;
    }

    private static bool SomebodyElseIsFree(DispatcherState state, CaseState item, TurnContext context)
    {
        var inSomebodysHands = state.Cases.Values.Where(other => other.Reader is not null).ToList();
        var seats = ReaderSeat.AllPresent(state, context.Settings, inSomebodysHands, context.At);
        bool[] privileged = [.. seats.Select(seat => seat.MayReadFor(item.Establishment, context.At))];
        var waiting = new WaitingCase(
            item, new EligibleSeats(item.Classification!.Specialty, seats, privileged, () => []));
        return seats.Exists(seat =>
            seat.IsFree && seat.Id != item.Reader && Obstacles.Between(waiting, seat) is null);
    }

    /// <summary>
    /// The coordinator's place is always held, and whoever is offered the case was told by that. Among many,
    /// whoever was offered the case already does not count.
    /// </summary>
    private static bool IsHeard(
        DispatcherState state, CaseState item, Audience audience, TurnContext context) =>
        audience.Kind is AudienceKind.Reader or AudienceKind.Coordinators
        || state.Readers.Any(pair => pair.Key != item.Reader
            && Escalation.Reaches(audience, item, pair.Key, pair.Value, context.Settings, context.At));
}
