namespace PIMM.Dispatch.Domain;

/// <summary>
/// A way to reach a person who is not at a screen: a notification of the browser (RFC 8030), a text message,
/// a call that reads a text aloud.
/// </summary>
public enum AlertChannel { Push, Text, Voice }

/// <summary>
/// A contact of a person: one browser, one number for text messages, one for calls. Opaque: whose browser and
/// which number stand in the private store of the edge, never in the journal.
/// </summary>
public readonly record struct ContactId(string Value) : IId<ContactId>, IComparable<ContactId>
{
    public static ContactId Of(string value) => new(value);
    public int CompareTo(ContactId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>
/// One alert: a notice, a contact and a step, written <c>notice/contact/step</c>. However often it is tried,
/// it is the same alert, and whoever receives it twice can tell.
/// </summary>
public readonly record struct AlertId(string Value) : IId<AlertId>, IComparable<AlertId>
{
    public static AlertId Of(string value) => new(value);
    public int CompareTo(AlertId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>A notice told to one contact of one person, because a step of the ladder has come.</summary>
/// <param name="Urgency">Of the case that the notice speaks of; null when it speaks of none.</param>
/// <param name="Step">From 0, in the ladder under which the notice was raised.</param>
public sealed record Alert(
    NoticeId Notice, NoticeKind Kind, Urgency? Urgency, int Step, string Account, ContactId Contact,
    AlertChannel Channel)
{
    public AlertId Id => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Notice}/{Contact}/{Step}"));
}

/// <summary>
/// How a try ended. Retry: nobody knows that it arrived. Refused: the same again would be refused again.
/// ContactGone: that browser or number does not exist any more.
/// </summary>
public enum TryEnd { Sent, Retry, Refused, ContactGone }

/// <summary>What the outside said to a try.</summary>
/// <param name="Code">Why it did not go, for example <c>http-503</c>; null when it went. Never a
/// number or an address.</param>
public sealed record TryResult(TryEnd End, string? Code = null)
{
    public static readonly TryResult Sent = new(TryEnd.Sent);
}
