namespace PIMM.Dispatch.Domain;

/// <summary>
/// Slots given to an external provider: a recorded act, so that a gap closes only because somebody said so.
/// </summary>
internal static class ProviderSlots
{
    public static Decision Give(GiveSlotsToProvider message, TurnContext context)
    {
        if (!context.Settings.ExternalProviders.ContainsKey(message.Provider))
            return Decision.Refuse(Refusals.ProviderUnknown, message.Provider.Value);
        if (string.IsNullOrWhiteSpace(message.Reason))
            return Decision.Refuse(Refusals.TextMissing);
        foreach (var id in message.Slots)
        {
            if (Slots.Find(context.Settings, id) is not { } slot)
                return Decision.Refuse(Refusals.SlotUnknown, id.Value);
            if (slot.Until <= context.At)
                return Decision.Refuse(Refusals.InstantInThePast);
        }
        return message.Slots.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new SlotsGivenToProvider(message.Provider, message.Slots, message.Reason))
                .Tell(ActorId.Dispatcher, Replan.Now);
    }

    public static Decision TakeBack(RosterState state, TakeSlotsBack message)
    {
        if (string.IsNullOrWhiteSpace(message.Reason))
            return Decision.Refuse(Refusals.TextMissing);
        foreach (var id in message.Slots)
        {
            if (!state.External.ContainsKey(id))
                return Decision.Refuse(Refusals.SlotNotGiven, id.Value);
        }
        return message.Slots.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new SlotsTakenBack(message.Slots, message.Reason));
    }
}
