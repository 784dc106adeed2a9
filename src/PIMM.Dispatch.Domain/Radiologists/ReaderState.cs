using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>A duty that has begun.</summary>
public sealed record CurrentDuty(string Id, DutyLine Line, DateTimeOffset Until);

/// <summary>A radiologist at work: present or not, on duty or not, with what in hand.</summary>
public sealed record ReaderState : ActorState
{
    public static readonly ReaderState Initial = new();

    public Presence Presence { get; init; }
    public CurrentDuty? Duty { get; init; }

    /// <summary>Cases in hand with their expected minutes; put aside on hold they do not count.</summary>
    public ImmutableSortedDictionary<CaseId, int> InHand { get; init; } =
        ImmutableSortedDictionary<CaseId, int>.Empty;

    public DateTimeOffset? DutyBeganAt { get; init; }

    /// <summary>Reports signed in the present duty.</summary>
    public int CasesRead { get; init; }

    /// <summary>On duty and at work: somebody to whom cases may be offered.</summary>
    public bool IsPresent => this is { Duty: not null, Presence: Presence.Available or Presence.Reading };

    /// <summary>Expected minutes in hand.</summary>
    public int LoadMinutes => InHand.Values.Sum();

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        SetPresence m => ChangePresence(m.Presence, null, context),
        MissOffer => ChangePresence(Presence.Away, "offer-missed", context),
        BeginDuty m => Begin(m),
        EndDuty m => End(m, context),
        TakeOn m => InHand.TryGetValue(m.Case, out var counted) && counted == m.Minutes
            ? Decision.Nothing
            : Decision.Of(new LoadTaken(m.Case, m.Minutes)),
        PutDown m => InHand.TryGetValue(m.Case, out var minutes)
            ? Decision.Of(new LoadPutDown(m.Case, minutes, m.Read))
            : Decision.Nothing,
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        PresenceChanged e => this with { Presence = e.Presence },
        DutyBegan e => this with
        {
            Duty = new CurrentDuty(e.Duty, e.Line, e.Until), DutyBeganAt = recorded.At, CasesRead = 0,
        },
        DutyEnded => this with { Duty = null, DutyBeganAt = null },
        LoadTaken e => this with { InHand = InHand.SetItem(e.Case, e.Minutes) },
        LoadPutDown e => this with
        {
            InHand = InHand.Remove(e.Case), CasesRead = CasesRead + (e.Read ? 1 : 0),
        },
        _ => this,
    };

    private Decision ChangePresence(Presence presence, string? why, TurnContext context)
    {
        var self = new ReaderId(context.Self.Key);
        if (!context.Settings.Readers.ContainsKey(self))
            return Decision.Refuse(Refusals.ReaderUnknown, self.Value);
        if (Presence == presence)
            return Decision.Nothing;
        var decision = Told(new PresenceChanged(presence, why), this with { Presence = presence }, self);
        if (presence == Presence.Away)
            decision.Tell(ActorId.Dispatcher, new HandOverCasesOf(self, Boundary.DropOut));
        else if (Presence == Presence.Away && !InHand.IsEmpty)
            decision.Tell(ActorId.Dispatcher, new ReaderBack(self));
        return decision;
    }

    private Decision Begin(BeginDuty message) =>
        Duty?.Id == message.Duty
            ? Decision.Nothing
            : Decision.Of(new DutyBegan(message.Duty, message.Line, message.Until))
                .Tell(ActorId.Dispatcher, Replan.Now);

    private Decision End(EndDuty message, TurnContext context) =>
        Duty?.Id != message.Duty
            ? Decision.Nothing
            : Told(new DutyEnded(message.Duty), this with { Duty = null }, new ReaderId(context.Self.Key));

    /// <summary>The dispatcher plans anew, and takes back what it offered to somebody who has left.</summary>
    private Decision Told(DomainEvent fact, ReaderState after, ReaderId self) =>
        Decision.Of(fact).Tell(
            ActorId.Dispatcher, IsPresent && !after.IsPresent ? new ReaderLeft(self) : Replan.Now);
}
